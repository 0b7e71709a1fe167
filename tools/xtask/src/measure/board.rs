//! The collection board, the results with their matrices and what is made of them, at 100 to 100,000 sheets of a 記名
//! round: five runs at each size, one size after the other in turns, so that a busy moment of the machine meets all of
//! them. And after a thousand corrections every number that is shown is what a recount of all sheets says.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::hospital::{self, Naming};
use super::http::Connection;
use super::server::Server;
use super::staff_sheet::{self, StaffSheet};
use super::{history, percentile};
use crate::chance::Chance;
use crate::program;
use crate::project::Project;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const RUNS: usize = 5;
/// Times each page is read in a run.
const READINGS: usize = 40;
const SLOWEST_P95: Duration = Duration::from_millis(50);
const DEPARTMENTS: usize = 60;
const OCCUPATIONS: usize = 15;
const CORRECTIONS: usize = 1_000;
/// Sheets handed in over HTTP, whose receipts are known; they are corrected several times each.
const BY_HAND: usize = 50;

/// An installation with one round of so many sheets.
struct Place {
    sheets: usize,
    server: Server,
    hanako: Connection,
    round: String,
}

pub fn run(project: &Project) -> Result<()> {
    let filler = history::filler(project)?;
    let mut places = Vec::new();
    for sheets in SIZES {
        places.push(Place::make((&super::binary(project), &filler), sheets)?);
    }
    for (what, address) in [("the board, open", "collection"), ("the results, open", "result")] {
        read_in_turns(what, &mut places, address)?;
    }
    let last = places.last_mut().context("no size is measured")?;
    correct(last, &filler)?;
    for place in &mut places {
        hospital::close_round(&mut place.hanako, &place.round)?;
        let begun = Instant::now();
        ensure!(place.hanako.get(&format!("{}/result", place.round))?.status == 200, "no results");
        println!(
            "results after the close, first reading, {:>6} sheets: {:.1?}",
            place.sheets,
            begun.elapsed()
        );
    }
    for (what, address) in
        [("the board, closed", "collection"), ("the results with both matrices, closed", "result")]
    {
        read_in_turns(what, &mut places, address)?;
    }
    for place in &mut places {
        place.compare(&filler)?;
    }
    Ok(())
}

impl Place {
    fn make((binary, filler): (&Path, &Path), sheets: usize) -> Result<Self> {
        let mut server = Server::start(binary)?;
        let mut hanako = server.with_hospital()?;
        let occupations = hospital::make_occupations(&mut hanako, OCCUPATIONS)?;
        let each = sheets.div_ceil(DEPARTMENTS * 4);
        let people = |department: usize, occupation: usize| {
            if department * 7 % OCCUPATIONS == occupation {
                each * 8
            } else {
                usize::from((department + occupation).is_multiple_of(4)) * each
            }
        };
        hospital::make_departments(&mut hanako, DEPARTMENTS, &occupations, people)?;
        let round = hospital::open_round_with(&mut hanako, &["staff"], Naming::Named)?;
        let begun = Instant::now();
        server.kill()?;
        let database = server.folder.join("tenken.db");
        let id = round.rsplit('/').next().unwrap_or_default();
        program::ask(Command::new(filler).arg("fill").arg(&database).args([id, &sheets.to_string()]))?;
        server.start_again()?;
        println!("{sheets} sheets made through the store in {:.0?}", begun.elapsed());
        let hanako = hanako.again(server.port)?;
        Ok(Self { sheets, server, hanako, round })
    }

