//! The staff's result by item, and by item × department and item × occupation; small groups stay hidden.

use serde::Serialize;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Count, Group, RoundFacts, StaffFacts};
use tenken_domain::result::Rates;

use super::matrix::Cell;

/// The staff's part of the summary, in the words that will be printed.
#[derive(Serialize)]
pub(crate) struct StaffResult<'a> {
    title: &'a str,
    handed_in: u64,
    asked: u64,
    minimum: u64,
    /// Why there are no figures, or empty.
    hidden: String,
    items: Vec<ItemLine<'a>>,
    tables: [GroupTable<'a>; 2],
}

#[derive(Serialize)]
struct ItemLine<'a> {
    number: u32,
    title: &'a str,
    cell: Cell,
}

#[derive(Serialize)]
struct GroupTable<'a> {
    heading: &'static str,
    kind: &'static str,
    groups: Vec<GroupLine<'a>>,
}

#[derive(Serialize)]
struct GroupLine<'a> {
    name: &'a str,
    returned: String,
    /// Why the group shows no figures, or empty.
    hidden: &'static str,
    cells: Vec<GroupCell>,
}

/// ○ over the group's sheets; `applicable` is empty where no sheet says この業務はない, both rates then being the same.
#[derive(Serialize)]
struct GroupCell {
    rate: String,
    fraction: String,
    applicable: String,
}

impl<'a> StaffResult<'a> {
    pub fn new(facts: &'a RoundFacts<'_>) -> Option<Self> {
        let staff = facts.staff.as_ref()?;
        let list = facts.catalog.checklist(&staff.list)?;
        let lines = |groups: &'a [Group]| groups.iter().map(|group| GroupLine::new(group, staff, list)).collect();
        Some(Self {
            title: &list.title,
            handed_in: staff.handed_in,
            asked: staff.asked,
            minimum: staff.minimum,
            hidden: if staff.counts.is_none() { why_hidden(staff).to_owned() } else { String::new() },
            items: item_lines(staff, list),
            tables: [
                GroupTable { heading: "部署別の○の割合", kind: "部署", groups: lines(&staff.departments) },
                GroupTable { heading: "職種別の○の割合", kind: "職種", groups: lines(&staff.occupations) },
            ],
        })
    }
}

/// Before the close nothing is shown; after it, only what is large enough.
pub(crate) fn why_hidden(staff: &StaffFacts) -> &'static str {
    if staff.handed_in < staff.minimum { "非表示（少人数）" } else { "締切後に表示" }
}

fn item_lines<'a>(staff: &StaffFacts, list: &'a Checklist) -> Vec<ItemLine<'a>> {
    let line = |item: &'a tenken_domain::catalog::Item| {
        let cell = match &staff.counts {
            Some(counts) => cell_of(counts.get(&item.id).copied().unwrap_or_default()),
            None => Cell::saying(why_hidden(staff)),
        };
        ItemLine { number: item.number, title: &item.title, cell }
    };
    list.items.iter().map(line).collect()
}

fn cell_of(count: Count) -> Cell { Cell::of(Rates { as_printed: count.as_printed(), applicable: count.applicable() }) }

impl<'a> GroupLine<'a> {
    fn new(group: &'a Group, staff: &StaffFacts, list: &Checklist) -> Self {
        let returned = match group.handed_in {
            Some(handed_in) => format!("{handed_in}/{}", group.asked),
            None => format!("-/{}", group.asked),
        };
        let hidden = match (&group.counts, &staff.counts) {
            (Some(_), _) => "",
            (None, Some(_)) => "非表示（少人数）",
            (None, None) => why_hidden(staff),
        };
        let counts = group.counts.iter();
        let cells = counts.flat_map(|counts| {
            list.items.iter().map(|item| GroupCell::new(counts.get(&item.id).copied().unwrap_or_default()))
        });
        Self { name: &group.name, returned, hidden, cells: cells.collect() }
    }
}

impl GroupCell {
    fn new(count: Count) -> Self {
        let (as_printed, applicable) = (count.as_printed(), count.applicable());
        Self {
            rate: as_printed.rate(),
            fraction: as_printed.fraction(),
            applicable: if as_printed == applicable { String::new() } else { applicable.fraction() },
        }
    }
}
