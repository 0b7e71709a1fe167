//! Only `store` writes SQL.

use crate::tree::Tree;

const SQL: &[&str] = &["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE "];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.shipped().filter(|file| !file.path.starts_with("crates/store/")) {
        for (number, line) in file.code() {
            if line.contains("sqlx::") || begins_a_statement(line) {
                breaches.push(file.breach(number, "only `store` writes SQL"));
            }
        }
    }
    breaches
}

/// A statement at the beginning of a string, or of a line inside a longer one.
fn begins_a_statement(line: &str) -> bool {
    SQL.iter().any(|sql| line.trim_start().starts_with(sql) || line.contains(&format!("\"{sql}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_in_a_page_is_caught() {
        let text = "query(\"SELECT 1 FROM rounds\");\nlet text = \"\n    UPDATE rounds SET x = 1\";\nsqlx::query(x);\n";
        assert_eq!(check(&Tree::of(&[("crates/server/src/web/a.rs", text)])).len(), 3);
        assert!(check(&Tree::of(&[("crates/store/src/round.rs", text)])).is_empty());
    }

    #[test]
    fn a_word_that_only_looks_like_sql_is_left_alone() {
        let text = "enum Verb { Select }\nlet label = \"select one\";\n";
        assert!(check(&Tree::of(&[("crates/server/src/web/a.rs", text)])).is_empty());
    }
}