    /// Every number on the pages of the closed round against a recount.
    fn compare(&mut self, filler: &Path) -> Result<()> {
        let recount = self.recount(filler)?;
        let of = |axis: &str| recount.iter().filter(|line| line[0] == axis).collect::<Vec<_>>();
        let board = staff_sheet::handed_in(&mut self.hanako, &self.round)?;
        let counted: Vec<usize> = of("Hospital")
            .into_iter()
            .chain(of("Department"))
            .filter_map(|line| line[2].parse().ok())
            .collect();
        ensure!(board == counted, "the board shows {board:?} instead of {counted:?}");
        let page = self.hanako.get(&format!("{}/result", self.round))?;
        let mut shown = 0;
        for line in of("Department").into_iter().chain(of("Occupation")) {
            let row = page.between(&format!("<th scope=\"row\">{}</th>", line[1]), "</tr>")?;
            let cells: Vec<&str> = row.split("<td").skip(2).collect();
            for (cell, yes) in cells.iter().zip(&line[3..]).filter(|_| cells.len() == line.len() - 3) {
                if let Some(share) = cell.split('(').nth(1).and_then(|rest| rest.split(')').next()) {
                    ensure!(
                        share == format!("{yes}/{}", line[2]),
                        "{}: {share} is shown, counted are {yes}/{}",
                        line[1],
                        line[2]
                    );
                    shown += 1;
                }
            }
        }
        println!(
            "{} sheets: {} groups on the board and {shown} cells of the matrices are as recounted",
            self.sheets,
            board.len()
        );
        ensure!(shown > 0 || self.sheets < 1_000, "no cell of the matrices shows a number");
        Ok(())
    }

    fn recount(&self, filler: &Path) -> Result<Vec<Vec<String>>> {
        let id = self.round.rsplit('/').next().unwrap_or_default();
        let said = program::ask(Command::new(filler).arg("recount").arg(self.database()).arg(id))?;
        Ok(said.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    fn database(&self) -> PathBuf {
        self.server.folder.join("tenken.db")
    }
}

/// p95 of one page at each size: the median of the runs, and the least and the most.
fn read_in_turns(what: &str, places: &mut [Place], address: &str) -> Result<()> {
    let mut times = vec![Vec::new(); places.len()];
    for _ in 0..RUNS {
        for (place, times) in places.iter_mut().zip(&mut times) {
            let mut readings = Vec::new();
            for _ in 0..READINGS {
                let begun = Instant::now();
                let page = place.hanako.get(&format!("{}/{address}", place.round))?;
                readings.push(begun.elapsed());
                ensure!(page.status == 200, "{address} was refused ({})", page.status);
            }
            readings.sort_unstable();
            times.push(percentile(&readings, 95).context("nothing was read")?);
        }
    }
    for (place, times) in places.iter().zip(&mut times) {
        times.sort_unstable();
        let [least, median, most] =
            [0, 50, 100].map(|percent| percentile(times, percent).unwrap_or_default());
        println!("{what}, {:>6} sheets: p95 {median:.1?} ({least:.1?}–{most:.1?})", place.sheets);
        ensure!(median < SLOWEST_P95, "p95 is {SLOWEST_P95:?} or more");
    }
    Ok(())
}

/// A thousand corrections over HTTP; then the stored sums equal a recount of all sheets.
fn correct(place: &mut Place, filler: &Path) -> Result<()> {
    let doors = hospital::doors(&mut place.hanako, &place.round)?;
    let mut chance = Chance::of(1_000);
    let mut receipts = Vec::new();
    for nth in 0..BY_HAND {
        let door = doors[chance.below(doors.len())].clone();
        let mut person = Connection::open(place.server.port)?;
        let occupations = person.get(&door)?.all_between("/sheet?occupation=", "\"");
        let occupation = occupations[chance.below(occupations.len())].clone();
        let marks = StaffSheet::marks_by(&mut chance);
        let sheet =
            StaffSheet { door: door.clone(), occupation, filler: Some(format!("訂正 {nth}")), marks };
        let thanks = sheet.fill(&mut person)?.hand_in(&mut person)?;
        receipts.push((door, staff_sheet::receipt(&person.get(&thanks.location)?)?));
    }
    let begun = Instant::now();
    for _ in 0..CORRECTIONS {
        let (door, receipt) = &receipts[chance.below(receipts.len())];
        let marks = StaffSheet::marks_by(&mut chance);
        staff_sheet::correct(&mut Connection::open(place.server.port)?, (door, receipt), &marks)?;
    }
    println!("{CORRECTIONS} corrections among {} sheets in {:.1?}", place.sheets, begun.elapsed());
    let groups = place.recount(filler)?.len();
    println!("after {CORRECTIONS} random corrections the stored sums of all {groups} groups equal a recount");
    Ok(())
}
