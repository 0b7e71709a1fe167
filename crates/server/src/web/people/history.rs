//! Every import so far; the last one can be taken back.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use jiff::Timestamp;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};
use tenken_store::person_import::{self, Import, State, Touched};

use crate::web::settings::Asked;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.may(Right::ReadPeople, Object::Facility(person.facility_id()))?;
    let all = person_import::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let saved = asked.saved(permit.text);
    reply::page(view(&permit, &all, (&saved, &Problems::default())))
}

pub fn view(permit: &Permit<'_>, all: &[Import], (saved, problems): (&Markup, &Problems)) -> Markup {
    let text = permit.text;
    let manages = permit.person.could(Right::ManagePeople, Object::Facility(permit.person.facility_id()));
    let form = Form { text, fields: &Fields::default(), problems };
    page::page(
        permit,
        &text.text("people-imports"),
        &html! {
            h1 { (text.text("people-imports")) }
            (saved)
            (form.summary())
            @if all.is_empty() { p { (text.text("people-imports-none")) } }
            @for (place, import) in all.iter().enumerate() {
                section.card {
                    h2 { (moment(import.at)) "　" (import.file_name) }
                    p { (touched(text, import.touched)) }
                    p.hint { (by(text, import)) }
                    @match (import.state, place == 0 && manages) {
                        (State::Undone, _) => p { (text.text("people-import-undone")) },
                        (State::Done, false) => {},
                        (State::Done, true) => {
                            p.hint { (text.text("people-undo-hint")) }
                            form method="post" action={"/settings/people/imports/" (import.id) "/undoing"} {
                                (form::token(permit))
                                button.quiet type="submit" { (text.text("people-undo-submit")) }
                            }
                        },
                    }
                }
            }
            p { a href="/settings/people" { (text.text("people-back")) } }
        },
    )
}

fn moment(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map_or_else(|_| String::new(), calendar::moment)
}

fn by(text: Text, import: &Import) -> String {
    if import.by.is_empty() {
        return text.of("audit-actor", "console");
    }
    text.with("people-import-by", [("name", FluentValue::from(import.by.as_str()))])
}

/// How many an import touched, in a sentence.
fn touched(text: Text, touched: Touched) -> String {
    let Touched { added, changed, moved, left } = touched;
    let values = [("added", added), ("changed", changed), ("moved", moved), ("left", left)];
    text.with("people-touched", values.map(|(name, number)| (name, FluentValue::from(number))))
}
