//! Who may know whom inside the crates. Between the crates Cargo.toml holds the arrows: see `manifests`.

use crate::tree::Tree;

/// Files whose path begins so must not name these words.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("crates/server/src/actions", &["axum", "maud", "clap", "crate::web", "crate::cli", "crate::jobs"]),
    ("crates/server/src/web", &["clap", "crate::cli", "crate::jobs"]),
    ("crates/server/src/cli", &["axum", "maud", "crate::web", "crate::jobs"]),
    ("crates/server/src/jobs", &["axum", "maud", "clap", "crate::web", "crate::cli"]),
    (
        "crates/server/src/mail",
        &[
            "axum",
            "maud",
            "clap",
            "tenken_store",
            "crate::actions",
            "crate::web",
            "crate::cli",
            "crate::jobs",
        ],
    ),
    ("crates/domain/src", &["std::fs", "std::net", "std::env", "std::process", "tokio"]),
    ("crates/report/src", &["std::fs", "std::net", "std::env", "std::process", "tokio"]),
];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.shipped() {
        let rules = FORBIDDEN.iter().filter(|(start, _)| file.path.starts_with(start));
        let words: Vec<&str> = rules.flat_map(|(_, words)| *words).copied().collect();
        for (number, line) in file.code() {
            for word in words.iter().filter(|word| names(line, word)) {
                breaches.push(file.breach(number, &format!("this part must not know `{word}`")));
            }
        }
    }
    breaches
}

/// Whether `word` stands in the line as a path of its own, not as a part of a longer name.
fn names(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_that_knows_the_web_is_caught() {
        let tree = Tree::of(&[("crates/server/src/actions/rounds.rs", "//! x\nuse axum::Form;\n")]);
        assert_eq!(check(&tree), ["crates/server/src/actions/rounds.rs:2: this part must not know `axum`"]);
    }

    #[test]
    fn pages_and_commands_do_not_know_each_other() {
        let tree = Tree::of(&[
            ("crates/server/src/web/a.rs", "use crate::cli::form;\n"),
            ("crates/server/src/cli/b.rs", "use crate::web::routes;\n"),
            ("crates/server/src/jobs/c.rs", "crate::web::page();\n"),
        ]);
        assert_eq!(check(&tree).len(), 3);
    }

    #[test]
    fn longer_names_comments_and_tests_are_left_alone() {
        let text = "// axum is not known here\nuse crate::client;\nuse crate::webbing;\n\n#[cfg(test)]\nmod tests { use axum; }\n";
        assert!(check(&Tree::of(&[("crates/server/src/jobs/c.rs", text)])).is_empty());
    }
}
