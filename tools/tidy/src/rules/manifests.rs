//! The arrows between the crates, as their manifests draw them.

use crate::tree::{File, Tree};

/// A crate that only one place may list.
const ONLY_IN: &[(&str, &str)] = &[
    ("sqlx", "crates/store/Cargo.toml"),
    ("axum", "crates/server/Cargo.toml"),
    ("axum-server", "crates/server/Cargo.toml"),
    ("clap", "crates/server/Cargo.toml"),
    ("maud", "crates/server/Cargo.toml"),
    ("lettre", "crates/server/Cargo.toml"),
    ("typst", "crates/report/Cargo.toml"),
];

/// Which of our own crates a crate may list.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("crates/domain/Cargo.toml", &[]),
    ("crates/store/Cargo.toml", &["tenken-domain"]),
    ("crates/report/Cargo.toml", &["tenken-domain"]),
    ("crates/verify-log/Cargo.toml", &[]),
    ("tools/tidy/Cargo.toml", &[]),
];

pub fn check(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.ours().filter(|file| file.path.ends_with("/Cargo.toml")) {
        breaches.extend(breaks_on_purpose(file));
        for (number, name) in dependencies(&file.text) {
            let place = ONLY_IN.iter().find(|(only, _)| *only == name).map(|(_, place)| *place);
            if place.is_some_and(|place| place != file.path) {
                breaches.push(
                    file.breach(number, &format!("only {} may list `{name}`", place.unwrap_or_default())),
                );
            }
            let known = MAY_KNOW.iter().find(|(path, _)| *path == file.path).map(|(_, known)| *known);
            if name.starts_with("tenken") && known.is_some_and(|known| !known.contains(&name)) {
                breaches.push(file.breach(number, &format!("this crate must not know `{name}`")));
            }
        }
    }
    breaches
}

/// What is broken on purpose is never what a feature of ours, or the default, brings along.
fn breaks_on_purpose(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let brings = |line: &str| {
        line.contains("insecure-") && !line.starts_with(['#', '"']) && !line.starts_with("insecure-")
    };
    let breach =
        |(place, _)| file.breach(place + 1, "nothing may bring along a feature that is broken on purpose");
    lines.filter(|(_, line)| brings(line)).map(breach).collect()
}

/// The crates a manifest lists, with their lines: `name = …` and `name.workspace = …` under `[…dependencies]`.
fn dependencies(manifest: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    manifest.lines().enumerate().filter_map(move |(place, line)| {
        if line.starts_with('[') {
            inside = line.trim_end().ends_with("dependencies]");
        }
        let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
        (inside && !name.is_empty() && !name.starts_with(['#', '['])).then_some((place + 1, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_reaches_past_its_arrow_is_caught() {
        let manifest =
            "[package]\nname = \"x\"\n\n[dependencies]\nsqlx = \"0.9\"\ntenken-store.workspace = true\n";
        let breaches = check(&Tree::of(&[("crates/report/Cargo.toml", manifest)]));
        assert_eq!(
            breaches,
            [
                "crates/report/Cargo.toml:5: only crates/store/Cargo.toml may list `sqlx`",
                "crates/report/Cargo.toml:6: this crate must not know `tenken-store`",
            ]
        );
    }

    #[test]
    fn a_default_that_is_broken_on_purpose_is_caught() {
        let manifest =
            "[features]\ndefault = [\"insecure-acknowledges-early\"]\ninsecure-acknowledges-early = []\n";
        let breaches = check(&Tree::of(&[("crates/store/Cargo.toml", manifest)]));
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        let alone = manifest.replace("default = [\"insecure-acknowledges-early\"]\n", "");
        assert!(check(&Tree::of(&[("crates/store/Cargo.toml", &alone)])).is_empty());
    }

    #[test]
    fn the_arrows_as_drawn_are_allowed() {
        let manifest = "[dependencies]\nsqlx = { version = \"0.9\" }\ntenken-domain.workspace = true\n";
        assert!(check(&Tree::of(&[("crates/store/Cargo.toml", manifest)])).is_empty());
    }
}
