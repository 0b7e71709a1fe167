//! What became of a file, in words.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::Problem;
use tenken_domain::filled::bundle::{MOST_FILES, Spoiled};
use tenken_domain::filled::quoted;
use tenken_domain::filled::staff_form::Entry;
use tenken_domain::grid::Reason;

use crate::actions::staff_sheets::HandInRefusal;
use crate::web::support::text::Text;

/// What became of a file.
#[derive(Debug)]
pub enum Fate {
    Taken,
    /// The same file came before, in another upload.
    TakenBefore,
    /// The same content as this file of the same upload.
    SameAs(String),
    File(Reason),
    Spoiled(Spoiled),
    TooManyFiles,
    /// All workbooks of the upload together unpack to too much.
    AllUnpackTooLarge,
    BundleInBundle,
    SecondBundle,
    /// It does not say which round it belongs to.
    NoRound,
    OtherRound,
    Empty,
    Mistakes(Vec<Mistake>),
    Refused(HandInRefusal),
    /// Disk or database failed.
    NotSaved,
}

/// What is wrong in a cell.
#[derive(Debug)]
pub enum Mistake {
    /// Among the items; the sentence is Japanese, as on the form itself.
    Item(Problem),
    /// In the head: where, the sentence's key in the locale files, and what is written there.
    Head { place: String, sentence: &'static str, written: String },
}

impl Mistake {
    pub fn head(entry: &Entry, sentence: &'static str) -> Self {
        Self::Head { place: entry.place.clone(), sentence, written: quoted(&entry.text) }
    }

    fn words(&self, text: Text) -> Markup {
        let at = |place: &str| text.with("workbook-place", [("place", FluentValue::from(place))]);
        match self {
            Self::Item(problem) => html! {
                @if let Some(place) = &problem.place { (at(place)) }
                span lang="ja" { (problem.sentence) }
            },
            Self::Head { place, sentence, written } => html! {
                @if !place.is_empty() { (at(place)) }
                (text.with(sentence, [("written", FluentValue::from(written.as_str()))]))
            },
        }
    }
}

impl Fate {
    /// Whether its sheet is in.
    pub const fn is_in(&self) -> bool {
        matches!(self, Self::Taken | Self::TakenBefore)
    }

    pub fn words(&self, text: Text) -> Markup {
        let plain = |key: &str| html! { (text.of("workbook-fate", key)) };
        match self {
            Self::Taken => plain("taken"),
            Self::TakenBefore => plain("taken-before"),
            Self::SameAs(first) => {
                html! { (text.with("workbook-same-as", [("first", FluentValue::from(first.as_str()))])) }
            }
            Self::File(reason) => html! { (text.of("workbook-file", reason.code())) },
            Self::Spoiled(Spoiled::Password) => html! { (text.of("workbook-file", Reason::Password.code())) },
            Self::Spoiled(Spoiled::TooLarge) => html! { (text.of("workbook-file", Reason::TooLarge.code())) },
            Self::Spoiled(Spoiled::Damaged) => plain("damaged-in-bundle"),
            Self::Spoiled(Spoiled::AllTooLarge) => plain("bundle-too-large"),
            Self::TooManyFiles => {
                html! { (text.with("workbook-too-many", [("most", FluentValue::from(MOST_FILES))])) }
            }
            Self::AllUnpackTooLarge => plain("all-unpack-too-large"),
            Self::BundleInBundle => plain("bundle-in-bundle"),
            Self::SecondBundle => plain("second-bundle"),
            Self::NoRound => plain("no-round"),
            Self::OtherRound => plain("other-round"),
            Self::Empty => plain("empty"),
            Self::Mistakes(mistakes) => html! {
                ul { @for mistake in mistakes.iter().take(MOST_MISTAKES) { li { (mistake.words(text)) } } }
                @if mistakes.len() > MOST_MISTAKES {
                    (text.with("workbook-more", [("more", FluentValue::from(mistakes.len() - MOST_MISTAKES))]))
                }
            },
            Self::Refused(refusal) => plain(refused(*refusal)),
            Self::NotSaved => plain("not-saved"),
        }
    }
}

/// As many as the items and the head of a form have together.
const MOST_MISTAKES: usize = 20;

const fn refused(refusal: HandInRefusal) -> &'static str {
    match refusal {
        HandInRefusal::NotOpen | HandInRefusal::TooEarly | HandInRefusal::TooLate => "not-open",
        HandInRefusal::NoFiller => "no-filler",
        HandInRefusal::UnknownDepartment => "unknown-department",
        HandInRefusal::UnknownOccupation => "unknown-occupation",
        HandInRefusal::Empty => "empty",
        HandInRefusal::MarkNotOnThisList => "no-such-mark",
        HandInRefusal::UnknownReceipt | HandInRefusal::UnknownSlip => "unknown-slip",
        HandInRefusal::SlipUsed => "slip-used",
        HandInRefusal::TakenBefore => "taken-before",
    }
}
