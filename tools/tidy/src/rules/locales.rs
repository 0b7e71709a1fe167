//! Every text of the interface stands in all languages, every key the code asks for exists, every key is asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;

const LOCALES: &str = "crates/server/locales/";
const LANGUAGES: &[&str] = &["ja", "en"];
/// How the code asks for a text; the key follows as a literal.
const CALLS: &[&str] = &[".text(", ".with("];
/// How the code asks for one text of a family: `of("role", code)` uses every `role-…`.
const FAMILY_CALL: &str = ".of(\"";

pub fn check(tree: &Tree) -> Vec<String> {
    let defined = defined(tree);
    let mut breaches = Vec::new();
    for (key, languages) in &defined {
        for language in LANGUAGES.iter().filter(|language| !languages.contains_key(**language)) {
            let place = languages.values().next().map_or("", String::as_str);
            breaches.push(format!("{place}: `{key}` is missing in {language}"));
        }
    }
    for (place, key) in asked_for(tree).into_iter().filter(|(_, key)| !defined.contains_key(key)) {
        breaches.push(format!("{place}: there is no text `{key}` in {LOCALES}"));
    }
    let literals = literals(tree);
    for (key, languages) in defined.iter().filter(|(key, _)| !is_used(key, &literals)) {
        let place = languages.values().next().map_or("", String::as_str);
        breaches.push(format!("{place}: nothing uses `{key}`"));
    }
    breaches
}

/// key → language → place. Terms (`-name`) count for the languages and for use in other texts.
fn defined(tree: &Tree) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut defined: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in tree.ours().filter(|file| file.path.ends_with(".ftl")) {
        let Some((language, _)) = file.path.strip_prefix(LOCALES).and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        for (number, line) in file.lines() {
            if let Some(key) = key_of(line) {
                let place = format!("{}:{number}", file.path);
                defined.entry(key.to_owned()).or_default().insert(language.to_owned(), place);
            }
        }
    }
    defined
}

/// The key that a line of a locale file defines.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    (starts && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then_some(key)
}

/// Place and key of every call that asks for a text by a literal.
fn asked_for(tree: &Tree) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for file in tree.shipped() {
        let code: String = file.code().map(|(_, line)| format!("{line}\n")).collect();
        for (at, call) in CALLS.iter().flat_map(|call| code.match_indices(call)) {
            let argument = code[at + call.len()..].trim_start().strip_prefix('"');
            if let Some((key, _)) = argument.and_then(|rest| rest.split_once('"')) {
                let line = code[..at].matches('\n').count() + 1;
                asked.push((format!("{}:{line}", file.path), key.to_owned()));
            }
        }
    }
    asked
}

/// Every literal of the code and every reference between texts: a key may be handed over before it is asked for.
fn literals(tree: &Tree) -> BTreeSet<String> {
    let mut literals = BTreeSet::new();
    for file in tree.shipped() {
        for (_, line) in file.code() {
            literals.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
            let families = line.split(FAMILY_CALL).skip(1).filter_map(|rest| rest.split('"').next());
            literals.extend(families.map(|family| format!("{family}-{{")));
        }
    }
    for file in tree.ours().filter(|file| file.path.ends_with(".ftl")) {
        let references = file.text.split('{').skip(1).filter_map(|rest| rest.split(['}', '(', '.']).next());
        literals.extend(references.map(|reference| reference.trim().to_owned()));
    }
    literals
}

/// A literal `mark-{code}` uses all keys that begin with `mark-`.
fn is_used(key: &str, literals: &BTreeSet<String>) -> bool {
    let family = |literal: &String| {
        literal.split_once('{').is_some_and(|(start, _)| start.ends_with('-') && key.starts_with(start))
    };
    literals.contains(key) || literals.iter().any(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "crates/server/src/web/a.rs";

    fn breaches(code: &str, ja: &str, en: &str) -> Vec<String> {
        let files =
            [(CODE, code), ("crates/server/locales/ja/a.ftl", ja), ("crates/server/locales/en/a.ftl", en)];
        check(&Tree::of(&files))
    }

    #[test]
    fn a_text_that_one_language_lacks_is_caught() {
        let found = breaches("t.text(\"a\"); t.text(\"b\");", "a = あ\nb = い\n", "a = A\n");
        assert_eq!(found, ["crates/server/locales/ja/a.ftl:2: `b` is missing in en"]);
    }

    #[test]
    fn a_key_nobody_defined_is_caught_even_over_two_lines() {
        let found = breaches("t.text(\"a\");\nt.with(\n    \"gone\",\n);", "a = あ\n", "a = A\n");
        assert_eq!(
            found,
            ["crates/server/src/web/a.rs:2: there is no text `gone` in crates/server/locales/"]
        );
    }

    #[test]
    fn a_text_nobody_uses_is_caught() {
        let found = breaches("", "# note = x\na = あ\n    .title = b\n", "a = A\n");
        assert_eq!(found, ["crates/server/locales/en/a.ftl:1: nothing uses `a`"]);
    }

    #[test]
    fn keys_handed_over_composed_or_referred_to_are_used() {
        let texts = "mark-yes = x\nhanded = { -name }\n-name = y\n";
        let code =
            "t.text(&format!(\"mark-{code}\")); const KEY: &str = \"handed\"; text.of(\"kind\", code);";
        assert_eq!(breaches(code, texts, texts), [""; 0]);
    }

    #[test]
    fn a_tree_without_locales_is_in_order() {
        assert!(check(&Tree::of(&[(CODE, "fn a() {}\n")])).is_empty());
    }
}
