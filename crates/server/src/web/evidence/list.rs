//! Every item that the latest round answers with ○, and what shows it.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{self, Checklist, Item};
use tenken_domain::evidence::{Evidence, Validity, best};
use tenken_domain::facts::{RoundFacts, SheetFacts};
use tenken_domain::finding::marked;
use tenken_domain::mark::Mark;
use tenken_store::evidence;

use super::{address, in_one_line, may_read};
use crate::web::plan::Known;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    let known = Known::load(&person).await?;
    let all = evidence::standing(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let today = calendar::day_of(person.app().clock.now());
    reply::page(view(&permit, &known, (&all, today)))
}

fn view(permit: &Permit<'_>, known: &Known, (all, today): (&[Evidence], Date)) -> Markup {
    let text = permit.text;
    let title = text.text("evidence-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("evidence-intro")) }
            (ending(text, (all, today)))
            @match known.latest() {
                None => p { (text.text("results-none")) },
                Some((_, facts)) => {
                    (known.as_of(text))
                    @for sheet in &facts.sheets { (of_sheet(text, (facts, sheet), (all, today))) }
                }
            }
            p { a href="/findings" { (text.text("findings-title")) } }
        },
    )
}

/// What has ended or ends soon, of all items.
fn ending(text: Text, (all, today): (&[Evidence], Date)) -> Markup {
    let mut ending: Vec<(&Evidence, Validity)> = all
        .iter()
        .map(|one| (one, one.validity(today)))
        .filter(|(_, worth)| *worth != Validity::Valid)
        .collect();
    ending.sort_by_key(|(one, _)| one.valid_until);
    html! {
        @if !ending.is_empty() {
            section.warning {
                h2 { (text.text("evidence-ending")) " (" (ending.len()) ")" }
                ul { @for (one, worth) in ending {
                    li { a href=(address(&one.list, &one.item)) { (title_of(one)) } " " (in_one_line(text, one, worth)) }
                } }
            }
        }
    }
}

fn title_of(evidence: &Evidence) -> &str {
    catalog::item_title(&evidence.item).unwrap_or(evidence.item.as_str())
}

fn of_sheet(
    text: Text,
    (facts, sheet): (&RoundFacts<'static>, &SheetFacts),
    (all, today): (&[Evidence], Date),
) -> Markup {
    let Some(list) = facts.catalog.checklist(&sheet.list) else { return html! {} };
    let yes = marked(list, sheet, |mark| mark == Mark::Yes);
    let of = |item: &Item| all.iter().filter(|one| one.is_of(&list.id, &item.id)).collect::<Vec<_>>();
    let worth = |item: &Item| best(of(item), today);
    let ended = yes.iter().filter(|item| worth(item) == Some(Validity::Ended)).count();
    let without = ended + yes.iter().filter(|item| worth(item).is_none()).count();
    html! {
        section {
            h2 { (list.title) }
            p {
                (text.with("evidence-count", [("yes", yes.len().into()), ("without", without.into())]))
                @if ended > 0 { (text.with("evidence-count-ended", [("ended", ended.into())])) }
            }
            @if !yes.is_empty() {
                table.list.stacked {
                    thead { tr {
                        th scope="col" { (text.text("result-item")) }
                        th scope="col" { (text.text("evidence-title")) }
                    } }
                    tbody { @for item in &yes { (row(text, (list, item), (&of(item), today))) } }
                }
            }
        }
    }
}

fn row(text: Text, (list, item): (&Checklist, &Item), (own, today): (&[&Evidence], Date)) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(address(&list.id, &item.id)) { (item.title) } }
            td data-label=(text.text("evidence-title")) {
                @if own.is_empty() { strong { (text.text("evidence-none")) } }
                @else {
                    @if best(own.iter().copied(), today) == Some(Validity::Ended) {
                        strong { (text.text("evidence-ended-only")) }
                    }
                    ul { @for one in own { li { (in_one_line(text, one, one.validity(today))) } } } }
            }
        }
    }
}
