//! A chromedriver of our own, through which the browser tests drive a headless Chromium.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::lifeline::{Lifeline, free_port};
use crate::program;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running chromedriver.
pub struct Driver {
    _lifeline: Lifeline,
    /// `http://127.0.0.1:port`
    pub url: String,
}

impl Driver {
    /// Starts chromedriver and waits until it listens.
    pub fn start() -> Result<Self> {
        let folder =
            PathBuf::from(program::ask(Command::new("mktemp").args(["-d", "-t", "tenken-driver-XXXXXX"]))?);
        let port = free_port()?;
        let mut server = Command::new("env");
        // Profiles of browsers that a failed test left open go with the folder.
        server.arg(format!("TMPDIR={}", folder.display())).arg("chromedriver").arg(format!("--port={port}"));
        let lifeline = Lifeline::start(&server, &folder, "TERM")?;
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > PATIENCE {
                bail!(
                    "chromedriver did not start within {} s; it says:\n{}",
                    PATIENCE.as_secs(),
                    lifeline.log()
                );
            }
            sleep(Duration::from_millis(100));
        }
        Ok(Self { _lifeline: lifeline, url: format!("http://127.0.0.1:{port}") })
    }
}
