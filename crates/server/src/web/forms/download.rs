//! One blank form as a file; made as the command `tenken form` makes it.

use axum::extract::Path;
use tenken_domain::id::{CatalogId, ChecklistId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_report::filled_sheet::Blank;
use tenken_report::{Make, maker};

use crate::actions::{exports, in_tx};
use crate::facts::issuer;
use crate::web::reports::download::{made, named, refused};
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::{self, Reply};

pub async fn file(person: Person, Path((catalog, list, file)): Path<(String, String, String)>) -> Reply {
    let permit = person.may(Right::ReadForms, Object::Facility(person.facility_id()))?;
    let (report, format) = named(&file)?;
    let Make::Sheet(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let catalog = person.app().catalog(&CatalogId::new(catalog)).ok_or(Denial::Invisible)?;
    let list = catalog.checklist(&ChecklistId::new(list)).ok_or(Denial::Invisible)?;
    let name = format!("{}_{}.{}", permit.text.text("forms-file"), list.title, format.extension());
    let issuer = issuer(&person.facility);
    let bytes = match made(move || make(&Blank::new(catalog, list).facts(&issuer))).await? {
        Ok(bytes) => bytes,
        Err(unwritable) => return reply::refused(refused(&permit, &unwritable)),
    };
    let (doing, recorded) = (permit.doing(), name.clone());
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { exports::record_form(tx, &doing, recorded).await })
    })
    .await?;
    download::attachment(bytes, format.media_type(), &name)
}
