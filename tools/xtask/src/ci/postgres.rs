//! A real PostgreSQL of our own: a new cluster in a temporary folder, on a free loopback port, gone afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::lifeline::{Lifeline, free_port};
use crate::program;

/// PostgreSQL refuses to run as root; Debian's package brings this user.
const USER_WHERE_WE_ARE_ROOT: &str = "postgres";
const DATABASE_USER: &str = "tenken";
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server with an empty cluster.
pub struct Postgres {
    lifeline: Lifeline,
    /// `postgres://user:password@127.0.0.1:port/`; append the name of a database.
    pub url: String,
}

impl Postgres {
    /// Starts a server and waits until it answers.
    pub fn start() -> Result<Self> {
        let Some(programs) = programs() else { bail!("PostgreSQL's server programs are not installed") };
        let owner = Owner::find()?;
        let folder = owner.temporary_folder()?;
        let password = random_password()?;
        let port = free_port()?;
        if let Err(error) = owner.make_cluster(&programs, &folder, &password) {
            fs::remove_dir_all(&folder).ok();
            return Err(error);
        }
        let server = owner.server(&programs, &folder, port);
        let lifeline = Lifeline::start(&server, &folder, "INT")?;
        wait_until_ready(&programs, port, &lifeline)?;
        Ok(Self { lifeline, url: format!("postgres://{DATABASE_USER}:{password}@127.0.0.1:{port}/") })
    }

    /// A new, empty database; returns its address.
    pub fn new_database(&self, name: &str) -> Result<String> {
        let mut psql = Command::new("psql");
        psql.args(["--quiet", "--no-psqlrc", "--dbname", &format!("{}postgres", self.url)]);
        program::ask(psql.args(["--command", &format!("CREATE DATABASE {name}")]))?;
        Ok(format!("{}{name}", self.url))
    }

    /// How many databases were created since the start: the proof that tests really came here.
    pub fn databases_created(&self) -> usize {
        self.lifeline.log().lines().filter(|line| line.contains("CREATE DATABASE")).count()
    }
}

/// The folder of the newest installed server programs. Debian keeps them beside the search path.
pub fn programs() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let versions = folders.filter_map(|folder| folder.file_name().to_str()?.parse::<u32>().ok());
    let of_version = |version: u32| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
    let newest =
        versions.filter(|version| of_version(*version).join("initdb").exists()).max().map(of_version);
    newest.or_else(|| program::answers("initdb", "--version").then(PathBuf::new))
}

/// The user of the machine who runs the server.
enum Owner {
    /// We are an ordinary user: the server runs as we do.
    Ourselves,
    /// We are root: the server runs as somebody who is not.
    Other(&'static str),
}

impl Owner {
    fn find() -> Result<Self> {
        let user = program::ask(Command::new("id").arg("-u"))?;
        Ok(if user == "0" { Self::Other(USER_WHERE_WE_ARE_ROOT) } else { Self::Ourselves })
    }

    fn command(&self, program: &Path) -> Command {
        match self {
            Self::Ourselves => Command::new(program),
            Self::Other(user) => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={user}"), format!("--regid={user}")]);
                command.args(["--init-groups", "--inh-caps=-all"]).arg(program);
                command
            }
        }
    }

    fn temporary_folder(&self) -> Result<PathBuf> {
        let mut command = self.command(Path::new("mktemp"));
        let folder = program::ask(command.args(["-d", "-t", "tenken-postgres-XXXXXX"]))?;
        Ok(PathBuf::from(folder))
    }

    fn make_cluster(&self, programs: &Path, folder: &Path, password: &str) -> Result<()> {
        let password_file = folder.join("password");
        fs::write(&password_file, password).context("the new cluster's password cannot be written")?;
        // Others need not read it, but the server's user must: the folder is his alone.
        let mut command = self.command(&programs.join("initdb"));
        command.args(["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        command.arg(format!("--username={DATABASE_USER}"));
        command.arg("--pwfile").arg(&password_file).arg("--pgdata").arg(folder.join("data"));
        program::ask(command.current_dir(folder)).map(|_| ())
    }

    fn server(&self, programs: &Path, folder: &Path, port: u16) -> Command {
        let mut command = self.command(&programs.join("postgres"));
        command.arg("-D").arg(folder.join("data"));
        let settings = [
            format!("port={port}"),
            format!("unix_socket_directories={}", folder.display()),
            "listen_addresses=127.0.0.1".to_owned(),
            "max_connections=300".to_owned(),
            "log_statement=ddl".to_owned(),
        ];
        for setting in settings {
            command.arg("-c").arg(setting);
        }
        command
    }
}

fn wait_until_ready(programs: &Path, port: u16, lifeline: &Lifeline) -> Result<()> {
    let started = Instant::now();
    let mut question = Command::new(programs.join("pg_isready"));
    question.args(["--quiet", "--host=127.0.0.1", &format!("--port={port}")]);
    while started.elapsed() < PATIENCE {
        if question.status().context("`pg_isready` could not be started")?.success() {
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    bail!("PostgreSQL did not start within {} s; it says:\n{}", PATIENCE.as_secs(), lifeline.log())
}

/// Any user of this machine can reach the loopback port, and the cluster's user may do everything in it.
fn random_password() -> Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
