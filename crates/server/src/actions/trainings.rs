//! Trainings (研修): recorded, changed, removed. A closed round and what it showed stay as they are.

use jiff::civil::Date;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::catalog::find as find_catalog;
use tenken_domain::id::{ItemId, RoundId, TrainingId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;
use tenken_domain::training::{ItemsProblem, Training, check_items};
use tenken_store::{Tx, training};

use super::changes::Changes;
use super::{Doing, Failure, Never, missing, rounds};

/// What a training is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub title: String,
    pub held_on: Date,
    pub place: String,
    pub audience: String,
    pub items: Vec<ItemId>,
    pub attended: Option<u64>,
    pub note: String,
}

/// Why a training cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainingRefusal {
    Items(ItemsProblem),
    /// It would have been held before the round whose result it is made from.
    BeforeTheRound,
}

/// Records a training made from the result of a closed round.
pub async fn record(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    wish: Wish,
) -> Result<Training, Failure<TrainingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageTrainings, Object::Facility(doing.facility()))?;
    let round = rounds::load(tx, doing, id).await?;
    if !round.is_closed() {
        return Err(Failure::Denied(Denial::WrongState));
    }
    let id = TrainingId::new(doing.means.random.id(doing.means.now));
    let new = check(&round, id, wish)?;
    training::insert(tx, doing.facility(), &new, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::TrainingRecorded, target(&new)), new.title.clone()).await?;
    Ok(new)
}

pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &TrainingId,
    wish: Wish,
) -> Result<Training, Failure<TrainingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageTrainings, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    let round = rounds::load(tx, doing, &old.round).await?;
    let new = check(&round, id.clone(), wish)?;
    training::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::TrainingChanged, target(&new)), changes(&old, &new).detail()).await?;
    Ok(new)
}

pub async fn remove(tx: &mut Tx, doing: &Doing, id: &TrainingId) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageTrainings, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    training::delete(tx, &old.id).await?;
    doing.record(tx, (AuditEvent::TrainingRemoved, target(&old)), old.title.clone()).await?;
    Ok(())
}

async fn load<R>(tx: &mut Tx, doing: &Doing, id: &TrainingId) -> Result<Training, Failure<R>> {
    training::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

/// Makes the training of a wish, if the round's list and its days allow it.
fn check(round: &Round, id: TrainingId, wish: Wish) -> Result<Training, Failure<TrainingRefusal>> {
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    let list = rounds::staff_list(catalog, round).ok_or(Failure::Denied(Denial::WrongState))?;
    check_items(list, &wish.items).map_err(|problem| Failure::Refused(TrainingRefusal::Items(problem)))?;
    if wish.held_on < round.period.from {
        return Err(Failure::Refused(TrainingRefusal::BeforeTheRound));
    }
    let Wish { title, held_on, place, audience, items, attended, note } = wish;
    Ok(Training { id, round: round.id.clone(), title, held_on, place, audience, items, attended, note })
}

fn changes(old: &Training, new: &Training) -> Changes {
    let items = |training: &Training| {
        let mut items: Vec<&str> = training.items.iter().map(ItemId::as_str).collect();
        items.sort_unstable();
        items.join(" ")
    };
    let attended =
        |training: &Training| training.attended.map(|people| people.to_string()).unwrap_or_default();
    Changes::default()
        .note("title", &old.title, &new.title)
        .note("held-on", old.held_on, new.held_on)
        .note("place", &old.place, &new.place)
        .note("audience", &old.audience, &new.audience)
        .note("items", items(old), items(new))
        .note("attended", attended(old), attended(new))
        .note("note", &old.note, &new.note)
}

/// A training as the object of an event.
pub fn target(training: &Training) -> Target {
    Target::new("training", &training.id)
}
