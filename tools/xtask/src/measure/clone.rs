//! From `git clone` to the first page, as a newcomer does it: an empty cargo cache, an empty target folder, one command.
//! The clone is of this repository's last commit, from this disk; crates come from the registry.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::http::Connection;
use crate::ci::lifeline::free_port;
use crate::program;
use crate::project::Project;

/// Beyond this nobody would call it one command.
const LONGEST: Duration = Duration::from_secs(30 * 60);

pub fn run(project: &Project) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("tenken-clone-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = from_clone_to_first_page(project, &folder);
    let _ = fs::remove_dir_all(&folder);
    outcome
}

fn from_clone_to_first_page(project: &Project, folder: &Path) -> Result<()> {
    let begun = Instant::now();
    let clone = folder.join("tenken");
    program::run(Command::new("git").args(["clone", "--quiet"]).arg(&project.root).arg(&clone))?;
    let port = free_port()?;
    let mut command = program::command(project, "cargo run --release");
    command.current_dir(&clone).env("CARGO_HOME", folder.join("cargo")).env_remove("CARGO_TARGET_DIR");
    command.env("TENKEN_LISTEN", format!("127.0.0.1:{port}")).stdout(Stdio::null());
    let mut server = command.spawn().context("cargo could not be started")?;
    let outcome = until_the_first_page(&mut server, port, begun);
    // On Unix `cargo run` becomes the program that it runs.
    let _ = server.kill();
    let _ = server.wait();
    let took = outcome?;
    println!(
        "git clone to the first page, empty cargo cache: {} min {} s",
        took.as_secs() / 60,
        took.as_secs() % 60
    );
    ensure!(took < LONGEST, "that is {LONGEST:?} or more");
    Ok(())
}

fn until_the_first_page(server: &mut Child, port: u16, begun: Instant) -> Result<Duration> {
    loop {
        if let Some(status) = server.try_wait()? {
            bail!("`cargo run --release` ended ({status})");
        }
        if let Ok(page) = Connection::open(port).and_then(|mut newcomer| newcomer.get("/setup")) {
            ensure!(page.status == 200, "the first page answers {}", page.status);
            return Ok(begun.elapsed());
        }
        ensure!(begun.elapsed() < LONGEST, "no page after {LONGEST:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
}
