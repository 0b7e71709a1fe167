//! One training: when and for whom, its papers, and what the next round changed.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::training::Training;
use tenken_report::training::MOST_ROWS;

use super::{Outcome, could_manage, load, may_read, progress};
use crate::web::rounds::load as load_round;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let training = load(&person, &id).await?;
    let before = Outcome::of(&person, load_round(&person, training.round.as_str()).await?).await?;
    let after = progress::next(&person, &before, &training).await?;
    reply::page(view(&permit, &training, &before, after.as_ref()))
}

fn view(permit: &Permit<'_>, training: &Training, before: &Outcome, after: Option<&Outcome>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &training.title,
        &html! {
            h1 { (training.title) }
            (facts(permit, training, before))
            @if could_manage(permit.person) {
                p { a.button.quiet href={ "/trainings/" (training.id) "/edit" } { (text.text("training-change")) } }
            }
            (papers(permit, training))
            (progress::view(text, training, before, after))
            p { a href="/trainings" { (text.text("trainings-title")) } }
        },
    )
}

fn facts(permit: &Permit<'_>, training: &Training, before: &Outcome) -> Markup {
    let text = permit.text;
    let typed = [
        ("training-place", training.place.as_str()),
        ("training-audience", training.audience.as_str()),
        ("training-note", training.note.as_str()),
    ];
    html! {
        dl.facts {
            dt { (text.text("training-held-on")) } dd { (calendar::both(training.held_on)) }
            dt { (text.text("training-round")) }
            dd { a href={ "/rounds/" (before.round.id) "/result" } { (before.round.name) } }
            dt { (text.text("training-attended")) } dd { (attended(permit, training)) }
            @for (label, words) in typed {
                @if !words.is_empty() { dt { (text.text(label)) } dd { (words) } }
            }
        }
    }
}

/// How many took part, or that nobody has counted yet.
pub fn attended(permit: &Permit<'_>, training: &Training) -> String {
    match training.attended {
        Some(people) => permit.text.with("training-people", [("people", people.into())]),
        None => permit.text.text("training-not-counted"),
    }
}

fn papers(permit: &Permit<'_>, training: &Training) -> Markup {
    let text = permit.text;
    let address = |file: &str| format!("/trainings/{}/{file}.pdf", training.id);
    html! {
        h2 { (text.text("training-papers")) }
        p.hint { (text.text("training-papers-hint")) }
        p.inline {
            a.button href=(address("training-handout")) { (text.text("training-handout")) }
            " " a.button href=(address("training-slides")) { (text.text("training-slides")) }
        }
        form.inline method="get" action=(address("attendance-list")) {
            div.field {
                label for="rows" { (text.text("training-rows")) }
                input #rows name="rows" type="number" inputmode="numeric" min="1" max=(MOST_ROWS) value="30"
                    autocomplete="off";
            }
            button type="submit" { (text.text("training-attendance-list")) }
        }
    }
}
