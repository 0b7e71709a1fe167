//! From sheets to what is shown, by the domain's own code in the order in which the server calls it: the board moves
//! on, sums are let go, the round closes, what must be hidden is hidden. And the two guards that are left out on purpose.

use std::collections::{BTreeMap, BTreeSet};

use tenken_domain::batch::{self, Grounds, Half, Standing};
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Count, Counts, Figure, Figures, Group, GroupKey, StaffFacts};
use tenken_domain::hiding::{Nestings, Stage, Tallies, Tally, nestings, staff_facts};
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::mark::Mark;

use crate::chance::Chance;
use crate::organisation::{Class, Organisation, Sheet};

/// What protects the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The rules of the domain.
    Whole,
    /// The same without knowing how groups lie in each other: small groups are hidden, their complements are not.
    WithoutComplements,
    /// Every count as it is.
    None,
}

/// What everybody may read of a closed round, and what is counted where.
pub struct Shown {
    pub facts: StaffFacts,
    /// The sums behind it, by department and by occupation; they may cover fewer sheets than were handed in.
    pub departments: Vec<Counts>,
    pub occupations: Vec<Counts>,
    pub everybody: Counts,
}

impl Shown {
    /// Figures of groups that are shown at all: with all their marks, with ○ only, as a band, and hidden.
    pub fn kinds(&self) -> [u64; 4] {
        let groups = self.facts.departments.iter().chain(&self.facts.occupations);
        let figures = groups.filter_map(|group| match &group.figures {
            Figures::Shown { items, .. } => Some(items.values()),
            Figures::AfterClose | Figures::TooFew => None,
        });
        let mut kinds = [0; 4];
        for figure in figures.flatten() {
            kinds[match figure {
                Figure::Count(_) => 0,
                Figure::Printed(_) => 1,
                Figure::Band(_) => 2,
                Figure::Hidden => 3,
            }] += 1;
        }
        kinds
    }
}

/// One round from the first sheet to its close.
pub fn show(
    (organisation, list): (&Organisation, &Checklist),
    guard: Guard,
    sheets: &[Sheet],
    chance: &mut Chance,
) -> Shown {
    let nestings = match guard {
        Guard::Whole => {
            nestings(&organisation.headcounts(), organisation.occupations).without(&organisation.away)
        }
        Guard::WithoutComplements | Guard::None => Nestings::default(),
    };
    let mut counted = Counted::default();
    match guard {
        Guard::Whole | Guard::WithoutComplements => {
            counted.collect((organisation, list), &nestings, sheets, chance)
        }
        Guard::None => sheets.iter().for_each(|sheet| counted.add_openly(list, sheet)),
    }
    let groups = keys(organisation);
    let sums = |of: &[GroupKey]| of.iter().map(|key| counted.of(key)).collect::<Vec<Counts>>();
    let (departments, occupations) = groups.split_at(organisation.people.len());
    let (departments, occupations) = (sums(departments), sums(occupations));
    let facts = match guard {
        Guard::Whole | Guard::WithoutComplements => {
            let tally = |key: &GroupKey| tally(key.clone(), counted.of(key), sheets);
            let everybody = tally_of_all(&counted.everybody, sheets);
            let groups = groups.iter().map(tally).collect();
            let tallies = Tallies { everybody, groups, nestings, minimum: organisation.minimum };
            staff_facts(list, tallies, Stage::Closed)
        }
        Guard::None => openly(list, &groups, &counted),
    };
    Shown { facts, departments, occupations, everybody: counted.everybody }
}

/// What is stored of a round.
#[derive(Default)]
struct Counted {
    everybody: Counts,
    groups: BTreeMap<GroupKey, Counts>,
}

