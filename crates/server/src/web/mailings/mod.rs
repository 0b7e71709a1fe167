//! Mail to the people of a round: written, previewed, sent after a while, taken back, followed.

pub mod cancel;
pub mod create;
pub mod inputs;
pub mod list;
mod preview;
pub mod send_again;
pub mod show;
pub mod template;
pub mod write;

use std::collections::BTreeMap;

use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, MailingId};
use tenken_domain::mailing::Mailing;
use tenken_domain::permission::Denial;
use tenken_domain::round::{Round, Slips};
use tenken_store::{department, mail_server, mailing};

use super::departments::list::path;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use crate::actions::in_tx;
use crate::actions::mailings::{self, Addressee, addressees};
use tenken_domain::calendar;
use tenken_domain::mail::MailServer;

/// What the pages of a new mailing are made from.
pub struct Desk {
    pub round: Round,
    /// `None`: nothing can be sent yet.
    pub server: Option<MailServer>,
    /// Everybody who is to be asked (again), reached or not.
    pub everybody: Vec<Addressee>,
    /// Departments with their whole path, in the order of the hospital.
    pub departments: Vec<(DepartmentId, String)>,
}

/// Loads it for a round whose decision has been taken.
async fn desk(person: &Person, round: Round) -> Result<Desk, WebError> {
    let mut conn = person.app().db.reader().await?;
    let server = mail_server::find(&mut conn, person.facility_id()).await?.map(|stored| stored.server);
    let today = calendar::day_of(person.app().clock.now());
    let everybody = addressees(&mut conn, person.facility_id(), &round, today).await?;
    let departments = in_order(&department::all(&mut conn, person.facility_id()).await?);
    Ok(Desk { round, server, everybody, departments })
}

fn in_order(departments: &[Department]) -> Vec<(DepartmentId, String)> {
    let placed = tenken_domain::department::in_tree_order(departments).into_iter();
    placed.map(|one| (one.department.id.clone(), path(departments, &one.department.id))).collect()
}

impl Desk {
    /// How many people of each department mail reaches.
    fn reached(&self) -> BTreeMap<&DepartmentId, u64> {
        let mut reached = BTreeMap::new();
        for one in self.everybody.iter().filter(|one| one.address().is_some()) {
            *reached.entry(&one.department).or_default() += 1;
        }
        reached
    }

    fn department(&self, id: &DepartmentId) -> &str {
        self.departments.iter().find(|(one, _)| one == id).map_or("", |(_, name)| name)
    }
}

/// The mailing of an address.
async fn load(person: &Person, round: &Round, id: &str) -> Result<Mailing, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = mailing::find(&mut conn, &round.id, &MailingId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

/// Records that a page names who is missing: in rounds whose cards bear names, mail goes to those who have not handed
/// in. Must come before the page.
async fn record_names(permit: &Permit<'_>, round: &Round) -> Result<(), WebError> {
    match round.slips {
        Slips::None | Slips::WithoutNames => Ok(()),
        Slips::WithNames => {
            let (doing, round) = (permit.doing(), round.id.clone());
            let recorded = in_tx(&permit.person.app().db, move |tx| {
                Box::pin(async move { mailings::record_names(tx, &doing, &round).await })
            });
            Ok(recorded.await?)
        }
    }
}
