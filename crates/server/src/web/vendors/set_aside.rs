//! Setting a vendor aside that supplies nothing any more, and taking it back.

use axum::extract::Path;

use super::{address, load, may_manage};
use crate::actions::{in_tx, vendors};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = load(&person, &id).await?;
    let (doing, id) = (permit.doing(), vendor.id.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { vendors::set_aside(tx, &doing, &id).await }))
        .await?;
    reply::see(&address(&vendor))
}

pub async fn take_back(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = load(&person, &id).await?;
    let (doing, id) = (permit.doing(), vendor.id.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { vendors::take_back(tx, &doing, &id).await }))
        .await?;
    reply::see(&address(&vendor))
}
