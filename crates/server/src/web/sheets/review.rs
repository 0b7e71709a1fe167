//! 確認, 承認, 差し戻し.

use axum::extract::Path;
use axum::http::StatusCode;
use tenken_domain::permission::{Object, Right};
use tenken_domain::review::{LONGEST_REASON, ReviewError, Step};

use super::header;
use crate::actions::in_tx;
use crate::actions::reviews::{self, Wish, right};
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn submit(Path((round, list)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let step = Step::from_code(&fields.get("step"));
    let needed = step.map_or(Right::CheckSheet, right);
    let permit = person.may(needed, Object::Round(person.facility_id(), &place.round))?;
    let step = step.ok_or(WebError::BadForm)?;
    let mut problems = Problems::default();
    let reason = fields.optional("reason", LONGEST_REASON, &mut problems);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if problems.is_empty() {
        let (doing, sheet, wish) = (permit.doing(), place.sheet(), Wish { step, reason });
        let done = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { reviews::review(tx, &doing, &sheet, wish).await })
        });
        match done.await.map_err(refusal) {
            Ok(()) => return reply::see(&place.address()),
            Err(Ok(error)) => {
                status = StatusCode::CONFLICT;
                problems.add("", sentence(error));
            }
            Err(Err(error)) => return Err(error),
        }
    }
    header::refused(&permit, &place, (status, &fields, &problems)).await
}

fn sentence(error: ReviewError) -> &'static str {
    match error {
        ReviewError::NotHandedIn => "sheet-not-handed-in",
        ReviewError::AlreadyDone => "review-already-done",
        ReviewError::NotChecked => "review-not-checked",
        ReviewError::SamePerson => "review-same-person",
        ReviewError::NoReason => "review-no-reason",
    }
}
