//! The improvement plan (改善計画): actions added, changed, moved on, and noted upon. Nothing is ever removed; what is not
//! to be done any more is dropped with its reason.

use jiff::civil::Date;
use tenken_domain::action::{
    Action, Cost, Entry, LONGEST_OWNER, MOST_FINDINGS, State, Step, StepRefusal, What,
};
use tenken_domain::assignment::Assignee;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::finding::Finding;
use tenken_domain::id::ActionId;
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, action};

use super::changes::Changes;
use super::{Doing, Failure, Never, Unrecorded, assignments, missing, rounds};

/// What an action is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub title: String,
    pub content: String,
    pub owner: String,
    pub charge: Option<Assignee>,
    pub due: Option<Date>,
    pub cost: Cost,
    pub effort: Option<u64>,
    pub findings: Vec<Finding>,
}

/// What is to be written into an action's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `None` where only something is noted.
    pub step: Option<Step>,
    pub note: String,
}

/// Adds an action. The same form sent again adds nothing more and leads to the first.
pub async fn add(
    tx: &mut Tx,
    doing: &Doing,
    mut wish: Wish,
) -> Result<(ActionId, Option<Unrecorded>), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePlan, Object::Facility(doing.facility()))?;
    check_findings(tx, doing, &wish.findings).await?;
    name_charge(tx, doing, (&mut wish, None)).await?;
    let known = action::all(tx, doing.facility()).await?;
    let id = ActionId::new(doing.means.random.id(doing.means.now));
    let new = made((id, State::Planned, calendar::day_of(doing.means.now)), wish);
    let is_same = |one: &&Action| **one == Action { id: one.id.clone(), ..new.clone() };
    if let Some(first) = known.iter().find(is_same) {
        return Ok((first.id.clone(), Some(Unrecorded::SentAgain)));
    }
    action::insert(tx, doing.facility(), &new, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::ActionAdded, target(&new)), new.title.clone()).await?;
    Ok((new.id, None))
}

/// Changes what is planned, which its history tells; how far it is stays as it is.
pub async fn change(tx: &mut Tx, doing: &Doing, id: &ActionId, mut wish: Wish) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePlan, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    check_findings(tx, doing, &wish.findings).await?;
    name_charge(tx, doing, (&mut wish, old.charge.as_ref())).await?;
    let new = made((id.clone(), old.state, old.added_on), wish);
    action::update(tx, &new).await?;
    let detail = changes(&old, &new).detail();
    if !detail.is_empty() {
        let entry = entry(doing, What::Change, detail.clone());
        action::note(tx, id, (&doing.means.random.id(doing.means.now), &entry)).await?;
    }
    doing.record(tx, (AuditEvent::ActionChanged, target(&new)), detail).await?;
    Ok(())
}

/// Moves an action on or back, or notes something; whoever is told of it may begin and finish it and note. The same note sent again is written once.
pub async fn write(
    tx: &mut Tx,
    doing: &Doing,
    id: &ActionId,
    line: Line,
) -> Result<((), Option<Unrecorded>), Failure<StepRefusal>> {
    doing.hold(tx).await?;
    let old = load(tx, doing, id).await?;
    doing.may(Right::ReportAction, Object::Action(doing.facility(), old.charge.as_ref()))?;
    if line.step.is_some_and(|step| !step.is_of_the_work()) {
        doing.may(Right::ManagePlan, Object::Facility(doing.facility()))?;
    }
    let entry = entry(doing, line.step.map_or(What::Note, What::Step), line.note);
    let last = action::history(tx, id).await?.into_iter().next();
    if last.is_some_and(|last| Entry { at: entry.at, ..last } == entry) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    let state = match line.step {
        Some(step) => old.state.after(step, calendar::day_of(entry.at), &entry.note),
        None if entry.note.is_empty() => Err(StepRefusal::WithoutNote),
        None => Ok(old.state),
    };
    let state = state.map_err(Failure::Refused)?;
    action::set_state(tx, id, state).await?;
    action::note(tx, id, (&doing.means.random.id(doing.means.now), &entry)).await?;
    let detail = Changes::default().note("action-state", old.state.code(), state.code()).note(
        "action-entry",
        "",
        &entry.note,
    );
    doing.record(tx, (AuditEvent::ActionMoved, target(&old)), detail.detail()).await?;
    Ok(((), None))
}

fn entry(doing: &Doing, what: What, note: String) -> Entry {
    Entry { at: doing.means.now, by: doing.principal.name.clone(), what, note }
}

async fn load<R>(tx: &mut Tx, doing: &Doing, id: &ActionId) -> Result<Action, Failure<R>> {
    action::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

/// Whoever is newly told of it is somebody of this hospital who can act, and is responsible where nobody else is named.
async fn name_charge(
    tx: &mut Tx,
    doing: &Doing,
    (wish, old): (&mut Wish, Option<&Assignee>),
) -> Result<(), Failure<Never>> {
    let Some(charge) = wish.charge.as_ref().filter(|charge| Some(*charge) != old) else { return Ok(()) };
    let name = assignments::name(tx, doing, charge).await?.ok_or_else(missing)?;
    if wish.owner.is_empty() {
        wish.owner = name.chars().take(LONGEST_OWNER).collect();
    }
    Ok(())
}

/// Findings are of rounds of this hospital, and no more than anybody can choose.
async fn check_findings(tx: &mut Tx, doing: &Doing, findings: &[Finding]) -> Result<(), Failure<Never>> {
    if findings.len() > MOST_FINDINGS {
        return Err(missing());
    }
    let mut rounds: Vec<_> = findings.iter().map(|finding| &finding.round).collect();
    rounds.dedup();
    for round in rounds {
        rounds::load(tx, doing, round).await?;
    }
    Ok(())
}

fn made((id, state, added_on): (ActionId, State, Date), wish: Wish) -> Action {
    let Wish { title, content, owner, charge, due, cost, effort, mut findings } = wish;
    findings.sort_by(|one, other| {
        (&one.list, &one.item, &one.group).cmp(&(&other.list, &other.item, &other.group))
    });
    findings.dedup_by(|one, other| one.is_same(other));
    Action { id, title, content, owner, charge, due, cost, effort, findings, state, added_on }
}

fn changes(old: &Action, new: &Action) -> Changes {
    fn words(value: Option<impl ToString>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    fn charge(action: &Action) -> &str {
        action.charge.as_ref().map_or("", |charge| charge.parts().1)
    }
    let findings = |action: &Action| action.findings.iter().map(Finding::code).collect::<Vec<_>>().join(" ");
    Changes::default()
        .note("title", &old.title, &new.title)
        .note("action-content", &old.content, &new.content)
        .note("action-owner", &old.owner, &new.owner)
        .note("action-charge", charge(old), charge(new))
        .note("action-due", words(old.due), words(new.due))
        .note("action-cost-once", words(old.cost.once), words(new.cost.once))
        .note("action-cost-yearly", words(old.cost.yearly), words(new.cost.yearly))
        .note("action-effort", words(old.effort), words(new.effort))
        .note("action-findings", findings(old), findings(new))
}

/// An action as the object of an event.
pub fn target(action: &Action) -> Target {
    Target::new("action", &action.id)
}
