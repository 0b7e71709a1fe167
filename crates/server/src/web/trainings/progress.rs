//! What the next round changed: each item's figures before and after, without a word on what caused it.

use maud::{Markup, html};
use tenken_domain::change::Changes;
use tenken_domain::training::{Training, next_round};
use tenken_store::round;

use super::Outcome;
use crate::web::results::words::{self, CellWords};
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// The result of the first closed round after a training that asked about its items, if there is one yet.
pub async fn next(person: &Person, own: &Outcome, training: &Training) -> Result<Option<Outcome>, WebError> {
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    match next_round(&all, &own.round, training) {
        Some(round) => Ok(Some(Outcome::of(person, round.clone()).await?)),
        None => Ok(None),
    }
}

pub fn view(text: Text, training: &Training, before: &Outcome, after: Option<&Outcome>) -> Markup {
    html! {
        h2 { (text.text("training-progress")) }
        (table(text, training, before, after))
        @if after.is_none() { p.hint { (text.text("training-no-next")) } }
        @else { p.hint { (text.text("result-by-chance-means")) " " (text.text("training-no-proof")) } }
    }
}

fn table(text: Text, training: &Training, before: &Outcome, after: Option<&Outcome>) -> Markup {
    let (label, said) = (|key| text.text(key), CellWords::of(text));
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("result-item")) }
                th scope="col" { (text.text("training-before")) br; (before.round.name) }
                @if let Some(after) = after {
                    th scope="col" { (text.text("training-after")) br; (after.round.name) }
                    th.number scope="col" { (text.text("training-difference")) }
                }
            } }
            tbody {
                @for item in before.items_of(training) {
                    tr {
                        th scope="row" { (item.title) }
                        td data-label=(label("training-before")) { (words::figure(text, &before.figures, before.figure(item))) }
                        @if let Some(after) = after {
                            td data-label=(label("training-after")) { (words::figure(text, &after.figures, after.figure(item))) }
                            td.number data-label=(label("training-difference")) { (said.difference(Changes::between(before.figure(item), after.figure(item)))) }
                        }
                    }
                }
            }
        }
    }
}
