//! Somebody who has read everything that is shown of a round, knows how many of which occupation work where, the own
//! marks or those of one colleague, and calculates: whose mark is certain?
//!
//! Two questions stand for one. Looked at by itself, can anybody of a cell have given this mark (if not, it is certain)?
//! Can it be exchanged against one other mark so that everything else stays as it is (if so, there is a world in which
//! it was given)? What neither answers is counted as undecided.

use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Band, Count, Counts, Figure, Figures, Group};

use crate::network::{Network, Slack};
use crate::organisation::{ITEMS, Organisation, Sheet};
use crate::shown::Shown;

/// What became of all marks of a round.
#[derive(Default)]
pub struct Finding {
    /// Things that must not be certain, with each thing somebody may know beforehand.
    pub questions: u64,
    pub identified: Vec<String>,
    pub undecided: u64,
}

/// ○, ×, 該当なし, blank; and those who did not hand in.
const CLASSES: usize = 5;
const YES: usize = 0;
const NO: usize = 1;
const ABSENT: usize = 4;

/// How many people gave which mark.
type Marks = [u64; CLASSES];

/// Some of the marks, a bit each.
type Set = u8;

const ALL: Set = (1 << CLASSES) - 1;

/// What nobody of a cell is to be known not to have given: ○; ×; and anything else than ○, ×, 該当なし, blank.
const QUESTIONS: [Set; 6] = [1 << YES, 1 << NO, given_but(YES), given_but(NO), given_but(2), given_but(3)];

const fn given_but(class: usize) -> Set {
    ALL & !(1 << ABSENT) & !(1 << class)
}

/// One more of these marks, one less of those.
#[derive(Clone, Copy)]
struct Change {
    more: Set,
    less: Set,
}

/// Every change that is looked at: each question by itself, then each exchange of two marks.
fn changes() -> Vec<Change> {
    let alone = QUESTIONS.into_iter().map(|more| Change { more, less: ALL & !more });
    let of = |more: usize| (0..CLASSES).filter(move |less| *less != more).map(move |less| (more, less));
    let pairs = (0..CLASSES).flat_map(of).map(|(more, less)| Change { more: 1 << more, less: 1 << less });
    alone.chain(pairs).collect()
}

/// Everything of one item.
struct Item<'s> {
    organisation: &'s Organisation,
    changes: &'s [Change],
    /// By department and occupation.
    cells: Vec<Vec<Marks>>,
    departments: Vec<Known>,
    occupations: Vec<Known>,
    everybody: Known,
    /// Of the sum over all items.
    total: Figure,
    /// What that leaves open for this item, for each change.
    across: Vec<Slack>,
}

/// What is shown of a group, what it was made of, and those of the group who were not counted in it.
struct Known {
    figure: Figure,
    counted: Marks,
    left_out: Marks,
}

/// Looks at every mark of a round.
pub fn solve((organisation, list): (&Organisation, &Checklist), shown: &Shown, sheets: &[Sheet]) -> Finding {
    let changes = changes();
    let item = |nth| Item::of((organisation, list, &changes), shown, sheets, nth);
    let mut items: Vec<Item> = (0..ITEMS).map(item).collect();
    let across: Vec<Vec<Slack>> = (0..ITEMS).map(|nth| across(&items, nth)).collect();
    for (item, across) in items.iter_mut().zip(across) {
        item.across = across;
    }
    let mut finding = Finding::default();
    for (nth, item) in items.iter().enumerate() {
        let (mut told, ways) = (Finding::default(), item.ways());
        item.look(None, &ways, &mut told);
        for known in item.all_that_one_may_know() {
            item.look(Some(known), &item.ways_knowing(known, &ways), &mut told);
        }
        finding.questions += told.questions;
        finding.undecided += told.undecided;
        finding.identified.extend(told.identified.into_iter().map(|what| format!("item {nth}: {what}")));
    }
    finding
}

