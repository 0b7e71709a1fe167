//! How things are now (現状): of every item what was said last. A round that is open has asked again, but an item without
//! an answer yet is still what the round before found; so is the staff's result until the open round closes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::catalog::{Audience, Checklist, Item};
use crate::facts::{Figure, RoundFacts, SheetFacts};
use crate::finding::{self, Finding, is_improvement, is_weak};
use crate::id::{ChecklistId, ItemId, RoundId};
use crate::mark::Mark;

/// A round that has opened, with everything it has to show.
#[derive(Clone, Debug)]
pub struct Opened<'c> {
    pub id: RoundId,
    pub is_closed: bool,
    pub facts: RoundFacts<'c>,
}

/// What was said last, and in which round.
#[derive(Clone, Debug)]
pub struct Current<'c> {
    /// Those of the latest round, completed by what earlier ones left.
    pub facts: RoundFacts<'c>,
    latest: RoundId,
    said_in: BTreeMap<(ChecklistId, ItemId), RoundId>,
    staff_in: Option<RoundId>,
    /// Lists about which nothing older counts.
    settled: BTreeSet<ChecklistId>,
    is_staff_settled: bool,
}

impl<'c> Current<'c> {
    /// As the latest round tells it; what it leaves open is still to be completed.
    pub fn of(latest: Opened<'c>) -> Self {
        let mut current = Self {
            facts: RoundFacts { sheets: Vec::new(), staff: None, previous: None, ..latest.facts.clone() },
            latest: latest.id.clone(),
            said_in: BTreeMap::new(),
            staff_in: None,
            settled: BTreeSet::new(),
            is_staff_settled: false,
        };
        current.complete(latest);
        current
    }

    /// Whether a round before with these lists could still add something.
    pub fn wants(&self, lists: &[ChecklistId]) -> bool {
        lists.iter().filter_map(|list| self.facts.catalog.checklist(list)).any(|list| {
            if list.audience == Audience::Staff {
                !self.is_staff_settled
            } else {
                !self.settled.contains(&list.id)
            }
        })
    }

    /// Adds what the next round before left and nobody has said anew since. An item that the latest catalog does not have
    /// is asked of nobody any more.
    pub fn complete(&mut self, before: Opened<'c>) {
        let Opened { id, is_closed, facts } = before;
        let catalog = self.facts.catalog;
        for list in &catalog.checklists {
            let Some(sheet) = facts.sheets.iter().find(|sheet| sheet.list == list.id) else {
                // Where the list was asked without its annex, the annex does not apply.
                let was_asked = |main: &ChecklistId| facts.sheets.iter().any(|sheet| sheet.list == *main);
                if list.annex_of.as_ref().is_some_and(was_asked) {
                    self.settled.insert(list.id.clone());
                }
                continue;
            };
            if !self.settled.contains(&list.id) {
                self.add(list, sheet, &id);
            }
            if is_closed {
                self.settled.insert(list.id.clone());
            }
        }
        if facts.staff.is_some() && !self.is_staff_settled && (is_closed || self.facts.staff.is_none()) {
            (self.facts.staff, self.facts.previous) = (facts.staff, facts.previous);
            self.staff_in = Some(id);
            self.is_staff_settled = is_closed;
        }
    }

    fn add(&mut self, list: &Checklist, said: &SheetFacts, round: &RoundId) {
        let place = self.place_of(list, said);
        for item in &list.items {
            let Some(answer) = said.answers.get(&item.id).filter(|answer| answer.mark.is_some()) else {
                continue;
            };
            if self.facts.sheets[place].mark(item).is_none() {
                self.facts.sheets[place].answers.insert(item.id.clone(), answer.clone());
                self.said_in.insert((list.id.clone(), item.id.clone()), round.clone());
            }
        }
    }

