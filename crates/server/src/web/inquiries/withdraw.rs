//! Nobody waits for an inquiry any more.

use axum::extract::Path;

use super::{Asked, explain, show};
use crate::actions::{in_tx, inquiries};
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::vendors::may_manage;

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
    let withdrawn = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { inquiries::withdraw(tx, &doing, &id).await })
    });
    let mut problems = Problems::default();
    match withdrawn.await.map_err(refusal) {
        Ok(()) => return reply::see(&asked.address()),
        Err(Ok(refused)) => explain(refused, "", &mut problems),
        Err(Err(error)) => return Err(error),
    }
    show::refused(&permit, &asked, (&fields, &problems)).await
}
