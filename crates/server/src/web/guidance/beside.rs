//! The box below the ministry's words on the executives' and administrators' sheets: a sentence and what each mark
//! wants in sight, everything else folded. It works without a script.

use maud::{Markup, html};
use tenken_domain::catalog::Item;
use tenken_domain::guidance::{Entry, Part};

use super::parts::{self, Depth};
use super::words::Writer;
use super::{Reading, address};

/// What lies folded, in this order; a part that an item does not have is left out.
pub const FOLDED: [Part; 10] = [
    Part::Why,
    Part::Check,
    Part::Evidence,
    Part::BeginSmall,
    Part::BeginLarge,
    Part::VendorAsk,
    Part::Today,
    Part::Question,
    Part::GoodAnswer,
    Part::EvasiveAnswer,
];

pub fn view(reading: &Reading, item: &Item) -> Markup {
    let Some(entry) = reading.guide.entry(&item.id) else { return html! {} };
    let text = reading.text;
    let writer = &mut Writer::new(reading);
    html! {
        div.explanation {
            p.whose { (text.text("guidance-whose")) }
            (sentence(writer, entry))
            (aid(writer, entry, "sheet-mark-not-applicable"))
            details {
                summary { (text.text("guidance-more")) }
                @for part in FOLDED { (parts::part(writer, (entry, part), Depth::Fourth)) }
                (parts::foot(reading, entry, Depth::Fourth))
                p { a href=(address(reading.catalog, &item.id)) { (text.text("guidance-page")) } }
            }
        }
    }
}

/// What is asked, in one sentence.
pub fn sentence(writer: &mut Writer<'_>, entry: &Entry) -> Markup {
    html! {
        @for line in entry.lines(Part::Sentence) {
            p.sentence lang="ja" {
                (writer.line(line)) (parts::own(writer.reading, entry, Part::Sentence))
            }
        }
    }
}

/// When ○, when ×, and when the list's third mark.
pub fn aid(writer: &mut Writer<'_>, entry: &Entry, third: &str) -> Markup {
    let text = writer.reading.text;
    let marks = [
        (text.text("sheet-mark-yes"), Part::YesIf),
        (text.text("sheet-mark-no"), Part::NoIf),
        (text.text(third), Part::NotApplicableIf),
    ];
    html! {
        dl.aid {
            @for (mark, part) in marks {
                dt { (mark) (parts::own(writer.reading, entry, part)) }
                dd { (parts::lines(writer, part, entry.lines(part))) }
            }
        }
    }
}