impl Counted {
    /// As the server does with each sheet and at the close. Only the two groups of a sheet are looked at when it comes:
    /// of all others none can have become ready.
    fn collect(
        &mut self,
        (organisation, list): (&Organisation, &Checklist),
        nestings: &Nestings,
        sheets: &[Sheet],
        chance: &mut Chance,
    ) {
        let size = organisation.minimum;
        let mut waiting: BTreeMap<GroupKey, Vec<Half>> = BTreeMap::new();
        for sheet in sheets {
            for group in [department(sheet.department), occupation(sheet.occupation)] {
                let mut own = waiting.remove(&group).unwrap_or_default();
                own.push(Half { group: group.clone(), marks: marks(list, sheet), standing: Standing::New });
                batch::note(&mut own, size);
                chance.shuffle(&mut own);
                let (batches, left) = batch::take_ready(own, size);
                batches.iter().for_each(|batch| self.count(&batch.group, &batch.counts));
                waiting.insert(group, left);
            }
        }
        let sheets_of = |key: &GroupKey| self.of(key).values().next().map_or(0, |count| count.sheets());
        let groups = keys(organisation).into_iter().map(|key| (key.clone(), sheets_of(&key))).collect();
        let grounds = Grounds { groups, nestings: nestings.clone() };
        let settled = batch::settle(waiting.into_values().flatten().collect(), &grounds, size);
        settled.batches.iter().for_each(|batch| self.count(&batch.group, &batch.counts));
        add(&mut self.everybody, &settled.rest);
    }

    fn count(&mut self, group: &GroupKey, counts: &Counts) {
        add(self.groups.entry(group.clone()).or_default(), counts);
        if matches!(group, GroupKey::Department(_)) {
            add(&mut self.everybody, counts);
        }
    }

    fn add_openly(&mut self, list: &Checklist, sheet: &Sheet) {
        let mut own = Counts::new();
        batch::add(&mut own, &marks(list, sheet));
        self.count(&department(sheet.department), &own);
        self.count(&occupation(sheet.occupation), &own);
    }

    fn of(&self, key: &GroupKey) -> Counts {
        self.groups.get(key).cloned().unwrap_or_default()
    }
}

fn openly(list: &Checklist, groups: &[GroupKey], counted: &Counted) -> StaffFacts {
    let figures = |counts: &Counts| {
        let items = counts.iter().map(|(item, count)| (item.clone(), Figure::Count(*count))).collect();
        let mut total = Count::default();
        counts.values().for_each(|count| total += *count);
        Figures::Shown { total: Figure::Count(total), items }
    };
    let group = |key: &GroupKey| Group {
        key: key.clone(),
        name: String::new(),
        asked: 0,
        handed_in: 0,
        away: 0,
        figures: figures(&counted.of(key)),
    };
    let (departments, occupations) =
        groups.iter().map(group).partition(|group| matches!(group.key, GroupKey::Department(_)));
    StaffFacts {
        list: list.id.clone(),
        asked: 0,
        handed_in: 0,
        away: 0,
        contractors: BTreeSet::new(),
        minimum: 1,
        figures: figures(&counted.everybody),
        departments,
        occupations,
    }
}

fn tally(key: GroupKey, counts: Counts, sheets: &[Sheet]) -> Tally<GroupKey> {
    let is_own = |sheet: &&Sheet| department(sheet.department) == key || occupation(sheet.occupation) == key;
    let handed_in = sheets.iter().filter(is_own).count() as u64;
    Tally { key, name: String::new(), asked: handed_in, handed_in, away: 0, counts }
}

fn tally_of_all(counts: &Counts, sheets: &[Sheet]) -> Tally<()> {
    let handed_in = sheets.len() as u64;
    Tally { key: (), name: String::new(), asked: handed_in, handed_in, away: 0, counts: counts.clone() }
}

fn keys(organisation: &Organisation) -> Vec<GroupKey> {
    let departments = (0..organisation.people.len()).map(department);
    departments.chain((0..organisation.occupations).map(occupation)).collect()
}

fn department(place: usize) -> GroupKey {
    GroupKey::Department(DepartmentId::new(place.to_string()))
}

fn occupation(place: usize) -> GroupKey {
    GroupKey::Occupation(OccupationId::new(place.to_string()))
}

fn marks(list: &Checklist, sheet: &Sheet) -> BTreeMap<tenken_domain::id::ItemId, Option<Mark>> {
    let mark = |class: Class| [Some(Mark::Yes), Some(Mark::No), Some(Mark::NotApplicable), None][class];
    list.items.iter().zip(sheet.marks).map(|(item, class)| (item.id.clone(), mark(class))).collect()
}

fn add(to: &mut Counts, counts: &Counts) {
    for (item, count) in counts {
        *to.entry(item.clone()).or_default() += *count;
    }
}
