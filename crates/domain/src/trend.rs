//! How results move from round to round: the cells of the matrix, topics and items. Where the catalog changes, what was
//! counted is not the same any more: the line breaks there, and only items that both versions have are compared.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Checklist, Item, Viewpoint};
use crate::facts::{Figure, GroupKey, RoundFacts};
use crate::hiding::sum_of_exact;
use crate::id::{ChecklistId, ItemId, TopicId};
use crate::mark::Mark;
use crate::result::{Rates, Share};

/// What is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A whole list.
    List(ChecklistId),
    Viewpoint(ChecklistId, Viewpoint),
    Topic(ChecklistId, TopicId),
    Item(ChecklistId, ItemId),
    /// A department's or an occupation's part of the staff's list: only what each round shows of it as a whole.
    Group(ChecklistId, GroupKey),
}

/// What one round says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The hospital's own items.
    Rates(Rates),
    /// One of the hospital's own items; `None` where it was left open.
    Mark(Option<Mark>),
    /// The staff's sheets.
    Figure(Figure),
}

/// One subject over all rounds, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// `None` where a round does not ask this.
    pub points: Vec<Option<Value>>,
    pub breaks: Vec<Break>,
}

/// Where the catalog changed between two points that stand next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first point of the new version.
    pub at: usize,
    /// The items that both versions have, before and after; `None` where there are none.
    pub same_items: Option<(Value, Value)>,
}

impl Subject {
    pub const fn list(&self) -> &ChecklistId {
        match self {
            Self::List(list)
            | Self::Viewpoint(list, _)
            | Self::Topic(list, _)
            | Self::Item(list, _)
            | Self::Group(list, _) => list,
        }
    }

    fn includes(&self, item: &Item) -> bool {
        match self {
            Self::List(_) | Self::Group(..) => true,
            Self::Viewpoint(_, viewpoint) => item.viewpoint == Some(*viewpoint),
            Self::Topic(_, topic) => item.topic == *topic,
            Self::Item(_, id) => item.id == *id,
        }
    }
}

