//! What a run needs beside the Rust toolchain: installed by apt where that is allowed, else named in a sentence.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::postgres;
use crate::program;
use crate::project::Project;

/// Something a step needs, the Debian package that brings it, and how to see that it is there.
pub struct Need {
    pub what: &'static str,
    pub package: &'static str,
    pub is_there: fn() -> bool,
}

const ALWAYS: &[Need] = &[
    Need { what: "PostgreSQL server", package: "postgresql", is_there: || postgres::programs().is_some() },
    Need { what: "pdftotext", package: "poppler-utils", is_there: || program::answers("pdftotext", "-v") },
];

const FOR_BROWSER: &[Need] = &[
    Need { what: "Chromium", package: "chromium", is_there: || program::answers("chromium", "--version") },
    Need {
        what: "chromedriver",
        package: "chromium-driver",
        is_there: || program::answers("chromedriver", "--version"),
    },
    Need { what: "fc-list", package: "fontconfig", is_there: || program::answers("fc-list", "--version") },
    Need { what: "a Japanese font", package: "fonts-morisawa-bizud-gothic", is_there: has_japanese_font },
];

/// Checks, and where possible installs, what the everyday steps need.
pub fn for_quick_run(_: &Project) -> Result<String> {
    components_are_there()?;
    provide(ALWAYS.iter().collect())
}

/// Checks, and where possible installs, what all steps need.
pub fn for_full_run(_: &Project) -> Result<String> {
    components_are_there()?;
    provide(ALWAYS.iter().chain(FOR_BROWSER).collect())
}

fn components_are_there() -> Result<()> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if !program::answers(program, "--version") {
            bail!("{component} is missing; please run `rustup component add {component}`");
        }
    }
    Ok(())
}

/// Installs what is missing, or names it in an error.
pub fn provide(needs: Vec<&Need>) -> Result<String> {
    let missing = missing_of(&needs);
    if missing.is_empty() {
        return Ok("all there".to_owned());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let packages = packages.join(" ");
    if !may_install()? {
        let what: Vec<&str> = missing.iter().map(|need| need.what).collect();
        bail!("{} missing; please run `apt-get install {packages}` as root", what.join(", "));
    }
    install(&packages).with_context(|| format!("apt could not install {packages}"))?;
    let still_missing: Vec<&str> = missing_of(&missing).iter().map(|need| need.what).collect();
    if !still_missing.is_empty() {
        bail!("{packages} installed, but still not found: {}", still_missing.join(", "));
    }
    Ok(format!("installed {packages}"))
}

fn missing_of<'a>(needs: &[&'a Need]) -> Vec<&'a Need> {
    needs.iter().copied().filter(|need| !(need.is_there)()).collect()
}

fn may_install() -> Result<bool> {
    Ok(program::answers("apt-get", "--version") && program::ask(Command::new("id").arg("-u"))? == "0")
}

fn install(packages: &str) -> Result<()> {
    program::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut command = Command::new("apt-get");
    command.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages.split(' '));
    program::run(command.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn has_japanese_font() -> bool {
    program::ask(Command::new("fc-list").arg(":lang=ja")).is_ok_and(|fonts| !fonts.is_empty())
}
