//! A release server in a temporary folder, set up over HTTP with one administrator and one open round.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::hospital;
use super::http::Connection;

/// A running server; killed, and its folder removed, when dropped.
pub struct Server {
    pub port: u16,
    pub folder: PathBuf,
    binary: PathBuf,
    database: Option<String>,
    child: Child,
    setup_code: String,
}

impl Server {
    /// A new, empty installation.
    pub fn start(binary: &Path) -> Result<Self> {
        Self::start_on(binary, None)
    }

    /// The same on a PostgreSQL database of its own, or on SQLite.
    pub fn start_on(binary: &Path, database: Option<&str>) -> Result<Self> {
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("tenken-measure-{}-{port}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let (child, lines, _) = spawn(binary, &folder, (port, database))?;
        let (binary, database) = (binary.to_owned(), database.map(str::to_owned));
        Ok(Self { port, folder, binary, database, child, setup_code: setup_code(lines) })
    }

    /// From its next start on it is this program, on the same folder.
    pub fn become_another(&mut self, binary: &Path) {
        binary.clone_into(&mut self.binary);
    }

    /// SIGKILL.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// The same folder again; returns how long it took from starting the process to the first answer.
    pub fn start_again(&mut self) -> Result<Duration> {
        let (child, lines, took) = spawn(&self.binary, &self.folder, (self.port, self.database.as_deref()))?;
        std::thread::spawn(move || lines.for_each(drop));
        self.child = child;
        Ok(took)
    }

    /// The file with what the program printed of its doings; beside the folder of its data.
    pub fn printed(&self) -> PathBuf {
        printed(&self.folder)
    }

    /// Kilobytes of memory the process holds.
    pub fn resident_kilobytes(&self) -> Result<u64> {
        self.memory("VmRSS:")
    }

    /// The most kilobytes it has held since [`forget_peak`](Self::forget_peak).
    pub fn peak_kilobytes(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    /// Lets the peak begin again at what is held now.
    pub fn forget_peak(&self) -> Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")?)
    }

    fn memory(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        Ok(line.with_context(|| format!("no {name}"))?.trim().trim_end_matches(" kB").trim().parse()?)
    }

    /// Milliseconds of CPU the process has used (user and system; the kernel counts in hundredths of a second).
    pub fn cpu_milliseconds(&self) -> Result<u64> {
        cpu_milliseconds(&self.child.id().to_string())
    }

    /// Sets the hospital up; returns who did.
    pub fn with_hospital(&self) -> Result<Connection> {
        let mut person = Connection::open(self.port)?;
        hospital::set_up(&mut person, &self.setup_code)?;
        Ok(person)
    }

    /// Sets the hospital up and opens a round of the administrators' and executives' lists; returns who did and
    /// the address of the round.
    pub fn with_open_round(&self) -> Result<(Connection, String)> {
        let mut person = self.with_hospital()?;
        let round = hospital::open_round(&mut person, &["administrator", "executive"])?;
        Ok((person, round))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(self.printed());
    }
}

fn printed(folder: &Path) -> PathBuf {
    folder.with_extension("log")
}

/// Milliseconds of CPU that this program itself has used: what clients in it cost.
pub fn own_cpu_milliseconds() -> Result<u64> {
    cpu_milliseconds("self")
}

fn cpu_milliseconds(process: &str) -> Result<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(") ").next().context("no stat")?;
    let ticks =
        |index: usize| -> Result<u64> { Ok(after_name.split(' ').nth(index).context("no ticks")?.parse()?) };
    Ok((ticks(11)? + ticks(12)?) * 10)
}

/// What a server prints.
type Lines = std::io::Lines<BufReader<ChildStdout>>;

/// Starts a server; says how long it took to its first answer.
fn spawn(
    binary: &Path,
    folder: &Path,
    (port, database): (u16, Option<&str>),
) -> Result<(Child, Lines, Duration)> {
    let begun = Instant::now();
    let mut command = Command::new(binary);
    command.arg("--data").arg(folder).args(["--listen", &format!("127.0.0.1:{port}")]).stdout(Stdio::piped());
    command.args(database.iter().flat_map(|url| ["--database", *url]));
    command.stderr(OpenOptions::new().create(true).append(true).open(printed(folder))?);
    let mut child = command.spawn().context("the server did not start")?;
    let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    lines.next().context("the server said nothing")??;
    wait_until_healthy(port)?;
    Ok((child, lines, begun.elapsed()))
}

/// The code that a new server prints; empty where none comes.
fn setup_code(lines: impl Iterator<Item = std::io::Result<String>> + Send + 'static) -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
    let patience = Duration::from_secs(10);
    let mut printed = std::iter::from_fn(|| receiver.recv_timeout(patience).ok());
    printed.find_map(|line| Some(line.strip_prefix("設定コード: ")?.to_owned())).unwrap_or_default()
}

fn wait_until_healthy(port: u16) -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(30);
    while Instant::now() < deadline {
        if Connection::open(port)
            .and_then(|mut one| one.get("/healthz"))
            .is_ok_and(|answer| answer.status == 200)
        {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    bail!("the server did not answer")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
