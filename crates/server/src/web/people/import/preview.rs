//! How the file was understood, and what it would change. Looking changes nothing.

use axum::extract::{Path, Query};
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::people_change::{Missing, Plan, plan};
use tenken_domain::permission::{Denial, Object, Right};

use super::choice::{self, Choice};
use super::{PURPOSE, changes, columns, upload};
use crate::actions::people::Known;
use crate::actions::people::file::{Understood, understand, usual_digits};
use crate::actions::uploads::{self, Sent};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(
    person: Person,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let Some(look) = Look::load(&person, &id, (&Fields::new(pairs), &mut problems)).await? else {
        return upload::gone(&permit);
    };
    let is_fine = problems.is_empty();
    let shown = look.view(&permit, &problems);
    if is_fine { reply::page(shown) } else { reply::refused(shown) }
}

/// A waiting file beside the register.
pub struct Look {
    pub id: String,
    pub file_name: String,
    pub known: Known,
    pub understood: Understood,
    pub missing: Missing,
    pub plan: Plan,
    pub today: Date,
}

impl Look {
    /// The file as it is to be read by these fields; `None` where it waits no more, or is somebody else's.
    pub async fn load(
        person: &Person,
        id: &str,
        (fields, problems): (&Fields, &mut Problems),
    ) -> Result<Option<Self>, WebError> {
        let (app, means) = (person.app(), person.visitor.means());
        let today = calendar::day_of(means.now);
        let mut conn = app.db.reader().await?;
        let sent = uploads::open(&mut conn, (&means, &person.principal.account), PURPOSE, id).await?;
        let Some(sent): Option<Sent> = sent else { return Ok(None) };
        let known = Known::load(&mut conn, person.facility_id()).await?;
        drop(conn);
        let Choice { way, digits, missing } = choice::read(fields, today, problems);
        let digits = digits.unwrap_or_else(|| usual_digits(&known.people));
        let file_name = sent.name.clone();
        let understood =
            understand(sent, way, digits).await.map_err(|_| WebError::Denied(Denial::Invisible))?;
        let plan = plan(known.register(), &understood.entries, today, missing);
        Ok(Some(Self { id: id.to_owned(), file_name, known, understood, missing, plan, today }))
    }

    pub fn view(&self, permit: &Permit<'_>, problems: &Problems) -> Markup {
        let text = permit.text;
        let fields = columns::fields_of(self);
        let form = Form { text, fields: &fields, problems };
        page::page(
            permit,
            &text.text("people-import-check"),
            &html! {
                h1 { (text.text("people-import-check")) }
                p { (text.text("people-file")) "：" (self.file_name) }
                (form.summary())
                (columns::view(form, self))
                (changes::view(permit, self))
                form method="post" action={"/settings/people/import/" (self.id) "/cancellation"} {
                    (form::token(permit))
                    button.quiet type="submit" { (text.text("people-import-cancel")) }
                }
            },
        )
    }
}
