//! Rates and figures in words: never a percentage without what it was counted from, never one rate without the other.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, PreEscaped, html};
use tenken_domain::change::{Change, Changes, Evidence};
use tenken_domain::facts::{Band, Figure, Figures};
use tenken_domain::finding::is_weak;
use tenken_domain::result::{Rates, Share};
use tenken_report::chart::{self, Chart};

use crate::web::support::text::Text;

/// `46.1% (41/89)`, or `-` where there is nothing to count.
pub fn share(share: Share) -> String {
    if share.items == 0 { share.rate() } else { format!("{} ({share})", share.rate()) }
}

/// 「様式どおり 46/97｜該当なしを除く 46/46」
pub fn both(text: Text, rates: Rates) -> String {
    let printed = FluentValue::from(rates.as_printed.fraction());
    text.with(
        "sheet-both-rates",
        [("printed", printed), ("applicable", FluentValue::from(rates.applicable.fraction()))],
    )
}

/// Both rates of a cell, one below the other.
pub fn cell(text: Text, rates: Rates) -> Markup {
    if rates.as_printed.items == 0 {
        return html! { "-" };
    }
    html! {
        (text.text("sheet-as-printed")) " " span.figure { (share(rates.as_printed)) } br;
        (text.text("sheet-applicable")) " " span.figure { (share(rates.applicable)) }
    }
}

/// What may be shown of the staff in one cell.
pub fn figure(text: Text, figures: &Figures, figure: Figure) -> Markup {
    match figure {
        Figure::Count(count) => cell(text, count.rates()),
        Figure::Printed(printed) => html! {
            (text.text("sheet-as-printed")) " " (share(printed)) br; (not_split(text))
        },
        Figure::Band(shown) => html! { (band(text, shown)) },
        Figure::Hidden => html! { (why_not(text, figures)) },
    }
}

/// What may be shown of the staff, 様式どおり alone, where there is one line for it.
pub fn in_one_line(text: Text, figures: &Figures, figure: Figure) -> String {
    match figure {
        Figure::Count(count) => share(count.as_printed()),
        Figure::Printed(printed) => share(printed),
        Figure::Band(shown) => band(text, shown),
        Figure::Hidden => why_not(text, figures),
    }
}

/// 「該当なしを除く 非表示」
pub fn not_split(text: Text) -> String {
    format!("{} {}", text.text("sheet-applicable"), text.text("result-not-split"))
}

/// 「90%以上」
pub fn band(text: Text, band: Band) -> String {
    let (key, percent) = match band {
        Band::AtLeast(percent) => ("result-at-least", percent),
        Band::AtMost(percent) => ("result-at-most", percent),
    };
    text.with(key, [("percent", FluentValue::from(percent))])
}

/// 「締切後に表示」 or 「非表示（少人数）」
pub fn why_not(text: Text, figures: &Figures) -> String {
    match figures {
        Figures::AfterClose => text.text("result-after-close"),
        Figures::TooFew | Figures::Shown { .. } => text.text("result-too-few"),
    }
}

/// A drawing under its title, for wide screens and paper or for a phone. It names its figures itself.
pub fn drawn(chart: &Chart) -> Markup {
    html! {
        figure {
            figcaption { (chart.title) }
            div.wide-drawing { (PreEscaped(&chart.svg)) }
            div.narrow-drawing { (PreEscaped(&chart.narrow)) }
        }
    }
}

/// The frame of a wide table, which the keyboard can scroll.
pub fn wide(label: &str, table: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// What charts say beside their figures.
pub struct ChartWords([String; 4]);

impl ChartWords {
    pub fn of(text: Text) -> Self {
        Self(["chart-printed", "chart-applicable", "chart-legend", "chart-frame"].map(|key| text.text(key)))
    }

    pub fn words(&self) -> chart::Words<'_> {
        let Self([printed, applicable, legend, frame]) = self;
        chart::Words { printed, applicable, legend, frame }
    }
}

/// The words of cells with differences and of narrow cells, looked up once for a whole table.
pub struct CellWords {
    text: Text,
    applicable: String,
    without: String,
    not_split: String,
    too_few: String,
    weak: String,
    since: String,
    points: String,
}

/// Before a rate under what is wanted.
const WEAK: &str = "▼";
/// Behind a difference that so few sheets cannot tell from chance.
const BY_CHANCE: &str = "※";

impl CellWords {
    pub fn of(text: Text) -> Self {
        let said = |key| text.text(key);
        Self {
            text,
            applicable: said("sheet-applicable"),
            without: said("result-without"),
            not_split: said("result-not-split"),
            too_few: said("result-too-few"),
            weak: said("result-weak"),
            since: said("result-since"),
            points: said("result-points"),
        }
    }

    /// A narrow cell: both rates, the second only where it differs, and below them what changed of the first.
    pub fn narrow(&self, figure: Figure, changes: Option<Changes>) -> Markup {
        let piece = |words: String| html! { span.piece { (words) } " " };
        html! {
            @match figure {
                Figure::Count(count) if count.as_printed() == count.applicable() => (self.rate(figure, count.as_printed())),
                Figure::Count(count) => {
                    (self.rate(figure, count.as_printed()))
                    (piece(format!("{} {}", self.without, share(count.applicable()))))
                }
                Figure::Printed(printed) => {
                    (self.rate(figure, printed))
                    (piece(format!("{} {}", self.without, self.not_split)))
                }
                Figure::Band(shown) => { (self.weak(figure)) (band(self.text, shown)) }
                Figure::Hidden => (self.too_few),
            }
            @if let Some(Changes { as_printed, .. }) = changes {
                span.piece.together { (self.since) " " (as_printed.points()) (mark(as_printed)) }
            }
        }
    }

    fn rate(&self, figure: Figure, rate: Share) -> Markup {
        html! { span.piece { (self.weak(figure)) (share(rate)) } " " }
    }

    /// The mark of a rate under what is wanted; screen readers say a word.
    pub fn weak(&self, figure: Figure) -> Markup {
        html! {
            @if is_weak(figure) { span aria-hidden="true" { (WEAK) } span.visually-hidden { (self.weak) } }
        }
    }

    /// 「+12.0ポイント※」, both rates where they changed differently; `-` where there is nothing to compare.
    pub fn difference(&self, changes: Option<Changes>) -> Markup {
        let words = |change: Change| format!("{}{}{}", change.points(), self.points, mark(change));
        html! {
            @match changes {
                None => "-",
                Some(changes) => {
                    (words(changes.as_printed))
                    @if let Some(applicable) = changes.applicable { br; (self.applicable) " " (words(applicable)) }
                }
            }
        }
    }
}

const fn mark(change: Change) -> &'static str {
    match change.evidence {
        Evidence::Enough => "",
        Evidence::TooLittle => BY_CHANCE,
    }
}
