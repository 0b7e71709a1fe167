//! Two thousand people hand in ten items each within a minute, while the board is read once a second: how long 提出
//! takes, whether every sheet is counted once, and which part of the CPU the clients themselves took.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::hospital::{self, Naming};
use super::http::Connection;
use super::percentile;
use super::server::{Server, own_cpu_milliseconds};
use super::staff_sheet::{self, StaffSheet};
use crate::chance::Chance;
use crate::project::Project;

const PEOPLE: usize = 2_000;
const DEPARTMENTS: usize = 60;
const OCCUPATIONS: usize = 15;
const LASTS: Duration = Duration::from_secs(60);
const SLOWEST_P99: Duration = Duration::from_millis(300);
/// Threads that play the people; more than are ever busy at once.
const HANDS: usize = 64;

/// When people come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    /// Each at a random moment of the minute.
    ThroughTheMinute,
    /// As fast as there are hands; no limit is set for this.
    AllAtOnce,
}

pub fn run(project: &Project) -> Result<()> {
    for naming in [Naming::Anonymous, Naming::Named] {
        for arrival in [Arrival::ThroughTheMinute, Arrival::AllAtOnce] {
            measure(project, naming, arrival)?;
        }
    }
    Ok(())
}

fn measure(project: &Project, naming: Naming, arrival: Arrival) -> Result<()> {
    let server = Server::start(&super::binary(project))?;
    let mut hanako = server.with_hospital()?;
    let (round, people) = open(&mut hanako, naming)?;
    let mut board = Board::of(hanako.again(server.port)?, &round);
    let before = (server.cpu_milliseconds()?, own_cpu_milliseconds()?);
    let begun = Instant::now();
    let (times, is_over) = (Mutex::new(Times::default()), AtomicBool::new(false));
    std::thread::scope(|scope| -> Result<()> {
        let reader = scope.spawn(|| board.read_each_second(&is_over));
        let came = come(&people, (server.port, arrival), &times);
        is_over.store(true, Ordering::Relaxed);
        reader.join().map_err(|_| anyhow::anyhow!("the board's reader broke off"))??;
        came
    })?;
    let lasted = begun.elapsed();
    let used = (server.cpu_milliseconds()? - before.0, own_cpu_milliseconds()? - before.1);
    let mut times = times.into_inner().unwrap_or_default();
    report((naming, arrival), (lasted, used), (&mut times, &mut board.times))?;
    hospital::close_round(&mut hanako, &round)?;
    is_whole(&mut hanako, &round, &people)?;
    let p99 = percentile(&times.handing_in, 99).context("nobody handed in")?;
    ensure!(arrival == Arrival::AllAtOnce || p99 < SLOWEST_P99, "p99 of 提出 is {SLOWEST_P99:?} or more");
    ensure!(lasted < LASTS + Duration::from_secs(2), "it took longer than {LASTS:?}");
    Ok(())
}

/// A hospital of 60 departments and 15 occupations in which everybody is asked; with what everybody will hand in.
fn open(hanako: &mut Connection, naming: Naming) -> Result<(String, Vec<StaffSheet>)> {
    let occupations = hospital::make_occupations(hanako, OCCUPATIONS)?;
    let place = |person: usize| (person % DEPARTMENTS, (person / DEPARTMENTS + person) % OCCUPATIONS);
    let people =
        |department, occupation| (0..PEOPLE).filter(|one| place(*one) == (department, occupation)).count();
    hospital::make_departments(hanako, DEPARTMENTS, &occupations, people)?;
    let round = hospital::open_round_with(hanako, &["staff"], naming)?;
    let doors = hospital::doors(hanako, &round)?;
    ensure!(doors.len() == DEPARTMENTS, "{} departments have links", doors.len());
    let mut chance = Chance::of(2_000);
    let sheet = |person: usize| StaffSheet {
        door: doors[place(person).0].clone(),
        occupation: occupations[place(person).1].clone(),
        filler: (naming == Naming::Named).then(|| format!("職員 {person:04}")),
        marks: StaffSheet::marks_by(&mut chance),
    };
    Ok((round, (0..PEOPLE).map(sheet).collect()))
}

/// How long each step took, of everybody.
#[derive(Default)]
struct Times {
    opening: Vec<Duration>,
    handing_in: Vec<Duration>,
}

