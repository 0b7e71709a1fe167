//! The staff's sheets as files: read, understood and taken in together. What becomes of each file is shown once and kept
//! nowhere: in 無記名 rounds nothing may join a file's name and an answer.

pub mod choices;
mod fate;
mod receive;
pub mod take;
mod understand;

use tenken_domain::feature::Feature;
use tenken_domain::permission::Denial;
use tenken_store::feature;

use super::support::person::Person;
use super::support::reply::WebError;

/// Whether this hospital hands round Excel sheets.
pub async fn is_used(person: &Person) -> Result<bool, WebError> {
    let mut conn = person.app().db.reader().await?;
    Ok(feature::all(&mut conn, person.facility_id()).await?.contains(&Feature::Workbooks))
}

/// What a hospital has not switched on does not exist there.
pub async fn must_be_used(person: &Person) -> Result<(), WebError> {
    if is_used(person).await? { Ok(()) } else { Err(Denial::Invisible.into()) }
}
