//! 準備中 → 受付中.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use super::show;
use crate::actions::in_tx;
use crate::actions::rounds::{self, OpenRoundRefusal};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::OpenRound, Object::Round(person.facility_id(), &round))?;
    let (doing, id) = (permit.doing(), round.id.clone());
    let opened =
        in_tx(&person.app().db, move |tx| Box::pin(async move { rounds::open(tx, &doing, &id).await })).await;
    match opened.map_err(refusal) {
        Ok(opened) => reply::see(&format!("/rounds/{}", opened.id)),
        Err(Ok(why)) => {
            let mut problems = Problems::default();
            let key = match why {
                OpenRoundRefusal::NobodyToAsk => "round-nobody-to-ask",
                OpenRoundRefusal::NobodyByName => "round-nobody-by-name",
            };
            problems.add("", key);
            show::refused(&permit, &round, (Fields::default(), problems)).await
        }
        Err(Err(error)) => Err(error),
    }
}
