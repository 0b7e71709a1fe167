//! The points of each part of one candidate, with the raw value from which they come.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Candidate, Care, Cell, Cells, Part, Reach, Weights};
use crate::facts::{GroupKey, RoundFacts};
use crate::finding::Finding;
use crate::id::ItemId;

/// What one part adds to a candidate's total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub part: Part,
    pub basis: Basis,
    /// 0 to 100.
    pub points: u64,
    pub weight: u64,
    /// `weight` times `points`.
    pub product: u64,
}

/// The raw value of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing is known: the points are the data's middle.
    Unknown,
    /// The gravest effect among the items it is about.
    Care { item: ItemId, care: Care },
    /// The thinnest cell among the items it is about. `held` are the points of the thinnest cell of several items, where
    /// the cell has one item only and would have had more.
    Balance { cell: Cell, held: Option<u64> },
    /// Person-days.
    Effort { days: u64 },
    /// The item that touches most; for a weak group of the staff with how many people are in it.
    Reach { item: ItemId, reach: Reach, people: Option<People> },
    /// Days from the day it was found.
    Open { since: Date, days: u64 },
    /// Yen of the first year; `yearly` is in `first_year` where it is known.
    Cost { first_year: u64, once: u64, yearly: Option<u64> },
}

/// How many of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct People {
    pub asked: u64,
    pub of: u64,
}

/// What all candidates of one order are measured with.
pub(super) struct Measure<'m> {
    pub facts: &'m RoundFacts<'m>,
    pub cells: Cells,
    pub weights: &'m Weights,
    /// The most points a cell of one item may have; see [`thinnest_of_several`].
    pub most_of_one: u64,
    pub today: Date,
}

/// The points of the thinnest cell of several items in which a candidate has a finding. No cell of one item has more:
/// one item is not a trend. Where there is no cell of several items, nothing is held back.
pub(super) fn thinnest_of_several(cells: &Cells, candidates: &[Candidate]) -> u64 {
    let findings = candidates.iter().flat_map(|candidate| &candidate.findings);
    let several =
        findings.filter_map(|finding| cells.cell(&finding.item)).filter(|cell| cell.share.items > 1);
    several.map(|cell| cell.points()).max().unwrap_or(Weights::FULL)
}

impl Measure<'_> {
    /// All parts of a candidate, in the order of [`Part::ALL`].
    pub(super) fn scores(&self, candidate: &Candidate) -> Vec<Score> {
        let score = |part| {
            let known = match part {
                Part::Care => self.care(candidate),
                Part::Balance => self.balance(candidate),
                Part::Effort => self.effort(candidate),
                Part::Reach => self.reach(candidate),
                Part::Open => Some(self.open(candidate)),
                Part::Cost => self.cost(candidate),
            };
            let (basis, points) = known.unwrap_or((Basis::Unknown, self.weights.unknown));
            let weight = self.weights.weight(part);
            Score { part, basis, points, weight, product: weight * points }
        };
        Part::ALL.into_iter().map(score).collect()
    }

    /// The points of the gravest item.
    fn care(&self, candidate: &Candidate) -> Option<(Basis, u64)> {
        let items = items(candidate).into_iter();
        let cares = items.filter_map(|item| Some((item, self.weights.items.get(item)?.care)));
        let (item, care) = gravest(cares)?;
        Some((Basis::Care { item: item.clone(), care }, *self.weights.care.get(&care)?))
    }

    /// 100 × (1 - (k + 1) / (n + 2)) of the thinnest cell; a cell of one item is held at the thinnest of several.
    fn balance(&self, candidate: &Candidate) -> Option<(Basis, u64)> {
        let cells = items(candidate).into_iter().filter_map(|item| self.cells.cell(item));
        let measured = cells.map(|cell| {
            let held =
                (cell.share.items == 1 && cell.points() > self.most_of_one).then_some(self.most_of_one);
            let points = held.unwrap_or_else(|| cell.points());
            (Basis::Balance { cell, held }, points)
        });
        // Of several equally thin cells the first stands for them.
        measured.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// The step of the person-days.
    fn effort(&self, candidate: &Candidate) -> Option<(Basis, u64)> {
        let days = candidate.effort?;
        Some((Basis::Effort { days }, self.weights.effort.points(days)))
    }

    /// The points of the item's reach; for weak groups of the staff, only the share of the staff that is in them.
    fn reach(&self, candidate: &Candidate) -> Option<(Basis, u64)> {
        let measured = items(candidate).into_iter().filter_map(|item| {
            let reach = self.weights.items.get(item)?.reach;
            let full = *self.weights.reach.get(&reach)?;
            let people = self.people(candidate, item);
            let points = people.map_or(full, |people| full * people.asked / people.of);
            Some((Basis::Reach { item: item.clone(), reach, people }, points))
        });
        measured.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// The people of the weak groups a candidate is about in this item. The same people are in departments and in
    /// occupations: the axis with more of them counts. `None` where it is about the whole hospital.
    fn people(&self, candidate: &Candidate, item: &ItemId) -> Option<People> {
        let staff = self.facts.staff.as_ref()?;
        let about: Vec<&Finding> =
            candidate.findings.iter().filter(|finding| finding.item == *item).collect();
        let keys: BTreeSet<&GroupKey> = about.iter().filter_map(|finding| finding.group.as_ref()).collect();
        if staff.asked == 0 || about.iter().any(|finding| finding.group.is_none()) {
            return None;
        }
        let mut by_axis: BTreeMap<&str, u64> = BTreeMap::new();
        for group in keys.into_iter().filter_map(|key| staff.group(key)) {
            *by_axis.entry(group.key.axis()).or_default() += group.asked;
        }
        let asked = by_axis.into_values().max()?;
        Some(People { asked: asked.min(staff.asked), of: staff.asked })
    }

    /// The step of the days since it was found.
    fn open(&self, candidate: &Candidate) -> (Basis, u64) {
        let days = candidate.since.until(self.today).map_or(0, |span| span.get_days());
        let days = u64::try_from(days).unwrap_or(0);
        (Basis::Open { since: candidate.since, days }, self.weights.open.points(days))
    }

    /// The step of the yen of the first year; what is to be paid once must be known.
    fn cost(&self, candidate: &Candidate) -> Option<(Basis, u64)> {
        let (once, yearly) = (candidate.cost.once?, candidate.cost.yearly);
        let first_year = once.saturating_add(yearly.unwrap_or(0));
        Some((Basis::Cost { first_year, once, yearly }, self.weights.cost.points(first_year)))
    }
}

/// The items a candidate is about, each once, in the order of its findings.
fn items(candidate: &Candidate) -> Vec<&ItemId> {
    let mut items: Vec<&ItemId> = Vec::new();
    for finding in &candidate.findings {
        if !items.contains(&&finding.item) {
            items.push(&finding.item);
        }
    }
    items
}

/// Of several equally grave items the first.
fn gravest<'i>(cares: impl Iterator<Item = (&'i ItemId, Care)>) -> Option<(&'i ItemId, Care)> {
    cares.reduce(|best, other| if other.1 > best.1 { other } else { best })
}
