//! The sheet for whoever answers for a department or an occupation: the own group beside the whole hospital, three points
//! to talk about, and room for what is agreed. One page a group.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::change::Changes;
use tenken_domain::facts::{Figure, Figures, Group, GroupKey, RoundFacts, StaffFacts};
use tenken_domain::finding::{STAFF_RATE_WANTED, is_weak};
use tenken_domain::result::Share;
use tenken_domain::talking::{Point, Why, points};

use crate::advice::Advice;
use crate::cell::{BY_CHANCE_MEANS, Cell, WEAK, difference};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::result_table::set_aside;

/// What the sheets of one round are made from.
pub struct GroupSheets<'a> {
    pub facts: &'a RoundFacts<'a>,
    pub advice: Advice<'a>,
    /// In the order of the pages; groups that were not asked have no page.
    pub addressees: &'a [Addressee],
}

/// Which group's sheet goes to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub group: GroupKey,
    /// 看護部長
    pub to: String,
}

/// All sheets in one file.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &GroupSheets<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(sheets: &GroupSheets<'a>) -> Document<Body<'a>> {
    let facts = sheets.facts;
    let named = |key: Option<&GroupKey>| match key {
        Some(GroupKey::Occupation(_)) => "職種別結果シート",
        Some(GroupKey::Department(_)) | None => "部署別結果シート",
    };
    let title = named(sheets.addressees.first().map(|one| &one.group));
    let frame = Frame::new(format!("{title}（{}）", facts.round), &facts.issuer)
        .round(&facts.round)
        .dated(Some(facts.as_of))
        .quoting(&facts.catalog.texts);
    let body = Body {
        title,
        from: calendar::both(facts.period.from),
        until: calendar::both(facts.period.until),
        as_of: calendar::both(facts.as_of),
        previous: facts.previous.as_ref().map_or("", |previous| &previous.round),
        weak: format!("{WEAK}は○が{STAFF_RATE_WANTED}%未満"),
        by_chance: BY_CHANCE_MEANS,
        pages: pages(sheets),
    };
    Document { template: include_str!("group_sheet.typ"), frame, body }
}

/// What `group_sheet.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    title: &'static str,
    from: String,
    until: String,
    as_of: String,
    /// The round that differences are taken from, or empty.
    previous: &'a str,
    weak: String,
    by_chance: &'static str,
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    name: &'a str,
    /// 部署 or 職種.
    kind: &'static str,
    to: &'a str,
    handed_in: u64,
    asked: u64,
    /// （ほかに長期休業など3名を除く）, or nothing.
    set_aside: String,
    minimum: u64,
    /// Why the group shows no figures at all, or empty.
    hidden: &'static str,
    items: Vec<Line<'a>>,
    points: Vec<Talk<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    title: &'a str,
    own: Half,
    whole: Half,
}

/// An item's figure of the group or of the whole hospital.
#[derive(Serialize)]
struct Half {
    weak: &'static str,
    cell: Cell,
    /// How long the bar is, in percent; `None` where no exact rate is shown.
    bar: Option<u64>,
    difference: String,
}

#[derive(Serialize)]
struct Talk<'a> {
    title: &'a str,
    why: &'static str,
    what_to_do: String,
}

fn pages<'a>(sheets: &GroupSheets<'a>) -> Vec<Page<'a>> {
    let facts = sheets.facts;
    let found = facts.staff.as_ref().and_then(|staff| Some((staff, facts.catalog.checklist(&staff.list)?)));
    let Some((staff, list)) = found else { return Vec::new() };
    let page = |one: &'a Addressee| {
        let group = staff.group(&one.group)?;
        Some(Page::new(sheets, (staff, list), (group, &one.to)))
    };
    sheets.addressees.iter().filter_map(page).collect()
}

impl<'a> Page<'a> {
    fn new(
        sheets: &GroupSheets<'a>,
        (staff, list): (&'a StaffFacts, &'a Checklist),
        (group, to): (&'a Group, &'a str),
    ) -> Self {
        let talk = |point: Point<'a>| Talk {
            title: &point.item.title,
            why: because(point.why),
            what_to_do: sheets.advice.what_to_do(point.item),
        };
        Self {
            name: &group.name,
            kind: match group.key {
                GroupKey::Department(_) => "部署",
                GroupKey::Occupation(_) => "職種",
            },
            to,
            handed_in: group.handed_in,
            asked: group.asked,
            set_aside: set_aside(group.away),
            minimum: staff.minimum,
            hidden: group.figures.why_not().unwrap_or_default(),
            items: lines(sheets.facts, (staff, list), group),
            points: points(list, &group.figures, &staff.figures).into_iter().map(talk).collect(),
        }
    }
}

fn lines<'a>(
    facts: &RoundFacts<'_>,
    (staff, list): (&StaffFacts, &'a Checklist),
    group: &Group,
) -> Vec<Line<'a>> {
    let changes = |key: Option<&GroupKey>, item: &Item, figure: Figure| {
        facts.previous.as_ref().and_then(|previous| previous.changes(key, (&item.id, figure)))
    };
    let half = |key: Option<&GroupKey>, figures: &Figures, item: &Item| {
        let figure = figures.of(&item.id);
        Half::new((figures, figure), changes(key, item, figure))
    };
    let line = |item: &'a Item| Line {
        title: &item.title,
        own: half(Some(&group.key), &group.figures, item),
        whole: half(None, &staff.figures, item),
    };
    list.items_by_number().into_iter().map(line).collect()
}

impl Half {
    fn new((figures, figure): (&Figures, Figure), changes: Option<Changes>) -> Self {
        let tenths = figure.as_printed().and_then(Share::per_mille);
        Self {
            weak: if is_weak(figure) { WEAK } else { "" },
            cell: Cell::of_staff(figures, figure),
            bar: tenths.map(|tenths| tenths / 10),
            difference: difference(changes),
        }
    }
}

const fn because(why: Why) -> &'static str {
    match why {
        Why::BelowTheRest => "病院のほかの人たちより○が少なく、偶然の差とは言えない項目です。",
        Why::WeakHere => "該当なしを除いて、○が少ない項目です。",
        Why::WeakInTheWhole => "病院全体で○が少ない項目です。",
    }
}

#[cfg(test)]
mod tests;
