//! A checklist is data: no standard's name in Rust code outside tests. Comments may name a source.

use crate::tree::Tree;

const NAMES: &[&str] = &[
    "厚生労働省",
    "厚労省",
    "MHLW",
    "mhlw",
    "Mhlw",
    "ガイドライン第",
    "医療情報システムの安全管理",
    "ISO27001",
    "NIST",
];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.shipped() {
        for (number, line) in file.code() {
            for name in NAMES.iter().filter(|name| line.contains(**name)) {
                breaches
                    .push(file.breach(number, &format!("“{name}” belongs into the catalog, not into code")));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_named_in_code_is_caught() {
        let tree =
            Tree::of(&[("crates/domain/src/a.rs", "//! x\nconst TITLE: &str = \"厚生労働省の表\";\n")]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn a_comment_may_name_its_source() {
        let tree = Tree::of(&[("crates/domain/src/a.rs", "/// 厚生労働省の表による\nfn a() {}\n")]);
        assert!(check(&tree).is_empty());
    }
}
