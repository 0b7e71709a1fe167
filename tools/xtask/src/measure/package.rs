//! The package on a machine without internet: two network namespaces joined by one cable, nothing else. In one the
//! unpacked package serves, from the other a hospital is set up and the first member of staff answers; then the disk
//! is lost and everything comes back from a backup. Needs root. Machine time only: reading the guide is not in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::hospital::{self, PASSWORD};
use super::http::Connection;
use crate::project::Project;
use crate::{deb, program};

/// The name under which this program starts itself in the ward's namespace.
pub const WARD: &str = "package-ward";

const HOSPITAL_SPACE: &str = "tenken-hospital";
const WARD_SPACE: &str = "tenken-ward";
const SERVER: &str = "10.77.0.1:8080";
const WARD_ADDRESS: &str = "10.77.0.2";
const PASSPHRASE: &str = "namiki-kujira-4821-tsubame";
const LONGEST_FIRST_ANSWER: Duration = Duration::from_secs(15 * 60);
const LONGEST_RETURN: Duration = Duration::from_secs(30 * 60);

pub fn run(project: &Project) -> Result<()> {
    let package = deb::make(project, &[])?;
    let network = Network::lay()?;
    let folder = std::env::temp_dir().join(format!("tenken-package-{}", std::process::id()));
    let outcome = from_package_to_restore(&package, &folder);
    let _ = fs::remove_dir_all(&folder);
    drop(network);
    outcome
}

fn from_package_to_restore(package: &Path, folder: &Path) -> Result<()> {
    let begun = Instant::now();
    let root = folder.join("root");
    fs::create_dir_all(&root)?;
    program::ask(Command::new("dpkg-deb").arg("-x").arg(package).arg(&root))?;
    let tenken = root.join("usr/bin/tenken");
    let mut server = Server::start(&tenken, &folder.join("data"))?;
    let me = std::env::current_exe()?;
    let said = program::ask(inside(WARD_SPACE).arg(me).args(["measure", WARD, &server.setup_code()?]))?;
    println!("{said}");
    let first = begun.elapsed();
    println!("package unpacked to first staff answer from {WARD_ADDRESS}: {first:.1?}");
    let (backup, secret) = (folder.join("backup.age"), folder.join("passphrase"));
    fs::write(&secret, PASSPHRASE)?;
    let mut command = Command::new(&tenken);
    command
        .arg("backup")
        .arg(&backup)
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--passphrase-file")
        .arg(&secret);
    program::ask(&mut command)?;
    server.kill()?;
    fs::remove_dir_all(folder.join("data"))?;
    let lost = Instant::now();
    let mut command = Command::new(&tenken);
    command
        .arg("restore")
        .arg(&backup)
        .arg("--data")
        .arg(folder.join("other"))
        .arg("--passphrase-file")
        .arg(&secret);
    program::ask(&mut command)?;
    let mut restored = Server::start(&tenken, &folder.join("other"))?;
    let me = std::env::current_exe()?;
    program::ask(inside(WARD_SPACE).arg(me).args(["measure", WARD, "restored"]))?;
    let back = lost.elapsed();
    println!("disk lost to logged in on the restored server: {back:.1?}");
    restored.kill()?;
    ensure!(first < LONGEST_FIRST_ANSWER, "the first answer took {LONGEST_FIRST_ANSWER:?} or more");
    ensure!(back < LONGEST_RETURN, "coming back took {LONGEST_RETURN:?} or more");
    Ok(())
}

