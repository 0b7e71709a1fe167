//! Withdrawing evidence that shows nothing any more.

use axum::extract::Path;
use tenken_domain::id::EvidenceId;

use super::{address, may_manage, place};
use crate::actions::{evidence, in_tx};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(
    Path((list, item, id)): Path<(String, String, String)>,
    Posted { person, .. }: Posted,
) -> Reply {
    let permit = may_manage(&person)?;
    let (list, item) = place(&person, &list, &item)?;
    let (doing, id) = (permit.doing(), EvidenceId::new(id));
    in_tx(&person.app().db, move |tx| Box::pin(async move { evidence::withdraw(tx, &doing, &id).await }))
        .await?;
    reply::see(&address(&list.id, &item.id))
}
