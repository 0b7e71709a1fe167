//! Sheets of 無記名 rounds cannot be joined to people from what is stored: somebody keeps every state of the database
//! with its write-ahead log, backups and the program's output, knows who handed in when, and guesses what each answered.
//! The keys' folder and the memory of the running program are not looked at.

use anyhow::{Context, Result, ensure};

use super::guesses::{Features, Found, Mark, Round, judge};
use super::ledger::Ledger;
use super::number_after;
use super::states::{State, Watch};
use crate::chance::Chance;
use crate::measure::hospital::{self, Naming};
use crate::measure::http::Connection;
use crate::measure::server::Server;
use crate::measure::staff_sheet::{self, StaffSheet};
use crate::program;
use crate::project::Project;

const HEADING: &[&str] = &[
    "rounds",
    "marks guessed",
    "right by the final sums alone, in 10,000",
    "gained by the best trace",
    "gained by the sums that were let go",
    "gained by a planted trace",
    "sheets in plain",
    "planted sheets found",
];

const DEPARTMENTS: usize = 2;
const PEOPLE: usize = 30;
/// What a trace may gain, in ten thousand: one in a hundred.
const MOST_GAINED: i64 = 100;
/// A trace a careless program would leave: an answer as long as it has ○.
const PLANTED: &str = "planted: how many ○";
/// Of the person's department, when the sheet came: what became of the sums. That they are let go in batches is known.
const LET_GO: &str = "the sums that were let go with this sheet";

pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let wanted = number_after(arguments, "--rounds", 40)?;
    program::run(&mut program::command(project, "cargo build --release --locked"))?;
    let binary = project.target().join("release/tenken");
    let (ledger, mut chance) = (Ledger::open(project, "joining", HEADING)?, Chance::new()?);
    let (mut rounds, mut in_plain, mut planted) = (Vec::new(), 0, 0);
    for nth in 1..=wanted {
        let seen = Seen::of_a_round(&binary, &mut chance)?;
        in_plain += seen.in_plain();
        planted += seen.planted();
        rounds.push(seen.marks());
        if nth % 20 == 0 || nth == wanted {
            let found = judge(&rounds);
            println!("{nth} rounds: {found}  sheets in plain: {in_plain}; planted ones found: {planted}");
            ledger.write(&cells(nth, &found, (in_plain, planted)))?;
        }
    }
    ensure!(in_plain == 0, "{in_plain} sheets lie somewhere in plain");
    ensure!(planted == rounds.len(), "planted sheets were not found");
    let found = judge(&rounds);
    ensure!(found.gains[PLANTED] > MOST_GAINED, "a planted trace gains nothing: these guesses prove nothing");
    ensure!(found.best() <= MOST_GAINED, "a trace tells what people answered");
    Ok(())
}

fn cells(rounds: u64, found: &Found, (in_plain, planted): (usize, usize)) -> Vec<String> {
    let guessed = [found.marks, found.by_sums, found.best(), found.gains[LET_GO], found.gains[PLANTED]];
    let numbers = guessed.into_iter().map(|number| number.to_string());
    let cells = [rounds.to_string()].into_iter().chain(numbers);
    cells.chain([in_plain.to_string(), planted.to_string()]).collect()
}

impl Found {
    /// The most that any trace gains, other than the planted one and the sums.
    fn best(&self) -> i64 {
        let own = self.gains.iter().filter(|(name, _)| ![PLANTED, LET_GO].contains(name));
        own.map(|(_, gain)| *gain).max().unwrap_or_default()
    }
}

/// One round: who handed in what, one after the other, and all states of what was stored.
struct Seen {
    sheets: Vec<StaffSheet>,
    /// Of each sheet.
    departments: Vec<String>,
    items: Vec<String>,
    /// Before the first sheet, after each, in the backup, after the close.
    states: Vec<State>,
}

