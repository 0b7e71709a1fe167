//! The staff's result by item, and by item × department and item × occupation; small groups stay hidden.

use serde::Serialize;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Figure, Figures, Group, NOT_SPLIT, RoundFacts, StaffFacts, TOO_FEW};

use super::matrix::Cell;
use crate::chart::{Chart, Words, staff_rates_by_topic, topic_bars};
use crate::result_table::set_aside;

/// The staff's part of the summary, in the words that will be printed.
#[derive(Serialize)]
pub(crate) struct StaffResult<'a> {
    title: &'a str,
    handed_in: u64,
    asked: u64,
    /// （ほかに長期休業など3名を除く）, or nothing.
    set_aside: String,
    minimum: u64,
    items: Vec<ItemLine<'a>>,
    topics: Option<Chart>,
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
    /// Why the group shows no figures at all, or empty.
    hidden: &'static str,
    cells: Vec<GroupCell>,
}

/// ○ over the group's sheets; `applicable` is empty where no sheet says この業務はない, both rates then being the same.
/// Of a band or a hidden cell there are only words, in place of the rate.
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
        let lines = |groups: &'a [Group]| groups.iter().map(|group| GroupLine::new(group, list)).collect();
        Some(Self {
            title: &list.title,
            handed_in: staff.handed_in,
            asked: staff.asked,
            set_aside: set_aside(staff.away),
            minimum: staff.minimum,
            items: item_lines(staff, list),
            topics: topic_bars(
                Words::JAPANESE,
                &format!("分野別の割合（{}）", list.title),
                &staff_rates_by_topic(facts.catalog, list, &staff.figures),
            ),
            tables: [
                GroupTable {
                    heading: "部署別の○の割合", kind: "部署", groups: lines(&staff.departments)
                },
                GroupTable {
                    heading: "職種別の○の割合", kind: "職種", groups: lines(&staff.occupations)
                },
            ],
        })
    }
}

fn item_lines<'a>(staff: &StaffFacts, list: &'a Checklist) -> Vec<ItemLine<'a>> {
    let line = |item: &'a Item| {
        let cell = Cell::of_staff(&staff.figures, staff.figures.of(&item.id));
        ItemLine { number: item.number, title: &item.title, cell }
    };
    list.items_by_number().into_iter().map(line).collect()
}

impl<'a> GroupLine<'a> {
    fn new(group: &'a Group, list: &Checklist) -> Self {
        let items = list.items_by_number().into_iter();
        let cells = match group.figures {
            Figures::AfterClose | Figures::TooFew => Vec::new(),
            Figures::Shown { .. } => items.map(|item| GroupCell::new(group.figures.of(&item.id))).collect(),
        };
        Self {
            name: &group.name,
            returned: format!("{}/{}", group.handed_in, group.asked),
            hidden: group.figures.why_not().unwrap_or_default(),
            cells,
        }
    }
}

impl GroupCell {
    fn new(figure: Figure) -> Self {
        let words = |rate: String| Self { rate, fraction: String::new(), applicable: String::new() };
        let count = match figure {
            Figure::Count(count) => count,
            Figure::Printed(share) => {
                let (rate, fraction) = (share.rate(), share.fraction());
                return Self { rate, fraction, applicable: NOT_SPLIT.to_owned() };
            }
            Figure::Band(band) => return words(band.label()),
            Figure::Hidden => return words(TOO_FEW.to_owned()),
        };
        let (as_printed, applicable) = (count.as_printed(), count.applicable());
        Self {
            rate: as_printed.rate(),
            fraction: as_printed.fraction(),
            applicable: if as_printed == applicable { String::new() } else { applicable.fraction() },
        }
    }
}
