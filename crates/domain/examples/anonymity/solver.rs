//! Somebody who has read everything that is shown, knows who handed in, the own marks or those of one colleague, and
//! calculates: whose mark is certain?
//!
//! Two questions stand for one. Looked at by itself, is a mark certain (then it is identified)? Can it be exchanged
//! against one other mark so that everything else stays as it is (then there is a world in which it is another, and it
//! is not)? What neither answers is counted as undecided, and must not occur either.

use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Band, Count, Figure};

use crate::network::{Network, Slack};
use crate::organisation::{CLASSES, Class, ITEMS, NO, Organisation, Sheet, YES};
use crate::shown::Shown;

/// What became of all marks of a round.
#[derive(Default)]
pub struct Finding {
    /// Marks that were looked at, with each thing somebody may know beforehand.
    pub questions: u64,
    pub identified: Vec<String>,
    pub undecided: u64,
}

/// How often each mark was given.
type Marks = [u64; CLASSES];

/// Which change is looked at: one more of this mark, one less of that one, or of any other.
#[derive(Clone, Copy)]
struct Change {
    more: Class,
    less: Option<Class>,
}

/// Everything of one item.
struct Item<'s> {
    departments: usize,
    occupations: usize,
    /// By department and occupation, as they were handed in.
    cells: Vec<Vec<Marks>>,
    figures: Figures<'s>,
    /// Of the sums that are shown: by department, by occupation.
    counted: (Vec<Marks>, Vec<Marks>),
    everybody: Marks,
    /// What the sum over all items leaves open for this one, for each change.
    across: Vec<Slack>,
}

struct Figures<'s> {
    everybody: Figure,
    departments: Vec<Figure>,
    occupations: Vec<Figure>,
    total: &'s Figure,
}

/// Looks at every mark of a round.
pub fn solve((organisation, list): (&Organisation, &Checklist), shown: &Shown, sheets: &[Sheet]) -> Finding {
    let mut items: Vec<Item> = (0..ITEMS).map(|nth| Item::of((organisation, list), shown, sheets, nth)).collect();
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

/// Each exchange of two marks, then each mark by itself.
fn changes() -> impl Iterator<Item = Change> {
    let pairs = (0..CLASSES).flat_map(|more| {
        (0..CLASSES).filter(move |less| *less != more).map(move |less| Change { more, less: Some(less) })
    });
    pairs.chain((0..CLASSES).map(|more| Change { more, less: None }))
}

/// What a change of one item may be, given the sum over all items: another item must be able to make up for it.
fn across(items: &[Item], nth: usize) -> Vec<Slack> {
    let slack = |change: Change| {
        let total = items[nth].figures.total;
        let is_known = match total {
            Figure::Count(_) => true,
            Figure::Printed(_) => change.touches(YES),
            Figure::Band(_) | Figure::Hidden => false,
        };
        if !is_known {
            return Slack::FREE;
        }
        let others = || items.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, item)| item);
        let up = others().any(|item| item.can_give(change));
        let down = others().any(|item| item.can_give(change.turned()));
        Slack { up, down }
    };
    changes().map(slack).collect()
}

impl Change {
    fn touches(self, class: Class) -> bool {
        self.more == class || self.less == Some(class)
    }

    /// The other way round; a mark by itself is looked at in both directions anyway.
    fn turned(self) -> Self {
        match self.less {
            Some(less) => Self { more: less, less: Some(self.more) },
            None => self,
        }
    }

    fn place(self) -> usize {
        match self.less {
            Some(less) => self.more * (CLASSES - 1) + if less > self.more { less - 1 } else { less },
            None => CLASSES * (CLASSES - 1) + self.more,
        }
    }

    /// How many of these marks may become more or less of what changes.
    fn slack(self, marks: &Marks) -> Slack {
        let others = match self.less {
            Some(less) => marks[less],
            None => marks.iter().sum::<u64>() - marks[self.more],
        };
        Slack { up: others > 0, down: marks[self.more] > 0 }
    }

