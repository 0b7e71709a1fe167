//! Results: what a round shows, as the sheet prints it and beyond. Everything hidden is hidden before it comes here.

mod improvements;
pub mod list;
mod matrix;
mod sheet;
pub mod show;
mod staff;
pub mod words;

use tenken_domain::calendar;
use tenken_domain::facts::RoundFacts;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;

use super::support::person::Person;
use super::support::reply::WebError;
use crate::facts::round_facts;

/// The facts of a round as of today. The decision about it was taken before.
pub async fn facts(person: &Person, round: &Round) -> Result<RoundFacts<'static>, WebError> {
    let app = person.app();
    let catalog = app.catalog(&round.catalog).ok_or(Denial::Invisible)?;
    let today = calendar::day_of(app.clock.now());
    let mut conn = app.db.reader().await?;
    Ok(round_facts(&mut conn, catalog, (&person.facility, round), today).await?)
}
