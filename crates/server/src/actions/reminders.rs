//! Planned reminders (再依頼の予定): planned, taken back, ticked done, and made into a mailing when their day has come.

use tenken_domain::audit::{Actor, AuditEvent};
use tenken_domain::calendar::day_of;
use tenken_domain::id::{FacilityId, MailingId, ReminderId, RoundId};
use tenken_domain::mailing::{Kind, Mailing, State};
use tenken_domain::permission::{Object, Right};
use tenken_domain::reminder::{Reminder, Way};
use tenken_domain::round::Round;
use tenken_store::{Tx, dialect, reminder, round as stored_rounds};

use super::mailings::{MailingRefusal, addressees, due_at, store_new, target};
use super::{Doing, Failure, Means, Never, Unrecorded, missing, rounds};

/// What is to be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub days_before: u64,
    pub way: Way,
    /// Of the mail; empty for a list.
    pub subject: String,
    pub body: String,
}

/// Why a reminder cannot be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderRefusal {
    /// The same stands there already.
    PlannedAlready,
    /// The working day it falls on has passed.
    DayHasPassed,
}

/// Plans a reminder.
pub async fn plan(
    tx: &mut Tx,
    doing: &Doing,
    (round, wish): (&RoundId, Wish),
) -> Result<(), Failure<ReminderRefusal>> {
    let round = open_round(tx, doing, round).await?;
    let Wish { days_before, way, subject, body } = wish;
    let new = Reminder {
        id: ReminderId::new(doing.means.random.id(doing.means.now)),
        round: round.id.clone(),
        days_before,
        way,
        subject,
        body,
        done_at: None,
    };
    if new.day(round.period) < day_of(doing.means.now) {
        return Err(Failure::Refused(ReminderRefusal::DayHasPassed));
    }
    if !reminder::insert(tx, &new).await? {
        return Err(Failure::Refused(ReminderRefusal::PlannedAlready));
    }
    record(tx, doing, (&round, &new), "planned").await
}

/// Takes a plan back that has not happened.
pub async fn remove(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &ReminderId),
) -> Result<(), Failure<Never>> {
    let round = open_round(tx, doing, round).await?;
    let old = load(tx, &round, id).await?;
    reminder::delete(tx, id).await?;
    record(tx, doing, (&round, &old), "removed").await
}

/// Ticks a list off as handed round.
pub async fn complete(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &ReminderId),
) -> Result<(), Failure<Never>> {
    let round = open_round(tx, doing, round).await?;
    let old = load(tx, &round, id).await?;
    reminder::note_done(tx, id, doing.means.now).await?;
    record(tx, doing, (&round, &old), "done").await
}

async fn open_round<R>(tx: &mut Tx, doing: &Doing, id: &RoundId) -> Result<Round, Failure<R>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = rounds::load(tx, doing, id).await?;
    doing.may(Right::Remind, Object::Round(doing.facility(), &round))?;
    Ok(round)
}

/// One that has not happened yet.
async fn load<R>(tx: &mut Tx, round: &Round, id: &ReminderId) -> Result<Reminder, Failure<R>> {
    let all = reminder::of_round(tx, &round.id).await?;
    all.into_iter().find(|one| one.id == *id && one.done_at.is_none()).ok_or_else(missing)
}

/// What was done to which plan: `planned list 3`.
async fn record<R>(
    tx: &mut Tx,
    doing: &Doing,
    (round, reminder): (&Round, &Reminder),
    what: &str,
) -> Result<(), Failure<R>> {
    let detail = format!("{what} {} {}", reminder.way.code(), reminder.days_before);
    doing.record(tx, (AuditEvent::RemindersPlanned, rounds::target(round)), detail).await?;
    Ok(())
}

/// Makes the mailing of a reminder whose day has come, once. Nobody to write to is done, too.
pub async fn make_due(
    tx: &mut Tx,
    (means, facility): (&Means, &FacilityId),
    (round, id): (&RoundId, &ReminderId),
) -> Result<((), Option<Unrecorded>), Failure<Never>> {
    let nothing = Ok(((), Some(Unrecorded::MailUnderWay)));
    dialect::lock_round(tx, round.as_str()).await?;
    let Some(round) = stored_rounds::find(tx, facility, round).await? else { return nothing };
    let all = reminder::of_round(tx, &round.id).await?;
    let due = all.iter().find(|one| one.id == *id && one.is_due(round.period, means.now)).cloned();
    let Some(due) = due.filter(|one| one.way == Way::Mail && round.is_open()) else { return nothing };
    let new = mailing(means, due);
    let to = addressees(tx, facility, &round, day_of(means.now)).await?;
    match store_new(tx, facility, &new, &to).await {
        Ok(recipients) => {
            let what = (AuditEvent::MailingPrepared, target(&new.id));
            means.record(tx, (&Actor::System, Some(facility)), what, recipients.to_string()).await?;
            // Whatever else has come by now is done with it: nobody is written to twice on one day.
            for one in all.iter().filter(|one| one.way == Way::Mail && one.is_due(round.period, means.now)) {
                reminder::note_done(tx, &one.id, means.now).await?;
            }
            Ok(((), None))
        }
        Err(Failure::Refused(MailingRefusal::NobodyToWrite)) => {
            reminder::note_done(tx, id, means.now).await?;
            nothing
        }
        Err(Failure::Refused(
            MailingRefusal::NoServer | MailingRefusal::OthersThanSeen | MailingRefusal::AfterLastDay,
        )) => nothing,
        Err(Failure::Denied(denial)) => Err(Failure::Denied(denial)),
        Err(Failure::Store(error)) => Err(Failure::Store(error)),
        Err(Failure::Busy) => Err(Failure::Busy),
        Err(Failure::Unrecorded) => Err(Failure::Unrecorded),
    }
}

fn mailing(means: &Means, due: Reminder) -> Mailing {
    Mailing {
        id: MailingId::new(means.random.id(means.now)),
        round: due.round,
        kind: Kind::Reminder,
        subject: due.subject,
        body: due.body,
        state: State::Waiting,
        due_at: due_at(means.now),
        made_by: String::new(),
        made_at: means.now,
    }
}
