//! 提出: with 記入者 and 日付 as they stand in the form; blanks may remain.

use axum::extract::Path;
use axum::http::StatusCode;
use tenken_domain::sheet::HandInError;

use super::header;
use crate::actions::in_tx;
use crate::actions::sheets::hand_in;
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path((round, list)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let permit = place.permit_to_answer(&person)?;
    let mut problems = Problems::default();
    let wish = header::read(&fields, &mut problems);
    if !problems.is_empty() {
        let refused = (StatusCode::UNPROCESSABLE_ENTITY, &fields, &problems);
        return header::refused(&permit, &place, refused).await;
    }
    let (doing, sheet) = (permit.doing(), place.sheet());
    let done =
        in_tx(&person.app().db, move |tx| Box::pin(async move { hand_in(tx, &doing, &sheet, wish).await }))
            .await;
    match done.map_err(refusal) {
        Ok(_) => reply::see(&place.address()),
        Err(Ok(error)) => {
            let (status, field, key) = explain(error);
            problems.add(field, key);
            header::refused(&permit, &place, (status, &fields, &problems)).await
        }
        Err(Err(error)) => Err(error),
    }
}

/// Status, field and sentence of a refusal.
pub fn explain(error: HandInError) -> (StatusCode, &'static str, &'static str) {
    match error {
        HandInError::NoFiller => (StatusCode::UNPROCESSABLE_ENTITY, "filler", "sheet-no-filler"),
        HandInError::NoDate => (StatusCode::UNPROCESSABLE_ENTITY, "filled_on", "sheet-no-date"),
        HandInError::AlreadyHandedIn => (StatusCode::CONFLICT, "", "sheet-already-handed-in"),
        HandInError::NotHandedIn => (StatusCode::CONFLICT, "", "sheet-not-handed-in"),
    }
}
