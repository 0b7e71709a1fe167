//! How far a sheet is and what it comes to so far: both rates, always together.

use std::ops::Add;

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::result::{ResultRow, Share};

use super::contents::Progress;
use crate::web::support::text::Text;

/// A rate is never shown without what it was counted from.
pub fn rate(share: Share) -> String {
    if share.items == 0 { share.rate() } else { format!("{}（{}）", share.fraction(), share.rate()) }
}

/// 「様式どおり 46/97｜該当なしを除く 46/46」 for the whole list.
pub fn both(text: Text, rows: &[ResultRow]) -> String {
    let sum = |share: fn(&ResultRow) -> Share| rows.iter().map(share).fold(Share::default(), Share::add);
    let (printed, applicable) = (sum(|row| row.rates.as_printed), sum(|row| row.rates.applicable));
    text.with(
        "sheet-both-rates",
        [
            ("printed", FluentValue::from(printed.fraction())),
            ("applicable", FluentValue::from(applicable.fraction())),
        ],
    )
}

/// 「12/97 回答済・未回答 85・確認中 3」
pub fn progress(text: Text, progress: Progress) -> String {
    text.with(
        "sheet-progress",
        [
            ("answered", FluentValue::from(progress.answered())),
            ("items", FluentValue::from(progress.items)),
            ("open", FluentValue::from(progress.open)),
            ("pending", FluentValue::from(progress.pending)),
        ],
    )
}

/// The result so far, a row a viewpoint.
pub fn table(text: Text, rows: &[ResultRow]) -> Markup {
    html! {
        section.result {
            h2 { (text.text("sheet-result")) }
            div.scroll.tight tabindex="0" role="region" aria-label=(text.text("sheet-result")) {
                table.list {
                    thead { tr {
                        th scope="col" { (text.text("sheet-viewpoint")) }
                        th.number scope="col" { (text.text("sheet-as-printed")) }
                        th.number scope="col" { (text.text("sheet-applicable")) }
                    } }
                    tbody {
                        @for (place, row) in rows.iter().enumerate() {
                            tr {
                                th scope="row" { (label(text, row)) }
                                td.number data-rate={ "printed-" (place) } { (rate(row.rates.as_printed)) }
                                td.number data-rate={ "applicable-" (place) } { (rate(row.rates.applicable)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn label(text: Text, row: &ResultRow) -> String {
    row.viewpoint.map_or_else(|| text.text("sheet-all-items"), |viewpoint| viewpoint.label().to_owned())
}
