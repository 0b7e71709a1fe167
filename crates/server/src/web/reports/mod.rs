//! Reports of a round: what there is, and the files themselves, all from the report crate's own table.

pub mod download;
mod full;
pub mod list;

use tenken_domain::catalog::Checklist;
use tenken_domain::facts::RoundFacts;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;

use super::support::person::{Permit, Person};
use super::support::reply::WebError;

/// Reports show the whole hospital; a round that has not opened has none.
fn permit<'p>(person: &'p Person, round: &Round) -> Result<Permit<'p>, WebError> {
    let permit = person.may(Right::ReadResults, Object::Round(person.facility_id(), round))?;
    if round.is_preparing() { Err(Denial::WrongState.into()) } else { Ok(permit) }
}

/// The lists that have a paper of their own in this round; an annex stands on another's.
fn lists_on_paper<'c>(facts: &RoundFacts<'c>) -> Vec<&'c Checklist> {
    let lists = facts.sheets.iter().filter_map(|sheet| facts.catalog.checklist(&sheet.list));
    lists.filter(|list| list.annex_of.is_none()).collect()
}
