//! One official sheet: チェックの結果 exactly as the sheet prints it, with bars by viewpoint and by topic.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{RoundFacts, SheetFacts};
use tenken_domain::result::{Rates, ResultRow};
use tenken_report::chart::{rates_by_topic, topic_bars, viewpoint_bars};

use super::words;
use crate::web::support::text::Text;

pub fn view(text: Text, facts: &RoundFacts<'_>, sheet: &SheetFacts) -> Markup {
    let Some(list) = facts.catalog.checklist(&sheet.list) else { return html! {} };
    let (marks, rows) = (sheet.marks(list), sheet.result(list));
    let topics = rates_by_topic(facts.catalog, list, &marks);
    let said = words::ChartWords::of(text);
    let bars = viewpoint_bars(said.words(), &text.text("result-by-viewpoint"), &rows);
    let all = Rates::of(marks);
    html! {
        section id={"list-" (list.id)} {
            h2 { (list.title) }
            (head(text, sheet))
            (result(text, list, &rows))
            p { strong { (words::both(text, all)) } }
            @if let Some(note) = &list.note { p.note { (note) } }
            @if let Some(chart) = bars { (words::drawn(&chart)) }
            (by_topic(text, &topics))
        }
    }
}

fn head(text: Text, sheet: &SheetFacts) -> Markup {
    let date = sheet.date.map_or_else(|| "-".to_owned(), calendar::both);
    let filler = if sheet.filler.is_empty() { "-" } else { &sheet.filler };
    html! {
        dl.facts {
            dt { (text.text("result-filler")) } dd { (filler) }
            dt { (text.text("result-date")) } dd { (date) }
        }
    }
}

/// 視点, 割合, 項目数; then the same without 該当なし. A viewpoint without items shows `-`.
fn result(text: Text, list: &Checklist, rows: &[ResultRow]) -> Markup {
    html! {
        div.scroll.tight tabindex="0" role="region" aria-label={(text.text("result-of-check")) " " (list.title)} {
            table.list {
                caption { (text.text("result-of-check")) }
                thead { tr {
                    th scope="col" { (text.text("sheet-viewpoint")) }
                    th.number scope="col" { (text.text("result-rate")) }
                    th.number scope="col" { (text.text("result-items")) }
                    th.number scope="col" { (text.text("result-rate-applicable")) }
                    th.number scope="col" { (text.text("result-items-applicable")) }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (row.viewpoint.map_or("", |viewpoint| viewpoint.label())) }
                            @for share in [row.rates.as_printed, row.rates.applicable] {
                                td.number { (share.rate()) }
                                td.number { (share.fraction()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Bars over the topics, and the same numbers as a table.
pub fn by_topic(text: Text, topics: &[(&str, Rates)]) -> Markup {
    let title = text.text("result-by-topic");
    let Some(chart) = topic_bars(words::ChartWords::of(text).words(), &title, topics) else {
        return html! {};
    };
    html! {
        (words::drawn(&chart))
        details {
            summary { (title) " " (text.text("result-as-table")) }
            (words::wide(&title, &topic_table(text, topics)))
        }
    }
}

fn topic_table(text: Text, topics: &[(&str, Rates)]) -> Markup {
    html! {
        table.list {
            thead { tr {
                th scope="col" { (text.text("sheet-topic")) }
                th.number scope="col" { (text.text("sheet-as-printed")) }
                th.number scope="col" { (text.text("sheet-applicable")) }
            } }
            tbody {
                @for (topic, rates) in topics.iter().filter(|(_, rates)| rates.as_printed.items > 0) {
                    tr {
                        th scope="row" { (topic) }
                        td.number { (words::share(rates.as_printed)) }
                        td.number { (words::share(rates.applicable)) }
                    }
                }
            }
        }
    }
}
