//! The staff's result by item, and by item × department and item × occupation; small groups stay hidden.

use serde::Serialize;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Figure, Figures, Group, NOT_SPLIT, RoundFacts, TOO_FEW};
use tenken_domain::finding::{STAFF_RATE_WANTED, is_weak};
use tenken_domain::occupation::Affiliation;

use crate::cell::{BY_CHANCE_MEANS, Cell, WEAK, difference, narrow_difference};
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
    tables: [GroupTable<'a>; 3],
    marks: Marks<'a>,
}

/// What the marks in the tables mean.
#[derive(Serialize)]
struct Marks<'a> {
    weak: String,
    by_chance: &'static str,
    /// The round that differences are taken from, or empty.
    previous: &'a str,
}

#[derive(Serialize)]
struct ItemLine<'a> {
    number: u32,
    title: &'a str,
    cell: Cell,
    difference: String,
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
    difference: String,
}

impl<'a> StaffResult<'a> {
    pub fn new(facts: &'a RoundFacts<'_>) -> Option<Self> {
        let staff = facts.staff.as_ref()?;
        let list = facts.catalog.checklist(&staff.list)?;
        let line = |group| GroupLine::new(facts, list, group);
        let occupations = |affiliation| staff.occupations_of(affiliation).map(line).collect();
        Some(Self {
            title: &list.title,
            handed_in: staff.handed_in,
            asked: staff.asked,
            set_aside: set_aside(staff.away),
            minimum: staff.minimum,
            items: item_lines(facts, list),
            topics: topic_bars(
                Words::JAPANESE,
                &format!("分野別の割合（{}）", list.title),
                &staff_rates_by_topic(facts.catalog, list, &staff.figures),
            ),
            tables: [
                GroupTable {
                    heading: "部署別の○の割合",
                    kind: "部署",
                    groups: staff.departments.iter().map(line).collect(),
                },
                GroupTable {
                    heading: "職種別の○の割合",
                    kind: "職種",
                    groups: occupations(Affiliation::Staff),
                },
                GroupTable {
                    heading: "職種別の○の割合（委託）",
                    kind: "職種",
                    groups: occupations(Affiliation::Contractor),
                },
            ],
            marks: Marks {
                weak: format!("{WEAK}は○が{STAFF_RATE_WANTED}%未満"),
                by_chance: BY_CHANCE_MEANS,
                previous: facts.previous.as_ref().map_or("", |previous| &previous.round),
            },
        })
    }
}

fn item_lines<'a>(facts: &RoundFacts<'_>, list: &'a Checklist) -> Vec<ItemLine<'a>> {
    let Some(staff) = &facts.staff else { return Vec::new() };
    let line = |item: &'a Item| {
        let figure = staff.figures.of(&item.id);
        let cell = Cell::of_staff(&staff.figures, figure);
        let before = facts.previous.as_ref();
        let changes = before.and_then(|previous| previous.changes(None, (&item.id, figure)));
        ItemLine { number: item.number, title: &item.title, cell, difference: difference(changes) }
    };
    list.items_by_number().into_iter().map(line).collect()
}

impl<'a> GroupLine<'a> {
    fn new(facts: &RoundFacts<'_>, list: &Checklist, group: &'a Group) -> Self {
        let items = list.items_by_number().into_iter();
        let cell = |item: &Item| {
            let figure = group.figures.of(&item.id);
            let before = facts.previous.as_ref();
            let changes = before.and_then(|previous| previous.changes(Some(&group.key), (&item.id, figure)));
            GroupCell { difference: narrow_difference(changes), ..GroupCell::new(figure) }
        };
        let cells = match group.figures {
            Figures::AfterClose | Figures::TooFew => Vec::new(),
            Figures::Shown { .. } => items.map(cell).collect(),
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
        let blank = String::new;
        let mark = if is_weak(figure) { WEAK } else { "" };
        let (share, applicable) = match figure {
            Figure::Count(count) if count.as_printed() == count.applicable() => (count.as_printed(), blank()),
            Figure::Count(count) => (count.as_printed(), count.applicable().fraction()),
            Figure::Printed(share) => (share, NOT_SPLIT.to_owned()),
            Figure::Band(band) => return Self::saying(format!("{mark}{}", band.label())),
            Figure::Hidden => return Self::saying(TOO_FEW.to_owned()),
        };
        let rate = format!("{mark}{}", share.rate());
        Self { rate, fraction: share.fraction(), applicable, difference: blank() }
    }

    fn saying(words: String) -> Self {
        let blank = String::new;
        Self { rate: words, fraction: blank(), applicable: blank(), difference: blank() }
    }
}
