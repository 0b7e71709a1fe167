//! One departmental system: its name, and the way to remove it.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::departmental_system::{DepartmentalSystem, LONGEST_NAME};
use tenken_domain::id::SystemId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::departmental_system;

use super::{ADDRESS, list, note};
use crate::actions::{departmental_systems, in_tx};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let found = load(&person, id).await?;
    let fields = Fields::new(vec![("name".to_owned(), found.name.clone())]);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &found, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let found = load(&person, id).await?;
    let mut problems = Problems::default();
    let name = fields.one_line(list::NAME, LONGEST_NAME, &mut problems);
    if problems.is_empty() {
        let (doing, wish) = (permit.doing(), DepartmentalSystem { id: found.id.clone(), name });
        let renamed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departmental_systems::rename(tx, &doing, wish).await })
        });
        match renamed.await.map_err(refusal) {
            Ok(()) => return reply::see(ADDRESS),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &found, form))
}

/// The system of an address, if it is of the person's hospital.
pub async fn load(person: &Person, id: String) -> Result<DepartmentalSystem, WebError> {
    let all = departmental_system::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let id = SystemId::new(id);
    all.into_iter().find(|one| one.id == id).ok_or(WebError::Denied(Denial::Invisible))
}

pub fn view(permit: &Permit<'_>, found: &DepartmentalSystem, form: Form<'_>) -> Markup {
    let text = permit.text;
    let address = format!("{ADDRESS}/{}", found.id);
    page::page(
        permit,
        &found.name,
        &html! {
            h1 { (found.name) }
            (form.summary())
            form method="post" action=(address) {
                (form::token(permit))
                (form.line(list::NAME, "text", "off"))
                (form.submit("settings-save"))
                a.button.quiet href=(ADDRESS) { (text.text("form-cancel")) }
            }
            form method="post" action={ (address) "/removal" } {
                (form::token(permit))
                p.hint { (text.text("system-remove-hint")) }
                button.quiet type="submit" { (text.text("system-remove")) }
            }
        },
    )
}
