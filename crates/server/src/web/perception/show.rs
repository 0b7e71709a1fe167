//! The subjects of the latest closed round, those farthest apart first.

use maud::{Markup, html};
use tenken_domain::catalog::{Audience, Catalog};
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;
use tenken_domain::perception::{Compared, Side, builtin, compare};
use tenken_domain::permission::{Object, Right};
use tenken_domain::result::Share;
use tenken_domain::round::Round;
use tenken_store::round;

use crate::web::guidance;
use crate::web::results::{self, words};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadSheets, Object::Facility(person.facility_id()))?;
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let Some(round) = all.into_iter().find(Round::is_closed) else { return reply::page(nothing(&permit)) };
    let permit = person.may(Right::ReadResults, Object::Round(person.facility_id(), &round))?;
    let facts = results::facts(&person, &round).await?;
    reply::page(view(&permit, &round, &facts))
}

fn nothing(permit: &Permit<'_>) -> Markup {
    let title = permit.text.text("perception-title");
    let main = html! { h1 { (title) } p { (permit.text.text("perception-none")) } };
    page::page(permit, &title, &main)
}

fn view(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'static>) -> Markup {
    let text = permit.text;
    let title = text.text("perception-title");
    let compared = compare(facts, builtin(&facts.catalog.id));
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { a href={ "/rounds/" (round.id) "/result" } { (round.name) } }
            p { (text.text("perception-intro")) }
            @if compared.is_empty() { p { (text.text("perception-nothing")) } }
            @else { (table(text, facts, &compared)) }
            p.hint { (text.text("perception-ours")) }
            p { a href="/results" { (text.text("results-title")) } }
        },
    )
}

fn table(text: Text, facts: &RoundFacts<'static>, compared: &[Compared<'_>]) -> Markup {
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("perception-subject")) }
                @for audience in Audience::ALL { th scope="col" { (text.of("perception-side", audience.code())) } }
                th.number scope="col" { (text.text("perception-apart")) }
            } }
            tbody { @for one in compared {
                tr {
                    th scope="row" { (one.subject.title) (items(text, facts.catalog, one)) }
                    @for audience in Audience::ALL {
                        td data-label=(text.of("perception-side", audience.code())) { (side(text, facts, one, audience)) }
                    }
                    td.number data-label=(text.text("perception-apart")) {
                        @match one.apart {
                            Some(tenths) => { (tenths / 10) "." (tenths % 10) }
                            None => "-",
                        }
                    }
                }
            } }
        }
    }
}

fn side(text: Text, facts: &RoundFacts<'_>, one: &Compared<'_>, audience: Audience) -> Markup {
    let own = one.sides.iter().find(|(asked, _)| *asked == audience);
    match own {
        None => html! { "-" },
        Some((_, Side::Sheet { settled, open })) => html! {
            (answered(*settled))
            @if *open > 0 { span.hint { (text.with("perception-open", [("count", (*open).into())])) } }
        },
        Some((_, Side::Staff(figure))) => match &facts.staff {
            Some(staff) => words::figure(text, &staff.figures, *figure),
            None => html! { "-" },
        },
    }
}

/// `○ 66.7% (2/3)`; of a single item the mark as it stands.
fn answered(settled: Share) -> Markup {
    html! {
        @match (settled.yes, settled.items) {
            (_, 0) => {}
            (yes, 1) => { (if yes == 1 { Mark::Yes } else { Mark::No }.symbol()) " " }
            _ => { "○ " (words::share(settled)) " " }
        }
    }
}

/// The items behind a subject, folded.
fn items(text: Text, catalog: &Catalog, one: &Compared<'_>) -> Markup {
    html! {
        details {
            summary { (text.text("perception-items")) }
            ul { @for id in &one.subject.items {
                @if let Some((list, item)) = catalog.item(id) {
                    li {
                        (text.of("perception-side", list.audience.code())) "：" (item.title) " "
                        span.together { (guidance::list::explained(text, catalog, item)) }
                    }
                }
            } }
        }
    }
}
