//! How mail leaves: the hospital's mail server, set up, tried out, forgotten. Not there while mail is switched off.

pub mod change;
pub mod remove;
pub mod trial;

use tenken_domain::feature::Feature;
use tenken_domain::permission::Denial;
use tenken_store::feature;

use super::support::person::Person;
use super::support::reply::WebError;

/// Everything about mail is hidden from a hospital that does not use it.
pub async fn require_mail(person: &Person) -> Result<(), WebError> {
    let features = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    if features.contains(&Feature::Mail) { Ok(()) } else { Err(Denial::Invisible.into()) }
}