impl Seen {
    fn of_a_round(binary: &std::path::Path, chance: &mut Chance) -> Result<Self> {
        let server = Server::start(binary)?;
        let mut hanako = server.with_hospital()?;
        let occupations = hospital::make_occupations(&mut hanako, 3)?;
        hospital::make_departments(&mut hanako, DEPARTMENTS, &occupations, |_, _| 5)?;
        let round = hospital::open_round_with(&mut hanako, &["staff"], Naming::Anonymous)?;
        let doors = hospital::doors(&mut hanako, &round)?;
        let ids = hanako.get(&format!("{round}/handout"))?.all_between("posters?department=", "\"");
        let items = staff_sheet::items(&mut hanako, (&doors[0], &occupations[0]))?;
        let watch = Watch::over(&server, binary)?;
        let mut seen =
            Self { sheets: Vec::new(), departments: Vec::new(), items, states: vec![watch.look()?] };
        for _ in 0..PEOPLE {
            let department = chance.below(doors.len());
            let sheet = StaffSheet {
                door: doors[department].clone(),
                occupation: occupations[chance.below(3)].clone(),
                filler: None,
                marks: StaffSheet::marks_by(chance),
            };
            let mut person = Connection::open(server.port)?;
            sheet.fill(&mut person)?.hand_in(&mut person)?;
            seen.states.push(watch.look()?);
            seen.sheets.push(sheet);
            seen.departments.push(ids.get(department).context("a department without an id")?.clone());
        }
        seen.states.push(watch.look_at_a_backup()?);
        hospital::close_round(&mut hanako, &round)?;
        seen.states.push(watch.look()?);
        Ok(seen)
    }

    /// Sheets whose marks stand somewhere as they would in what waits, were it not sealed.
    fn in_plain(&self) -> usize {
        let stands = |sheet: &&StaffSheet| self.states.iter().any(|state| state.holds(&letters(sheet)));
        self.sheets.iter().filter(stands).count()
    }

    /// The same where the first sheet was written down in plain: one is to be found.
    fn planted(&self) -> usize {
        let Some((sheet, state)) = self.sheets.first().zip(self.states.last()) else { return 0 };
        usize::from(state.with_planted(&letters(sheet)).holds(&letters(sheet)))
    }

    fn marks(&self) -> Round {
        let mut marks = Round::new();
        for (nth, sheet) in self.sheets.iter().enumerate() {
            let (before, after) = (&self.states[nth], &self.states[nth + 1]);
            for (item, mark) in self.items.iter().zip(&sheet.marks) {
                let group = (self.departments[nth].clone(), item.clone());
                let let_go = let_go(before, after, &group);
                let mut features = traces(before, after);
                features.insert(PLANTED, sheet.marks.iter().filter(|mark| **mark == 0).count() as u64);
                features.insert(LET_GO, let_go);
                marks.push(Mark { is_yes: *mark == 0, by_sums: self.by_sums(&group), features });
            }
        }
        marks
    }

    /// What most of the department, or of the hospital where that is all there is, said in the end.
    fn by_sums(&self, (department, item): &(String, String)) -> bool {
        let sums = self.states.last().map(|state| &state.sums);
        let of = |group: &str| sums.and_then(|sums| sums.get(&(group.to_owned(), item.clone())).copied());
        of(department).or_else(|| of("")).is_none_or(|(yes, sheets)| 2 * yes >= sheets)
    }
}

/// What could tell one sheet from another in what was written with it.
fn traces(before: &State, after: &State) -> Features {
    let new = after.outcomes.iter().enumerate().find(|(_, (key, _))| !before.outcomes.contains_key(*key));
    let (place, key, length) =
        new.map_or((0, "", 0), |(place, (key, length))| (place, key.as_str(), *length));
    let (name, waiting) = after.waiting.as_ref().map_or(("", 0), |(name, length)| (name.as_str(), *length));
    let first = |text: &str| u64::from(text.bytes().next().unwrap_or_default());
    Features::from([
        ("length of the kept answer", length),
        ("place of its row", place as u64),
        ("first letter of its key", first(key)),
        ("length of what waits", waiting),
        ("first letter of its name", first(name)),
        ("growth of the write-ahead log", after.log_length.saturating_sub(before.log_length) / 4_096),
        ("growth of what was printed", after.printed_length - before.printed_length),
    ])
}

/// ○ that were added to the sums of a group, and one more; 0 where nothing was.
fn let_go(before: &State, after: &State, group: &(String, String)) -> u64 {
    let of = |state: &State| state.sums.get(group).copied().unwrap_or_default();
    let ((yes, sheets), (yes_then, sheets_then)) = (of(after), of(before));
    if sheets == sheets_then { 0 } else { 1 + yes - yes_then }
}

/// As the marks of a half would stand in what waits.
fn letters(sheet: &StaffSheet) -> String {
    sheet.marks.iter().map(|mark| ["y", "n", "a"][*mark]).collect()
}
