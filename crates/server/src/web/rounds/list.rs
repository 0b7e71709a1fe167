//! All rounds of the hospital.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::round;

use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let rounds = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    reply::page(view(&permit, &rounds))
}

fn view(permit: &Permit<'_>, rounds: &[Round]) -> Markup {
    let text = permit.text;
    let here = Object::Facility(permit.person.facility_id());
    page::page(
        permit,
        &text.text("rounds-title"),
        &html! {
            h1 { (text.text("rounds-title")) }
            @if permit.person.could(Right::ManageFacility, here) {
                p { a.button href="/rounds/new" { (text.text("rounds-new")) } }
            }
            @if rounds.is_empty() { p { (text.text("rounds-none")) } }
            @else {
                table.list.stacked {
                    thead { tr {
                        th scope="col" { (text.text("round-name")) }
                        th scope="col" { (text.text("round-period")) }
                        th scope="col" { (text.text("round-state")) }
                    } }
                    tbody {
                        @for round in rounds {
                            tr {
                                th scope="row" { a href={"/rounds/" (round.id)} { (round.name) } }
                                td { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                                td { (text.of("round-state", round.state.code())) }
                            }
                        }
                    }
                }
            }
        },
    )
}
