//! Letting a stopped account be used again.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use crate::actions::{accounts, in_tx};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let account = super::load(&person, &id).await?;
    let permit = person.may(Right::ManageAccounts, Object::Account(&account))?;
    let (doing, id) = (permit.doing(), account.id.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { accounts::resume(tx, &doing, &id).await }))
        .await?;
    reply::see(&format!("/settings/accounts/{}?saved", account.id))
}
