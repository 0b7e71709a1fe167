//! Meetings of the executives: planned, changed, prepared by status reports, concluded; and what was decided there.

use jiff::civil::Date;
use tenken_domain::account::Role;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::decision::{self, Decision, DecisionRefusal, Kind, Verdict};
use tenken_domain::frozen_paper::Occasion;
use tenken_domain::id::{ActionId, DecisionId, MeetingId, RoundId};
use tenken_domain::meeting::{Meeting, MeetingFacts, MeetingRefusal, State, StatusReport};
use tenken_domain::permission::{Object, Principal, Right};
use tenken_store::{
    Conn, StoreError, Tx, action, decision as decisions, department, departmental_system, meeting,
};

use super::changes::Changes;
use super::stored_files::{Room, Sealed};
use super::{Doing, Failure, Unrecorded, frozen_papers, missing, rounds};

/// What a meeting is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub title: String,
    pub held_on: Date,
    pub hours: String,
    pub place: String,
    pub agenda: String,
    pub round: Option<RoundId>,
    pub invited: Vec<String>,
    pub present: Vec<String>,
    pub reporters: Vec<String>,
}

/// What a responsible person reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub reporter: String,
    pub moved: String,
    pub stuck: String,
    pub needed: String,
}

/// What is to be taken down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub kind: Kind,
    pub verdict: Verdict,
    pub content: String,
    pub reason: String,
    pub until: Option<Date>,
    pub amount: Option<u64>,
    pub action: Option<ActionId>,
}

/// Plans a meeting. The same form sent again plans nothing more.
pub async fn plan(
    tx: &mut Tx,
    doing: &Doing,
    wish: Wish,
) -> Result<(MeetingId, Option<Unrecorded>), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageMeetings, Object::Facility(doing.facility()))?;
    check_round(tx, doing, wish.round.as_ref()).await?;
    let new = made(MeetingId::new(doing.means.random.id(doing.means.now)), wish);
    let known = meeting::all(tx, doing.facility()).await?;
    if let Some(first) = known.iter().find(|one| **one == Meeting { id: one.id.clone(), ..new.clone() }) {
        return Ok((first.id.clone(), Some(Unrecorded::SentAgain)));
    }
    meeting::insert(tx, doing.facility(), &new, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::MeetingPlanned, target(&new)), new.title.clone()).await?;
    Ok((new.id, None))
}

pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &MeetingId,
    wish: Wish,
) -> Result<(), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageMeetings, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    old.check_open().map_err(Failure::Refused)?;
    check_round(tx, doing, wish.round.as_ref()).await?;
    let new = made(id.clone(), wish);
    meeting::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::MeetingChanged, target(&new)), changes(&old, &new).detail()).await?;
    Ok(())
}

/// Writes down what somebody reports before the meeting, in the place of what was written before.
pub async fn report(
    tx: &mut Tx,
    doing: &Doing,
    id: &MeetingId,
    report: Report,
) -> Result<(), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    let names = reporting_names(tx, &doing.principal).await?;
    let asked = Object::StatusReport(doing.facility(), &report.reporter, &names);
    doing.may(Right::ReportStatus, asked)?;
    let own = load(tx, doing, id).await?;
    own.check_open().map_err(Failure::Refused)?;
    if !own.reporters.contains(&report.reporter) {
        return Err(Failure::Refused(MeetingRefusal::NotExpected));
    }
    let Report { reporter, moved, stuck, needed } = report;
    let (written_by, written_at) = (doing.principal.name.clone(), doing.means.now);
    let report = StatusReport { reporter, moved, stuck, needed, written_by, written_at };
    meeting::write_report(tx, id, &report).await?;
    doing.record(tx, (AuditEvent::StatusReported, target(&own)), report.reporter).await?;
    Ok(())
}

/// The names under which somebody reports: the own, the department's whose head it is, the system's that is managed.
/// All of them are given by administrators; nobody changes their own.
pub async fn reporting_names(conn: &mut Conn, person: &Principal) -> Result<Vec<String>, StoreError> {
    let mut names = vec![person.name.clone()];
    match &person.role {
        Role::DepartmentHead(own) => {
            let all = department::all(conn, &person.facility).await?;
            names.extend(all.into_iter().filter(|one| one.id == *own).map(|one| one.name));
        }
        Role::SystemManager(own) => {
            let all = departmental_system::all(conn, &person.facility).await?;
            names.extend(all.into_iter().filter(|one| one.id == *own).map(|one| one.name));
        }
        Role::Administrator | Role::Executive | Role::Auditor => {}
    }
    Ok(names)
}

