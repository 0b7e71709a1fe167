//! A personnel file read as its user wants it read. One at a time, because a file of ten megabytes takes memory.

use std::sync::Arc;

use tenken_domain::grid::{self, Unreadable};
use tenken_domain::people_file::{
    self, Entries, LIMITS, Layout, LayoutProblem, MOST_DIGITS, Seen, guess, guess_below,
};
use tenken_domain::person::Person;
use tokio::sync::Semaphore;

use crate::actions::uploads::Sent;

static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// How a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// As it seems to be meant.
    Guess,
    /// The heading is in this row of this sheet.
    Below {
        sheet: usize,
        heading: u32,
    },
    As(Layout),
}

/// A file, understood in one way.
#[derive(Clone, Debug)]
pub struct Understood {
    pub layout: Layout,
    /// The visible worksheets.
    pub sheets: Vec<String>,
    pub columns: Vec<Seen>,
    /// Why nothing can be read this way; then there are no entries.
    pub problems: Vec<LayoutProblem>,
    pub entries: Arc<Entries>,
}

/// Reads a file. `digits` is what staff numbers are filled up to where the way does not say.
///
/// # Errors
/// Why the file as a whole cannot be read.
pub async fn understand(sent: Sent, way: Way, digits: usize) -> Result<Understood, Unreadable> {
    // The semaphore is never closed; without a permit the file would only be read beside another one.
    let turn = ONE_AT_A_TIME.acquire().await.ok();
    // The permit goes along: who leaves the page while a file is read does not make room for the next one.
    let reading = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        read(&sent, way, digits)
    });
    match reading.await {
        Ok(understood) => understood,
        // A reader that gives up on a hostile file ends its thread, not the program.
        Err(_) => Err(grid::Reason::Damaged.into()),
    }
}

fn read(sent: &Sent, way: Way, digits: usize) -> Result<Understood, Unreadable> {
    let grid = grid::read(&sent.name, &sent.bytes, &LIMITS)?;
    let layout = match way {
        Way::Guess => Layout { digits, ..guess(&grid) },
        Way::Below { sheet, heading } => Layout { digits, ..guess_below(&grid, sheet, heading) },
        Way::As(layout) => layout,
    };
    let problems = layout.problems();
    let entries = if problems.is_empty() { people_file::read(&grid, &layout) } else { Entries::default() };
    Ok(Understood {
        columns: layout.seen(&grid),
        sheets: grid.sheets.into_iter().map(|sheet| sheet.name).collect(),
        problems,
        entries: Arc::new(entries),
        layout,
    })
}

/// How many digits all staff numbers have, where that is one number and some begin with 0: those that Excel has taken
/// the zeros from can be filled up again. Otherwise 0.
pub fn usual_digits(people: &[Person]) -> usize {
    let length = people.first().map_or(0, |one| one.staff_number.len());
    let is_usual = |one: &Person| {
        one.staff_number.len() == length && one.staff_number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let has_zeros = people.iter().any(|one| one.staff_number.starts_with('0'));
    if has_zeros && length <= MOST_DIGITS && people.iter().all(is_usual) { length } else { 0 }
}
