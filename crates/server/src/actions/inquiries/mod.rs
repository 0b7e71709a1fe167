//! Inquiries: made, sent, chased, withdrawn. What is answered is [`answers`]; what a vendor does by its link is [`door`].

pub mod adoption;
pub mod answers;
pub mod door;
pub mod files;

use jiff::civil::Date;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::catalog;
use tenken_domain::id::{CatalogId, ChecklistId, InquiryId, ItemId, VendorId};
use tenken_domain::inquiry::{
    Chase, ChaseWay, Inquiry, InquiryRefusal, MOST_QUESTIONS, Question, Reply, State,
};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::{Tx, inquiry, login};

use super::{Doing, Failure, Never, Unrecorded, missing, vendors};
use crate::secrets::token;

/// What is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The name of one of the vendor's systems.
    pub system: String,
    pub catalog: CatalogId,
    pub due: Date,
    pub message: String,
    pub items: Vec<(ChecklistId, ItemId)>,
}

/// What was said to or by the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub day: Date,
    pub way: ChaseWay,
    pub whom: String,
    pub said: String,
    pub new_due: Option<Date>,
}

/// Makes an inquiry that has not been sent yet. The same form sent again makes nothing more and leads to the first.
pub async fn make(
    tx: &mut Tx,
    doing: &Doing,
    vendor: &VendorId,
    wish: Wish,
) -> Result<(InquiryId, Option<Unrecorded>), Failure<InquiryRefusal>> {
    let today = manage(tx, doing).await?;
    let vendor = vendors::load(tx, doing, vendor).await?;
    if !vendor.is_active() {
        return Err(Failure::Denied(Denial::WrongState));
    }
    if vendor.system(&wish.system).is_none() || !are_items(&wish) {
        return Err(missing());
    }
    if wish.due < today {
        return Err(Failure::Refused(InquiryRefusal::DueInThePast));
    }
    let new = made(doing, &vendor.id, wish);
    let is_same =
        |one: &&Inquiry| **one == Inquiry { id: one.id.clone(), made_at: one.made_at, ..new.clone() };
    if let Some(first) = inquiry::all(tx, doing.facility()).await?.iter().find(is_same) {
        return Ok((first.id.clone(), Some(Unrecorded::SentAgain)));
    }
    inquiry::insert(tx, doing.facility(), &new, &token_hash(doing, &new)).await?;
    doing.record(tx, (AuditEvent::InquiryMade, target(&new)), new.system.clone()).await?;
    Ok((new.id, None))
}

/// Items are of lists of this catalog, and not more than anybody can ask.
fn are_items(wish: &Wish) -> bool {
    let Some(catalog) = catalog::find(&wish.catalog) else { return false };
    let is_item = |(list, item): &(ChecklistId, ItemId)| {
        catalog.checklist(list).is_some_and(|list| list.item(item).is_some())
    };
    !wish.items.is_empty() && wish.items.len() <= MOST_QUESTIONS && wish.items.iter().all(is_item)
}

fn made(doing: &Doing, vendor: &VendorId, wish: Wish) -> Inquiry {
    let Wish { system, catalog, due, message, items } = wish;
    let question = |(list, item)| Question { list, item, answer: Reply::default() };
    Inquiry {
        id: InquiryId::new(doing.means.random.id(doing.means.now)),
        vendor: vendor.clone(),
        system,
        catalog,
        due,
        first_due: due,
        message,
        questions: items.into_iter().map(question).collect(),
        state: State::Draft,
        revision: 0,
        link_salt: 0,
        made_by: doing.principal.name.clone(),
        made_at: doing.means.now,
    }
}

fn token_hash(doing: &Doing, inquiry: &Inquiry) -> String {
    token::stored_hash(&token::inquiry_token(&doing.means.keys.secret, (&inquiry.id, inquiry.link_salt)))
}

/// It was sent on a day, by whichever way.
pub async fn send(
    tx: &mut Tx,
    doing: &Doing,
    id: &InquiryId,
    on: Date,
) -> Result<(), Failure<InquiryRefusal>> {
    let today = manage(tx, doing).await?;
    let old = load(tx, doing, id).await?;
    let state = old.sent(on, today).map_err(Failure::Refused)?;
    inquiry::set_state(tx, id, &state).await?;
    doing.record(tx, (AuditEvent::InquirySent, target(&old)), on.to_string()).await?;
    Ok(())
}

/// Nobody waits for it any more.
pub async fn withdraw(tx: &mut Tx, doing: &Doing, id: &InquiryId) -> Result<(), Failure<InquiryRefusal>> {
    let today = manage(tx, doing).await?;
    let old = load(tx, doing, id).await?;
    let state = old.withdrawn(today).map_err(Failure::Refused)?;
    inquiry::set_state(tx, id, &state).await?;
    doing.record(tx, (AuditEvent::InquiryWithdrawn, target(&old)), old.system).await?;
    Ok(())
}

/// Notes what was said; with a new due date the vendor is asked again. The same note sent again is written once.
pub async fn chase(
    tx: &mut Tx,
    doing: &Doing,
    id: &InquiryId,
    line: Line,
) -> Result<((), Option<Unrecorded>), Failure<InquiryRefusal>> {
    let today = manage(tx, doing).await?;
    let old = load(tx, doing, id).await?;
    let Line { day, way, whom, said, new_due } = line;
    let written_by = doing.principal.name.clone();
    let chase = Chase { day, way, whom, said, new_due, written_by, written_at: doing.means.now };
    let known = inquiry::chases(tx, id).await?;
    if known.into_iter().any(|one| Chase { written_at: chase.written_at, ..one } == chase) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    let state = old.chased(&chase, today).map_err(Failure::Refused)?;
    inquiry::set_state(tx, id, &state).await?;
    inquiry::chase(tx, id, (&doing.means.random.id(doing.means.now), &chase)).await?;
    doing.record(tx, (AuditEvent::InquiryChased, target(&old)), noted(&old, &chase)).await?;
    Ok(((), None))
}

/// What was said, with a new due date beside the one before.
fn noted(old: &Inquiry, chase: &Chase) -> String {
    match chase.new_due {
        Some(new) => format!("{} → {new} {}", old.due, chase.said),
        None => chase.said.clone(),
    }
}

/// A new link and code: the old ones open nothing any more, and what was guessed at them counts no longer.
pub async fn replace_link(tx: &mut Tx, doing: &Doing, id: &InquiryId) -> Result<(), Failure<Never>> {
    manage(tx, doing).await?;
    let old = load(tx, doing, id).await?;
    let new = Inquiry { link_salt: old.link_salt + 1, ..old };
    inquiry::set_link(tx, id, (new.link_salt, &token_hash(doing, &new))).await?;
    login::forget(tx, &door::guessed(id)).await?;
    doing.record(tx, (AuditEvent::InquiryLinkReplaced, target(&new)), new.system).await?;
    Ok(())
}

/// Holds the hospital and asks whether vendors may be managed; today.
async fn manage<R>(tx: &mut Tx, doing: &Doing) -> Result<Date, Failure<R>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageVendors, Object::Facility(doing.facility()))?;
    Ok(calendar::day_of(doing.means.now))
}

async fn load<R>(tx: &mut Tx, doing: &Doing, id: &InquiryId) -> Result<Inquiry, Failure<R>> {
    inquiry::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

/// An inquiry as the object of an event.
pub fn target(inquiry: &Inquiry) -> Target {
    Target::new("inquiry", &inquiry.id)
}
