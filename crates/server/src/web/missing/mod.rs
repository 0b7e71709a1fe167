//! Who has not handed in, or how many: to look at, to print for the heads, and to set aside who is away for long.

pub mod leave;
pub mod letters;
pub mod list;

use serde::Deserialize;
use tenken_domain::calendar;
use tenken_domain::collection::Gap;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::{Denial, Right};
use tenken_domain::round::{Round, Slips};

use super::collection::scope;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use crate::actions::{collection, in_tx};

/// Which department's; none: all.
#[derive(Deserialize)]
pub struct Wanted {
    department: Option<String>,
}

/// What did not come back, and of whom somebody may see it.
pub struct Seen<'p> {
    permit: Permit<'p>,
    /// One department's, because only that was wanted or may be seen.
    only: Option<DepartmentId>,
    gaps: Vec<Gap>,
}

/// Looks; where there are names, on record. What a head may not see is not there.
async fn look<'p>(person: &'p Person, round: &Round, wanted: Wanted) -> Result<Seen<'p>, WebError> {
    let (permit, own) = scope(person, round, Right::ReadMissing)?;
    let wanted = wanted.department.filter(|id| !id.is_empty()).map(DepartmentId::new);
    let only = match (own, wanted) {
        (None, wanted) => wanted,
        (Some(own), Some(wanted)) if wanted != *own => return Err(Denial::Invisible.into()),
        (Some(own), _) => Some(own.clone()),
    };
    let db = &person.app().db;
    let gaps = match round.slips {
        Slips::WithNames => {
            let (doing, id, only) = (permit.doing(), round.id.clone(), only.clone());
            in_tx(db, move |tx| {
                Box::pin(async move { collection::read_missing(tx, &doing, &id, only.as_ref()).await })
            })
            .await?
        }
        Slips::WithoutNames | Slips::None => {
            let today = calendar::day_of(person.app().clock.now());
            let of = (person.facility_id(), round, today);
            collection::gaps(&mut db.reader().await?, of, only.as_ref()).await?
        }
    };
    if gaps.is_empty() { Err(Denial::Invisible.into()) } else { Ok(Seen { permit, only, gaps }) }
}
