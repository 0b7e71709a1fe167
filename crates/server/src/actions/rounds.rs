//! Rounds: prepared, opened, extended, closed. Opening fixes everything that later changes must not touch.

use tenken_domain::answer::Circumstance;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::catalog::{Audience, Catalog, Checklist, find as find_catalog};
use tenken_domain::facility::Circumstances;
use tenken_domain::id::{CatalogId, ChecklistId, RoundId, SheetId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Deed, Naming, Period, Round, Slips, State};
use tenken_domain::sheet::{Sheet, SheetState};
use tenken_store::{Db, Tx, dialect, facility, idempotency, round, sheet, staff_sheet};

use super::changes::Changes;
use super::{Doing, Failure, Never, asking, in_tx, missing, slips, staff_sheets};

/// What somebody wants a round to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub catalog: CatalogId,
    pub name: String,
    pub period: Period,
    pub lists: Vec<ChecklistId>,
    pub naming: Naming,
    pub slips: Slips,
}

/// Why a round cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenRoundRefusal {
    /// It asks the staff, but no department has anybody in it.
    NobodyToAsk,
    /// Cards with names, but nobody is known by name.
    NobodyByName,
}

/// Why the period cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendRoundRefusal {
    /// The new end lies before the beginning.
    EndsBeforeItBegins,
}

/// Prepares a new round.
pub async fn create(tx: &mut Tx, doing: &Doing, plan: Plan) -> Result<Round, Failure<Never>> {
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let facility = facility::find(tx, doing.facility()).await?.ok_or_else(missing)?;
    let new = Round {
        id: RoundId::new(doing.means.random.id(doing.means.now)),
        catalog: plan.catalog,
        name: plan.name,
        period: plan.period,
        lists: plan.lists,
        naming: plan.naming,
        slips: plan.slips,
        group_minimum: facility.group_minimum,
        state: State::Preparing,
    };
    round::insert(tx, doing.facility(), &new, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::RoundCreated, target(&new)), new.name.clone()).await?;
    Ok(new)
}

/// Changes a round that is still being prepared.
pub async fn change(tx: &mut Tx, doing: &Doing, id: &RoundId, plan: Plan) -> Result<Round, Failure<Never>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let old = load(tx, doing, id).await?;
    doing.may(Right::PrepareRound, Object::Round(doing.facility(), &old))?;
    let new = Round {
        name: plan.name,
        period: plan.period,
        lists: plan.lists,
        naming: plan.naming,
        slips: plan.slips,
        ..old.clone()
    };
    round::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::RoundChanged, target(&new)), changes(&old, &new).detail()).await?;
    Ok(new)
}

/// 準備中 → 受付中. Fixes circumstances, who is asked, links, and lays out the official sheets.
pub async fn open(tx: &mut Tx, doing: &Doing, id: &RoundId) -> Result<Round, Failure<OpenRoundRefusal>> {
    doing.hold(tx).await?;
    dialect::lock_round(tx, id.as_str()).await?;
    let old = load(tx, doing, id).await?;
    doing.may(Right::OpenRound, Object::Round(doing.facility(), &old))?;
    let catalog = find_catalog(&old.catalog).ok_or_else(missing)?;
    let minimum = facility::find(tx, doing.facility()).await?.ok_or_else(missing)?.group_minimum;
    let by = Deed { at: doing.means.now, by: doing.principal.account.clone() };
    let new = Round { group_minimum: minimum, ..old }.open(by).map_err(|_| missing())?;
    let circumstances = facility::circumstances(tx, doing.facility()).await?;
    round::fix_circumstances(tx, id, &circumstances).await?;
    for list in catalog.checklists.iter().filter(|list| stands_on_a_sheet(list, &new, &circumstances)) {
        sheet::insert(tx, &empty_sheet(doing, id, &list.id)).await?;
    }
    if asks_staff(catalog, &new) {
        asking::fix(tx, doing, &new).await?;
        slips::issue(tx, doing, &new).await?;
    }
    round::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::RoundOpened, target(&new)), new.name.clone()).await?;
    Ok(new)
}

