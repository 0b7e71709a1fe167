//! Taking the last import back.

use axum::extract::Path;
use maud::html;
use tenken_domain::id::ImportId;
use tenken_domain::permission::{Object, Right};
use tenken_store::person_import;

use super::history;
use crate::actions::in_tx;
use crate::actions::people::{self, UndoRefusal};
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let (doing, id) = (permit.doing(), ImportId::new(id));
    let undone =
        in_tx(&person.app().db, move |tx| Box::pin(async move { people::undo(tx, &doing, &id).await }));
    let sentence = match undone.await.map_err(refusal) {
        Ok(undone) if undone.groups_kept == 0 => return reply::see("/settings/people/imports?saved"),
        Ok(_) => "people-undo-groups-kept",
        Err(Ok(UndoRefusal::NotTheLast)) => "people-undo-not-the-last",
        Err(Ok(UndoRefusal::ChangedSince)) => "people-undo-changed-since",
        Err(Err(error)) => return Err(error),
    };
    let mut problems = Problems::default();
    let all = person_import::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    if sentence == "people-undo-groups-kept" {
        let said = html! { p.done role="status" { (permit.text.text(sentence)) } };
        return reply::page(history::view(&permit, &all, (&said, &problems)));
    }
    problems.add("", sentence);
    reply::refused(history::view(&permit, &all, (&html! {}, &problems)))
}
