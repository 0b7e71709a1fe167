//! The hospital's official sheets: marks, memos, 記入者 and 日付, handing in and withdrawing.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::answer::Answer;
use tenken_domain::assignment::{Assignee, systems};
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::catalog::{Checklist, Item, find as find_catalog};
use tenken_domain::departmental_system::lacking;
use tenken_domain::id::{ChecklistId, IdempotencyKey, ItemId, RoundId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Deed, Round};
use tenken_domain::sheet::{HandInError, SetAnswerError, Sheet};
use tenken_store::answer::{Signature, Signed, Stamp};
use tenken_store::{Tx, answer, assignment, departmental_system, dialect, idempotency, sheet};

use super::{Doing, Failure, missing, rounds};
use crate::secrets::token;

/// A sheet in a round, as addresses name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPlace {
    pub round: RoundId,
    pub list: ChecklistId,
}

/// What is to change in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The mark (`None`: back to a blank), and the memo with it.
    Mark(Option<Mark>),
    /// The memo alone; the mark stays, and whose it is.
    MemoOnly,
    /// What stood there before this person's last change.
    Undo,
}

/// What somebody wants to stand in a row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerWish {
    pub change: Change,
    pub memo: String,
    /// Why 該当なし.
    pub reason: String,
    /// The number of the change that this person saw; 0 where the row was empty.
    pub seen: i64,
    pub key: IdempotencyKey,
}

/// A row that has reached the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub answer: Answer,
    pub revision: i64,
    pub at: Timestamp,
}

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetAnswerRefusal {
    Rule(SetAnswerError),
    /// Somebody changed the row after this person saw it: what stands there now.
    ChangedMeanwhile(Signed),
    /// The form had been sent before with other content.
    KeyUsed,
    /// The last change was somebody else's, or there is none.
    NothingToUndo,
}

/// Why working ticks or 記入者 and 日付 are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetIsHandedIn {
    WithdrawFirst,
}

/// Sets the answer of one item. The same key with the same content changes nothing the second time and hands back
/// what the first time did; with other content it is refused, because neither of the two may be lost in silence.
pub async fn set_answer(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    wish: AnswerWish,
) -> Result<Saved, Failure<SetAnswerRefusal>> {
    let open = Open::load_to_answer(tx, doing, (place, item)).await?;
    let item = open.item;
    let key = token::stored_hash(&format!("{}/{}/{}", doing.principal.account, open.sheet.id, wish.key));
    let content = token::stored_hash(&format!("{} {wish:?}", item.id));
    if let Some(outcome) = idempotency::outcome(tx, &key).await? {
        let saved = saved_before(tx, (&open.sheet, item), (&outcome, &content)).await?;
        doing.record(tx, (AuditEvent::MarkSet, open.target()), "再送").await?;
        return Ok(saved);
    }
    let standing = answer::find(tx, &open.sheet.id, &item.id).await?;
    let new = answered(tx, (doing, &open), (&wish, standing.as_ref())).await?;
    let asked = systems(&open.assignees);
    let answers = match asked.as_slice() {
        [] => Vec::new(),
        _ => departmental_system::answers_to(tx, &open.sheet.id, &item.id).await?,
    };
    let lacking = lacking(&asked, &answers);
    let rule = open.sheet.takes(open.list.audience, &new, &lacking);
    rule.map_err(|rule| refused(SetAnswerRefusal::Rule(rule)))?;
    if standing.as_ref().map_or(0, |standing| standing.revision) != wish.seen {
        return Err(standing.map_or_else(missing, |now| refused(SetAnswerRefusal::ChangedMeanwhile(now))));
    }
    let signature = signature(doing, wish.change, standing.as_ref());
    let revision = answer::set(tx, (&open.sheet.id, &item.id), &new, signature).await?;
    idempotency::remember(tx, &key, place.round.as_str(), &format!("{revision} {content}")).await?;
    doing.record(tx, (AuditEvent::MarkSet, open.target()), new.mark.map_or("", Mark::symbol)).await?;
    Ok(Saved { answer: new, revision, at: doing.means.now })
}

