//! Start on an existing folder, memory when idle, size of the one file to ship.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::server::Server;
use crate::project::Project;

/// Limits that are set for a start.
const LONGEST_START: Duration = Duration::from_secs(1);
const MOST_IDLE_MEGABYTES: u64 = 80;

pub fn run(project: &Project) -> Result<()> {
    let binary = super::binary(project);
    let megabytes = std::fs::metadata(&binary)?.len() / 1_000_000;
    println!("one file to ship: {megabytes} MB");
    let mut server = Server::start(&binary)?;
    server.with_open_round()?;
    let mut starts = Vec::new();
    for _ in 0..5 {
        server.kill()?;
        starts.push(server.start_again()?);
    }
    starts.sort();
    std::thread::sleep(Duration::from_secs(2));
    let idle = server.resident_kilobytes()? / 1_024;
    println!("process start to first answer, existing folder, 5 starts: {starts:?}");
    println!("memory when idle: {idle} MiB");
    ensure!(
        starts.last().is_some_and(|longest| *longest < LONGEST_START),
        "a start took {LONGEST_START:?} or more"
    );
    ensure!(idle < MOST_IDLE_MEGABYTES, "idle memory is {MOST_IDLE_MEGABYTES} MiB or more");
    Ok(())
}
