//! Sheets that were filled in as files and are read in together. Each is stored by itself, under a key of its own as every
//! sheet is; one event before them says how many there are, and in 無記名 rounds nothing else is recorded.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::{FacilityId, RoundId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{Db, Tx};

use super::{Bringer, Filled, HandInRefusal, hand_in, sealing_anew};
use crate::actions::{Doing, Failure, Never, Unrecorded, in_tx_or_excused, rounds};

/// What became of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Taken,
    /// The same file came before; it counts once.
    TakenBefore,
    Refused(HandInRefusal),
}

/// Records that so many sheets are about to be taken in: should the process be killed among them, none was taken in
/// without a word.
pub async fn announce(tx: &mut Tx, doing: &Doing, id: &RoundId, sheets: usize) -> Result<(), Failure<Never>> {
    let round = rounds::load(tx, doing, id).await?;
    doing.may(Right::EnterPaper, Object::Round(doing.facility(), &round))?;
    doing.record(tx, (AuditEvent::WorkbooksTaken, rounds::target(&round)), sheets.to_string()).await?;
    Ok(())
}

/// Takes one sheet.
pub async fn take(
    db: &Db,
    doing: Doing,
    (facility, round): (&FacilityId, &Round),
    filled: Filled,
) -> Result<Outcome, Failure<Never>> {
    let (db, means) = (db.clone(), doing.means.clone());
    let (facility, id) = (facility.clone(), round.id.clone());
    let taken = sealing_anew(&means, round, move |change| async move {
        in_tx_or_excused(&db, move |tx| {
            Box::pin(async move {
                let bringer = Bringer::Workbooks(doing);
                let (_, excuse) = hand_in(tx, (&bringer, change.as_ref()), (&facility, &id), filled).await?;
                let is_again = matches!(excuse, Some(Unrecorded::SentAgain));
                Ok((if is_again { Outcome::TakenBefore } else { Outcome::Taken }, excuse))
            })
        })
        .await
    })
    .await;
    match taken {
        Ok(outcome) => Ok(outcome),
        Err(Failure::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
        Err(Failure::Denied(denial)) => Err(Failure::Denied(denial)),
        Err(Failure::Store(error)) => Err(Failure::Store(error)),
        Err(Failure::Busy) => Err(Failure::Busy),
        Err(Failure::Unrecorded) => Err(Failure::Unrecorded),
    }
}
