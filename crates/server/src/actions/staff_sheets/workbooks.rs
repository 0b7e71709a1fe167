//! Sheets that were filled in as files and are read in together. So many share one transaction: either all of them are
//! stored, with one event that says how many, or none.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::FacilityId;
use tenken_domain::round::Round;
use tenken_store::{Db, Tx};

use super::{Bringer, Change, Filled, HandInRefusal, hand_in, sealing_anew};
use crate::actions::{Doing, Failure, Never, Unrecorded, in_tx_or_excused, rounds};

/// The most sheets of one transaction: others write in between.
pub const AT_ONCE: usize = 50;

/// What became of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Taken,
    /// The same file came before; it counts once.
    TakenBefore,
    Refused(HandInRefusal),
}

/// Takes these sheets, at most [`AT_ONCE`]; what is refused does not keep the others out.
pub async fn take(
    db: &Db,
    doing: Doing,
    (facility, round): (&FacilityId, &Round),
    sheets: Vec<Filled>,
) -> Result<Vec<Outcome>, Failure<Never>> {
    let (db, means) = (db.clone(), doing.means.clone());
    let place = (facility.clone(), round.clone());
    sealing_anew(&means, round, move |change| async move {
        in_tx_or_excused(&db, move |tx| {
            Box::pin(async move { take_in(tx, (doing, change.as_ref()), &place, sheets).await })
        })
        .await
    })
    .await
}

/// A refusal comes before anything is written, so what was taken stands beside it.
async fn take_in(
    tx: &mut Tx,
    (doing, change): (Doing, Option<&Change>),
    (facility, round): &(FacilityId, Round),
    sheets: Vec<Filled>,
) -> Result<(Vec<Outcome>, Option<Unrecorded>), Failure<Never>> {
    let bringer = Bringer::Workbooks(doing.clone());
    let mut outcomes = Vec::new();
    for filled in sheets {
        outcomes.push(match hand_in(tx, (&bringer, change), (facility, &round.id), filled).await {
            Ok((_, Some(Unrecorded::SentAgain))) => Outcome::TakenBefore,
            Ok(_) => Outcome::Taken,
            Err(Failure::Refused(refusal)) => Outcome::Refused(refusal),
            Err(Failure::Denied(denial)) => return Err(Failure::Denied(denial)),
            Err(Failure::Store(error)) => return Err(Failure::Store(error)),
            Err(Failure::Busy) => return Err(Failure::Busy),
            Err(Failure::Unrecorded) => return Err(Failure::Unrecorded),
        });
    }
    let taken = outcomes.iter().filter(|outcome| **outcome == Outcome::Taken).count();
    if taken == 0 {
        return Ok((outcomes, Some(Unrecorded::SentAgain)));
    }
    doing.record(tx, (AuditEvent::WorkbooksTaken, rounds::target(round)), taken.to_string()).await?;
    Ok((outcomes, None))
}