/// In the ward's namespace: sets the hospital up with this code and answers as the first member of staff; with
/// `restored` instead of a code, logs in and finds the round.
pub fn answer_in_the_ward(code: &str) -> Result<()> {
    let mut hanako = Connection::open_at(SERVER)?;
    if code == "restored" {
        let login = hanako
            .post("/login", &[("login_name", "hanako"), ("password", PASSWORD), ("back", "/rounds")])?;
        ensure!(login.status == 303, "the old password was refused ({})", login.status);
        ensure!(hanako.get("/rounds")?.body.contains("令和8年度 第1回"), "the round is gone");
        return Ok(());
    }
    hospital::set_up(&mut hanako, code)?;
    make_department(&mut hanako)?;
    let round = hospital::open_round(&mut hanako, &["administrator", "executive", "staff"])?;
    let entrance = format!("/a/{}", hanako.get(&format!("{round}/handout"))?.between("/a/", "<")?);
    let mut nurse = Connection::open_at(SERVER)?;
    let page = nurse.get(&entrance)?;
    let occupation = page.between("/sheet?occupation=", "\"")?;
    let sheet = nurse.get(&format!("{entrance}/sheet?occupation={occupation}"))?;
    let key = sheet.between("name=\"key\" value=\"", "\"")?;
    let names = sheet.body.split("name=\"mark-").skip(1).filter_map(|rest| rest.split('"').next());
    let mut names: Vec<String> = names.map(|item| format!("mark-{item}")).collect();
    names.dedup();
    let mut fields = vec![("key", key.as_str()), ("occupation", &occupation), ("as_is", "1")];
    fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
    let thanks = nurse.post(&format!("{entrance}/sheet"), &fields)?;
    ensure!(thanks.status == 303, "the first answer was refused ({})", thanks.status);
    println!("first staff answer: {}/{}", names.len(), nurse.get(&thanks.location)?.between("10/", "<")?);
    Ok(())
}

/// A department with twenty people in its first occupation.
fn make_department(hanako: &mut Connection) -> Result<()> {
    let page = hanako.get("/settings/departments")?;
    let (token, people) =
        (page.between("name=\"token\" value=\"", "\"")?, page.between("name=\"people-", "\"")?);
    let people = format!("people-{people}");
    let made =
        hanako.post("/settings/departments", &[("token", &token), ("name", "東病棟"), (&people, "20")])?;
    ensure!(made.status == 303, "the department was refused ({})", made.status);
    Ok(())
}

/// The server in the hospital's namespace; killed when dropped.
struct Server {
    child: Child,
    log: PathBuf,
}

impl Server {
    fn start(tenken: &Path, data: &Path) -> Result<Self> {
        let log = data.with_extension("log");
        let mut command = inside(HOSPITAL_SPACE);
        command.arg(tenken).arg("--data").arg(data).args(["--listen", SERVER, "--proxy", WARD_ADDRESS]);
        command.args(["--origin", &format!("http://{SERVER}")]).stdout(Stdio::from(fs::File::create(&log)?));
        let server = Self { child: command.spawn()?, log };
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if fs::read_to_string(&server.log)?.contains("http") {
                std::thread::sleep(Duration::from_millis(200));
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not start")
    }

    fn setup_code(&self) -> Result<String> {
        let said = fs::read_to_string(&self.log)?;
        let code = said.lines().find_map(|line| line.strip_prefix("設定コード: "));
        Ok(code.context("no set-up code was printed")?.to_owned())
    }

    fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Two namespaces and the cable between them; taken away when dropped.
struct Network;

impl Network {
    fn lay() -> Result<Self> {
        let network = Self;
        for line in [
            format!("netns add {HOSPITAL_SPACE}"),
            format!("netns add {WARD_SPACE}"),
            format!("-n {HOSPITAL_SPACE} link add cable type veth peer name cable netns {WARD_SPACE}"),
            format!("-n {HOSPITAL_SPACE} addr add 10.77.0.1/24 dev cable"),
            format!("-n {WARD_SPACE} addr add {WARD_ADDRESS}/24 dev cable"),
            format!("-n {HOSPITAL_SPACE} link set cable up"),
            format!("-n {WARD_SPACE} link set cable up"),
            format!("-n {HOSPITAL_SPACE} link set lo up"),
            format!("-n {WARD_SPACE} link set lo up"),
        ] {
            program::ask(Command::new("ip").args(line.split(' ')))?;
        }
        Ok(network)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for space in [HOSPITAL_SPACE, WARD_SPACE] {
            let _ = program::ask(Command::new("ip").args(["netns", "del", space]));
        }
    }
}

/// A command that sees only the network of this namespace.
fn inside(space: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", space]);
    command
}
