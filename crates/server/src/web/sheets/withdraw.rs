//! 取り下げ: the sheet can be written on again, for as long as the round is open.

use axum::extract::Path;

use super::{hand_in, header};
use crate::actions::in_tx;
use crate::actions::sheets::withdraw;
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path((round, list)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let permit = place.permit_to_answer(&person)?;
    let (doing, sheet) = (permit.doing(), place.sheet());
    let done =
        in_tx(&person.app().db, move |tx| Box::pin(async move { withdraw(tx, &doing, &sheet).await })).await;
    match done.map_err(refusal) {
        Ok(_) => reply::see(&place.address()),
        Err(Ok(error)) => {
            let (status, field, key) = hand_in::explain(error);
            let mut problems = Problems::default();
            problems.add(field, key);
            header::refused(&permit, &place, (status, &fields, &problems)).await
        }
        Err(Err(error)) => Err(error),
    }
}
