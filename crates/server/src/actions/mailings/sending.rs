//! How a message leaves: taken before it is handed over, noted afterwards, each in a transaction of its own. A process
//! that ends in between leaves a message of which nobody knows, and which is not sent again by itself.

use jiff::Timestamp;
use tenken_domain::audit::{Actor, AuditEvent};
use tenken_domain::calendar;
use tenken_domain::id::{FacilityId, MailingId, RoundId};
use tenken_domain::mailing::{
    Fate, Inserts, LOST_TRACK, Mailing, Problem, Recipient, State, filled, pause_after,
};
use tenken_domain::round::Round;
use tenken_store::{Tx, dialect, mailing, round as rounds};

use super::addressees::{addressee, link};
use super::{stop, target};
use crate::actions::{Failure, Means, Never, Unrecorded};
use crate::mail::{Letter, Outcome};

/// Who hands over: the hospital, the mailing, and what links begin with.
#[derive(Clone)]
pub struct Desk {
    pub means: Means,
    pub facility: FacilityId,
    pub round: RoundId,
    pub mailing: MailingId,
    /// Scheme, host and port as users type them.
    pub origin: String,
}

/// What comes next of a mailing.
#[derive(Clone, Debug)]
pub enum Claim {
    /// This message is to be handed over now, by whoever holds this and by nobody else.
    Letter(Recipient, Letter),
    /// Nobody is due now.
    Nothing,
}

type Excused<T> = Result<(T, Option<Unrecorded>), Failure<Never>>;

/// Takes the next message that may leave.
pub async fn claim(tx: &mut Tx, desk: &Desk) -> Excused<Claim> {
    let Some((round, mailing)) = load(tx, desk).await? else { return Ok((Claim::Nothing, excuse())) };
    let now = desk.means.now;
    if !mailing.is_due(now) || has_lapsed(&round, &mailing, now) {
        return Ok((Claim::Nothing, excuse()));
    }
    mailing::set_state(tx, &mailing.id, State::Sending).await?;
    while let Some(recipient) = mailing::next_due(tx, &mailing.id, now).await? {
        let kept_back = match message(tx, desk, (&round, &mailing), &recipient).await? {
            Message::For(letter) => {
                let attempts = recipient.attempts + 1;
                let taken = Recipient { fate: Fate::Leaving, attempts, ..recipient };
                mailing::note(tx, &mailing.id, &taken, later(now, LOST_TRACK)).await?;
                return Ok((Claim::Letter(taken, letter), excuse()));
            }
            Message::Elsewhere => {
                Recipient { fate: Fate::Failed, problem: Some(Problem::AddressChanged), ..recipient }
            }
            Message::Unneeded => Recipient { fate: Fate::Dropped, ..recipient },
        };
        mailing::note(tx, &mailing.id, &kept_back, None).await?;
    }
    Ok((Claim::Nothing, finish(tx, desk).await?))
}

/// What there is for a recipient once their turn comes.
enum Message {
    For(Letter),
    /// The register no longer has the address that the preview showed.
    Elsewhere,
    /// They need not be asked any more.
    Unneeded,
}

async fn message(
    tx: &mut Tx,
    desk: &Desk,
    (round, mailing): (&Round, &Mailing),
    to: &Recipient,
) -> Result<Message, Failure<Never>> {
    let (means, today) = (&desk.means, calendar::day_of(desk.means.now));
    let found = addressee(tx, (&desk.facility, round), &to.person, today).await?;
    let Some((addressee, slip)) = found else { return Ok(Message::Unneeded) };
    let key = &means.keys.secret;
    let Some(link) = link(key, &desk.origin, round, (&addressee, slip.as_ref())) else {
        return Ok(Message::Unneeded);
    };
    if addressee.address() != Some(&to.address) {
        return Ok(Message::Elsewhere);
    }
    let until = calendar::both(round.period.until);
    let digest = key.digest("mail-id", &[mailing.id.as_str(), to.person.as_str()]);
    Ok(Message::For(Letter {
        to: to.address.clone(),
        subject: mailing.subject.clone(),
        body: filled(&mailing.body, Inserts { name: &addressee.name, link: &link, until: &until }),
        id: digest[..16].iter().map(|byte| format!("{byte:02x}")).collect(),
        at: means.now,
    }))
}

/// Notes what became of a message that was taken.
pub async fn note(tx: &mut Tx, desk: &Desk, taken: Recipient, outcome: Outcome) -> Excused<()> {
    let Some((_, mailing)) = load(tx, desk).await? else { return Ok(((), excuse())) };
    let (after, until) = match outcome {
        Outcome::Taken => (Recipient { fate: Fate::Sent, problem: None, ..taken }, None),
        Outcome::Unknown => (Recipient { fate: Fate::Unknown, problem: None, ..taken }, None),
        Outcome::Never(problem) => (Recipient { fate: Fate::Failed, problem: Some(problem), ..taken }, None),
        Outcome::NotNow(problem) => put_off(taken, (problem, &mailing), desk.means.now),
    };
    mailing::note(tx, &mailing.id, &after, until).await?;
    Ok(((), finish(tx, desk).await?))
}