    /// Where the list's sheet stands; one that is not there yet is added in the catalog's order, without answers.
    fn place_of(&mut self, list: &Checklist, said: &SheetFacts) -> usize {
        if let Some(place) = self.facts.sheets.iter().position(|sheet| sheet.list == list.id) {
            return place;
        }
        self.facts.sheets.push(SheetFacts { answers: BTreeMap::new(), ..said.clone() });
        let rank = |id: &ChecklistId| self.facts.catalog.checklists.iter().position(|list| list.id == *id);
        self.facts.sheets.sort_by_key(|sheet| rank(&sheet.list));
        self.facts.sheets.iter().position(|sheet| sheet.list == list.id).unwrap_or_default()
    }

    /// The round whose answer to an item of the hospital's own still holds; `None` where nobody has answered it.
    pub fn said_in(&self, list: &ChecklistId, item: &ItemId) -> Option<&RoundId> {
        self.said_in.get(&(list.clone(), item.clone()))
    }

    /// The round whose facts these are in the first place.
    pub const fn latest(&self) -> &RoundId {
        &self.latest
    }

    /// The round in which a finding's item, or its group, was heard last; `None` where nobody has said anything.
    pub fn heard_in(&self, finding: &Finding) -> Option<&RoundId> {
        match &finding.group {
            None => self.said_in(&finding.list, &finding.item),
            Some(_) => self.staff_in.as_ref(),
        }
    }

    /// All rounds of which something still holds.
    pub fn rounds(&self) -> BTreeSet<&RoundId> {
        self.said_in.values().chain(&self.staff_in).chain([&self.latest]).collect()
    }

    /// Everything that is to be improved, each with the round that found it: first the items marked ×, list by list in the
    /// order of the printed sheet, then the staff's items with the groups whose rate is low.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = finding::all(&self.latest, &self.facts);
        for finding in &mut findings {
            if let Some(round) = self.heard_in(finding).cloned() {
                finding.round = round;
            }
        }
        findings
    }
}

/// Since when something is found again and again: the day of the earliest round since the last one that found it well.
/// Rounds with their days come the latest first; one that left it open, hid it or did not ask is passed over.
pub fn found_since(rounds: &[(Date, &RoundFacts<'_>)], finding: &Finding) -> Option<Date> {
    since(rounds.iter().map(|(day, facts)| (*day, is_found(facts, finding))))
}

/// The earliest day of the latest unbroken run of `true`; days come the latest first, `None` is passed over.
pub fn since(told: impl Iterator<Item = (Date, Option<bool>)>) -> Option<Date> {
    let run = told.filter_map(|(day, is_so)| Some((day, is_so?))).take_while(|(_, is_so)| *is_so);
    run.last().map(|(day, _)| day)
}

fn is_found(facts: &RoundFacts<'_>, finding: &Finding) -> Option<bool> {
    let list = facts.catalog.checklist(&finding.list)?;
    let item = list.item(&finding.item)?;
    let Some(group) = &finding.group else { return was_marked(facts, (list, item), is_improvement) };
    let staff = facts.staff.as_ref().filter(|staff| staff.list == list.id)?;
    match staff.group(group)?.figures.of(&item.id) {
        Figure::Hidden => None,
        figure @ (Figure::Count(_) | Figure::Printed(_) | Figure::Band(_)) => Some(is_weak(figure)),
    }
}

/// Whether a round marked an item so; `None` where that is neither said nor ruled out: it was blank or 確認中.
pub fn was_marked(
    facts: &RoundFacts<'_>,
    (list, item): (&Checklist, &Item),
    wanted: fn(Mark) -> bool,
) -> Option<bool> {
    let mark = facts.sheets.iter().find(|sheet| sheet.list == list.id)?.mark(item)?;
    match mark {
        _ if wanted(mark) => Some(true),
        Mark::Yes | Mark::No | Mark::NotApplicable => Some(false),
        Mark::Pending(_) => None,
    }
}

#[cfg(test)]
mod tests;