/// What a change of one item may be, given the sum over all items: another item must be able to make up for it.
fn across(items: &[Item], nth: usize) -> Vec<Slack> {
    let slack = |change: &Change| {
        let open = change.left_open(&Known::shown(items[nth].total));
        if open != Slack::FIXED {
            return Slack::FREE;
        }
        let others = || items.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, item)| item);
        let up = others().any(|item| item.can_give(*change));
        Slack { up, down: others().any(|item| item.can_give(change.turned())) }
    };
    items[nth].changes.iter().map(slack).collect()
}

impl Change {
    const fn turned(self) -> Self {
        Self { more: self.less, less: self.more }
    }

    /// Whether people of these marks can come to give others.
    fn slack(self, marks: &Marks) -> Slack {
        Slack { up: count(marks, self.less) > 0, down: count(marks, self.more) > 0 }
    }

    /// The same where ○ may only change so.
    fn slack_beside_yes(self, marks: &Marks, yes: Slack) -> Slack {
        const OTHERS: Set = ALL & !(1 << YES);
        let gives = |set: Set| count(marks, set & OTHERS) > 0 || (set & 1 << YES != 0 && yes.down);
        Slack { up: gives(self.less), down: gives(self.more) }
    }

    /// How far what is shown of a group leaves it open. Who of the group did not hand in is counted, not who it is.
    fn left_open(self, known: &Known) -> Slack {
        let (marks, yes, sheets) = (&known.counted, known.counted[YES], known.counted.iter().sum::<u64>());
        let is_alone = (self.more | self.less) == ALL;
        let of_two = |set: Set| self.more == set || (!is_alone && self.less == set);
        let mirrored = |slack: Slack| {
            if self.more == 1 << YES { slack } else { Slack { up: slack.down, down: slack.up } }
        };
        if of_two(1 << ABSENT) {
            return Slack::FIXED;
        }
        let tells_of_yes = of_two(1 << YES) || (is_alone && self.more == given_but(YES));
        match known.figure {
            Figure::Count(_) => Slack::FIXED,
            Figure::Printed(_) if tells_of_yes => Slack::FIXED,
            Figure::Band(band) if tells_of_yes => {
                both(self.slack(marks), mirrored(within(band, yes, sheets)))
            }
            Figure::Printed(_) if is_alone => self.slack_beside_yes(marks, Slack::FIXED),
            Figure::Band(band) if is_alone => self.slack_beside_yes(marks, within(band, yes, sheets)),
            Figure::Printed(_) | Figure::Band(_) | Figure::Hidden => self.slack(marks),
        }
    }
}

/// A band means that at most two sheets differ from all others: whoever reads the program knows.
fn within(band: Band, yes: u64, sheets: u64) -> Slack {
    match band {
        Band::AtLeast(_) => Slack { up: yes < sheets, down: yes + 2 > sheets },
        Band::AtMost(_) => Slack { up: yes < 2, down: yes > 0 },
    }
}

const fn both(one: Slack, other: Slack) -> Slack {
    Slack { up: one.up && other.up, down: one.down && other.down }
}

/// A mark of one person of this department and occupation.
type OneMark = (usize, usize, usize);

/// The closed ways of an item, for each change.
#[derive(Clone)]
struct Ways {
    by_change: Vec<Vec<u128>>,
    /// Whether something known beforehand closes a way.
    differ: bool,
}

impl Known {
    /// A sum of which only this figure matters.
    fn shown(figure: Figure) -> Self {
        Self { figure, counted: [1; CLASSES], left_out: [0; CLASSES] }
    }

    fn of(figure: Figure, counted: Count, all: &Marks) -> Self {
        let counted = [counted.yes, counted.no, counted.not_applicable, counted.blank, 0];
        Self { figure, counted, left_out: std::array::from_fn(|class| all[class] - counted[class]) }
    }
}

