//! `cargo run -p tidy`: reads all files of the repository and says where a house rule of STYLE.md is broken.
//! One file per rule under `rules/`; here is the table of them.

mod rules;
mod tree;

use std::process::ExitCode;

use crate::tree::Tree;

/// A rule looks at the whole tree and hands back one line per breach: `path:line: what is wrong`.
type Rule = fn(&Tree) -> Vec<String>;

const RULES: &[Rule] = &[
    rules::arrows::check,
    rules::documents::check,
    rules::exceptions::check,
    rules::headers::check,
    rules::length::check,
    rules::locales::check,
    rules::manifests::check,
    rules::names::check,
    rules::sql::check,
    rules::standards::check,
    rules::words::check,
];

fn main() -> anyhow::Result<ExitCode> {
    let tree = Tree::of_repository()?;
    let breaches: Vec<String> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    for breach in &breaches {
        println!("{breach}");
    }
    if breaches.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\n{} breaches of the house rules (STYLE.md)", breaches.len());
    Ok(ExitCode::FAILURE)
}
