//! The hospital's official sheets (executives', administrators', the annex): read, answered, handed in, withdrawn.
//! The staff's sheets do not live here.

mod about;
pub mod answer;
mod contents;
mod filter;
pub mod hand_in;
pub mod header;
pub mod history;
mod item;
pub mod list;
mod sender;
pub mod show;
mod summary;
pub mod ticks;
pub mod withdraw;

pub use item::number;

use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::id::ChecklistId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;

use super::rounds;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use crate::actions::sheets::SheetPlace;

/// What an address names: a round and one of its catalog's lists.
pub struct Place {
    pub round: Round,
    pub catalog: &'static Catalog,
    pub list: &'static Checklist,
}

/// The place of an address, through the person's hospital. The decision about it is still to be taken.
pub async fn place(person: &Person, round: &str, list: &str) -> Result<Place, WebError> {
    let round = rounds::load(person, round).await?;
    let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
    let list = catalog.checklist(&ChecklistId::new(list)).ok_or(Denial::Invisible)?;
    Ok(Place { round, catalog, list })
}

impl Place {
    pub fn address(&self) -> String {
        address(&self.round, self.list)
    }

    /// The same place as actions name it.
    pub fn sheet(&self) -> SheetPlace {
        SheetPlace { round: self.round.id.clone(), list: self.list.id.clone() }
    }

    pub fn permit_to_read<'p>(&self, person: &'p Person) -> Result<Permit<'p>, WebError> {
        person.may(Right::ReadSheets, Object::Round(person.facility_id(), &self.round))
    }

    pub fn permit_to_answer<'p>(&self, person: &'p Person) -> Result<Permit<'p>, WebError> {
        let action = Right::AnswerSheet(self.list.audience);
        person.may(action, Object::Round(person.facility_id(), &self.round))
    }
}

/// The address of a sheet.
pub fn address(round: &Round, list: &Checklist) -> String {
    format!("/rounds/{}/sheets/{}", round.id, list.id)
}