impl<'s> Item<'s> {
    fn of(
        (organisation, list, changes): (&'s Organisation, &Checklist, &'s [Change]),
        shown: &Shown,
        sheets: &[Sheet],
        nth: usize,
    ) -> Self {
        let id = &list.items[nth].id;
        let cells = cells(organisation, sheets, nth);
        let known = |figure: Figure, counts: &Counts, all: &Marks| {
            Known::of(figure, counts.get(id).copied().unwrap_or_default(), all)
        };
        let group =
            |(group, counts): (&Group, &Counts), all: Marks| known(group.figures.of(id), counts, &all);
        let row = |row: usize| cells[row].iter().fold([0; CLASSES], add);
        let column = |column: usize| cells.iter().map(|row| &row[column]).fold([0; CLASSES], add);
        let facts = &shown.facts;
        let departments = facts.departments.iter().zip(&shown.departments).enumerate();
        let occupations = facts.occupations.iter().zip(&shown.occupations).enumerate();
        let all = cells.iter().flatten().fold([0; CLASSES], add);
        Self {
            organisation,
            changes,
            departments: departments.map(|(nth, one)| group(one, row(nth))).collect(),
            occupations: occupations.map(|(nth, one)| group(one, column(nth))).collect(),
            everybody: known(facts.figures.of(id), &shown.everybody, &all),
            total: match &facts.figures {
                Figures::Shown { total, .. } => *total,
                Figures::AfterClose | Figures::TooFew => Figure::Hidden,
            },
            across: Vec::new(),
            cells,
        }
    }

    /// Asks of every cell somebody of which handed in. Where what is known leaves every other way as open as it was, only
    /// its own cell is asked again.
    fn look(&self, known: Option<OneMark>, ways: &Ways, finding: &mut Finding) {
        let is_asked = |cell: (usize, usize)| match known {
            Some((department, occupation, _)) => ways.differ || cell == (department, occupation),
            None => true,
        };
        let all = (0..self.cells.len())
            .flat_map(|row| (0..self.organisation.occupations).map(move |column| (row, column)));
        for cell in all.filter(|cell| is_asked(*cell)) {
            let marks = self.unknown(cell, known);
            let handed_in = count(&marks, ALL & !(1 << ABSENT));
            let is_open =
                |place: usize| ways.by_change[place][cell.0] >> (self.cells.len() + cell.1) & 1 == 1;
            let never_given =
                QUESTIONS.iter().enumerate().filter(|(_, set)| handed_in > 0 && count(&marks, **set) == 0);
            for (place, set) in never_given {
                finding.questions += 1;
                let mut pairs = self.changes.iter().enumerate().skip(QUESTIONS.len());
                if !is_open(place) {
                    finding
                        .identified
                        .push(format!("nobody of {marks:?} in {cell:?} gave {set:05b}, knowing {known:?}"));
                } else if !pairs.any(|(pair, change)| {
                    change.more & set != 0 && count(&marks, change.less) > 0 && is_open(pair)
                }) {
                    finding.undecided += 1;
                }
            }
        }
    }

    /// The people of a cell without the one whose mark is known.
    fn unknown(&self, cell: (usize, usize), known: Option<OneMark>) -> Marks {
        let mut marks = self.cells[cell.0][cell.1];
        match known {
            Some((department, occupation, class)) if (department, occupation) == cell => marks[class] -= 1,
            Some(_) | None => {}
        }
        marks
    }

    fn all_that_one_may_know(&self) -> Vec<OneMark> {
        let mut all = Vec::new();
        for (department, row) in self.cells.iter().enumerate() {
            for (occupation, marks) in row.iter().enumerate() {
                let given = (0..ABSENT).filter(|class| marks[*class] > 0);
                all.extend(given.map(|class| (department, occupation, class)));
            }
        }
        all
    }

    fn ways(&self) -> Ways {
        let by_change = (0..self.changes.len()).map(|nth| self.circles(nth, None)).collect();
        Ways { by_change, differ: false }
    }

