//! Giving the file up: it is forgotten at once.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use crate::actions::uploads;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    uploads::give_up(&person.app().db, &permit.doing(), &id).await?;
    reply::see("/settings/people")
}
