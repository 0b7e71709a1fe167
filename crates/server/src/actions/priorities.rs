//! The order of what to do first, put right by hand with a reason.

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::permission::{Object, Right};
use tenken_domain::ranking::Placement;
use tenken_store::{Tx, placement};

use super::{Doing, Failure, Never};

/// What is to stand where, in the words of the page: its title is noted in the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub what: String,
    pub title: String,
    /// `None` for the calculated place.
    pub place: Option<usize>,
    pub reason: String,
}

pub async fn place(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePlan, Object::Facility(doing.facility()))?;
    let noted = match wish.place {
        Some(place) => {
            let (what, by) = (wish.what, doing.principal.name.clone());
            let new = Placement { what, place, reason: wish.reason, by };
            placement::set(tx, doing.facility(), &new, doing.means.millis()).await?;
            format!("{} → {place}（{}）", wish.title, new.reason)
        }
        None => {
            placement::clear(tx, doing.facility(), &wish.what).await?;
            wish.title
        }
    };
    let target = Target::new("facility", doing.facility());
    doing.record(tx, (AuditEvent::PlacementSet, target), noted).await?;
    Ok(())
}
