//! The filtered audit log as CSV; taking it along is itself recorded.

use axum::extract::Query;
use tenken_domain::audit::Target;
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};
use tenken_report::csv::{Encoding, audit_log};
use tenken_store::audit;

use super::names::Names;
use super::{filter, list, wording};
use crate::actions::{exports, in_tx};
use crate::web::support::download;
use crate::web::support::fields::Problems;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// Most entries in one file; Excel opens them without trouble.
const MOST: u64 = 100_000;

pub async fn page(person: Person, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let permit = person.may(Right::ReadAuditEvents, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let today = calendar::day_of(person.app().clock.now());
    let filter = match filter::read(pairs, today, &mut problems) {
        Ok(filter) => filter,
        Err(fields) => return list::refused(&permit, &fields, &problems),
    };
    let mut conn = person.app().db.reader().await?;
    let entries = audit::list(&mut conn, person.facility_id(), &filter.everything(MOST + 1)).await?;
    drop(conn);
    if entries.len() as u64 > MOST {
        problems.add("from", "audit-too-many");
        return list::refused(&permit, &filter.fields, &problems);
    }
    let names = Names::load(&person).await?;
    let lines = entries.iter().map(|entry| wording::line(permit.text, &names, entry)).collect();
    let bytes = audit_log(person.facility.edition, lines, Encoding::Utf8).map_err(anyhow::Error::from)?;
    let name = format!("{}_{today}.csv", permit.text.text("audit-title"));
    let (doing, file) = (permit.doing(), name.clone());
    let target = Target::new("facility", person.facility_id());
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { exports::record_report(tx, &doing, target, file).await })
    })
    .await?;
    download::attachment(bytes, "text/csv; charset=utf-8", &name)
}
