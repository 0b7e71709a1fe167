//! For measuring: fills a 記名 round with many sheets straight through the store, and counts all of them again.
//!
//! `sheets fill DATABASE ROUND COUNT` and `sheets recount DATABASE ROUND`, where DATABASE is a SQLite file or
//! `postgres://…`. The recount prints `axis group sheets item yes …` of every group, as counted from the single sheets,
//! and fails where any stored sum differs.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use tenken_domain::batch;
use tenken_domain::catalog::{Audience, Checklist, builtin};
use tenken_domain::facts::{Counts, GroupKey};
use tenken_domain::id::{DepartmentId, ItemId, OccupationId, RoundId, SheetId};
use tenken_domain::mark::Mark;
use tenken_store::staff::{self, Axis};
use tenken_store::staff_sheet::{self, NamedSheet, Stage};
use tenken_store::{Db, Place, StoreError, Tx, dialect};

/// Sheets of one transaction.
const AT_ONCE: u64 = 500;
/// ○ in a hundred of each item; the rest are ×, and 該当なし where there is a second number.
const RATES: [(u64, u64); 10] =
    [(93, 0), (88, 1), (81, 0), (77, 4), (64, 22), (58, 22), (49, 30), (72, 2), (38, 0), (55, 0)];

type Groups = BTreeMap<Option<GroupKey>, (u64, Counts)>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["fill", database, round, count] => {
            fill(&open(database).await?, &RoundId::new(*round), count.parse()?).await?
        }
        ["recount", database, round] => recount(&open(database).await?, &RoundId::new(*round)).await?,
        _ => return Err("sheets fill DATABASE ROUND COUNT | sheets recount DATABASE ROUND".into()),
    }
    Ok(())
}

async fn open(database: &str) -> Result<Db, StoreError> {
    let is_server = database.starts_with("postgres://");
    Db::open(if is_server { Place::Server(database) } else { Place::File(Path::new(database)) }).await
}

/// Hands in so many sheets more, of people in the proportions of the headcounts.
async fn fill(db: &Db, round: &RoundId, count: u64) -> Result<(), Box<dyn Error>> {
    let headcounts = staff::headcounts(&mut db.reader().await?, round).await?;
    let before = staff_sheet::all(&mut db.reader().await?, round).await?.len() as u64;
    let cells = headcounts.into_iter().flat_map(|(department, row)| {
        row.into_iter().flat_map(move |(occupation, people)| {
            let cell = (department.clone(), occupation);
            std::iter::repeat_n(cell, usize::try_from(people).unwrap_or_default())
        })
    });
    let cells: Vec<(DepartmentId, OccupationId)> = cells.collect();
    for begin in (0..count).step_by(usize::try_from(AT_ONCE)?) {
        let numbers = before + begin..before + (begin + AT_ONCE).min(count);
        let sheets: Vec<_> = numbers.map(|nth| sheet((&cells, round), nth)).collect();
        let round = round.clone();
        db.write(move |tx| Box::pin(async move { hand_in(tx, &round, &sheets).await })).await?;
    }
    db.clone().close().await;
    Ok(())
}

type Sheet = (NamedSheet, BTreeMap<ItemId, Option<Mark>>);

fn sheet((cells, round): (&[(DepartmentId, OccupationId)], &RoundId), nth: u64) -> Sheet {
    let (department, occupation) =
        cells[usize::try_from(mixed(nth) % cells.len() as u64).unwrap_or_default()].clone();
    let sheet = NamedSheet {
        id: SheetId::new(format!("{round}-{nth:08}")),
        department,
        occupation,
        filler: format!("職員 {nth:06}"),
        filled_on: jiff::civil::date(2026, 11, 22),
        revision: 1,
        entered_by: None,
        slip: None,
    };
    let mark =
        |(item, (yes, not_applicable)): (usize, (u64, u64))| match mixed(nth * 16 + item as u64 + 1) % 100 {
            said if said < yes => Mark::Yes,
            said if said < yes + not_applicable => Mark::NotApplicable,
            _ => Mark::No,
        };
    let marks = list().items.iter().zip(RATES.into_iter().enumerate());
    let marks = marks.map(|(item, rate)| (item.id.clone(), Some(mark(rate)))).collect();
    (sheet, marks)
}

async fn hand_in(tx: &mut Tx, round: &RoundId, sheets: &[Sheet]) -> Result<(), StoreError> {
    dialect::lock_round(tx, round.as_str()).await?;
    for (sheet, marks) in sheets {
        staff_sheet::insert(tx, round, (sheet, Stage::HandedIn), sheet.id.as_str(), 0).await?;
        staff_sheet::insert_marks(tx, sheet, marks).await?;
    }
    for (key, (number, counts)) in counted(sheets) {
        staff::add_counts(tx, round, key.as_ref(), &counts).await?;
        staff::add_handed_in(tx, round, key.as_ref(), (number, jiff::civil::date(2026, 11, 22))).await?;
    }
    Ok(())
}

fn counted<'s>(sheets: impl IntoIterator<Item = &'s Sheet>) -> Groups {
    let mut groups = Groups::new();
    for (sheet, marks) in sheets {
        let department = GroupKey::Department(sheet.department.clone());
        let occupation = GroupKey::Occupation(sheet.occupation.clone());
        for key in [None, Some(department), Some(occupation)] {
            let (number, counts) = groups.entry(key).or_default();
            *number += 1;
            batch::add(counts, marks);
        }
    }
    groups
}

/// Counts every sheet again by the marks of its latest revision.
async fn recount(db: &Db, round: &RoundId) -> Result<(), Box<dyn Error>> {
    let mut conn = db.reader().await?;
    let mut sheets = Vec::new();
    for sheet in staff_sheet::all(&mut conn, round).await? {
        let marks = staff_sheet::marks(&mut conn, &sheet).await?;
        sheets.push((sheet, marks));
    }
    let groups = counted(&sheets);
    for axis in [Axis::Hospital, Axis::Department, Axis::Occupation] {
        let stored = staff::counts(&mut conn, round, axis).await?;
        for asked in staff::asked(&mut conn, round, axis).await? {
            let (sheets, counts) = groups.get(&asked.key).cloned().unwrap_or_default();
            let id = asked.key.as_ref().map_or("", id_of);
            let kept = stored.get(id).cloned().unwrap_or_default();
            if asked.handed_in != sheets
                || kept.iter().any(|(item, count)| counts.get(item).copied().unwrap_or_default() != *count)
            {
                return Err(format!(
                    "{axis:?} {id}: stored {} {kept:?}, counted {sheets} {counts:?}",
                    asked.handed_in
                )
                .into());
            }
            let items = list()
                .items_by_number()
                .into_iter()
                .map(|item| counts.get(&item.id).map_or(0, |count| count.yes).to_string());
            println!("{axis:?}\t{}\t{sheets}\t{}", asked.name, items.collect::<Vec<_>>().join("\t"));
        }
    }
    Ok(())
}

fn id_of(key: &GroupKey) -> &str {
    match key {
        GroupKey::Department(id) => id.as_str(),
        GroupKey::Occupation(id) => id.as_str(),
    }
}

fn list() -> &'static Checklist {
    builtin()[0].list_for(Audience::Staff).unwrap_or(&builtin()[0].checklists[0])
}

/// splitmix64.
const fn mixed(seed: u64) -> u64 {
    let seed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