/// Moves the last day of an open round.
pub async fn extend(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    until: jiff::civil::Date,
) -> Result<Round, Failure<ExtendRoundRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let old = load(tx, doing, id).await?;
    doing.may(Right::ExtendRound, Object::Round(doing.facility(), &old))?;
    let period = Period::new(old.period.from, until);
    let period = period.ok_or(Failure::Refused(ExtendRoundRefusal::EndsBeforeItBegins))?;
    let new = Round { period, ..old.clone() };
    round::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::RoundExtended, target(&new)), changes(&old, &new).detail()).await?;
    Ok(new)
}

/// 受付中 → 締切済, and once that is on the disk destroys the keys of what waited: nobody can open an old copy of it.
pub async fn close(db: &Db, doing: &Doing, id: &RoundId) -> Result<Round, Failure<Never>> {
    let (own, id) = (doing.clone(), id.clone());
    let closed = in_tx(db, move |tx| Box::pin(async move { close_in(tx, &own, &id).await })).await?;
    staff_sheets::destroy_keys(&doing.means, &closed.id).await;
    Ok(closed)
}

/// Counts what still waits sealed, and forgets what was begun and never handed in; nothing of the round changes after this.
async fn close_in(tx: &mut Tx, doing: &Doing, id: &RoundId) -> Result<Round, Failure<Never>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let old = load(tx, doing, id).await?;
    doing.may(Right::CloseRound, Object::Round(doing.facility(), &old))?;
    let by = Deed { at: doing.means.now, by: doing.principal.account.clone() };
    let new = old.close(by).map_err(|_| missing())?;
    staff_sheets::settle(tx, &doing.means, &new).await?;
    staff_sheet::delete_begun(tx, id).await?;
    idempotency::forget(tx, id.as_str()).await?;
    round::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::RoundClosed, target(&new)), new.name.clone()).await?;
    Ok(new)
}

/// Records that posters with the links of a round were made.
pub async fn print_posters(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    sheets: usize,
) -> Result<(), Failure<Never>> {
    let round = load(tx, doing, id).await?;
    doing.may(Right::HandOut, Object::Round(doing.facility(), &round))?;
    doing.record(tx, (AuditEvent::PostersPrinted, target(&round)), sheets.to_string()).await?;
    Ok(())
}

/// Loads a round through the actor's scope.
pub async fn load<R>(tx: &mut Tx, doing: &Doing, id: &RoundId) -> Result<Round, Failure<R>> {
    round::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

/// Whether the staff are asked in this round.
pub fn asks_staff(catalog: &Catalog, round: &Round) -> bool {
    staff_list(catalog, round).is_some()
}

/// The staff's list of this round, if it has one.
pub fn staff_list<'c>(catalog: &'c Catalog, round: &Round) -> Option<&'c Checklist> {
    catalog.checklists.iter().find(|list| list.audience == Audience::Staff && round.covers(&list.id))
}

/// An annex comes with the list it stands on, unless its circumstance is known not to hold.
fn stands_on_a_sheet(list: &Checklist, round: &Round, circumstances: &Circumstances) -> bool {
    let covered = round.covers(list.annex_of.as_ref().unwrap_or(&list.id));
    let ruled_out = |condition| circumstances.get(condition) == Some(&Circumstance::DoesNotApply);
    covered && list.audience != Audience::Staff && !list.applies_when.as_ref().is_some_and(ruled_out)
}

fn empty_sheet(doing: &Doing, round: &RoundId, list: &ChecklistId) -> Sheet {
    Sheet {
        id: SheetId::new(doing.means.random.id(doing.means.now)),
        round: round.clone(),
        list: list.clone(),
        filler: String::new(),
        filled_on: None,
        state: SheetState::InProgress,
    }
}

/// What of a plan was changed; lists in the order of the catalog's ids.
fn changes(old: &Round, new: &Round) -> Changes {
    let lists = |round: &Round| {
        let mut lists: Vec<&str> = round.lists.iter().map(ChecklistId::as_str).collect();
        lists.sort_unstable();
        lists.join(" ")
    };
    Changes::default()
        .note("name", &old.name, &new.name)
        .note("from", old.period.from, new.period.from)
        .note("until", old.period.until, new.period.until)
        .note("lists", lists(old), lists(new))
        .note("naming", old.naming.code(), new.naming.code())
        .note("slips", old.slips.code(), new.slips.code())
}

/// A round as the object of an event.
pub fn target(round: &Round) -> Target {
    Target::new("round", &round.id)
}
