//! The package on a machine without internet: it is installed by apt on a booted Debian that sees one cable and nothing
//! else; from the ward at its other end a hospital is set up and the first member of staff answers; then the disk is
//! lost and everything comes back from a backup. Needs root. Machine time only: reading the guide is not in it.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::hospital::{self, PASSWORD};
use super::http::Connection;
use super::machine::{Machine, PACKAGE};
use super::network::{self, Network, SERVER, inside};
use crate::project::Project;
use crate::{deb, program};

/// The name under which this program starts itself in the ward's namespace.
pub const WARD: &str = "package-ward";

const LONGEST_FIRST_ANSWER: Duration = Duration::from_secs(15 * 60);
const LONGEST_RETURN: Duration = Duration::from_secs(30 * 60);

/// What the guide answers to the package's questions.
const ANSWERS: &str = "tenken tenken/address string 10.77.0.1\n\
                       tenken tenken/port string 443\n\
                       tenken tenken/origin string https://10.77.0.1:443\n\
                       tenken tenken/certificate select self-made\n";

pub fn run(project: &Project) -> Result<()> {
    let package = deb::make(project, &[])?;
    let base = Machine::base(project)?;
    let _network = Network::lay()?;
    let machine = Machine::boot(&base, &package)?;
    let first = until_the_first_answer(&machine)?;
    println!("apt install to the first staff answer from the ward, over TLS: {first:.1?}");
    let exposure = machine.shell("systemd-analyze security --no-pager tenken.service | tail -1")?;
    println!("{exposure}");
    let back = until_everything_is_back(&machine)?;
    println!("disk lost to logged in on the restored server: {back:.1?}");
    ensure!(first < LONGEST_FIRST_ANSWER, "the first answer took {LONGEST_FIRST_ANSWER:?} or more");
    ensure!(back < LONGEST_RETURN, "coming back took {LONGEST_RETURN:?} or more");
    Ok(())
}

fn until_the_first_answer(machine: &Machine) -> Result<Duration> {
    let begun = Instant::now();
    machine.shell(&format!("printf '{ANSWERS}' | debconf-set-selections"))?;
    machine.shell(&format!("DEBIAN_FRONTEND=noninteractive apt-get install --yes {PACKAGE}"))?;
    let code = machine.shell(
        "for try in 1 2 3 4 5 6 7 8 9 10; do \
         journalctl --unit tenken --output cat | sed -n 's/^設定コード: //p' | grep . && exit; sleep 0.5; done; exit 1",
    )?;
    println!("{}", from_the_ward(&code)?);
    Ok(begun.elapsed())
}

/// A backup is made while the server runs; then its data are gone, and the backup goes into another folder.
fn until_everything_is_back(machine: &Machine) -> Result<Duration> {
    machine.shell(
        "install -d -o tenken /srv/backup && echo namiki-kujira-4821-tsubame >/srv/backup/passphrase",
    )?;
    machine.shell(
        "runuser -u tenken -- tenken backup /srv/backup/tenken.age --config /etc/tenken/tenken.toml \
         --passphrase-file /srv/backup/passphrase",
    )?;
    machine.shell("systemctl kill --kill-whom=main --signal=KILL tenken && systemctl stop tenken && rm -r /var/lib/tenken")?;
    let lost = Instant::now();
    for line in [
        "install -d -m 0700 -o tenken -g tenken /var/lib/tenken",
        "runuser -u tenken -- tenken restore /srv/backup/tenken.age --data /var/lib/tenken/restored \
         --passphrase-file /srv/backup/passphrase",
        "sed -i 's|^data = .*|data = \"/var/lib/tenken/restored\"|' /etc/tenken/tenken.toml",
        "systemctl start tenken",
    ] {
        machine.shell(line)?;
    }
    from_the_ward("restored")?;
    Ok(lost.elapsed())
}

/// Starts this program in the ward's namespace.
fn from_the_ward(code: &str) -> Result<String> {
    let me = std::env::current_exe()?;
    program::ask(inside(network::WARD).arg(me).args(["measure", WARD, code]))
}

/// In the ward's namespace: sets the hospital up with this code and answers as the first member of staff; with
/// `restored` instead of a code, logs in and finds the round.
pub fn answer_in_the_ward(code: &str) -> Result<()> {
    let mut hanako = as_soon_as_it_answers()?;
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
    let mut nurse = Connection::open_with_tls(SERVER)?;
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

/// A connection to a server that may still be starting.
fn as_soon_as_it_answers() -> Result<Connection> {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let mut connection = Connection::open_with_tls(SERVER)?;
        match connection.get("/healthz") {
            Ok(answer) if answer.status == 200 => return Ok(connection),
            Ok(answer) => bail!("/healthz answers {}", answer.status),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
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
