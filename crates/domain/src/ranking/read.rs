//! Reading `priorities.yaml`. What its fields mean stands at its top; a file with a mistake is refused as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Assessment, Care, Ladder, Part, Reach, Step, Weights};
use crate::catalog::yaml::{self, At, Mistakes};
use crate::catalog::{Catalog, Problem};
use crate::id::{ItemId, TopicId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPriorities {
    weights: At<RawWeights>,
    unknown: At<u64>,
    care: RawCare,
    reach: RawReach,
    effort: RawLadder,
    cost: RawLadder,
    open: RawLadder,
    defaults: At<Vec<RawDefault>>,
    items: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWeights {
    care: At<u64>,
    balance: At<u64>,
    effort: At<u64>,
    reach: At<u64>,
    open: At<u64>,
    cost: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCare {
    high: At<u64>,
    middle: At<u64>,
    low: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawReach {
    all_staff: At<u64>,
    many_systems: At<u64>,
    few: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLadder {
    steps: Vec<RawStep>,
    beyond: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    up_to: At<u64>,
    points: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDefault {
    topic: At<String>,
    care: At<String>,
    reach: At<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    item: At<String>,
    care: At<String>,
    reach: At<String>,
}

/// Reads what weighs how much for a catalog; `file` is only the name under which its mistakes are reported.
///
/// # Errors
/// Every mistake in it, with its line: a number out of range, a word, item or topic that does not exist, one that stands
/// there twice, a topic without a default.
pub fn read(catalog: &Catalog, file: &str, bytes: &[u8]) -> Result<Weights, Vec<Problem>> {
    let raw: RawPriorities = yaml::parse(file, bytes)?;
    let mut mistakes = Mistakes::in_file(file);
    let weights = Weights {
        weights: weights(&raw.weights, &mut mistakes),
        unknown: points(&raw.unknown, &mut mistakes),
        care: falling(
            [(Care::High, &raw.care.high), (Care::Middle, &raw.care.middle), (Care::Low, &raw.care.low)],
            &mut mistakes,
        ),
        reach: falling(
            [
                (Reach::AllStaff, &raw.reach.all_staff),
                (Reach::ManySystems, &raw.reach.many_systems),
                (Reach::Few, &raw.reach.few),
            ],
            &mut mistakes,
        ),
        effort: ladder(&raw.effort, &mut mistakes),
        cost: ladder(&raw.cost, &mut mistakes),
        open: ladder(&raw.open, &mut mistakes),
        items: assessments(catalog, &raw, &mut mistakes),
    };
    mistakes.none_or(weights)
}

fn weights(raw: &At<RawWeights>, mistakes: &mut Mistakes<'_>) -> BTreeMap<Part, u64> {
    let written = Part::ALL.map(|part| {
        let weight = match part {
            Part::Care => &raw.value.care,
            Part::Balance => &raw.value.balance,
            Part::Effort => &raw.value.effort,
            Part::Reach => &raw.value.reach,
            Part::Open => &raw.value.open,
            Part::Cost => &raw.value.cost,
        };
        if weight.value > Weights::HEAVIEST {
            let sentence = format!("「{}」の重みは 0 から {} までです。", part.code(), Weights::HEAVIEST);
            mistakes.note(weight, sentence);
        }
        (part, weight.value)
    });
    if written.iter().all(|(_, weight)| *weight == 0) {
        mistakes.note(raw, "重みがすべて 0 です。順番が決まりません。");
    }
    BTreeMap::from(written)
}

fn points(raw: &At<u64>, mistakes: &mut Mistakes<'_>) -> u64 {
    if raw.value > Weights::FULL {
        mistakes.note(raw, format!("点数は 0 から {} までです。", Weights::FULL));
    }
    raw.value
}

/// Points of words that are written from the gravest to the slightest.
fn falling<W: Ord + Copy>(raw: [(W, &At<u64>); 3], mistakes: &mut Mistakes<'_>) -> BTreeMap<W, u64> {
    for pair in raw.windows(2) {
        if pair[0].1.value < pair[1].1.value {
            mistakes.note(pair[1].1, "重い方の点数より大きい点数です。");
        }
    }
    raw.into_iter().map(|(word, raw)| (word, points(raw, mistakes))).collect()
}

fn ladder(raw: &RawLadder, mistakes: &mut Mistakes<'_>) -> Ladder {
    for pair in raw.steps.windows(2) {
        if pair[0].up_to.value >= pair[1].up_to.value {
            mistakes.note(&pair[1].up_to, "up_to は小さい順に、違う数で書きます。");
        }
    }
    let step = |raw: &RawStep, mistakes: &mut Mistakes<'_>| Step {
        up_to: raw.up_to.value,
        points: points(&raw.points, mistakes),
    };
    Ladder {
        steps: raw.steps.iter().map(|raw| step(raw, mistakes)).collect(),
        beyond: points(&raw.beyond, mistakes),
    }
}

/// What holds for each item: what its own line says, else what holds for its topic.
fn assessments(
    catalog: &Catalog,
    raw: &RawPriorities,
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<ItemId, Assessment> {
    let by_topic = defaults(catalog, &raw.defaults.value, mistakes);
    for topic in catalog.topics.iter().filter(|topic| !by_topic.contains_key(&topic.id)) {
        mistakes.note(&raw.defaults, format!("分野「{}」が defaults にありません。", topic.id));
    }
    let mut items = BTreeMap::new();
    for item in catalog.checklists.iter().flat_map(|list| &list.items) {
        if let Some(assessment) = by_topic.get(&item.topic) {
            items.insert(item.id.clone(), *assessment);
        }
    }
    let mut known = BTreeSet::new();
    for own in &raw.items {
        let id = ItemId::new(own.item.value.clone());
        if catalog.item(&id).is_none() {
            mistakes.note(&own.item, format!("項目「{id}」はこの版にありません。"));
        }
        if !known.insert(id.clone()) {
            mistakes.note(&own.item, format!("項目「{id}」が2回書かれています。"));
        }
        if let Some(assessment) = assessment(&own.care, &own.reach, mistakes) {
            items.insert(id, assessment);
        }
    }
    items
}

fn defaults(
    catalog: &Catalog,
    raw: &[RawDefault],
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<TopicId, Assessment> {
    let mut by_topic = BTreeMap::new();
    let mut known = BTreeSet::new();
    for default in raw {
        let id = TopicId::new(default.topic.value.clone());
        if !catalog.topics.iter().any(|topic| topic.id == id) {
            mistakes.note(&default.topic, format!("分野「{id}」はこの版にありません。"));
        }
        if !known.insert(id.clone()) {
            mistakes.note(&default.topic, format!("分野「{id}」が2回書かれています。"));
        }
        if let Some(assessment) = assessment(&default.care, &default.reach, mistakes) {
            by_topic.insert(id, assessment);
        }
    }
    by_topic
}

fn assessment(care: &At<String>, reach: &At<String>, mistakes: &mut Mistakes<'_>) -> Option<Assessment> {
    let known_care = Care::from_code(&care.value);
    if known_care.is_none() {
        mistakes.note(care, format!("care は {} のどれかです。", Care::ALL.map(Care::code).join("、")));
    }
    let known_reach = Reach::from_code(&reach.value);
    if known_reach.is_none() {
        mistakes.note(reach, format!("reach は {} のどれかです。", Reach::ALL.map(Reach::code).join("、")));
    }
    Some(Assessment { care: known_care?, reach: known_reach? })
}
