//! What is put in an order: an open action with its findings, or a finding about which nothing is being done yet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::action::{Action, Cost};
use crate::facts::RoundFacts;
use crate::finding::{self, Finding};
use crate::id::{ActionId, RoundId};

/// What a candidate is, and by which it is found again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An open action (対策): 未着手 or 実施中.
    Action(ActionId),
    /// A finding (要改善事項) that no action answers.
    Finding(Finding),
}

/// One thing that could be done first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub what: What,
    /// The action's title; for a finding the item's, with the group in brackets.
    pub title: String,
    /// What it is about; may be empty for an action.
    pub findings: Vec<Finding>,
    /// Person-days; `None` where nobody has estimated it.
    pub effort: Option<u64>,
    /// Yen; `None` where it is not known yet.
    pub cost: Cost,
    /// The earliest day on which one of its findings was found.
    pub since: Date,
    pub due: Option<Date>,
}

/// Everything there is to do in a round: the open actions, then the round's findings that none of the actions answers.
/// `found` says on which day a round's findings were found. What a round without a day found counts as found when the
/// action came into the plan, and else on the day of the facts.
pub fn candidates(
    round: &RoundId,
    facts: &RoundFacts<'_>,
    actions: &[Action],
    found: &BTreeMap<RoundId, Date>,
) -> Vec<Candidate> {
    let open = actions.iter().filter(|action| action.state.is_open());
    let mut all: Vec<Candidate> = open.map(|action| of_action(action, found)).collect();
    let unanswered = finding::all(round, facts)
        .into_iter()
        .filter(|finding| !actions.iter().any(|action| action.answers(finding)));
    all.extend(unanswered.map(|finding| of_finding(finding, facts, found)));
    all
}

fn of_action(action: &Action, found: &BTreeMap<RoundId, Date>) -> Candidate {
    let days = action.findings.iter().filter_map(|finding| found.get(&finding.round).copied());
    Candidate {
        what: What::Action(action.id.clone()),
        title: action.title.clone(),
        findings: action.findings.clone(),
        effort: action.effort,
        cost: action.cost,
        since: days.min().unwrap_or(action.added_on),
        due: action.due,
    }
}

fn of_finding(finding: Finding, facts: &RoundFacts<'_>, found: &BTreeMap<RoundId, Date>) -> Candidate {
    Candidate {
        title: title(&finding, facts),
        effort: None,
        cost: Cost::default(),
        since: found.get(&finding.round).copied().unwrap_or(facts.as_of),
        due: None,
        findings: vec![finding.clone()],
        what: What::Finding(finding),
    }
}

/// `離席時のクリアスクリーン`, `離席時のクリアスクリーン（看護部）`
fn title(finding: &Finding, facts: &RoundFacts<'_>) -> String {
    let item = facts.catalog.item(&finding.item).map_or_else(String::new, |(_, item)| item.title.clone());
    let group = finding.group.as_ref().and_then(|key| facts.staff.as_ref()?.group(key));
    match group {
        Some(group) => format!("{item}（{}）", group.name),
        None => item,
    }
}
