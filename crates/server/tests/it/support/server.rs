//! A running server with a folder of its own, and, where the run is on PostgreSQL, a database of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{PASSWORD, Somebody};

/// A server; killed when dropped.
pub struct Server {
    pub origin: String,
    pub folder: TempDir,
    pub setup_code: Option<String>,
    database: Option<String>,
    variables: Vec<(&'static str, String)>,
    child: Child,
}

/// How the process is started.
#[derive(Clone, Copy)]
struct Launch<'l> {
    folder: &'l TempDir,
    database: Option<&'l str>,
    variables: &'l [(&'static str, String)],
    /// The size of a disk of its own for its data, which only the process and those who look through it can see.
    disk_kib: Option<u32>,
    /// Where its log goes instead of the test's own.
    log: Option<&'l Path>,
}

impl<'l> Launch<'l> {
    fn new(folder: &'l TempDir, database: Option<&'l str>, variables: &'l [(&'static str, String)]) -> Self {
        Self { folder, database, variables, disk_kib: None, log: None }
    }
}

impl Server {
    /// A new, empty installation.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// A new, empty installation whose process also gets these environment variables.
    pub fn start_with(variables: &[(&'static str, String)]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let database = new_database();
        let variables = variables.to_vec();
        let launch = Launch::new(&folder, database.as_deref(), &variables);
        let (child, origin, setup_code) = spawn(launch);
        Self { origin, folder, setup_code, database, variables, child }
    }

    /// The installation that lies in this folder, and in this database on PostgreSQL runs.
    pub fn start_in(folder: TempDir, database: Option<String>) -> Self {
        let launch = Launch::new(&folder, database.as_deref(), &[]);
        let (child, origin, setup_code) = spawn(launch);
        Self { origin, folder, setup_code, database, variables: Vec::new(), child }
    }

    /// A new, empty installation with the embedded database on a disk of so many KiB; Linux only.
    pub fn on_small_disk(disk_kib: u32) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let launch = Launch { disk_kib: Some(disk_kib), ..Launch::new(&folder, None, &[]) };
        let (child, origin, setup_code) = spawn(launch);
        Self { origin, folder, setup_code, database: None, variables: Vec::new(), child }
    }

    /// The data folder of a server on a small disk, as its process sees it.
    pub fn small_disk(&self) -> PathBuf {
        let data = self.folder.path().join("data");
        let data = data.strip_prefix("/").expect("a whole path");
        Path::new("/proc").join(self.child.id().to_string()).join("root").join(data)
    }

    /// The most memory its process has had so far, in MiB; Linux only.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1_024
    }

    /// The words that lead a command to this installation.
    pub fn storage(&self) -> String {
        storage(&self.folder, self.database.as_deref())
    }

    /// Where its rows lie.
    pub fn rows(&self) -> super::rows::Rows {
        super::rows::read(&self.folder.path().join("data"), self.database.as_deref())
    }

    /// さくら病院, set up by 管理 花子, who stays logged in.
    pub fn with_hospital() -> (Self, Somebody) {
        let server = Self::start();
        let hanako = server.set_up();
        (server, hanako)
    }

    /// Goes through the first run as 管理 花子.
    pub fn set_up(&self) -> Somebody {
        let mut hanako = self.somebody();
        let code = self.setup_code.as_deref().expect("a server that is not set up prints its code");
        let page = hanako.post("/setup", &first_run(code));
        assert_eq!(page.path, "/settings/departments", "{}", page.text);
        hanako
    }

    /// Goes through the first run where the cookie of it would not come back over plain HTTP.
    pub fn set_up_unseen(&self) {
        let code = self.setup_code.as_deref().expect("a server that is not set up prints its code");
        let page = self.somebody().post("/setup", &first_run(code));
        assert_eq!(page.status, 200, "{}", page.text);
    }

    /// A colleague with this role, invited by 管理 花子, who has used the code and stays logged in.
    pub fn colleague(&self, hanako: &mut Somebody, login_name: &str, role: &str) -> Somebody {
        let code = hanako.invite(&[("login_name", login_name), ("display_name", "同僚"), ("role", role)]);
        let mut colleague = self.somebody();
        let page = colleague.activate(login_name, &code, "long");
        assert_eq!((page.status, page.path.as_str()), (200, "/"), "{}", page.text);
        colleague
    }

    /// Somebody with a browser of their own, not logged in.
    pub fn somebody(&self) -> Somebody {
        Somebody::new(&self.origin)
    }

