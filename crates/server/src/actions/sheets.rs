//! The hospital's official sheets: marks, memos, 記入者 and 日付, handing in and withdrawing.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tenken_domain::answer::Answer;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::catalog::{Audience, Checklist, Item, find as find_catalog};
use tenken_domain::id::{ChecklistId, IdempotencyKey, ItemId, RoundId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Action, Object};
use tenken_domain::round::{Deed, Round};
use tenken_domain::sheet::{HandInError, Sheet};
use tenken_store::{Tx, answer, dialect, idempotency, sheet};

use super::{Doing, Failure, Never, missing, rounds};
use crate::secrets::token;

/// A sheet in a round, as addresses name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPlace {
    pub round: RoundId,
    pub list: ChecklistId,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAnswerRefusal {
    /// 該当なし wants a reason.
    NoReason,
    /// 確認中 is for administrators' lists only.
    MarkNotOnThisList,
    /// A sheet that is handed in must be withdrawn first.
    HandedIn,
}

/// Sets the answer of one item. The same key twice changes nothing the second time.
pub async fn set_answer(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    new: Answer,
    key: &IdempotencyKey,
) -> Result<(), Failure<SetAnswerRefusal>> {
    dialect::lock_round(tx, place.round.as_str()).await?;
    let open = load(tx, doing, place).await?;
    let key = token::stored_hash(&format!("{}:{key}", doing.principal.account));
    if idempotency::outcome(tx, &key).await?.is_some() {
        return Ok(doing.record(tx, (AuditEvent::MarkSet, open.target(item)), "再送").await?);
    }
    let item = open.list.item(item).ok_or_else(missing)?;
    check(&open, &new).map_err(Failure::Refused)?;
    let by = &doing.principal.account;
    answer::set(tx, (&open.sheet.id, &item.id), &new, by, doing.means.millis()).await?;
    idempotency::remember(tx, &key, place.round.as_str(), "saved").await?;
    doing.record(tx, (AuditEvent::MarkSet, open.target(&item.id)), symbol(new.mark)).await?;
    Ok(())
}

/// Replaces the working ticks of an item; they are never scored.
pub async fn set_ticks(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    ticks: &BTreeSet<u64>,
) -> Result<(), Failure<Never>> {
    let open = load(tx, doing, place).await?;
    let item: &Item = open.list.item(item).ok_or_else(missing)?;
    let bullets = item.bullets().count() as u64;
    let ticks = ticks.iter().copied().filter(|bullet| *bullet < bullets).collect();
    answer::set_ticks(tx, &open.sheet.id, &item.id, &ticks).await?;
    doing.record(tx, (AuditEvent::TickSet, open.target(&item.id)), ticks.len().to_string()).await?;
    Ok(())
}

/// Sets 記入者 and 日付.
pub async fn set_header(
    tx: &mut Tx,
    doing: &Doing,
    place: &SheetPlace,
    (filler, filled_on): (String, Option<Date>),
) -> Result<(), Failure<Never>> {
    let open = load(tx, doing, place).await?;
    let what = (AuditEvent::SheetHeaderChanged, Target::new("sheet", &open.sheet.id));
    let new = Sheet { filler, filled_on, ..open.sheet };
    sheet::update(tx, &new).await?;
    doing.record(tx, what, new.filler.clone()).await?;
    Ok(())
}

/// 提出.
pub async fn hand_in(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Sheet, Failure<HandInError>> {
    let open = load(tx, doing, place).await?;
    let by = Deed { at: doing.means.now, by: doing.principal.account.clone() };
    let new = open.sheet.hand_in(by).map_err(Failure::Refused)?;
    sheet::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::SheetHandedIn, Target::new("sheet", &new.id)), new.filler.clone()).await?;
    Ok(new)
}

/// 取り下げ, for as long as the round is open.
pub async fn withdraw(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Sheet, Failure<HandInError>> {
    let open = load(tx, doing, place).await?;
    let new = open.sheet.withdraw().map_err(Failure::Refused)?;
    sheet::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::SheetWithdrawn, Target::new("sheet", &new.id)), new.filler.clone()).await?;
    Ok(new)
}

/// A sheet that may be written on, with the list it is a copy of.
struct Open {
    list: &'static Checklist,
    sheet: Sheet,
}

impl Open {
    fn target(&self, item: &ItemId) -> Target {
        Target::new("answer", format!("{}/{item}", self.sheet.id))
    }
}

async fn load<R>(tx: &mut Tx, doing: &Doing, place: &SheetPlace) -> Result<Open, Failure<R>> {
    let round: Round = rounds::load(tx, doing, &place.round).await?;
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    let list = catalog.checklist(&place.list).ok_or_else(missing)?;
    doing.may(Action::AnswerSheet(list.audience), Object::Round(doing.facility(), &round))?;
    let sheet = sheet::find(tx, &round.id, &list.id).await?.ok_or_else(missing)?;
    Ok(Open { list, sheet })
}

fn check(open: &Open, new: &Answer) -> Result<(), SetAnswerRefusal> {
    if open.sheet.is_handed_in() {
        return Err(SetAnswerRefusal::HandedIn);
    }
    match new.mark {
        Some(Mark::Pending(_)) if open.list.audience != Audience::Administrator => {
            Err(SetAnswerRefusal::MarkNotOnThisList)
        }
        Some(Mark::NotApplicable) if new.reason.is_empty() => Err(SetAnswerRefusal::NoReason),
        Some(Mark::Pending(_) | Mark::NotApplicable | Mark::Yes | Mark::No) | None => Ok(()),
    }
}

fn symbol(mark: Option<Mark>) -> &'static str {
    mark.map_or("", Mark::symbol)
}