/// Puts off everybody who is due, because the mail server could not be used at all.
pub async fn postpone(tx: &mut Tx, desk: &Desk, problem: Problem) -> Excused<()> {
    let Some((_, mailing)) = load(tx, desk).await? else { return Ok(((), excuse())) };
    if mailing.is_due(desk.means.now) {
        mailing::set_state(tx, &mailing.id, State::Sending).await?;
        while let Some(due) = mailing::next_due(tx, &mailing.id, desk.means.now).await? {
            let tried = Recipient { attempts: due.attempts + 1, ..due };
            let (after, until) = put_off(tried, (problem, &mailing), desk.means.now);
            mailing::note(tx, &mailing.id, &after, until).await?;
        }
    }
    Ok(((), finish(tx, desk).await?))
}

/// Later, or never where it was tried often enough or the mailing is over meanwhile.
fn put_off(
    tried: Recipient,
    (problem, mailing): (Problem, &Mailing),
    now: Timestamp,
) -> (Recipient, Option<Timestamp>) {
    let problem = Some(problem);
    match pause_after(tried.attempts) {
        Some(pause) if !mailing.is_over() => {
            (Recipient { fate: Fate::Waiting, problem, ..tried }, later(now, pause))
        }
        Some(_) | None => (Recipient { fate: Fate::Failed, problem, ..tried }, None),
    }
}

/// Notes what a process left behind that ended in the middle of handing over.
pub async fn lose_track(tx: &mut Tx, desk: &Desk) -> Excused<()> {
    if load(tx, desk).await?.is_some() {
        mailing::lose_track(tx, &desk.mailing, desk.means.now).await?;
    }
    Ok(((), finish(tx, desk).await?))
}

/// The mailing as it stands while its round is held; `None` where it is gone.
async fn load(tx: &mut Tx, desk: &Desk) -> Result<Option<(Round, Mailing)>, Failure<Never>> {
    dialect::lock_round(tx, desk.round.as_str()).await?;
    let round = rounds::find(tx, &desk.facility, &desk.round).await?;
    let mailing = mailing::find(tx, &desk.round, &desk.mailing).await?;
    Ok(round.zip(mailing))
}

/// A mailing that nobody waits for any more is sent.
async fn finish(tx: &mut Tx, desk: &Desk) -> Result<Option<Unrecorded>, Failure<Never>> {
    let Some((_, mailing)) = load(tx, desk).await? else { return Ok(excuse()) };
    let tally = mailing::tally(tx, &mailing.id).await?;
    let waits = tally.iter().any(|(fate, _)| matches!(fate, Fate::Waiting | Fate::Leaving));
    if mailing.is_over() || waits {
        return Ok(excuse());
    }
    mailing::set_state(tx, &mailing.id, State::Sent).await?;
    let sent = tally.iter().find(|(fate, _)| *fate == Fate::Sent).map_or(0, |(_, number)| *number);
    let what = (AuditEvent::MailingSent, target(&mailing.id));
    desk.means.record(tx, (&Actor::System, Some(&desk.facility)), what, sent.to_string()).await?;
    Ok(None)
}

/// Whether a mailing must not leave any more: its round is not open, its last day is over, or it is much too late.
pub fn has_lapsed(round: &Round, mailing: &Mailing, now: Timestamp) -> bool {
    !round.is_open() || is_over(round, now) || mailing.is_too_late(now)
}

/// Whether a round's last day is over at a moment: nobody is asked after it.
pub fn is_over(round: &Round, at: Timestamp) -> bool {
    calendar::day_of(at) > round.period.until
}

/// Cancels a mailing that must not leave any more.
pub async fn give_up(tx: &mut Tx, desk: &Desk) -> Excused<()> {
    let Some((round, mailing)) = load(tx, desk).await? else { return Ok(((), excuse())) };
    if !has_lapsed(&round, &mailing, desk.means.now) {
        return Ok(((), excuse()));
    }
    let Ok(cancelled) = mailing.cancel() else { return Ok(((), excuse())) };
    stop(tx, &cancelled).await?;
    let what = (AuditEvent::MailingCancelled, target(&cancelled.id));
    desk.means.record(tx, (&Actor::System, Some(&desk.facility)), what, "").await?;
    Ok(((), None))
}

fn later(now: Timestamp, by: jiff::SignedDuration) -> Option<Timestamp> {
    Some(now.checked_add(by).unwrap_or(Timestamp::MAX))
}

const fn excuse() -> Option<Unrecorded> {
    Some(Unrecorded::MailUnderWay)
}
