//! A file fits a sitting.

use crate::tree::Tree;

/// Lines of a Rust file without its tests.
const LIMIT: usize = 400;

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.rust().filter(|file| !file.is_test()) {
        let length = file.lines().count();
        if length > LIMIT {
            breaches.push(file.breach(LIMIT, &format!("{length} lines without tests; the limit is {LIMIT}")));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_long_is_caught() {
        assert_eq!(check(&Tree::of(&[("crates/a/src/a.rs", &"x\n".repeat(LIMIT + 1))])).len(), 1);
    }

    #[test]
    fn tests_do_not_count() {
        let text =
            format!("{}\n#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(LIMIT - 1), "x\n".repeat(LIMIT));
        assert!(check(&Tree::of(&[("crates/a/src/a.rs", &text)])).is_empty());
    }
}
