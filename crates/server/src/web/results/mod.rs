//! Results: what a round shows, as the sheet prints it and beyond. Everything hidden is hidden before it comes here.

mod improvements;
pub mod list;
pub mod matrix;
mod sheet;
pub mod show;
mod staff;
pub mod words;

use tenken_domain::facts::RoundFacts;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;

use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use crate::facts::only_department;

/// How much of a round's result somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    Everything,
    /// A head: the own department beside the whole hospital.
    Department(DepartmentId),
}

/// Decides it. Before the close, and where the department was not asked, there is nothing a head may know of.
pub async fn sight<'p>(person: &'p Person, round: &Round) -> Result<(Permit<'p>, Sight), WebError> {
    let denied = match person.may(Right::ReadResults, Object::Round(person.facility_id(), round)) {
        Ok(_) if round.is_preparing() => return Err(Denial::WrongState.into()),
        Ok(permit) => return Ok((permit, Sight::Everything)),
        Err(denied) => denied,
    };
    let Some(own) = person.principal.role.department() else { return Err(denied) };
    let object = Object::DepartmentResult(person.facility_id(), round, own);
    let permit = person.may(Right::ReadResults, object)?;
    if !list::was_asked(person, round).await? {
        return Err(WebError::Denied(Denial::Invisible));
    }
    Ok((permit, Sight::Department(own.clone())))
}

/// The facts of a round, without what lies beyond somebody's sight.
pub async fn seen_facts(
    person: &Person,
    round: &Round,
    sight: &Sight,
) -> Result<RoundFacts<'static>, WebError> {
    let facts = facts(person, round).await?;
    match sight {
        Sight::Everything => Ok(facts),
        Sight::Department(own) => only_department(facts, own).ok_or(WebError::Denied(Denial::Invisible)),
    }
}

/// The facts of a round as of today. The decision about it was taken before.
pub async fn facts(person: &Person, round: &Round) -> Result<RoundFacts<'static>, WebError> {
    person.asking().round(round).await?.ok_or(WebError::Denied(Denial::Invisible))
}
