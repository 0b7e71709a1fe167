//! Whoever makes an exception says why.

use crate::tree::Tree;

const ATTRIBUTES: &[&str] = &["#[expect(", "#[allow(", "#![expect(", "#![allow("];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.rust() {
        for (number, line) in file.text.lines().enumerate().map(|(place, line)| (place + 1, line)) {
            let begins = ATTRIBUTES.iter().any(|attribute| line.trim_start().starts_with(attribute));
            if begins && !attribute_from(&file.text, number).contains("reason = \"") {
                breaches.push(file.breach(number, "an exception carries `reason = \"…\"`"));
            }
        }
    }
    breaches
}

/// The attribute that begins in this line, to its end.
fn attribute_from(text: &str, line: usize) -> String {
    let mut attribute = String::new();
    for line in text.lines().skip(line - 1) {
        attribute.push_str(line);
        if line.trim_end().ends_with(")]") {
            break;
        }
    }
    attribute
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_without_a_reason_is_caught() {
        let text = "#[allow(dead_code)]\nfn a() {}\n    #[expect(unused)]\nfn b() {}\n";
        assert_eq!(check(&Tree::of(&[("crates/a/src/a.rs", text)])).len(), 2);
    }

    #[test]
    fn a_reason_on_a_later_line_counts() {
        let text = "#[expect(\n    unused,\n    reason = \"because\"\n)]\nfn b() {}\n";
        assert!(check(&Tree::of(&[("crates/a/src/a.rs", text)])).is_empty());
    }
}
