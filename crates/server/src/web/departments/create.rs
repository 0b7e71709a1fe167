//! Adding a department with its headcounts.

use tenken_domain::permission::{Object, Right};

use super::{Staffing, Visit, inputs, list, note};
use crate::actions::{departments, in_tx};
use crate::web::support::fields::Problems;
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let visit = Visit::from_first(Some(fields.get("first").as_str()).filter(|first| !first.is_empty()));
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &staffing.occupations, &mut problems) {
        let doing = permit.doing();
        let created = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departments::create(tx, &doing, wish).await })
        });
        match created.await.map_err(refusal) {
            Ok(_) => return reply::see(visit.address()),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(list::view(&permit, &staffing, visit, form))
}
