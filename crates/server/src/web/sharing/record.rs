//! One group: what to talk about, what was agreed so far, and the form for a further talk.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facts::Group;
use tenken_domain::permission::Right;
use tenken_domain::sharing::{LONGEST_AGREED, Sharing, SharingRefusal};
use tenken_domain::talking::{Point, Why, points};
use tenken_store::sharing;

use super::Told;
use crate::actions::in_tx_or_excused;
use crate::actions::sharing::{Wish, object, record};
use crate::web::guidance;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const SHARED_ON: Field = Field::new("shared_on", "sharing-shared-on").hint("day-hint");
const AGREED: Field = Field::new("agreed", "sharing-agreed").hint("sharing-agreed-hint");

pub async fn page(person: Person, Path((id, axis, group)): Path<(String, String, String)>) -> Reply {
    let told = Told::load(&person, &id).await?;
    let group = told.group(&axis, &group)?;
    let (fields, problems) = (Fields::default(), Problems::default());
    let form = Form { text: told.permit.text, fields: &fields, problems: &problems };
    reply::page(view(&told, group, &records(&person, &told, group).await?, form))
}

pub async fn submit(
    Path((id, axis, group)): Path<(String, String, String)>,
    Posted { person, fields }: Posted,
) -> Reply {
    let told = Told::load(&person, &id).await?;
    let group = told.group(&axis, &group)?;
    let doing = told.permit.doing();
    person.may(Right::RecordSharing, object(&doing, &told.round, &group.key))?;
    let mut problems = Problems::default();
    if let Some(wish) = wish(group, &fields, &mut problems) {
        let (doing, id) = (doing.clone(), told.round.id.clone());
        let recorded = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { record(tx, &doing, &id, wish).await })
        });
        match recorded.await.map_err(refusal) {
            Ok(()) => return reply::see(&told.address_of(group)),
            Err(Ok(SharingRefusal::InTheFuture)) => problems.add(SHARED_ON, "sharing-in-the-future"),
            Err(Ok(SharingRefusal::BeforeTheClose)) => problems.add(SHARED_ON, "sharing-before-the-close"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: told.permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&told, group, &records(&person, &told, group).await?, form))
}

fn wish(group: &Group, fields: &Fields, problems: &mut Problems) -> Option<Wish> {
    let shared_on = fields.day(SHARED_ON, problems);
    let agreed = fields.required(AGREED, LONGEST_AGREED, problems);
    let shared_on = shared_on.filter(|_| problems.is_empty())?;
    Some(Wish { group: group.key.clone(), shared_on, agreed })
}

async fn records(person: &Person, told: &Told<'_>, group: &Group) -> Result<Vec<Sharing>, WebError> {
    let all = sharing::all(&mut person.app().db.reader().await?, &told.round.id).await?;
    Ok(all.into_iter().filter(|record| record.group == group.key).collect())
}

fn view(told: &Told<'_>, group: &Group, records: &[Sharing], form: Form<'_>) -> Markup {
    let (text, permit) = (told.permit.text, &told.permit);
    let title = format!("{} {}", text.text("sharing-title"), group.name);
    let could = permit.person.could(Right::RecordSharing, object(&permit.doing(), &told.round, &group.key));
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (told.round.name) " " a href=(told.address()) { (text.text("sharing-back")) } }
            p { a.button.quiet href=(told.sheet_of(group)) { (text.text("sharing-sheet-pdf")) } }
            (to_talk_about(told, group))
            @if could {
                section {
                    h2 { (text.text("sharing-record")) }
                    (form.summary())
                    form method="post" action=(told.address_of(group)) {
                        (form::token(permit))
                        (form.line(SHARED_ON, "text", "off"))
                        (form.lines(AGREED, 6))
                        p.hint { (text.text("sharing-never-changed")) }
                        (form.submit("sharing-save"))
                    }
                }
            }
            (history(told, records))
        },
    )
}

fn to_talk_about(told: &Told<'_>, group: &Group) -> Markup {
    let (text, catalog) = (told.permit.text, told.facts.catalog);
    let list = catalog.checklist(&told.staff.list);
    let points = list.map_or_else(Vec::new, |list| points(list, &group.figures, &told.staff.figures));
    html! {
        section {
            h2 { (text.text("sharing-points")) }
            @if points.is_empty() { p { (text.text("sharing-no-points")) } }
            ol {
                @for Point { item, why } in points {
                    li {
                        strong { (item.title) } " " (text.text(because(why))) " "
                        (guidance::list::explained(text, catalog, item))
                    }
                }
            }
        }
    }
}

const fn because(why: Why) -> &'static str {
    match why {
        Why::BelowTheRest => "sharing-below-the-rest",
        Why::WeakHere => "sharing-weak-here",
        Why::WeakInTheWhole => "sharing-weak-in-the-whole",
    }
}

fn history(told: &Told<'_>, records: &[Sharing]) -> Markup {
    let text = told.permit.text;
    html! {
        section {
            h2 { (text.text("sharing-history")) }
            @if records.is_empty() { p { (text.text("sharing-not-yet")) } }
            @for record in records {
                article.record {
                    h3 { (calendar::both(record.shared_on)) }
                    p.typed { (record.agreed) }
                    p.hint {
                        (text.text("sharing-recorded-by")) " " (record.recorded_by) " "
                        (calendar::moment(record.recorded_at))
                    }
                }
            }
        }
    }
}