/// What the first sending of this key saved, if it had the same content.
async fn saved_before(
    tx: &mut Tx,
    (sheet, item): (&Sheet, &Item),
    (outcome, content): (&str, &str),
) -> Result<Saved, Failure<SetAnswerRefusal>> {
    let same = outcome.split_once(' ').filter(|(_, first)| *first == content);
    let revision = same.and_then(|(revision, _)| revision.parse::<i64>().ok());
    let revision = revision.ok_or_else(|| refused(SetAnswerRefusal::KeyUsed))?;
    let history = answer::history(tx, &sheet.id, &item.id).await?;
    let first = history.into_iter().find(|change| change.revision == revision).ok_or_else(missing)?;
    Ok(Saved { answer: first.answer, revision, at: first.set_at })
}

async fn answered(
    tx: &mut Tx,
    (doing, open): (&Doing, &Open),
    (wish, standing): (&AnswerWish, Option<&Signed>),
) -> Result<Answer, Failure<SetAnswerRefusal>> {
    let mark = match wish.change {
        Change::Mark(mark) => mark,
        Change::MemoOnly => standing.and_then(|standing| standing.answer.mark),
        Change::Undo => return before_the_last(tx, doing, open).await,
    };
    let reason = if mark == Some(Mark::NotApplicable) { wish.reason.clone() } else { String::new() };
    Ok(Answer { mark, memo: wish.memo.clone(), reason })
}

/// What stood there before this person's last change; a blank where it was the first.
async fn before_the_last(
    tx: &mut Tx,
    doing: &Doing,
    open: &Open,
) -> Result<Answer, Failure<SetAnswerRefusal>> {
    let mut history = answer::history(tx, &open.sheet.id, &open.item.id).await?.into_iter();
    let is_mine = history.next().is_some_and(|last| last.set_by == doing.principal.account);
    if !is_mine {
        return Err(refused(SetAnswerRefusal::NothingToUndo));
    }
    Ok(history.next().map(|before| before.answer).unwrap_or_default())
}

/// A new memo beside a mark does not make the mark this person's.
fn signature<'s>(doing: &'s Doing, change: Change, standing: Option<&'s Signed>) -> Signature<'s> {
    let mine = Stamp { by: &doing.principal.account, at: doing.means.millis() };
    let theirs = |standing: &'s Signed| Stamp { by: &standing.set_by, at: standing.set_at.as_millisecond() };
    let mark = match change {
        Change::Mark(_) | Change::Undo => mine,
        Change::MemoOnly => standing.map_or(mine, theirs),
    };
    Signature { mark, change: mine }
}

fn refuse_handed_in(sheet: &Sheet) -> Result<(), Failure<SheetIsHandedIn>> {
    if sheet.is_handed_in() { Err(Failure::Refused(SheetIsHandedIn::WithdrawFirst)) } else { Ok(()) }
}

fn refused(refusal: SetAnswerRefusal) -> Failure<SetAnswerRefusal> {
    Failure::Refused(refusal)
}

/// Replaces the working ticks of an item; they are never scored.
pub async fn set_ticks(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    ticks: &BTreeSet<u64>,
) -> Result<(), Failure<SheetIsHandedIn>> {
    let open = Open::load_to_answer(tx, doing, (place, item)).await?;
    refuse_handed_in(&open.sheet)?;
    let item = open.item;
    let bullets = item.bullets().count() as u64;
    let ticks: BTreeSet<u64> = ticks.iter().copied().filter(|bullet| *bullet < bullets).collect();
    answer::set_ticks(tx, &open.sheet.id, &item.id, &ticks).await?;
    let detail = format!("{}/{bullets}", ticks.len());
    doing.record(tx, (AuditEvent::TickSet, open.target()), detail).await?;
    Ok(())
}

