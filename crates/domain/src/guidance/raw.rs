//! The fields of the files, as they are written.

use serde::Deserialize;

use super::{Part, Source};
use crate::catalog::yaml::At;

/// One or several lines: `why: "…"` or a list of texts.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Lines {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub item: At<String>,
    pub sentence: Option<Lines>,
    pub why: Option<Lines>,
    pub check: Option<Lines>,
    pub yes_if: Option<Lines>,
    pub no_if: Option<Lines>,
    pub not_applicable_if: Option<Lines>,
    pub evidence: Option<Lines>,
    pub begin_small: Option<Lines>,
    pub begin_large: Option<Lines>,
    pub vendor_who: Option<Lines>,
    pub vendor_ask: Option<Lines>,
    pub today: Option<Lines>,
    pub question: Option<Lines>,
    pub good_answer: Option<Lines>,
    pub evasive_answer: Option<Lines>,
    pub may_happen: Option<Lines>,
    pub r#do: Option<Lines>,
    pub call: Option<Lines>,
    pub easy: Option<Lines>,
    pub leaflet: Option<Lines>,
    #[serde(default)]
    pub see: Vec<At<String>>,
    #[serde(default)]
    pub sources: Vec<RawSource>,
    #[serde(default)]
    pub reviewed: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    claim: String,
    source: String,
    checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerm {
    pub term: At<String>,
    #[serde(default)]
    pub also: Vec<String>,
    pub means: String,
}

impl RawEntry {
    /// What is written, part by part.
    pub(super) fn parts(&mut self) -> Vec<(Part, Vec<String>)> {
        let written = |part: Part, lines: &mut Option<Lines>| {
            let lines = match lines.take()? {
                Lines::One(line) => vec![line],
                Lines::Several(lines) => lines,
            };
            Some((part, lines))
        };
        [
            written(Part::Sentence, &mut self.sentence),
            written(Part::Why, &mut self.why),
            written(Part::Check, &mut self.check),
            written(Part::YesIf, &mut self.yes_if),
            written(Part::NoIf, &mut self.no_if),
            written(Part::NotApplicableIf, &mut self.not_applicable_if),
            written(Part::Evidence, &mut self.evidence),
            written(Part::BeginSmall, &mut self.begin_small),
            written(Part::BeginLarge, &mut self.begin_large),
            written(Part::VendorWho, &mut self.vendor_who),
            written(Part::VendorAsk, &mut self.vendor_ask),
            written(Part::Today, &mut self.today),
            written(Part::Question, &mut self.question),
            written(Part::GoodAnswer, &mut self.good_answer),
            written(Part::EvasiveAnswer, &mut self.evasive_answer),
            written(Part::MayHappen, &mut self.may_happen),
            written(Part::Do, &mut self.r#do),
            written(Part::Call, &mut self.call),
            written(Part::Easy, &mut self.easy),
            written(Part::Leaflet, &mut self.leaflet),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl From<RawSource> for Source {
    fn from(raw: RawSource) -> Self {
        Self { claim: raw.claim, source: raw.source, checked: raw.checked }
    }
}
