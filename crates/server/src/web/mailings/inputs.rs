//! The fields of a mailing: to which departments, subject, text.

use std::collections::BTreeSet;

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::id::DepartmentId;
use tenken_domain::mailing::{Kind, LINK, unknown_place};

use super::Desk;
use super::template::texts;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::Permit;

const KIND: &str = "kind";
const DEPARTMENTS: Field = Field::new("departments", "mailing-departments").hint("mailing-departments-hint");
pub const SUBJECT: Field = Field::new("subject", "mailing-subject");
pub const BODY: Field = Field::new("body", "mailing-body").hint("mailing-body-hint");

const LONGEST_SUBJECT: usize = 100;
const LONGEST_BODY: usize = 4_000;

/// What was written.
pub struct Written {
    pub kind: Kind,
    pub departments: BTreeSet<DepartmentId>,
    pub subject: String,
    pub body: String,
}

/// Subject and text, or problems at their fields. Without the place of the link nobody could answer.
pub fn read_texts(fields: &Fields, problems: &mut Problems) -> (String, String) {
    let subject = fields.one_line(SUBJECT, LONGEST_SUBJECT, problems);
    let body = fields.required(BODY, LONGEST_BODY, problems);
    if !body.contains(LINK) {
        problems.add(BODY, "mailing-body-without-link");
    }
    if unknown_place(&body).is_some() {
        problems.add(BODY, "mailing-body-unknown-place");
    }
    (subject, body)
}

/// Reads what was written; `None` with problems noted at their fields.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<Written> {
    let departments: BTreeSet<_> = fields.all(DEPARTMENTS.name).map(DepartmentId::new).collect();
    if departments.is_empty() {
        problems.add(DEPARTMENTS, "mailing-departments-none");
    }
    let (subject, body) = read_texts(fields, problems);
    let kind = Kind::from_code(&fields.get(KIND))?;
    problems.is_empty().then_some(Written { kind, departments, subject, body })
}

/// What stands in the fields at first: everybody, and the usual text.
pub fn usual(permit: &Permit<'_>, desk: &Desk, kind: Kind) -> Fields {
    let (subject, body) = texts(permit, &desk.round, kind);
    let mut pairs = vec![
        (KIND.to_owned(), kind.code().to_owned()),
        (SUBJECT.name.to_owned(), subject),
        (BODY.name.to_owned(), body),
    ];
    pairs.extend(desk.reached().keys().map(|id| (DEPARTMENTS.name.to_owned(), id.to_string())));
    Fields::new(pairs)
}

/// The same as hidden fields, to be sent on.
pub fn carried(written: &Written) -> Markup {
    html! {
        input type="hidden" name=(KIND) value=(written.kind.code());
        input type="hidden" name=(SUBJECT.name) value=(written.subject);
        textarea hidden name=(BODY.name) { "\n" (written.body) }
        @for id in &written.departments { input type="hidden" name=(DEPARTMENTS.name) value=(id); }
    }
}

/// The page with the fields.
pub fn view(permit: &Permit<'_>, desk: &Desk, form: Form<'_>) -> Markup {
    let text = permit.text;
    let kind = Kind::from_code(&form.fields.get(KIND)).unwrap_or(Kind::Reminder);
    let title = text.of("mailing-write", kind.code());
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (desk.round.name) }
            @if desk.server.is_none() {
                p.warning { (text.text("mailing-no-server")) " " a href="/settings/mail" { (text.text("settings-mail")) } }
            } @else if desk.reached().is_empty() {
                p.warning { (text.text("mailing-nobody")) }
            } @else {
                p.hint { (text.of("mailing-who", desk.round.slips.code())) }
                (form.summary())
                form method="post" action={"/rounds/" (desk.round.id) "/mailings/preview"} {
                    (form::token(permit))
                    input type="hidden" name=(KIND) value=(kind.code());
                    (form.checkboxes(DEPARTMENTS, &departments(permit, desk)))
                    (form.line(SUBJECT, "text", "off"))
                    (form.lines(BODY, 16))
                    (form.submit("mailing-preview"))
                }
            }
            p { a.button.quiet href={"/rounds/" (desk.round.id) "/mailings"} { (text.text("form-cancel")) } }
        },
    )
}

/// Those with somebody whom mail reaches, with how many.
fn departments(permit: &Permit<'_>, desk: &Desk) -> Vec<(String, String)> {
    let reached = desk.reached();
    let option = |(id, name): &(DepartmentId, String)| {
        let people = FluentValue::from(*reached.get(id)?);
        let values = [("department", FluentValue::from(name.as_str())), ("people", people)];
        Some((id.to_string(), permit.text.with("mailing-department", values)))
    };
    desk.departments.iter().filter_map(option).collect()
}
