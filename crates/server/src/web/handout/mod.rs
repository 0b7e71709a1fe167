//! 配る: links, posters and paper forms of an open round.

pub mod form;
pub mod posters;
pub mod show;
pub mod workbook;

use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_store::staff::{Asked, Axis, asked};

use super::support::person::Person;
use super::support::reply::WebError;
use crate::actions::rounds::staff_list;
use crate::secrets::token;

/// A department and its link.
pub struct Link {
    pub department: DepartmentId,
    pub name: String,
    pub people: u64,
    /// The whole address.
    pub url: String,
}

/// The links of a round, in the order of the hospital.
async fn links(person: &Person, round: &Round) -> Result<Vec<Link>, WebError> {
    let app = person.app();
    let mut conn = app.db.reader().await?;
    let link = |one: Asked| match one.key? {
        GroupKey::Department(department) => {
            let secret = token::entrance_token(&app.keys.secret, &round.id, &department);
            let url = format!("{}/a/{secret}", app.settings.origin);
            Some(Link { department, name: one.name, people: one.asked, url })
        }
        GroupKey::Occupation(_) => None,
    };
    Ok(asked(&mut conn, &round.id, Axis::Department).await?.into_iter().filter_map(link).collect())
}

/// The staff's list of the round; a round that does not ask the staff has nothing to hand out.
pub fn list_of(person: &Person, round: &Round) -> Result<(&'static Catalog, &'static Checklist), WebError> {
    let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
    Ok((catalog, staff_list(catalog, round).ok_or(Denial::WrongState)?))
}
