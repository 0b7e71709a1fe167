//! Every circumstance of the catalogs with what the hospital says of it; all of it can wait.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::answer::Circumstance;
use tenken_domain::catalog::{Checklist, Condition, builtin};
use tenken_domain::facility::Circumstances;
use tenken_domain::id::ConditionId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::facility;

use crate::actions::{facilities, in_tx};
use crate::web::settings::Asked;
use crate::web::support::fields::Fields;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let said = facility::circumstances(&mut person.app().db.reader().await?, person.facility_id()).await?;
    reply::page(view(&permit, &said, &asked))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let (doing, wish) = (permit.doing(), read(&fields)?);
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { facilities::answer_circumstances(tx, &doing, wish).await })
    })
    .await?;
    reply::see(if fields.get("first").is_empty() { "/settings/circumstances?saved" } else { "/" })
}

/// What was chosen; a circumstance that no catalog knows does not exist.
fn read(fields: &Fields) -> Result<Circumstances, WebError> {
    let mut said = Circumstances::new();
    for (condition, answer) in fields.starting("condition-") {
        let condition = ConditionId::new(condition);
        if !conditions().any(|known| known.id == condition) {
            return Err(WebError::Denied(Denial::Invisible));
        }
        match Circumstance::from_code(answer) {
            Some(circumstance) => {
                said.insert(condition, circumstance);
            }
            None if answer.is_empty() => {}
            None => return Err(WebError::BadForm),
        }
    }
    Ok(said)
}

/// All circumstances; one that several catalogs ask for is asked once.
fn conditions() -> impl Iterator<Item = &'static Condition> {
    let all = || builtin().iter().flat_map(|catalog| &catalog.conditions);
    let is_first = move |nth: usize, id: &ConditionId| !all().take(nth).any(|earlier| earlier.id == *id);
    all()
        .enumerate()
        .filter(move |(nth, condition)| is_first(*nth, &condition.id))
        .map(|(_, condition)| condition)
}

fn view(permit: &Permit<'_>, said: &Circumstances, asked: &Asked) -> Markup {
    let text = permit.text;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("settings-circumstances"),
        &html! {
            h1 { (text.text("settings-circumstances")) }
            (asked.saved(text))
            p { (text.text("circumstances-intro")) }
            p.hint { (text.text("circumstances-later")) }
            @if may_change {
                form method="post" action="/settings/circumstances" {
                    (form::token(permit))
                    @if asked.first.is_some() { input type="hidden" name="first" value="1"; }
                    @for condition in conditions() { (choice(text, condition, said)) }
                    button.primary type="submit" { (text.text("settings-save")) }
                    @if asked.first.is_some() { a.button.quiet href="/" { (text.text("circumstances-not-now")) } }
                }
            } @else {
                dl.facts {
                    @for condition in conditions() {
                        dt { (condition.title) }
                        dd { (text.of("circumstance", code(said, condition))) }
                    }
                }
            }
        },
    )
}

fn choice(text: Text, condition: &Condition, said: &Circumstances) -> Markup {
    let name = format!("condition-{}", condition.id);
    let items = FluentValue::from(hanging_items(condition));
    let codes = Circumstance::ALL.map(Circumstance::code).into_iter().chain([UNANSWERED]);
    html! {
        fieldset.field.in-a-row aria-describedby={(name) "-notes"} {
            legend { (condition.title) }
            p.hint id={(name) "-notes"} { (text.with("circumstance-items", [("items", items)])) }
            @for code in codes {
                label.choice {
                    input type="radio" name=(name) value=(if code == UNANSWERED { "" } else { code })
                        checked[code == self::code(said, condition)];
                    span { (text.of("circumstance", code)) }
                }
            }
        }
    }
}

/// The word for a circumstance nobody has said anything of; only in locale keys.
const UNANSWERED: &str = "unanswered";

fn code(said: &Circumstances, condition: &Condition) -> &'static str {
    said.get(&condition.id).map_or(UNANSWERED, |circumstance| circumstance.code())
}

/// How many items become 該当なし without this circumstance; a list that hangs on it counts with all its items.
fn hanging_items(condition: &Condition) -> usize {
    let hangs = |on: &Option<ConditionId>| on.as_ref() == Some(&condition.id);
    let lists = builtin().iter().flat_map(|catalog| &catalog.checklists);
    let items = |list: &Checklist| {
        list.items.iter().filter(|item| hangs(&list.applies_when) || hangs(&item.applies_when)).count()
    };
    lists.map(items).sum()
}
