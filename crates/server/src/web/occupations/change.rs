//! One occupation: its name, whose people they are, and who answers for it.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::id::OccupationId;
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::occupation;

use super::{list, note};
use crate::actions::{facilities, in_tx};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const AFFILIATION: Field =
    Field::new("affiliation", "occupation-affiliation").hint("occupation-affiliation-hint");
const RESPONSIBLE: Field =
    Field::new("responsible", "occupation-responsible").hint("occupation-responsible-hint");

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let found = load(&person, id).await?;
    let pairs = [
        ("name", found.name.as_str()),
        ("affiliation", found.affiliation.code()),
        ("responsible", found.responsible.as_str()),
    ];
    let fields = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &found, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let found = load(&person, id).await?;
    let mut problems = Problems::default();
    let name = fields.one_line(list::NAME, 40, &mut problems);
    let responsible = fields.optional_line(RESPONSIBLE, 60, &mut problems);
    let affiliation = Affiliation::from_code(&fields.get("affiliation"));
    if affiliation.is_none() {
        problems.add(AFFILIATION, "problem-required");
    }
    if let (Some(affiliation), true) = (affiliation, problems.is_empty()) {
        let wish = Occupation { id: found.id.clone(), name, affiliation, responsible };
        let doing = permit.doing();
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { facilities::change_occupation(tx, &doing, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see("/settings/occupations"),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &found, form))
}

async fn load(person: &Person, id: String) -> Result<Occupation, WebError> {
    let all = occupation::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let id = OccupationId::new(id);
    all.into_iter().find(|one| one.id == id).ok_or(WebError::Denied(Denial::Invisible))
}

fn view(permit: &Permit<'_>, found: &Occupation, form: Form<'_>) -> Markup {
    let text = permit.text;
    let affiliations: Vec<(String, String)> = Affiliation::ALL
        .iter()
        .map(|one| (one.code().to_owned(), text.of("affiliation", one.code())))
        .collect();
    page::page(
        permit,
        &found.name,
        &html! {
            h1 { (found.name) }
            (form.summary())
            form method="post" action={"/settings/occupations/" (found.id)} {
                (form::token(permit))
                (form.line(list::NAME, "text", "off"))
                (form.radios(AFFILIATION, &affiliations))
                (form.line(RESPONSIBLE, "text", "off"))
                (form.submit("settings-save"))
                a.button.quiet href="/settings/occupations" { (text.text("form-cancel")) }
            }
        },
    )
}
