//! The improvement plan (改善計画): every action, what it answers, and how far it is.

pub mod add;
pub mod change;
pub mod files;
mod inputs;
mod known;
pub mod list;
pub mod own;
pub mod show;
mod timetable;
pub mod write;

pub use known::{Known, Plan};

use tenken_domain::action::Action;
use tenken_domain::id::ActionId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::action;

use super::support::person::{Permit, Person};
use super::support::reply::WebError;

/// The action of an address.
async fn load(person: &Person, id: &str) -> Result<Action, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = action::find(&mut conn, person.facility_id(), &ActionId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

pub fn address(action: &Action) -> String {
    format!("/plan/actions/{}", action.id)
}

fn may_read(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ReadPlan, Object::Facility(person.facility_id()))
}

/// One action: whoever reads the plan, and whoever is told of it.
fn may_read_one<'p>(person: &'p Person, action: &Action) -> Result<Permit<'p>, WebError> {
    person.may(Right::ReadPlan, Object::Action(person.facility_id(), action.charge.as_ref()))
}

/// Whether the person reads the whole plan, not only what the person is told of.
fn could_read_all(person: &Person) -> bool {
    person.could(Right::ReadPlan, Object::Facility(person.facility_id()))
}

fn may_manage(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ManagePlan, Object::Facility(person.facility_id()))
}

pub fn could_manage(person: &Person) -> bool {
    person.could(Right::ManagePlan, Object::Facility(person.facility_id()))
}
