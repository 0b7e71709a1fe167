//! The hospital's official sheets (executives', administrators', the annex): read, answered, handed in, withdrawn.
//! The staff's sheets do not live here.

mod about;
pub mod answer;
pub mod contents;
pub mod filter;
pub mod hand_in;
pub mod header;
pub mod history;
pub mod item;
pub mod list;
pub mod opinion;
pub mod remark;
pub mod review;
mod sender;
pub mod show;
mod state;
mod summary;
pub mod systems;
pub mod ticks;
pub mod withdraw;

pub use item::number;

use std::collections::BTreeSet;

use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::id::{ChecklistId, ItemId, SystemId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;
use tenken_store::assignment;

use super::rounds;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use crate::actions::sheets::SheetPlace;

/// What an address names: a round and one of its catalog's lists, and who is to answer its items.
pub struct Place {
    pub round: Round,
    pub catalog: &'static Catalog,
    pub list: &'static Checklist,
    pub assignments: Vec<Assignment>,
}

/// How much of a sheet somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// Those items only that are assigned to the person.
    Items(BTreeSet<ItemId>),
}

impl Sight {
    pub fn shows(&self, item: &ItemId) -> bool {
        match self {
            Self::Whole => true,
            Self::Items(items) => items.contains(item),
        }
    }
}

/// The place of an address, through the person's hospital. The decision about it is still to be taken.
pub async fn place(person: &Person, round: &str, list: &str) -> Result<Place, WebError> {
    let round = rounds::load(person, round).await?;
    let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
    let list = catalog.checklist(&ChecklistId::new(list)).ok_or(Denial::Invisible)?;
    let mut conn = person.app().db.reader().await?;
    let all = assignment::all(&mut conn, person.facility_id()).await?;
    Ok(Place::new((round, catalog, list), &all))
}

impl Place {
    /// `assignments` are the hospital's, of all lists.
    pub fn new(
        (round, catalog, list): (Round, &'static Catalog, &'static Checklist),
        assignments: &[Assignment],
    ) -> Self {
        let assignments = assignments.iter().filter(|one| one.list == list.id).cloned().collect();
        Self { round, catalog, list, assignments }
    }

    pub fn address(&self) -> String {
        address(&self.round, self.list)
    }

    /// The same place as actions name it.
    pub fn sheet(&self) -> SheetPlace {
        SheetPlace { round: self.round.id.clone(), list: self.list.id.clone() }
    }

    /// Who is to answer an item.
    pub fn assignees(&self, item: &ItemId) -> Vec<Assignee> {
        let own = self.assignments.iter().filter(|one| one.item == *item);
        own.map(|one| one.assignee.clone()).collect()
    }

    /// The person's departmental system, where this item is asked of it.
    pub fn own_system<'p>(&self, person: &'p Person, item: &ItemId) -> Option<&'p SystemId> {
        let asked = |own: &&SystemId| {
            let is_own = |assignee: &Assignee| matches!(assignee, Assignee::System(id) if id == *own);
            self.assignments.iter().any(|one| one.item == *item && is_own(&one.assignee))
        };
        person.principal.role.system().filter(asked)
    }

    /// The whole sheet, or what of it is assigned to the person.
    pub fn permit_to_read<'p>(&self, person: &'p Person) -> Result<(Permit<'p>, Sight), WebError> {
        let whole = Object::Round(person.facility_id(), &self.round);
        let denied = match person.may(Right::ReadSheets, whole) {
            Ok(permit) => return Ok((permit, Sight::Whole)),
            Err(denied) => denied,
        };
        let readable =
            self.assignments.iter().filter(|one| self.permit_to_read_item(person, &one.item).is_ok());
        let items: BTreeSet<ItemId> = readable.map(|one| one.item.clone()).collect();
        let first = items.first().ok_or(denied)?;
        Ok((self.permit_to_read_item(person, first)?, Sight::Items(items)))
    }

    pub fn permit_to_read_item<'p>(&self, person: &'p Person, item: &ItemId) -> Result<Permit<'p>, WebError> {
        self.permit_on(person, Right::ReadSheets, item)
    }

    pub fn permit_to_answer_item<'p>(
        &self,
        person: &'p Person,
        item: &ItemId,
    ) -> Result<Permit<'p>, WebError> {
        self.permit_on(person, Right::AnswerSheet(self.list.audience), item)
    }

    /// Asks for one item, with whom it is assigned to.
    pub fn permit_on<'p>(
        &self,
        person: &'p Person,
        right: Right,
        item: &ItemId,
    ) -> Result<Permit<'p>, WebError> {
        person.may(right, Object::Item(person.facility_id(), &self.round, &self.assignees(item)))
    }

    /// All of the sheet: 記入者 and 日付, handing in.
    pub fn permit_to_answer<'p>(&self, person: &'p Person) -> Result<Permit<'p>, WebError> {
        let right = Right::AnswerSheet(self.list.audience);
        person.may(right, Object::Round(person.facility_id(), &self.round))
    }
}

/// The address of a sheet.
pub fn address(round: &Round, list: &Checklist) -> String {
    format!("/rounds/{}/sheets/{}", round.id, list.id)
}
