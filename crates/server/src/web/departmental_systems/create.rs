//! Adding a departmental system.

use tenken_domain::departmental_system::LONGEST_NAME;
use tenken_domain::permission::{Object, Right};
use tenken_store::departmental_system;

use super::{ADDRESS, list, note};
use crate::actions::{departmental_systems, in_tx};
use crate::web::support::fields::Problems;
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let name = fields.one_line(list::NAME, LONGEST_NAME, &mut problems);
    if problems.is_empty() {
        let doing = permit.doing();
        let added = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departmental_systems::add(tx, &doing, name).await })
        });
        match added.await.map_err(refusal) {
            Ok(_) => return reply::see(ADDRESS),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let all = departmental_system::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(list::view(&permit, &all, form))
}
