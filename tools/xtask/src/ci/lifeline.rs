//! A server that lives exactly as long as the value that stands for it, however this program ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A running server. Dropping it stops the server and removes its folder; so does the end of this process,
/// because the script in between then reads the end of its standard input.
pub struct Lifeline {
    script: Child,
    folder: PathBuf,
}

impl Lifeline {
    /// Starts `server` with `folder` as the place of its log, to be stopped by `signal`.
    pub fn start(server: &Command, folder: &Path, signal: &str) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", include_str!("lifeline.sh"), "lifeline"]).arg(folder).arg(signal);
        command.arg(server.get_program()).args(server.get_args());
        command.stdin(Stdio::piped()).stdout(Stdio::null()).current_dir(folder);
        in_own_group(&mut command);
        let script = command.spawn().context("`sh` could not be started")?;
        Ok(Self { script, folder: folder.to_path_buf() })
    }

    /// What the server has written so far.
    pub fn log(&self) -> String {
        fs::read(self.folder.join("server.log"))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Lifeline {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        if let Err(error) = self.script.wait() {
            eprintln!("the server in {} may still be running: {error}", self.folder.display());
        }
    }
}

/// Ctrl-C in a terminal reaches a whole process group; the server must outlive it until the script stops it.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// A loopback port nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("tenken-lifeline-{name}-{}", std::process::id()));
        fs::create_dir(&folder).expect("the folder is new");
        folder
    }

    fn eventually(holds: impl Fn() -> bool) -> bool {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(10) {
            if holds() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    #[test]
    fn a_dropped_lifeline_stops_the_server_and_removes_its_folder() {
        let folder = folder("drop");
        let mut server = Command::new("sh");
        server.args(["-c", "echo $$; exec sleep 600"]);
        let lifeline = Lifeline::start(&server, &folder, "TERM").expect("sh starts");
        assert!(eventually(|| lifeline.log().ends_with('\n')), "the log appears");
        let process = lifeline.log().trim().to_owned();
        let runs = || {
            Command::new("kill")
                .args(["-0", &process])
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success())
        };
        assert!(runs());
        drop(lifeline);
        assert!(!runs());
        assert!(!folder.exists());
    }

    #[test]
    fn a_server_that_ends_by_itself_leaves_its_log_to_read() {
        let folder = folder("end");
        let mut server = Command::new("sh");
        server.args(["-c", "echo cannot listen; exit 3"]);
        let lifeline = Lifeline::start(&server, &folder, "TERM").expect("sh starts");
        assert!(eventually(|| lifeline.log() == "cannot listen\n"));
        drop(lifeline);
        assert!(!folder.exists());
    }
}
