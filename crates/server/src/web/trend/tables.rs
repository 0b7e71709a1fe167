//! The same as tables: every rate with what it was counted from, and every item with its mark in each round.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Figure, Figures};
use tenken_domain::mark::Mark;
use tenken_domain::trend::{Series, Subject, Value};

use super::show::{Named, Past};
use crate::web::results::words;
use crate::web::support::text::Text;

/// A line a subject, a column a round.
pub fn of_rates(text: Text, past: &Past, (title, named): (&str, &[Named])) -> Markup {
    let series: Vec<(&str, Series)> =
        named.iter().map(|(label, subject)| (label.as_str(), Series::of(&past.facts, subject))).collect();
    html! {
        (wide(title, &html! {
            table.list {
                (head(text, past, "trend-part"))
                tbody { @for (label, series) in &series {
                    tr {
                        th scope="row" { (label) }
                        @for (place, point) in series.points.iter().enumerate() {
                            td { (value(text, past, (place, *point))) }
                        }
                    }
                } }
            }
        }))
        @for (label, series) in &series { (same_items(text, past, (label, series))) }
    }
}

/// As [`words::wide`], but on a phone the newest round, in the last column, is what is seen first.
fn wide(label: &str, table: &Markup) -> Markup {
    html! { div.scroll.newest tabindex="0" role="region" aria-label=(label) { (table) } }
}

fn head(text: Text, past: &Past, first: &str) -> Markup {
    html! {
        thead { tr {
            th scope="col" { (text.text(first)) }
            @for round in &past.rounds {
                th scope="col" { (round.name) }
            }
        } }
    }
}

/// Where the version changed: how the items fared that both have.
fn same_items(text: Text, past: &Past, (label, series): (&str, &Series)) -> Markup {
    html! {
        @for one in &series.breaks {
            @if let Some((before, now)) = one.same_items {
                p.hint {
                    (text.with("trend-same-items", [
                        ("part", FluentValue::from(label)),
                        ("round", FluentValue::from(past.rounds[one.at].name.as_str())),
                        ("before", FluentValue::from(in_one_line(text, before))),
                        ("now", FluentValue::from(in_one_line(text, now))),
                    ]))
                }
            }
        }
    }
}

fn value(text: Text, past: &Past, (place, value): (usize, Option<Value>)) -> Markup {
    match value {
        None => html! { "-" },
        Some(Value::Rates(rates)) => words::cell(text, rates),
        Some(Value::Mark(mark)) => html! { (symbol(text, mark)) },
        Some(Value::Figure(figure)) => match past.facts[place].staff.as_ref() {
            Some(staff) => words::figure(text, &staff.figures, figure),
            None => html! { "-" },
        },
    }
}

fn in_one_line(text: Text, value: Value) -> String {
    match value {
        Value::Rates(rates) => words::both(text, rates),
        Value::Mark(mark) => symbol(text, mark),
        Value::Figure(Figure::Count(count)) => words::both(text, count.rates()),
        Value::Figure(figure) => words::in_one_line(text, &Figures::TooFew, figure),
    }
}

fn symbol(text: Text, mark: Option<Mark>) -> String {
    text.of("sheet-mark", mark.map_or("none", Mark::code))
}

/// First what moved since the round before, then everything, folded.
pub fn of_items(text: Text, past: &Past, list: &Checklist) -> Markup {
    let series: Vec<(&Item, Series)> = list
        .items_by_number()
        .into_iter()
        .map(|item| (item, Series::of(&past.facts, &Subject::Item(list.id.clone(), item.id.clone()))))
        .collect();
    let moved: Vec<&(&Item, Series)> = series.iter().filter(|(_, series)| series.has_moved()).collect();
    html! {
        details {
            summary { (text.text("trend-moved")) " (" (moved.len()) ")" }
            @if moved.is_empty() { p { (text.text("trend-nothing-moved")) } }
            @else { (items(text, past, (&list.title, &moved))) }
        }
        details {
            summary { (text.text("trend-items")) " (" (series.len()) ")" }
            (items(text, past, (&list.title, &series.iter().collect::<Vec<_>>())))
        }
    }
}

fn items(text: Text, past: &Past, (title, series): (&str, &[&(&Item, Series)])) -> Markup {
    wide(
        title,
        &html! {
            table.list {
                (head(text, past, "result-item"))
                tbody { @for (item, series) in series {
                    tr {
                        th scope="row" { (item.title) }
                        @for (place, point) in series.points.iter().enumerate() {
                            td { (value(text, past, (place, *point))) }
                        }
                    }
                } }
            }
        },
    )
}
