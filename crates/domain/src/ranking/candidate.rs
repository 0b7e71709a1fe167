//! What is put in an order: an open action with its findings, or a finding about which nothing is being done yet.

use jiff::civil::Date;

use crate::action::{Action, Cost};
use crate::facts::RoundFacts;
use crate::finding::Finding;
use crate::id::ActionId;

/// What a candidate is, and by which it is found again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An open action (対策): 未着手 or 実施中.
    Action(ActionId),
    /// A finding (要改善事項) that no action answers; of the staff's items without the groups, which its findings name.
    Finding(Finding),
}

/// One thing that could be done first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub what: What,
    /// The action's title; for a finding the item's, with groups in brackets.
    pub title: String,
    /// What it is about; may be empty for an action.
    pub findings: Vec<Finding>,
    /// Person-days; `None` where nobody has estimated it.
    pub effort: Option<u64>,
    /// Yen; `None` where it is not known yet.
    pub cost: Cost,
    /// The earliest day since which one of its findings is found again and again.
    pub since: Date,
    pub due: Option<Date>,
}

/// Everything there is to do: the open actions, then of `findings` what none of the actions answers, the groups of the
/// staff that an item is weak in together. `since` says since when something is found again and again; what it knows
/// nothing of counts as found when the action came into the plan, and else on the day of the facts.
pub fn candidates(
    findings: Vec<Finding>,
    facts: &RoundFacts<'_>,
    actions: &[Action],
    since: &dyn Fn(&Finding) -> Option<Date>,
) -> Vec<Candidate> {
    let open = actions.iter().filter(|action| action.state.is_open());
    let mut all: Vec<Candidate> = open.map(|action| of_action(action, since)).collect();
    let is_unanswered = |finding: &Finding| !actions.iter().any(|action| action.answers(finding));
    let unanswered: Vec<Finding> = findings.into_iter().filter(is_unanswered).collect();
    let together = unanswered.chunk_by(|one, other| (&one.list, &one.item) == (&other.list, &other.item));
    all.extend(together.filter_map(|about| of_findings(about, facts, since)));
    all
}

fn of_action(action: &Action, since: &dyn Fn(&Finding) -> Option<Date>) -> Candidate {
    Candidate {
        what: What::Action(action.id.clone()),
        title: action.title.clone(),
        findings: action.findings.clone(),
        effort: action.effort,
        cost: action.cost,
        since: action.findings.iter().filter_map(since).min().unwrap_or(action.added_on),
        due: action.due,
    }
}

/// `about` is of one item: the hospital's own ×, or one weak group and more.
fn of_findings(
    about: &[Finding],
    facts: &RoundFacts<'_>,
    since: &dyn Fn(&Finding) -> Option<Date>,
) -> Option<Candidate> {
    let first = about.first()?;
    Some(Candidate {
        what: What::Finding(Finding { group: None, ..first.clone() }),
        title: title(about, facts),
        findings: about.to_vec(),
        effort: None,
        cost: Cost::default(),
        since: about.iter().filter_map(since).min().unwrap_or(facts.as_of),
        due: None,
    })
}

/// So many groups are named in a title.
const NAMED: usize = 2;

/// `離席時のクリアスクリーン`, `離席時のクリアスクリーン（看護部、医局 +7）`
fn title(about: &[Finding], facts: &RoundFacts<'_>) -> String {
    let Some(first) = about.first() else { return String::new() };
    let item = facts.catalog.item(&first.item).map_or_else(String::new, |(_, item)| item.title.clone());
    let keys = about.iter().filter_map(|finding| finding.group.as_ref());
    let groups: Vec<&str> =
        keys.filter_map(|key| facts.staff.as_ref()?.group(key)).map(|group| group.name.as_str()).collect();
    match groups.len() {
        0 => item,
        count if count <= NAMED => format!("{item}（{}）", groups.join("、")),
        count => format!("{item}（{} +{}）", groups[..NAMED].join("、"), count - NAMED),
    }
}
