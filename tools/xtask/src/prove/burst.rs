//! Ten seconds in which many people hand in sheets of a 記名 and a 無記名 round, the server is killed at a random
//! moment and started again, and everybody tries again by themselves. Then sheets are counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::chance::Chance;
use crate::measure::hospital::{self, Naming};
use crate::measure::http::{Answer, Connection};
use crate::measure::server::Server;
use crate::measure::staff_sheet::{self, StaffSheet};

const LASTS: Duration = Duration::from_secs(10);
const PEOPLE: u64 = 16;
const DEPARTMENTS: usize = 6;
/// How long somebody tries again before giving up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of the sheets of one burst.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Acknowledged, before or after the kill.
    pub sheets: u64,
    /// Not acknowledged at first and sent again.
    pub again: u64,
    pub lost: u64,
    pub doubled: u64,
}

/// One burst on a new installation. `tried` is the program until it is killed; before and after, it is the server's own.
pub fn burst(mut server: Server, (own, tried): (&Path, &Path), chance: &mut Chance) -> Result<Outcome> {
    let mut hanako = server.with_hospital()?;
    let places = open(&mut hanako)?;
    if tried != own {
        server.kill()?;
        server.become_another(tried);
        server.start_again()?;
        server.become_another(own);
    }
    let crowd = Crowd::at(&places, server.port);
    let moment = Duration::from_millis(200 + chance.below(9_600) as u64);
    std::thread::scope(|scope| {
        let begun = Instant::now();
        let seeds: Vec<u64> = (0..PEOPLE).map(|_| chance.number()).collect();
        let crowd = &crowd;
        let people: Vec<_> =
            seeds.into_iter().map(|seed| scope.spawn(move || crowd.hand_in_again_and_again(seed))).collect();
        std::thread::sleep(moment);
        let started = server.kill().and_then(|()| server.start_again());
        std::thread::sleep(LASTS.saturating_sub(begun.elapsed()));
        crowd.is_over.store(true, Ordering::Relaxed);
        for person in people {
            person.join().map_err(|_| anyhow::anyhow!("somebody broke off"))??;
        }
        started.context("the server did not start again")
    })?;
    let mut hanako = hanako.again(server.port)?;
    let acknowledged = crowd.acknowledged.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut outcome =
        Outcome { sheets: acknowledged.len() as u64, again: crowd.again.into_inner(), ..Outcome::default() };
    for (nth, place) in places.iter().enumerate() {
        let own = acknowledged.iter().filter(|(at, _)| *at == nth).map(|(_, sheet)| sheet);
        count(&mut hanako, place, &own.collect::<Vec<_>>(), &mut outcome)?;
    }
    Ok(outcome)
}

/// An open round with the links of its departments.
struct Place {
    round: String,
    naming: Naming,
    doors: Vec<String>,
    occupations: Vec<String>,
}

fn open(hanako: &mut Connection) -> Result<Vec<Place>> {
    let occupations = hospital::make_occupations(hanako, 3)?;
    hospital::make_departments(hanako, DEPARTMENTS, &occupations, |_, _| 9)?;
    let open = |naming: Naming| {
        let round = hospital::open_round_with(hanako, &["staff"], naming)?;
        let doors = hospital::doors(hanako, &round)?;
        ensure!(doors.len() == DEPARTMENTS, "{} departments have links", doors.len());
        Ok(Place { round, naming, doors, occupations: occupations.clone() })
    };
    [Naming::Named, Naming::Anonymous].into_iter().map(open).collect()
}

/// What those who hand in share.
struct Crowd<'p> {
    places: &'p [Place],
    port: u16,
    /// Each with the round it went to.
    acknowledged: Mutex<Vec<(usize, StaffSheet)>>,
    again: AtomicU64,
    is_over: AtomicBool,
}

impl<'p> Crowd<'p> {
    fn at(places: &'p [Place], port: u16) -> Self {
        let (acknowledged, again) = (Mutex::default(), AtomicU64::new(0));
        Self { places, port, acknowledged, again, is_over: AtomicBool::new(false) }
    }