/// Everybody comes, each on a connection of their own.
fn come(people: &[StaffSheet], (port, arrival): (u16, Arrival), times: &Mutex<Times>) -> Result<()> {
    let mut chance = Chance::of(60);
    let milliseconds = usize::try_from(LASTS.as_millis())?;
    let mut moments: Vec<u64> = people.iter().map(|_| chance.below(milliseconds) as u64).collect();
    moments.sort_unstable();
    let (next, begun) = (AtomicUsize::new(0), Instant::now());
    let hand = || -> Result<()> {
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let (Some(sheet), Some(moment)) = (people.get(nth), moments.get(nth)) else { return Ok(()) };
            if arrival == Arrival::ThroughTheMinute {
                let due = Duration::from_millis(*moment);
                std::thread::sleep(due.saturating_sub(begun.elapsed()));
            }
            let (opening, handing_in) = answer(sheet, port)?;
            let mut times = times.lock().map_err(|_| anyhow::anyhow!("somebody broke off"))?;
            times.opening.push(opening);
            times.handing_in.push(handing_in);
        }
    };
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|_| scope.spawn(hand)).collect();
        hands
            .into_iter()
            .try_for_each(|hand| hand.join().map_err(|_| anyhow::anyhow!("somebody broke off"))?)
    })
}

/// Entrance, sheet, 提出, thanks; returns how long the sheet took to open and 提出 to be acknowledged.
fn answer(sheet: &StaffSheet, port: u16) -> Result<(Duration, Duration)> {
    let mut person = Connection::open(port)?;
    ensure!(person.get(&sheet.door)?.status == 200, "the entrance was refused");
    let begun = Instant::now();
    let form = sheet.fill(&mut person)?;
    let opened = begun.elapsed();
    let begun = Instant::now();
    let done = form.hand_in(&mut person)?;
    let handed_in = begun.elapsed();
    let yes = sheet.marks.iter().filter(|mark| **mark == 0).count();
    let thanks = person.get(&done.location)?;
    ensure!(thanks.body.contains(&format!("{yes}/10")), "the thanks do not say {yes}/10");
    Ok((opened, handed_in))
}

/// The board as the administrator keeps reading it.
struct Board {
    reader: Connection,
    round: String,
    times: Vec<Duration>,
}

impl Board {
    fn of(reader: Connection, round: &str) -> Self {
        Self { reader, round: round.to_owned(), times: Vec::new() }
    }

    fn read_each_second(&mut self, is_over: &AtomicBool) -> Result<()> {
        while !is_over.load(Ordering::Relaxed) {
            let begun = Instant::now();
            let page = self.reader.get(&format!("{}/collection", self.round))?;
            ensure!(page.status == 200, "the board was refused ({})", page.status);
            self.times.push(begun.elapsed());
            std::thread::sleep(Duration::from_secs(1).saturating_sub(begun.elapsed()));
        }
        Ok(())
    }
}

fn report(
    (naming, arrival): (Naming, Arrival),
    (lasted, (server, clients)): (Duration, (u64, u64)),
    (times, board): (&mut Times, &mut Vec<Duration>),
) -> Result<()> {
    let line = |what: &str, times: &mut Vec<Duration>| {
        times.sort_unstable();
        let [p50, p99, most] = [50, 99, 100].map(|percent| percentile(times, percent).unwrap_or_default());
        println!("  {what}: {} times, p50 {p50:.1?}, p99 {p99:.1?}, slowest {most:.1?}", times.len());
    };
    println!("{naming:?}, {arrival:?}: {} sheets in {lasted:.1?}", times.handing_in.len());
    line("提出", &mut times.handing_in);
    line("the sheet's page", &mut times.opening);
    line("the board", board);
    let share = 100 * clients / (clients + server).max(1);
    let busy = (clients + server) as f64 / lasted.as_secs_f64() / 10.0;
    println!(
        "  CPU: server {server} ms, clients {clients} ms (clients {share} % of both); both {busy:.0} % of one core"
    );
    Ok(())
}

/// None lost, none doubled: the board, department by department, and the sums of every item.
fn is_whole(hanako: &mut Connection, round: &str, people: &[StaffSheet]) -> Result<()> {
    let shown = staff_sheet::handed_in(hanako, round)?;
    let mut expected = vec![people.len()];
    expected
        .extend((0..DEPARTMENTS).map(|nth| (0..people.len()).filter(|one| one % DEPARTMENTS == nth).count()));
    ensure!(shown == expected, "the board says {shown:?} instead of {expected:?}");
    let sums = staff_sheet::sums(people.iter());
    ensure!(
        staff_sheet::shows(hanako, round, &sums)?,
        "the result does not show what was handed in: {sums:?}"
    );
    println!("  every sheet is counted once: {} on the board, all sums as handed in", people.len());
    Ok(())
}
