//! Ending every other session of one's own.

use crate::actions::{in_tx, logins};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn end_others(Posted { person, .. }: Posted) -> Reply {
    let (doing, own) = (person.own()?.doing(), person.session.id_hash.clone());
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { logins::end_other_sessions(tx, &doing, &own).await })
    })
    .await?;
    reply::see("/account?saved")
}
