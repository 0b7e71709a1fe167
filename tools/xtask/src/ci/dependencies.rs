//! cargo-deny over all dependencies: licences, banned crates, sources. It is built once into `target/tools`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::program;
use crate::project::Project;

/// The version is fixed, so that a run does not change its mind by itself.
const VERSION: &str = "0.20.2";

/// Checks what `deny.toml` says. Known vulnerabilities are not part of it: that needs data from the internet.
pub fn check(project: &Project) -> Result<String> {
    let program = cargo_deny(project)?;
    let mut command = Command::new(program);
    command.args(["--locked", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    program::run(command.current_dir(&project.root))?;
    Ok("licences, bans and sources are in order".to_owned())
}

fn cargo_deny(project: &Project) -> Result<PathBuf> {
    let tools = project.target().join("tools");
    let program = tools.join("bin/cargo-deny");
    let installed = program::ask(Command::new(&program).arg("--version"));
    if installed.is_ok_and(|version| version == format!("cargo-deny {VERSION}")) {
        return Ok(program);
    }
    // Unoptimised it is built in a minute and still reads the whole tree in seconds.
    let words = format!("cargo install cargo-deny --version {VERSION} --locked --debug --force");
    let mut command = program::command(project, &words);
    program::run(command.arg("--root").arg(&tools).arg("--target-dir").arg(tools.join("build")))?;
    std::fs::remove_dir_all(tools.join("build"))?;
    Ok(program)
}
