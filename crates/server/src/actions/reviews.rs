//! 確認, 承認 and 差し戻し of the hospital's sheets, where the hospital has switched them on.

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::feature::Feature;
use tenken_domain::permission::{Object, Right};
use tenken_domain::review::{Review, ReviewError, Step, may_follow};
use tenken_store::{Tx, feature, review, sheet};

use super::sheets::{SheetPlace, hold};
use super::{Doing, Failure, missing};

/// What somebody wants to do with a sheet that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub step: Step,
    /// Why it is sent back.
    pub reason: String,
}

/// What right a step takes.
pub const fn right(step: Step) -> Right {
    match step {
        Step::Checked | Step::SentBack => Right::CheckSheet,
        Step::Approved => Right::ApproveSheet,
    }
}

/// Does a step. What is sent back can be written on again.
pub async fn review(
    tx: &mut Tx,
    doing: &Doing,
    place: &SheetPlace,
    wish: Wish,
) -> Result<(), Failure<ReviewError>> {
    let held = hold(tx, doing, place).await?;
    doing.may(right(wish.step), Object::Round(doing.facility(), &held.round))?;
    if !feature::all(tx, doing.facility()).await?.contains(&Feature::Approval) {
        return Err(missing());
    }
    let (by, by_name) = (doing.principal.account.clone(), doing.principal.name.clone());
    let new = Review { step: wish.step, by, by_name, at: doing.means.now, reason: wish.reason };
    let done = review::of_sheet(tx, &held.sheet.id).await?;
    may_follow(&held.sheet, &done, &new).map_err(Failure::Refused)?;
    let id = doing.means.random.id(doing.means.now);
    review::insert(tx, (&id, &held.sheet.id), &new).await?;
    let what = (AuditEvent::SheetReviewed, Target::new("sheet", &held.sheet.id));
    doing.record(tx, what, format!("{} {}", new.step.code(), new.reason).trim().to_owned()).await?;
    if new.step == Step::SentBack {
        let back = held.sheet.withdraw().map_err(|_| Failure::Refused(ReviewError::NotHandedIn))?;
        sheet::update(tx, &back).await?;
    }
    Ok(())
}
