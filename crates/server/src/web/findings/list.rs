//! What to improve: items marked ×, by viewpoint and topic, and items that groups of staff often cannot say ○ to.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item, Viewpoint};
use tenken_domain::facts::{Figure, Figures, RoundFacts, StaffFacts};
use tenken_domain::finding::{STAFF_RATE_WANTED, is_improvement, marked, weak_groups};
use tenken_domain::id::TopicId;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::round;

use crate::web::guidance;
use crate::web::results::words;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;
use crate::web::{results, sheets};

/// Of the latest round that has opened.
pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadSheets, Object::Facility(person.facility_id()))?;
    let rounds = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let Some(round) = rounds.into_iter().find(|round| !round.is_preparing()) else {
        return reply::page(nothing(&permit));
    };
    let permit = person.may(Right::ReadResults, Object::Round(person.facility_id(), &round))?;
    let facts = results::facts(&person, &round).await?;
    reply::page(view(&permit, &round, &facts))
}

fn nothing(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    let main = html! { h1 { (text.text("findings-title")) } p { (text.text("results-none")) } };
    page::page(permit, &text.text("findings-title"), &main)
}

fn view(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let text = permit.text;
    let found = found(facts);
    let viewpoints = Viewpoint::ALL.map(Some).into_iter().chain([None]);
    page::page(
        permit,
        &text.text("findings-title"),
        &html! {
            h1 { (text.text("findings-title")) }
            p { a href={"/rounds/" (round.id) "/result"} { (round.name) } " " (text.of("round-state", round.state.code())) }
            @if found.is_empty() { p { (text.text("result-no-items")) } }
            @for viewpoint in viewpoints { (of_viewpoint(text, round, facts, (viewpoint, &found))) }
            @if let Some(staff) = &facts.staff { (of_staff(text, round, facts, staff)) }
            p.hint { (text.text("result-titles-are-ours")) }
        },
    )
}

type Found<'c> = (&'c Checklist, &'c Item);

fn found<'c>(facts: &RoundFacts<'c>) -> Vec<Found<'c>> {
    let lists = facts.sheets.iter().filter_map(|sheet| Some((sheet, facts.catalog.checklist(&sheet.list)?)));
    let items = lists.flat_map(|(sheet, list)| {
        marked(list, sheet, is_improvement).into_iter().map(move |item| (list, item))
    });
    items.collect()
}

/// By topic, in the catalog's order.
fn of_viewpoint(
    text: Text,
    round: &Round,
    facts: &RoundFacts<'_>,
    (viewpoint, found): (Option<Viewpoint>, &[Found<'_>]),
) -> Markup {
    let of_topic = |topic: &TopicId| -> Vec<Found<'_>> {
        let bears = |(_, item): &&Found<'_>| item.viewpoint == viewpoint && item.topic == *topic;
        found.iter().filter(bears).copied().collect()
    };
    let count = found.iter().filter(|(_, item)| item.viewpoint == viewpoint).count();
    let label =
        viewpoint.map_or_else(|| text.text("findings-without-viewpoint"), |one| one.label().to_owned());
    html! {
        @if count > 0 {
            section {
                h2 { (label) " (" (count) ")" }
                @for topic in &facts.catalog.topics {
                    @let items = of_topic(&topic.id);
                    @if !items.is_empty() {
                        h3 { (topic.title) }
                        ul { @for (list, item) in items { li {
                            a href={(sheets::address(round, list)) "#item-" (item.id)} { (item.title) }
                            " " (list.title) " "
                            (guidance::list::explained(text, facts.catalog, item))
                        } } }
                    }
                }
            }
        }
    }
}

fn of_staff(text: Text, round: &Round, facts: &RoundFacts<'_>, staff: &StaffFacts) -> Markup {
    let Some(list) = facts.catalog.checklist(&staff.list) else { return html! {} };
    let wanted = [("percent", FluentValue::from(STAFF_RATE_WANTED))];
    let weak: Vec<_> = list
        .items_by_number()
        .into_iter()
        .map(|item| (item, weak_groups(staff, item)))
        .filter(|(_, groups)| !groups.is_empty())
        .collect();
    html! {
        section {
            h2 { (text.text("result-staff")) }
            p { (text.with("findings-staff-hint", wanted)) }
            @if staff.figures == Figures::AfterClose { p.note { (text.text("result-staff-after-close")) } }
            @else if weak.is_empty() { p { (text.text("findings-staff-none")) } }
            @for (item, groups) in weak {
                h3 { (item.title) " " (guidance::list::explained(text, facts.catalog, item)) }
                ul { @for (group, figure) in groups { li { (group.name) " " (in_words(text, figure)) } } }
            }
            p { a href={"/rounds/" (round.id) "/result#staff"} { (text.text("round-result")) } }
        }
    }
}

fn in_words(text: Text, figure: Figure) -> String {
    match figure {
        Figure::Count(count) => words::share(count.as_printed()),
        Figure::Printed(share) => words::share(share),
        Figure::Band(band) => words::band(text, band),
        Figure::Hidden => text.text("result-too-few"),
    }
}