/// Concludes a meeting: from then on nothing of it changes. Its papers, made from what was `seen` of it, are kept in the
/// same transaction: there is no concluded meeting without them.
pub async fn conclude(
    tx: &mut Tx,
    doing: &Doing,
    seen: &MeetingFacts,
    papers: Vec<Sealed>,
) -> Result<(), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageMeetings, Object::Facility(doing.facility()))?;
    let own = load(tx, doing, &seen.meeting.id).await?;
    let today = calendar::day_of(doing.means.now);
    own.concluded(today, doing.means.now).map_err(Failure::Refused)?;
    if meeting::facts(tx, doing.facility(), own.clone()).await? != *seen {
        return Err(Failure::Refused(MeetingRefusal::ChangedMeanwhile));
    }
    frozen_papers::keep(tx, doing, (&own, Occasion::Concluded), (papers, Room::Always)).await?;
    meeting::conclude(tx, &own.id, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::MeetingConcluded, target(&own)), own.title.clone()).await?;
    Ok(())
}

/// Takes a decision down. The same form sent again takes nothing more down.
pub async fn decide(
    tx: &mut Tx,
    doing: &Doing,
    id: &MeetingId,
    decided: Decided,
) -> Result<((), Option<Unrecorded>), Failure<DecisionRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::Decide, Object::Facility(doing.facility()))?;
    let own = load(tx, doing, id).await?;
    own.check_open().map_err(|_| Failure::Refused(DecisionRefusal::Concluded))?;
    if let Some(action) = &decided.action {
        action::find(tx, doing.facility(), action).await?.ok_or_else(missing)?;
    }
    decision::check(decided.verdict, &decided.reason, decided.until).map_err(Failure::Refused)?;
    let new = Decision {
        id: DecisionId::new(doing.means.random.id(doing.means.now)),
        meeting: id.clone(),
        kind: decided.kind,
        verdict: decided.verdict,
        content: decided.content,
        reason: decided.reason,
        until: decided.until,
        amount: decided.amount,
        action: decided.action,
        recorded_by: doing.principal.name.clone(),
        recorded_at: doing.means.now,
    };
    let known = decisions::of_meeting(tx, doing.facility(), id).await?;
    let is_same =
        |one: &Decision| *one == Decision { id: one.id.clone(), recorded_at: one.recorded_at, ..new.clone() };
    if known.iter().any(is_same) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    decisions::insert(tx, &new).await?;
    doing.record(tx, (AuditEvent::DecisionRecorded, target(&own)), new.content).await?;
    Ok(((), None))
}

/// Takes back what was taken down by mistake, before the meeting is concluded.
pub async fn take_back(
    tx: &mut Tx,
    doing: &Doing,
    (id, taken): (&MeetingId, &DecisionId),
) -> Result<(), Failure<DecisionRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::Decide, Object::Facility(doing.facility()))?;
    let own = load(tx, doing, id).await?;
    own.check_open().map_err(|_| Failure::Refused(DecisionRefusal::Concluded))?;
    let known = decisions::of_meeting(tx, doing.facility(), id).await?;
    let known = known.into_iter().find(|one| one.id == *taken).ok_or_else(missing)?;
    decisions::delete(tx, &known.id).await?;
    doing.record(tx, (AuditEvent::DecisionRemoved, target(&own)), known.content).await?;
    Ok(())
}

pub(super) async fn load<R>(tx: &mut Tx, doing: &Doing, id: &MeetingId) -> Result<Meeting, Failure<R>> {
    meeting::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

/// The round is this hospital's.
async fn check_round<R>(tx: &mut Tx, doing: &Doing, round: Option<&RoundId>) -> Result<(), Failure<R>> {
    if let Some(round) = round {
        rounds::load(tx, doing, round).await?;
    }
    Ok(())
}

fn made(id: MeetingId, wish: Wish) -> Meeting {
    let Wish { title, held_on, hours, place, agenda, round, invited, present, reporters } = wish;
    Meeting {
        id,
        title,
        held_on,
        hours,
        place,
        agenda,
        round,
        invited,
        present,
        reporters,
        state: State::Open,
    }
}

fn changes(old: &Meeting, new: &Meeting) -> Changes {
    let round = |meeting: &Meeting| meeting.round.as_ref().map(ToString::to_string).unwrap_or_default();
    Changes::default()
        .note("title", &old.title, &new.title)
        .note("held-on", old.held_on, new.held_on)
        .note("meeting-hours", &old.hours, &new.hours)
        .note("place", &old.place, &new.place)
        .note("meeting-agenda", &old.agenda, &new.agenda)
        .note("meeting-round", round(old), round(new))
        .note("meeting-invited", old.invited.join("、"), new.invited.join("、"))
        .note("meeting-present", old.present.join("、"), new.present.join("、"))
        .note("meeting-reporters", old.reporters.join("、"), new.reporters.join("、"))
}

/// A meeting as the object of an event.
pub fn target(meeting: &Meeting) -> Target {
    Target::new("meeting", &meeting.id)
}
