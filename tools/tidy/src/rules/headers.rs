//! Each module says at its top what lives in it.

use crate::tree::Tree;

pub fn check(tree: &Tree) -> Vec<String> {
    let silent = tree.rust().filter(|file| !file.text.starts_with("//! "));
    silent
        .map(|file| file.breach(1, "a module starts with `//!`: what lives here and what does not"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_a_word_about_itself_is_caught() {
        let tree = Tree::of(&[("crates/a/src/a.rs", "use b;\n"), ("crates/a/src/c.rs", "//! C.\n")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
