//! A lost card gets other secrets; the old one opens nothing any more.

use axum::extract::Path;
use tenken_domain::id::SlipId;

use super::list;
use crate::actions::in_tx;
use crate::actions::slips::{self, ReplaceRefusal};
use crate::web::rounds::load;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path((id, slip)): Path<(String, String)>, Posted { person, .. }: Posted) -> Reply {
    let round = load(&person, &id).await?;
    let permit = list::permit(&person, &round)?;
    let (doing, round_id, slip) = (permit.doing(), round.id.clone(), SlipId::new(slip));
    let wanted = slip.clone();
    let replaced = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { slips::replace(tx, &doing, (&round_id, &wanted)).await })
    })
    .await;
    match replaced.map_err(refusal) {
        Ok(department) => {
            reply::see(&format!("/rounds/{}/slips?department={department}&replaced={slip}", round.id))
        }
        Err(Ok(ReplaceRefusal::HandedIn)) => reply::see(&format!("/rounds/{}/slips?refused=1", round.id)),
        Err(Err(error)) => Err(error),
    }
}