    /// What is known of one sheet closes a way only where it was the last to leave it open.
    fn ways_knowing(&self, known: OneMark, without: &Ways) -> Ways {
        let cell = (known.0, known.1);
        let mut ways = without.clone();
        for (nth, change) in self.changes.iter().enumerate() {
            if change.slack(&self.unknown(cell, Some(known))) != change.slack(&self.unknown(cell, None)) {
                ways.by_change[nth] = self.circles(nth, Some(known));
                ways.differ = true;
            }
        }
        ways
    }

    fn circles(&self, nth: usize, known: Option<OneMark>) -> Vec<u128> {
        let change = self.changes[nth];
        let mut network = self.network(change, known);
        network.join(
            (self.elsewhere(), self.hospital()),
            both(change.left_open(&self.everybody), self.across[nth]),
        );
        network.circles()
    }

    /// Whether the sum of everybody can become one less of this change, to make up for another item.
    fn can_give(&self, change: Change) -> bool {
        change.left_open(&self.everybody).down
            && self.network(change, None).leads(self.elsewhere(), self.hospital())
    }

    /// All but the sum of everybody. What is counted of a department flows in from the hospital, what of it is counted
    /// nowhere from elsewhere; whose sheets are which nobody knows.
    fn network(&self, change: Change, known: Option<OneMark>) -> Network {
        let mut network = Network::new(self.elsewhere() + 1);
        let all: u64 = self.everybody.counted.iter().sum();
        let is_rest_counted = all > self.departments.iter().flat_map(|known| known.counted).sum();
        let rest_from = if is_rest_counted { self.hospital() } else { self.elsewhere() };
        for (department, row) in self.cells.iter().enumerate() {
            for occupation in 0..row.len() {
                let slack = change.slack(&self.unknown((department, occupation), known));
                network.join((department, self.cells.len() + occupation), slack);
            }
            let group = &self.departments[department];
            network.join((self.hospital(), department), change.left_open(group));
            network.join((rest_from, department), change.slack(&without_absent(&group.left_out, change)));
        }
        for (occupation, group) in self.occupations.iter().enumerate() {
            let place = self.cells.len() + occupation;
            network.join((place, self.elsewhere()), change.left_open(group));
            network.join((place, self.elsewhere()), change.slack(&without_absent(&group.left_out, change)));
        }
        network
    }

    fn hospital(&self) -> usize {
        self.cells.len() + self.organisation.occupations
    }

    fn elsewhere(&self) -> usize {
        self.hospital() + 1
    }
}

/// How many of a group did not hand in is known; those who did and are not counted can have given anything.
fn without_absent(left_out: &Marks, change: Change) -> Marks {
    let touches_absent = change.more == 1 << ABSENT || change.less == 1 << ABSENT;
    if touches_absent {
        [0; CLASSES]
    } else {
        std::array::from_fn(|class| if class == ABSENT { 0 } else { left_out[class] })
    }
}

/// Everybody of each department and occupation by what they gave.
fn cells(organisation: &Organisation, sheets: &[Sheet], nth: usize) -> Vec<Vec<Marks>> {
    let row = |people: &Vec<u64>| people.iter().map(|people| [0, 0, 0, 0, *people]).collect();
    let mut cells: Vec<Vec<Marks>> = organisation.people.iter().map(row).collect();
    for sheet in sheets {
        let marks = &mut cells[sheet.department][sheet.occupation];
        marks[sheet.marks[nth]] += 1;
        marks[ABSENT] -= 1;
    }
    cells
}

fn count(marks: &Marks, set: Set) -> u64 {
    (0..CLASSES).filter(|class| set >> class & 1 == 1).map(|class| marks[class]).sum()
}

fn add(mut sum: Marks, marks: &Marks) -> Marks {
    sum.iter_mut().zip(marks).for_each(|(sum, more)| *sum += more);
    sum
}
