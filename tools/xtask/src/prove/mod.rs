//! `cargo xtask prove WHAT`: what Tenken promises, tried until it breaks; each beside something broken on purpose that
//! must be caught. Runs can be added to each other: what ran stands in docs/proofs, a line a run.

pub mod anonymity;
mod broken;
mod burst;
mod guesses;
mod joining;
mod kills;
mod ledger;
mod states;

use anyhow::{Result, bail};

use crate::project::Project;

/// One promise.
struct Proof {
    name: &'static str,
    usage: &'static str,
    run: fn(&Project, &[&str]) -> Result<()>,
}

const PROOFS: &[Proof] = &[
    Proof { name: "kills", usage: "kills [--cycles N] [--postgres]", run: kills::run },
    Proof { name: "anonymity", usage: "anonymity [--organisations N]", run: anonymity::run },
    Proof { name: "joining", usage: "joining [--rounds N]", run: joining::run },
];

pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let chosen = arguments
        .split_first()
        .and_then(|(name, rest)| PROOFS.iter().find(|proof| proof.name == *name).map(|proof| (proof, rest)));
    let Some((proof, rest)) = chosen else {
        let usages: Vec<_> =
            PROOFS.iter().map(|proof| format!("  cargo xtask prove {}", proof.usage)).collect();
        bail!("what is to be proved?\n{}", usages.join("\n"))
    };
    (proof.run)(project, rest)
}

/// The number behind a flag, or what is usual.
fn number_after(arguments: &[&str], flag: &str, usual: u64) -> Result<u64> {
    match arguments.iter().position(|argument| *argument == flag) {
        None => Ok(usual),
        Some(place) => match arguments.get(place + 1).map(|text| text.parse()) {
            Some(Ok(number)) => Ok(number),
            Some(Err(_)) | None => bail!("a number belongs behind {flag}"),
        },
    }
}