    /// How far a figure leaves it open.
    fn left_open(self, figure: Figure, marks: &Marks) -> Slack {
        let by_its_marks = self.slack(marks);
        let sheets: u64 = marks.iter().sum();
        let not_yes = |yes: u64| Slack { up: sheets - yes > marks[self.more], down: true };
        match (figure, self.more == YES, self.less) {
            (Figure::Count(_), _, _) => Slack::FIXED,
            (Figure::Printed(_), true, _) | (Figure::Printed(_), _, Some(YES)) => Slack::FIXED,
            (Figure::Printed(share), false, None) => both(by_its_marks, not_yes(share.yes)),
            (Figure::Band(band), true, _) => both(by_its_marks, within(band, marks[YES], sheets)),
            (Figure::Band(band), false, Some(YES)) => {
                let Slack { up, down } = within(band, marks[YES], sheets);
                both(by_its_marks, Slack { up: down, down: up })
            }
            (Figure::Band(Band::AtLeast(_)), false, None) => both(by_its_marks, not_yes(sheets.saturating_sub(2))),
            (Figure::Printed(_) | Figure::Band(Band::AtLeast(_)), false, Some(_))
            | (Figure::Band(Band::AtMost(_)) | Figure::Hidden, false, _)
            | (Figure::Hidden, true, _) => by_its_marks,
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

/// The closed ways of an item, for each change.
#[derive(Clone)]
struct Ways {
    by_change: Vec<Vec<u128>>,
    /// Whether something known beforehand closes a way.
    differ: bool,
}

/// A mark of one sheet of this department and occupation.
type OneMark = (usize, usize, Class);

/// What somebody knows beforehand.
type Known = Option<OneMark>;

impl<'s> Item<'s> {
    fn of((organisation, list): (&Organisation, &Checklist), shown: &'s Shown, sheets: &[Sheet], nth: usize) -> Self {
        let id = &list.items[nth].id;
        let mut cells = vec![vec![[0; CLASSES]; organisation.occupations]; organisation.people.len()];
        for sheet in sheets {
            cells[sheet.department][sheet.occupation][sheet.marks[nth]] += 1;
        }
        let marks = |counts: &tenken_domain::facts::Counts| as_marks(counts.get(id).copied().unwrap_or_default());
        let of = |groups: &[tenken_domain::facts::Group]| groups.iter().map(|group| group.figures.of(id)).collect();
        let facts = &shown.facts;
        let total = match &facts.figures {
            tenken_domain::facts::Figures::Shown { total, .. } => total,
            tenken_domain::facts::Figures::AfterClose | tenken_domain::facts::Figures::TooFew => &Figure::Hidden,
        };
        Self {
            departments: organisation.people.len(),
            occupations: organisation.occupations,
            cells,
            figures: Figures {
                everybody: facts.figures.of(id),
                departments: of(&facts.departments),
                occupations: of(&facts.occupations),
                total,
            },
            counted: (shown.departments.iter().map(marks).collect(), shown.occupations.iter().map(marks).collect()),
            everybody: marks(&shown.everybody),
            across: Vec::new(),
        }
    }

    /// Asks of every cell in which all gave the same mark, or nobody ○ or ×, whether that is certain. Where what is known
    /// leaves every other way as open as it was, only its own cell is asked again.
    fn look(&self, known: Known, ways: &Ways, finding: &mut Finding) {
        let is_asked = |cell: (usize, usize)| match known {
            Some((department, occupation, _)) => ways.differ || cell == (department, occupation),
            None => true,
        };
        let cells = (0..self.departments).flat_map(|row| (0..self.occupations).map(move |column| (row, column)));
        for cell in cells.filter(|cell| is_asked(*cell)) {
            let marks = self.unknown(cell, known);
            let on_circle = |change: Change| {
                ways.by_change[change.place()][cell.0] >> (self.departments + cell.1) & 1 == 1
            };
            for (class, all) in extremes(&marks).filter(|_| marks.iter().any(|count| *count > 0)) {
                finding.questions += 1;
                let mut others = (0..CLASSES).filter(|other| *other != class && (all || marks[*other] > 0));
                if !on_circle(Change { more: class, less: None }) {
                    finding.identified.push(self.describe(cell, known, (class, all)));
                } else if !others.any(|other| on_circle(Change { more: class, less: Some(other) })) {
                    finding.undecided += 1;
                }
            }
        }
    }

    fn describe(&self, cell: (usize, usize), known: Known, (class, all): (Class, bool)) -> String {
        let marks = self.unknown(cell, known);
        let what = if all { "all" } else { "none" };
        format!("{what} of {marks:?} in cell {cell:?} gave mark {class}, knowing {known:?}")
    }

    /// The marks of a cell without the one that is known.
    fn unknown(&self, cell: (usize, usize), known: Known) -> Marks {
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
                let given = (0..CLASSES).filter(|class| marks[*class] > 0);
                all.extend(given.map(|class| (department, occupation, class)));
            }
        }
        all
    }

    fn ways(&self) -> Ways {
        Ways { by_change: changes().map(|change| self.circles(change, None)).collect(), differ: false }
    }

    /// What is known of one sheet closes a way only where it was the last to leave it open.
    fn ways_knowing(&self, known: OneMark, without: &Ways) -> Ways {
        let cell = (known.0, known.1);
        let mut ways = without.clone();
        for change in changes() {
            if change.slack(&self.unknown(cell, Some(known))) != change.slack(&self.unknown(cell, None)) {
                ways.by_change[change.place()] = self.circles(change, Some(known));
                ways.differ = true;
            }
        }
        ways
    }

    fn circles(&self, change: Change, known: Known) -> Vec<u128> {
        let mut network = self.network(change, known);
        let total = change.left_open(self.figures.everybody, &self.everybody);
        network.join((self.elsewhere(), self.hospital()), both(total, self.across[change.place()]));
        network.circles()
    }

    /// Whether the sum of everybody can become one less of this change, to make up for another item.
    fn can_give(&self, change: Change) -> bool {
        let total = change.left_open(self.figures.everybody, &self.everybody);
        total.down && self.network(change, None).leads(self.elsewhere(), self.hospital())
    }

    /// All but the sum of everybody. What is counted of a department flows in from the hospital, what of it is counted
    /// nowhere from elsewhere; whose sheets are which nobody knows.
    fn network(&self, change: Change, known: Known) -> Network {
        let mut network = Network::new(self.departments + self.occupations + 2);
        let rest_from = if self.is_rest_counted() { self.hospital() } else { self.elsewhere() };
        for department in 0..self.departments {
            let mut all = [0; CLASSES];
            for (occupation, marks) in self.cells[department].iter().enumerate() {
                add(&mut all, marks);
                let slack = change.slack(&self.unknown((department, occupation), known));
                network.join((department, self.departments + occupation), slack);
            }
            let counted = &self.counted.0[department];
            let figure = self.figures.departments[department];
            network.join((self.hospital(), department), change.left_open(figure, counted));
            network.join((rest_from, department), change.slack(&less(&all, counted)));
        }
        for occupation in 0..self.occupations {
            let mut all = [0; CLASSES];
            self.cells.iter().for_each(|row| add(&mut all, &row[occupation]));
            let (place, counted) = (self.departments + occupation, &self.counted.1[occupation]);
            let figure = self.figures.occupations[occupation];
            network.join((place, self.elsewhere()), change.left_open(figure, counted));
            network.join((place, self.elsewhere()), change.slack(&less(&all, counted)));
        }
        network
    }

    /// Whether the sheets that no department counts are in the hospital's sum.
    fn is_rest_counted(&self) -> bool {
        let departments: u64 = self.counted.0.iter().flatten().sum();
        self.everybody.iter().sum::<u64>() > departments
    }

    const fn hospital(&self) -> usize {
        self.departments + self.occupations
    }

    const fn elsewhere(&self) -> usize {
        self.departments + self.occupations + 1
    }
}

/// Marks that all gave, and ○ or × where nobody gave it. That nobody said 該当なし or left the item blank may be known.
fn extremes(marks: &Marks) -> impl Iterator<Item = (Class, bool)> + use<> {
    let (marks, sheets) = (*marks, marks.iter().sum::<u64>());
    let all = (0..CLASSES).filter(move |class| marks[*class] == sheets).map(|class| (class, true));
    all.chain([YES, NO].into_iter().filter(move |class| marks[*class] == 0).map(|class| (class, false)))
}

fn as_marks(count: Count) -> Marks {
    [count.yes, count.no, count.not_applicable, count.blank]
}

fn add(sum: &mut Marks, marks: &Marks) {
    sum.iter_mut().zip(marks).for_each(|(sum, more)| *sum += more);
}

fn less(marks: &Marks, taken: &Marks) -> Marks {
    std::array::from_fn(|class| marks[class] - taken[class])
}
