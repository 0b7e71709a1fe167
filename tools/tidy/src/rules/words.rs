//! What is written here speaks of Tenken and of nothing else: no paths of one machine, no hosts of registries,
//! no word about how it is made.

use crate::tree::Tree;

/// This file must name them.
const HERE: &str = "tools/tidy/src/rules/words.rs";

const MACHINE_PATHS: &[&str] = &["/work/", "/tmp/", "/root/", "/home/"];
const ELSEWHERE: &[&str] = &[
    "index.crates.io",
    "static.crates.io",
    "registry.npmjs.org",
    "pypi.org",
    "deb.debian.org",
    "co-authored-by",
    "language model",
    "the issue names",
    "the issue's",
];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.ours().filter(|file| file.path != HERE) {
        for (number, line) in file.text.lines().enumerate().map(|(place, line)| (place + 1, line)) {
            let small = line.to_lowercase();
            let words = ELSEWHERE.iter().filter(|word| small.contains(**word));
            for word in words.chain(MACHINE_PATHS.iter().filter(|path| names_path(line, path))) {
                breaches.push(file.breach(number, &format!("“{word}” does not belong into the project")));
            }
        }
    }
    breaches
}

/// Whether the path stands there from the root of the machine, not as a part of another path or address.
fn names_path(line: &str, path: &str) -> bool {
    let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/}>~".contains(c));
    line.match_indices(path).any(|(at, _)| begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_or_a_registry_is_caught() {
        let tree = Tree::of(&[("docs/a.md", "in /work/main\nfrom https://index.crates.io/\n")]);
        assert_eq!(check(&tree).len(), 2);
    }

    #[test]
    fn a_path_inside_the_project_is_left_alone() {
        assert!(check(&Tree::of(&[("docs/a.md", "docs/home/a.md and https://x.jp/home/\n")])).is_empty());
    }
}
