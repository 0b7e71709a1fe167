//! The tree most hospitals begin with, made by one button and then changed.

use tenken_domain::permission::{Object, Right};

use super::Visit;
use crate::actions::{departments, in_tx};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let visit = Visit::from_first(Some(fields.get("first").as_str()).filter(|first| !first.is_empty()));
    let (doing, paths) = (permit.doing(), paths(&permit.text.text("default-departments")));
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { departments::create_usual(tx, &doing, paths).await })
    })
    .await?;
    reply::see(visit.address())
}

/// One department a line, written as its path from the top: `看護部 > 病棟`.
fn paths(lines: &str) -> Vec<Vec<String>> {
    let names = |line: &str| line.split('>').map(|name| name.trim().to_owned()).collect();
    lines.lines().filter(|line| !line.trim().is_empty()).map(names).collect()
}
