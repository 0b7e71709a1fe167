//! A remark in the discussion of an item.

use axum::extract::Path;
use tenken_domain::id::ItemId;
use tenken_domain::permission::{Denial, Right};
use tenken_domain::remark::LONGEST;

use super::history;
use crate::actions::{in_tx_or_excused, remarks};
use crate::web::support::fields::Problems;
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(
    Path((round, list, id)): Path<(String, String, String)>,
    Posted { person, fields }: Posted,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let permit = place.permit_on(&person, Right::Discuss, &item.id)?;
    let mut problems = Problems::default();
    let said = fields.required(history::REMARK, LONGEST, &mut problems);
    if problems.is_empty() {
        let (doing, sheet, id) = (permit.doing(), place.sheet(), item.id.clone());
        let added = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { remarks::add(tx, &doing, (&sheet, &id), said).await })
        });
        added.await?;
        return reply::see(&format!("{}/answers/{}#remarks", place.address(), item.id));
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    let shown = history::Shown::load(&person, &place, item).await?;
    reply::refused(history::view(&permit, &place, &shown, form))
}
