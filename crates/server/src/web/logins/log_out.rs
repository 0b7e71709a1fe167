//! Logging out.

use super::session_cookie;
use crate::actions::{in_tx, logins};
use crate::web::support::posted::Posted;
use crate::web::support::reply::Reply;

pub async fn submit(Posted { person, .. }: Posted) -> Reply {
    let (doing, session) = (person.own()?.doing(), person.session.id_hash.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { logins::log_out(tx, &doing, &session).await }))
        .await?;
    session_cookie::clear(person.app(), "/login")
}