/// Sets 記入者 and 日付.
pub async fn set_header(
    tx: &mut Tx,
    doing: &Doing,
    place: &SheetPlace,
    (filler, filled_on): (String, Option<Date>),
) -> Result<(), Failure<SheetIsHandedIn>> {
    let old = load(tx, doing, place).await?;
    refuse_handed_in(&old)?;
    let what = (AuditEvent::SheetHeaderChanged, Target::new("sheet", &old.id));
    let new = Sheet { filler, filled_on, ..old };
    sheet::update(tx, &new).await?;
    doing.record(tx, what, new.filler.clone()).await?;
    Ok(())
}

/// 提出, with 記入者 and 日付 as they stand in the form.
pub async fn hand_in(
    tx: &mut Tx,
    doing: &Doing,
    place: &SheetPlace,
    (filler, filled_on): (String, Option<Date>),
) -> Result<Sheet, Failure<HandInError>> {
    let old = load(tx, doing, place).await?;
    let by = Deed { at: doing.means.now, by: doing.principal.account.clone() };
    if old.is_handed_in() {
        return Err(Failure::Refused(HandInError::AlreadyHandedIn));
    }
    let new = Sheet { filler, filled_on, ..old }.hand_in(by).map_err(Failure::Refused)?;
    sheet::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::SheetHandedIn, Target::new("sheet", &new.id)), new.filler.clone()).await?;
    Ok(new)
}

/// 取り下げ, for as long as the round is open.
pub async fn withdraw(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Sheet, Failure<HandInError>> {
    let old = load(tx, doing, place).await?;
    let new = old.withdraw().map_err(Failure::Refused)?;
    sheet::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::SheetWithdrawn, Target::new("sheet", &new.id)), new.filler.clone()).await?;
    Ok(new)
}

/// A sheet of a round that is held until the end of the transaction, so that it cannot close over a change under way.
pub(super) struct Held {
    pub round: Round,
    pub list: &'static Checklist,
    pub sheet: Sheet,
}

/// One item of a sheet that is held, and who is to answer it. What may be done is still to be decided.
pub(super) struct Open {
    pub round: Round,
    pub list: &'static Checklist,
    pub sheet: Sheet,
    pub item: &'static Item,
    pub assignees: Vec<Assignee>,
}

impl Open {
    pub async fn load_item<R>(
        tx: &mut Tx,
        doing: &Doing,
        (place, item): (&SheetPlace, &ItemId),
    ) -> Result<Self, Failure<R>> {
        let Held { round, list, sheet } = hold(tx, doing, place).await?;
        let item: &Item = list.item(item).ok_or_else(missing)?;
        let assignees = assignment::of_item(tx, doing.facility(), (&list.id, &item.id)).await?;
        Ok(Self { round, list, sheet, item, assignees })
    }

    /// The same, for whoever may answer the item for the whole hospital.
    async fn load_to_answer<R>(
        tx: &mut Tx,
        doing: &Doing,
        what: (&SheetPlace, &ItemId),
    ) -> Result<Self, Failure<R>> {
        let open = Self::load_item(tx, doing, what).await?;
        let object = Object::Item(doing.facility(), &open.round, &open.assignees);
        doing.may(Right::AnswerSheet(open.list.audience), object)?;
        Ok(open)
    }

    /// The item on its sheet, as the object of an event.
    pub fn target(&self) -> Target {
        Target::new("answer", format!("{}/{}", self.sheet.id, self.item.id))
    }
}

pub(super) async fn hold<R>(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Held, Failure<R>> {
    dialect::lock_round(tx, place.round.as_str()).await?;
    let round: Round = rounds::load(tx, doing, &place.round).await?;
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    let list = catalog.checklist(&place.list).ok_or_else(missing)?;
    let sheet = sheet::find(tx, &round.id, &list.id).await?.ok_or_else(missing)?;
    Ok(Held { round, list, sheet })
}

/// The whole sheet, for whoever may answer all of it.
async fn load<R>(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Sheet, Failure<R>> {
    let held = hold(tx, doing, place).await?;
    doing.may(Right::AnswerSheet(held.list.audience), Object::Round(doing.facility(), &held.round))?;
    Ok(held.sheet)
}
