//! Folders say what, files say which: no names that say neither.

use crate::tree::Tree;

const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc"];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.ours() {
        let stems = file.path.split('/').map(|part| part.split('.').next().unwrap_or_default());
        for stem in stems.filter(|stem| EMPTY_NAMES.contains(stem)) {
            breaches.push(file.breach(1, &format!("`{stem}` does not say what lives there")));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_nothing_is_caught() {
        let tree = Tree::of(&[
            ("crates/a/src/utils.rs", ""),
            ("crates/a/common/b.rs", ""),
            ("crates/a/src/round.rs", ""),
        ]);
        assert_eq!(check(&tree).len(), 2);
    }
}
