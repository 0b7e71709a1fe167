//! Removing a departmental system that is not used.

use axum::extract::Path;

use tenken_domain::permission::{Object, Right};

use super::{ADDRESS, change, note};
use crate::actions::{departmental_systems, in_tx};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let found = change::load(&person, id).await?;
    let (doing, id) = (permit.doing(), found.id.clone());
    let removed = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { departmental_systems::remove(tx, &doing, &id).await })
    });
    match removed.await.map_err(refusal) {
        Ok(()) => reply::see(ADDRESS),
        Err(Ok(refused)) => {
            let mut problems = Problems::default();
            note(refused, &mut problems);
            let fields = Fields::new(vec![("name".to_owned(), found.name.clone())]);
            let form = Form { text: permit.text, fields: &fields, problems: &problems };
            reply::refused(change::view(&permit, &found, form))
        }
        Err(Err(error)) => Err(error),
    }
}