impl Series {
    /// Follows a subject through rounds, the oldest first.
    pub fn of(rounds: &[RoundFacts<'_>], subject: &Subject) -> Self {
        let points: Vec<Option<Value>> = rounds.iter().map(|facts| value(facts, subject, None)).collect();
        let told: Vec<usize> = (0..points.len()).filter(|place| points[*place].is_some()).collect();
        let breaks = told.windows(2).filter_map(|pair| {
            let (before, now) = (&rounds[pair[0]], &rounds[pair[1]]);
            let has_changed = before.catalog.id != now.catalog.id;
            has_changed.then(|| Break { at: pair[1], same_items: compared(before, now, subject) })
        });
        Self { breaks: breaks.collect(), points }
    }

    /// The pieces that can be drawn as one line: runs of rates under one version, by place and rate in tenths of a percent.
    /// A round that hides the figure breaks the line; one that did not ask is passed over.
    pub fn pieces(&self) -> Vec<Vec<(usize, u64)>> {
        let mut pieces: Vec<Vec<(usize, u64)>> = vec![Vec::new()];
        for (place, value) in self.points.iter().enumerate() {
            let is_hidden = value.is_some_and(|value| !value.is_shown());
            if is_hidden || self.breaks.iter().any(|one| one.at == place) {
                pieces.push(Vec::new());
            }
            let Some(rate) = value.and_then(Value::rate) else { continue };
            if let Some(piece) = pieces.last_mut() {
                piece.push((place, rate));
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// Whether the last two rounds say something different; what one of them does not show is no difference.
    pub fn has_moved(&self) -> bool {
        match self.points.as_slice() {
            [.., Some(before), Some(now)] => before != now && before.is_shown() && now.is_shown(),
            _ => false,
        }
    }
}

impl Value {
    /// Whether it says exactly how many.
    const fn is_shown(self) -> bool {
        !matches!(self, Self::Figure(Figure::Hidden | Figure::Band(_)))
    }

    /// 様式どおり in tenths of a percent, where a number is shown. A class of one item is no trend: it only jumps.
    pub fn rate(self) -> Option<u64> {
        match self {
            Self::Rates(rates) => rates.as_printed.per_mille().filter(|_| rates.as_printed.items > 1),
            Self::Figure(figure) => figure.as_printed().and_then(Share::per_mille),
            Self::Mark(_) => None,
        }
    }
}

/// The items of both versions, before and after.
fn compared(before: &RoundFacts<'_>, now: &RoundFacts<'_>, subject: &Subject) -> Option<(Value, Value)> {
    let items = |facts: &RoundFacts<'_>| -> BTreeSet<ItemId> {
        let list = facts.catalog.checklist(subject.list());
        list.map(|list| list.items.iter().map(|item| item.id.clone()).collect()).unwrap_or_default()
    };
    let same: BTreeSet<ItemId> = items(before).intersection(&items(now)).cloned().collect();
    Some((value(before, subject, Some(&same))?, value(now, subject, Some(&same))?))
}

/// What a round says of a subject, of all its items or of these only.
fn value(facts: &RoundFacts<'_>, subject: &Subject, only: Option<&BTreeSet<ItemId>>) -> Option<Value> {
    let list = facts.catalog.checklist(subject.list())?;
    let is_meant = |item: &Item| subject.includes(item) && only.is_none_or(|only| only.contains(&item.id));
    if !list.items.iter().any(is_meant) {
        return None;
    }
    if let Some(staff) = facts.staff.as_ref().filter(|staff| staff.list == list.id) {
        if let Subject::Group(_, key) = subject {
            // Some items of a group summed up would be a figure that stands nowhere else.
            let group = staff.group(key).filter(|_| only.is_none())?;
            return Some(Value::Figure(group.figures.total()));
        }
        let figures: Vec<Figure> =
            list.items.iter().filter(|item| is_meant(item)).map(|item| staff.figures.of(&item.id)).collect();
        return Some(Value::Figure(match (subject, only) {
            (Subject::List(_), None) => staff.total(),
            (Subject::Item(..), _) => figures.first().copied()?,
            (Subject::List(_) | Subject::Viewpoint(..) | Subject::Topic(..) | Subject::Group(..), _) => {
                sum_of_exact(&figures)
            }
        }));
    }
    let sheet = facts.sheets.iter().find(|sheet| sheet.list == list.id)?;
    let mut marks = list.items.iter().filter(|item| is_meant(item)).map(|item| sheet.mark(item));
    Some(match subject {
        Subject::Item(..) => Value::Mark(marks.next()?),
        Subject::List(_) | Subject::Viewpoint(..) | Subject::Topic(..) => Value::Rates(Rates::of(marks)),
        Subject::Group(..) => return None,
    })
}

/// An item of the hospital's own whose mark changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<'c> {
    pub list: &'c Checklist,
    pub item: &'c Item,
    pub before: Option<Mark>,
    pub now: Option<Mark>,
}

/// The items that both rounds ask and whose marks differ: what got worse (○ before) first, then what became ○, then the
/// rest, each as printed.
pub fn moves<'c>(before: &RoundFacts<'_>, now: &RoundFacts<'c>) -> Vec<Move<'c>> {
    let mut moves = Vec::new();
    for sheet in &now.sheets {
        let Some(list) = now.catalog.checklist(&sheet.list) else { continue };
        let Some(old) = before.sheets.iter().find(|old| old.list == sheet.list) else { continue };
        let Some(old_list) = before.catalog.checklist(&sheet.list) else { continue };
        let moved = list.items_by_number().into_iter().filter_map(|item| {
            let (before, now) = (old.mark(old_list.item(&item.id)?), sheet.mark(item));
            (before != now).then_some(Move { list, item, before, now })
        });
        moves.extend(moved);
    }
    moves.sort_by_key(|one| match (one.before, one.now) {
        (Some(Mark::Yes), _) => 0,
        (_, Some(Mark::Yes)) => 1,
        (_, _) => 2,
    });
    moves
}

/// The lists that any of these rounds asks, as the latest of them has them, in catalog order.
pub fn lists<'c>(rounds: &[RoundFacts<'c>]) -> Vec<(&'c Catalog, &'c Checklist)> {
    let mut lists: Vec<(&Catalog, &Checklist)> = Vec::new();
    for facts in rounds.iter().rev() {
        let asked = facts.catalog.checklists.iter().filter(|list| {
            facts.sheets.iter().any(|sheet| sheet.list == list.id)
                || facts.staff.as_ref().is_some_and(|staff| staff.list == list.id)
        });
        for list in asked {
            if lists.iter().all(|(_, known)| known.id != list.id) {
                lists.push((facts.catalog, list));
            }
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::answer::Answer;
    use crate::catalog::builtin;
    use crate::facts::{Count, Edition, Figures, Group, Issuer, SheetFacts, StaffFacts};
    use crate::id::{CatalogId, DepartmentId};
    use crate::round::Period;

    /// A round whose executives marked these items ○, and all others ×.
    fn round<'c>(catalog: &'c Catalog, yes: &[&str]) -> RoundFacts<'c> {
        let list = catalog.checklist(&ChecklistId::new("executive")).unwrap();
        let mut sheet = SheetFacts::blank(list.id.clone());
        for item in &list.items {
            let mark = if yes.contains(&item.id.as_str()) { Mark::Yes } else { Mark::No };
            sheet.answers.insert(item.id.clone(), Answer { mark: Some(mark), ..Answer::default() });
        }
        let day = date(2026, 11, 22);
        RoundFacts {
            issuer: Issuer { hospital: "さくら病院".to_owned(), edition: Edition::Real },
            catalog,
            round: "令和8年度 第1回".to_owned(),
            period: Period { from: day, until: day },
            as_of: day,
            sheets: vec![sheet],
            staff: None,
            previous: None,
        }
    }

    /// A version after this one: the policy is not asked any more.
    fn next_version() -> Catalog {
        let mut catalog = builtin()[0].clone();
        catalog.id = CatalogId::new("next");
        let list = catalog.checklists.iter_mut().find(|list| list.id.as_str() == "executive").unwrap();
        list.items.retain(|item| item.id.as_str() != "policy");
        catalog
    }

    fn executive() -> Subject {
        Subject::List(ChecklistId::new("executive"))
    }

    fn printed(value: Value) -> (u64, u64) {
        match value {
            Value::Rates(rates) => (rates.as_printed.yes, rates.as_printed.items),
            Value::Mark(_) | Value::Figure(_) => panic!("{value:?}"),
        }
    }

    #[test]
    fn a_list_is_followed_from_round_to_round() {
        let catalog = &builtin()[0];
        let rounds = [round(catalog, &["policy"]), round(catalog, &["policy", "csirt"])];
        let series = Series::of(&rounds, &executive());
        let shares: Vec<_> = series.points.iter().map(|point| printed(point.unwrap())).collect();
        assert_eq!(shares, [(1, 19), (2, 19)]);
        assert!(series.breaks.is_empty() && series.has_moved());
        assert_eq!(series.pieces(), [vec![(0, 53), (1, 105)]]);
        let item = Series::of(&rounds, &Subject::Item(ChecklistId::new("executive"), ItemId::new("policy")));
        assert!(!item.has_moved() && item.pieces().is_empty());
    }

    #[test]
    fn a_new_version_breaks_the_line_and_compares_the_items_both_have() {
        let (old, new) = (&builtin()[0], next_version());
        let rounds = [round(old, &["policy", "csirt"]), round(&new, &["csirt", "nda-employment"])];
        let series = Series::of(&rounds, &executive());
        assert_eq!(series.pieces(), [vec![(0, 105)], vec![(1, 111)]]);
        let [only] = series.breaks.as_slice() else { panic!("{:?}", series.breaks) };
        let (before, now) = only.same_items.unwrap();
        assert_eq!((only.at, printed(before), printed(now)), (1, (1, 18), (2, 18)));
        let gone = Series::of(&rounds, &Subject::Item(ChecklistId::new("executive"), ItemId::new("policy")));
        assert_eq!(gone.points, [Some(Value::Mark(Some(Mark::Yes))), None]);
        assert!(gone.breaks.is_empty(), "there is nothing after it to compare with");
    }

    #[test]
    fn what_got_worse_is_named_before_what_became_better() {
        let catalog = &builtin()[0];
        let (before, now) = (round(catalog, &["policy"]), round(catalog, &["csirt", "nda-employment"]));
        let moved: Vec<&str> = moves(&before, &now).iter().map(|one| one.item.id.as_str()).collect();
        assert_eq!(moved, ["policy", "nda-employment", "csirt"]);
        assert!(moves(&now, &now).is_empty());
    }

    /// A round whose staff said ○ in so many of 100 cases in one department; `None` where it is hidden.
    fn staffed<'c>(catalog: &'c Catalog, yes: Option<u64>) -> RoundFacts<'c> {
        let count = |yes| Figure::Count(Count { yes, no: 100 - yes, ..Count::default() });
        let shown = |yes| Figures::Shown { total: count(yes), items: BTreeMap::new() };
        let ward = Group {
            key: ward(),
            name: "東病棟".to_owned(),
            asked: 10,
            handed_in: 10,
            away: 0,
            figures: yes.map_or(Figures::TooFew, shown),
        };
        let staff = StaffFacts {
            list: ChecklistId::new("staff"),
            asked: 10,
            handed_in: 10,
            away: 0,
            minimum: 5,
            figures: shown(90),
            departments: vec![ward],
            occupations: Vec::new(),
            contractors: BTreeSet::new(),
        };
        RoundFacts { staff: Some(staff), ..round(catalog, &[]) }
    }

    fn ward() -> GroupKey {
        GroupKey::Department(DepartmentId::new("east"))
    }

    #[test]
    fn a_department_that_a_round_hides_breaks_its_line_and_a_new_version_compares_nothing_of_it() {
        let (old, new) = (&builtin()[0], next_version());
        let rounds = [
            staffed(old, Some(40)),
            staffed(old, Some(50)),
            staffed(old, None),
            staffed(old, Some(60)),
            staffed(&new, Some(70)),
        ];
        let subject = Subject::Group(ChecklistId::new("staff"), ward());
        let series = Series::of(&rounds, &subject);
        assert_eq!(series.points[2], Some(Value::Figure(Figure::Hidden)));
        assert_eq!(series.pieces(), [vec![(0, 400), (1, 500)], vec![(3, 600)], vec![(4, 700)]]);
        assert_eq!(series.breaks, [Break { at: 4, same_items: None }]);
        let stranger = GroupKey::Department(DepartmentId::new("west"));
        let nobody = Series::of(&rounds, &Subject::Group(ChecklistId::new("staff"), stranger));
        assert_eq!(nobody.points, [None; 5]);
        let not_theirs = Series::of(&rounds, &Subject::Group(ChecklistId::new("executive"), ward()));
        assert_eq!(not_theirs.points, [None; 5], "a group answers the staff's list only");
    }

    #[test]
    fn a_class_of_one_item_is_no_line() {
        let mut catalog = builtin()[0].clone();
        let list = catalog.checklists.iter_mut().find(|list| list.id.as_str() == "executive").unwrap();
        list.items.retain(|item| item.id.as_str() == "policy");
        let rounds = [round(&catalog, &[]), round(&catalog, &["policy"])];
        let series = Series::of(&rounds, &executive());
        assert_eq!(
            series.points.iter().flatten().map(|value| printed(*value)).collect::<Vec<_>>(),
            [(0, 1), (1, 1)]
        );
        assert!(series.pieces().is_empty());
    }

    #[test]
    fn a_round_that_does_not_ask_a_list_leaves_a_gap_and_no_zero() {
        let catalog = &builtin()[0];
        let silent = RoundFacts { sheets: Vec::new(), ..round(catalog, &[]) };
        let rounds = [round(catalog, &["policy"]), silent, round(catalog, &["policy"])];
        let series = Series::of(&rounds, &executive());
        assert_eq!(series.points[1], None);
        assert_eq!(series.pieces(), [vec![(0, 53), (2, 53)]]);
        assert_eq!(lists(&rounds).len(), 1);
    }
}