    fn hand_in_again_and_again(&self, seed: u64) -> Result<()> {
        let (mut chance, mut connection) = (Chance::of(seed), None);
        for turn in 0.. {
            if self.is_over.load(Ordering::Relaxed) {
                break;
            }
            let at = chance.below(self.places.len());
            let place = &self.places[at];
            let sheet = StaffSheet {
                door: place.doors[chance.below(place.doors.len())].clone(),
                occupation: place.occupations[chance.below(place.occupations.len())].clone(),
                filler: (place.naming == Naming::Named).then(|| format!("{seed:016x}-{turn}")),
                marks: StaffSheet::marks_by(&mut chance),
            };
            let (form, _) = self.until_it_works(&mut connection, |person| sheet.fill(person))?;
            let (_, tries) = self.until_it_works(&mut connection, |person| form.hand_in(person))?;
            self.again.fetch_add(u64::from(tries > 1), Ordering::Relaxed);
            self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push((at, sheet));
        }
        Ok(())
    }

    /// As a person does who is told that the server cannot be reached; also says how many tries it took.
    fn until_it_works<T>(
        &self,
        connection: &mut Option<Connection>,
        mut work: impl FnMut(&mut Connection) -> Result<T>,
    ) -> Result<(T, u32)> {
        let deadline = Instant::now() + PATIENCE;
        for tries in 1.. {
            let opened = connection.take().map_or_else(|| Connection::open(self.port), Ok);
            let outcome = opened.and_then(|mut person| Ok((work(&mut person)?, person)));
            match outcome {
                Ok((done, person)) => {
                    *connection = Some(person);
                    return Ok((done, tries));
                }
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        bail!("nobody tries so often")
    }
}

/// Compares what was acknowledged with what the pages of the closed round show.
fn count(
    hanako: &mut Connection,
    place: &Place,
    sheets: &[&StaffSheet],
    outcome: &mut Outcome,
) -> Result<()> {
    hospital::close_round(hanako, &place.round)?;
    let before = (outcome.lost, outcome.doubled);
    match place.naming {
        Naming::Named => compare(&by_filler(sheets), &listed(hanako, place)?, outcome),
        Naming::Anonymous => compare(&by_door(place, sheets), &on_the_board(hanako, place)?, outcome),
    }
    let sums = staff_sheet::sums(sheets.iter().copied());
    let is_as_answered = staff_sheet::shows(hanako, &place.round, &sums)?;
    ensure!(is_as_answered || (outcome.lost, outcome.doubled) != before, "what was answered was altered");
    Ok(())
}

fn compare(expected: &BTreeMap<String, usize>, shown: &BTreeMap<String, usize>, outcome: &mut Outcome) {
    let keys = expected.keys().chain(shown.keys().filter(|key| !expected.contains_key(*key)));
    for key in keys {
        let [expected, shown] = [expected, shown].map(|all| all.get(key).copied().unwrap_or(0));
        outcome.lost += expected.saturating_sub(shown) as u64;
        outcome.doubled += shown.saturating_sub(expected) as u64;
    }
}

fn by_filler(sheets: &[&StaffSheet]) -> BTreeMap<String, usize> {
    counted(sheets.iter().filter_map(|sheet| sheet.filler.clone()))
}

fn listed(hanako: &mut Connection, place: &Place) -> Result<BTreeMap<String, usize>> {
    let page = hanako.get(&format!("{}/staff-sheets", place.round))?;
    ensure!(page.status == 200, "the list of sheets was refused ({})", page.status);
    Ok(counted(links(&page, &format!("{}/staff-sheets/", place.round))))
}

/// The texts of the links that begin so.
fn links(page: &Answer, address: &str) -> impl Iterator<Item = String> {
    let pieces = page.all_between(&format!("href=\"{address}"), "</a>").into_iter();
    pieces.filter_map(|link| Some(link.split_once('>')?.1.to_owned()))
}

fn by_door(place: &Place, sheets: &[&StaffSheet]) -> BTreeMap<String, usize> {
    let door = |sheet: &&StaffSheet| place.doors.iter().position(|door| *door == sheet.door);
    counted(sheets.iter().filter_map(door).map(|nth| nth.to_string()))
}

fn on_the_board(hanako: &mut Connection, place: &Place) -> Result<BTreeMap<String, usize>> {
    let shown = staff_sheet::handed_in(hanako, &place.round)?;
    let (all, departments) = shown.split_first().context("the board is empty")?;
    ensure!(*all == departments.iter().sum::<usize>(), "the board does not add up: {shown:?}");
    Ok(departments.iter().enumerate().map(|(nth, sheets)| (nth.to_string(), *sheets)).collect())
}

fn counted(keys: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for key in keys {
        *counted.entry(key).or_default() += 1;
    }
    counted
}
