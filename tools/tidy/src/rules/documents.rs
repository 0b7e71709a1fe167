//! Documents do not lie about the tree: paths in ARCHITECTURE.md and relative links in all pages exist.

use crate::tree::{File, Tree};

const MAP: &str = "ARCHITECTURE.md";

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.ours().filter(|file| file.path.ends_with(".md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, target) in links(file) {
            if !tree.has(&resolve(folder, target)) {
                breaches.push(file.breach(number, &format!("the link to `{target}` leads nowhere")));
            }
        }
        for (number, path) in paths(file).filter(|_| file.path == MAP) {
            if !tree.has(path) {
                breaches.push(file.breach(number, &format!("there is no `{path}`")));
            }
        }
    }
    breaches
}

/// `[…](target)` with a target inside the repository.
fn links(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text.lines().enumerate().flat_map(|(place, line)| {
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
        let inside = |target: &&str| !target.is_empty() && !target.contains(':');
        targets.filter(inside).map(move |target| (place + 1, target))
    })
}

/// What stands in backticks and looks like a path.
fn paths(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let is_path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        let ends = [".md", ".rs", ".toml", ".yaml"].iter().any(|end| word.ends_with(end));
        plain && !word.starts_with('/') && (word.contains('/') || ends)
    };
    file.text.lines().enumerate().flat_map(move |(place, line)| {
        line.split('`').skip(1).step_by(2).filter(is_path).map(move |path| (place + 1, path))
    })
}

/// A target as seen from the root, with `..` taken out.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_on_the_map_that_does_not_exist_is_caught() {
        let map = "See `crates/domain` and `crates/gone/src`, run `cargo xtask ci`, route `POST /rounds`.\n";
        let tree = Tree::of(&[(MAP, map), ("crates/domain/src/lib.rs", "")]);
        assert_eq!(check(&tree), ["ARCHITECTURE.md:1: there is no `crates/gone/src`"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_caught() {
        let page = "[a](../LICENSE) [b](gone.md) [c](https://example.jp) [d](#part) [e](a.md#part)\n";
        let tree = Tree::of(&[("docs/a.md", page), ("LICENSE", "")]);
        assert_eq!(check(&tree), ["docs/a.md:1: the link to `gone.md` leads nowhere"]);
    }
}