    /// Where its database is, if it is not the one in its folder.
    pub fn database_url(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// A second process on the same data; killed when dropped.
    pub fn beside(&self) -> Beside {
        let launch = Launch::new(&self.folder, self.database.as_deref(), &self.variables);
        Beside(spawn(launch).0)
    }

    /// SIGKILL, then the same installation again.
    pub fn kill_and_restart(&mut self) {
        self.restart(None);
    }

    /// The same, and gives the file that it writes its log to from now on.
    pub fn kill_and_restart_with_log(&mut self) -> PathBuf {
        let log = self.folder.path().join("log.txt");
        self.restart(Some(&log));
        log
    }

    fn restart(&mut self, log: Option<&Path>) {
        self.kill();
        let launch = Launch::new(&self.folder, self.database.as_deref(), &self.variables);
        let (child, origin, setup_code) = spawn(Launch { log, ..launch });
        (self.child, self.origin, self.setup_code) = (child, origin, setup_code);
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Everything the database holds, one line of text a row, by table.
    pub fn lines(&self) -> BTreeMap<String, Vec<String>> {
        let line = |row: &Vec<_>| format!("{row:?}");
        self.rows().into_iter().map(|(table, rows)| (table, rows.iter().map(line).collect())).collect()
    }
}

/// A process beside a server, on the same data.
pub struct Beside(Child);

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What 管理 花子 types on the first page.
fn first_run(code: &str) -> [(&str, &str); 7] {
    [
        ("code", code),
        ("hospital", "さくら病院"),
        ("login_name", "hanako"),
        ("display_name", "管理 花子"),
        ("profile", "long"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ]
}

fn spawn(launch: Launch<'_>) -> (Child, String, Option<String>) {
    // The port may be taken between finding and using it; then another is tried.
    for _ in 0..20 {
        let port = free_port();
        let data = launch.folder.path().join("data");
        let mut command = match launch.disk_kib {
            None => Command::new(env!("CARGO_BIN_EXE_tenken")),
            Some(size) => on_a_disk_of(size, &data),
        };
        command.arg("--data").arg(&data).arg("--listen").arg(format!("127.0.0.1:{port}"));
        if let Some(url) = launch.database {
            command.arg("--database").arg(url);
        }
        command.envs(launch.variables.iter().map(|(name, value)| (name, value)));
        if let Some(log) = launch.log {
            command.stderr(std::fs::File::create(log).expect("a log"));
        }
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the binary starts");
        let printed = printed(&mut child);
        let origin = format!("http://127.0.0.1:{port}");
        if is_healthy(&origin, &mut child) {
            let setup_code = setup_code(&origin, &printed);
            return (child, origin, setup_code);
        }
        let _ = child.kill();
        let _ = child.wait();
    }
    panic!("the server did not start");
}

/// The program in a mount namespace of its own, where its data folder is a disk in memory; it keeps this process's id.
fn on_a_disk_of(kib: u32, data: &Path) -> Command {
    std::fs::create_dir(data).expect("a folder to mount on");
    let mount = format!("mount -t tmpfs -o size={kib}k,mode=700 tmpfs \"$1\" && shift && exec \"$@\"");
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &mount, "sh"]).arg(data);
    command.arg(env!("CARGO_BIN_EXE_tenken"));
    command
}

/// What is printed, line by line, from the second on; the first is the address.
fn printed(child: &mut Child) -> Receiver<String> {
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let address = lines.next().unwrap_or_default();
        assert!(address.is_empty() || address.contains("http"), "{address}");
        for line in lines {
            let _ = sender.send(line);
        }
    });
    receiver
}

/// The code that is printed where nobody has set the server up; its first page is the set-up then.
fn setup_code(origin: &str, printed: &Receiver<String>) -> Option<String> {
    let first_page = reqwest::blocking::get(origin).expect("the first page");
    if first_page.url().path() != "/setup" {
        return None;
    }
    loop {
        let line = printed.recv_timeout(Duration::from_secs(20)).expect("a set-up code is printed");
        if let Some(code) = line.strip_prefix("設定コード: ") {
            return Some(code.to_owned());
        }
    }
}

fn is_healthy(origin: &str, child: &mut Child) -> bool {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        if reqwest::blocking::get(format!("{origin}/healthz")).is_ok_and(|answer| answer.status() == 200) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// A port that was free a moment ago.
pub(super) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// The words that lead a command to an installation.
pub fn storage(folder: &TempDir, database: Option<&str>) -> String {
    let data = folder.path().join("data").display().to_string();
    database.map_or_else(|| format!("--data {data}"), |url| format!("--data {data} --database {url}"))
}

/// On PostgreSQL runs: a database nobody else uses. `None` on SQLite runs.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which database they run on")]
pub fn new_database() -> Option<String> {
    let server = std::env::var("TENKEN_TEST_DATABASE").ok().filter(|url| url.starts_with("postgres://"))?;
    let server = server.trim_end_matches('/');
    let name = format!("tenken_{}", free_name());
    let made = Command::new("psql")
        .args(["--quiet", "--no-psqlrc", "--dbname", &format!("{server}/postgres")])
        .args(["--command", &format!("CREATE DATABASE {name}")])
        .status()
        .expect("psql is there");
    assert!(made.success(), "CREATE DATABASE failed");
    Some(format!("{server}/{name}"))
}

fn free_name() -> String {
    let name = tempfile::Builder::new().prefix("").rand_bytes(12).tempfile().expect("a temporary file");
    let name = name.path().file_name().expect("a name").to_string_lossy().to_lowercase();
    format!("{name}_{}", std::process::id())
}
