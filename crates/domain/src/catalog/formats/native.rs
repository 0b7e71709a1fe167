//! Our own format, `catalog.yaml`: the only place that knows its fields. What they mean stands at the top of such a
//! file. A file with any mistake is refused as a whole, with all of its mistakes.

mod checks;
mod raw;

use raw::{RawCatalog, RawChecklist, RawDefinition, RawItem, RawNamed, RawTexts, Text};

use crate::catalog::yaml::{self, At, Mistakes};
use crate::catalog::{
    Audience, Catalog, Certainty, Checklist, Condition, Item, Problem, Texts, Topic, Viewpoint,
    ViewpointDefinition,
};
use crate::id::{CatalogId, ChecklistId, ConditionId, ItemId, TopicId};

/// Reads a catalog; `file` is only the name under which its mistakes are reported.
///
/// # Errors
/// What is not YAML or has unknown or missing fields is reported alone, because nothing after it can be trusted;
/// all other mistakes are reported together, from top to bottom.
pub fn read(file: &str, bytes: &[u8]) -> Result<Catalog, Vec<Problem>> {
    let raw: RawCatalog = yaml::parse(file, bytes)?;
    let mut mistakes = Mistakes::in_file(file);
    checks::check(&raw, &mut mistakes);
    let catalog = catalog(raw, &mut mistakes);
    mistakes.none_or(catalog)
}

fn catalog(raw: RawCatalog, mistakes: &mut Mistakes) -> Catalog {
    let topic = |raw: RawNamed| Topic { id: TopicId::new(raw.id.value), title: raw.title.value };
    let condition = |raw: RawNamed| Condition { id: ConditionId::new(raw.id.value), title: raw.title.value };
    Catalog {
        id: CatalogId::new(raw.id.value),
        title: raw.title.value,
        texts: texts(raw.texts),
        viewpoints: raw.viewpoints.into_iter().filter_map(|raw| definition(raw, mistakes)).collect(),
        topics: raw.topics.into_iter().map(topic).collect(),
        conditions: raw.conditions.into_iter().map(condition).collect(),
        checklists: raw.checklists.value.into_iter().map(|raw| checklist(raw, mistakes)).collect(),
    }
}

fn texts(raw: RawTexts) -> Texts {
    Texts {
        composition_title: raw.composition_title.value,
        composition: strings(raw.composition),
        introduction: strings(raw.introduction),
        references: strings(raw.references),
        caveat: strings(raw.caveat),
        closing: raw.closing.value,
        source_line: raw.source_line.value,
        not_for: raw.not_for.map(|text| text.value),
    }
}

fn definition(raw: RawDefinition, mistakes: &mut Mistakes) -> Option<ViewpointDefinition> {
    let viewpoint = viewpoint(&raw.viewpoint, mistakes)?;
    Some(ViewpointDefinition { viewpoint, text: raw.text.value })
}

fn checklist(raw: RawChecklist, mistakes: &mut Mistakes) -> Checklist {
    Checklist {
        id: ChecklistId::new(raw.id.value),
        title: raw.title.value,
        title_is_ours: raw.title_is.is_some_and(|word| is_ours(&word, mistakes)),
        // An unknown word has been noted, so whatever stands in for it never leaves this module.
        audience: audience(&raw.audience, mistakes).unwrap_or(Audience::Staff),
        annex_of: raw.annex_of.map(|id| ChecklistId::new(id.value)),
        instruction: raw.instruction.map(|text| text.value),
        usage_title: raw.usage_title.map(|text| text.value),
        usage: raw.usage.map(strings).unwrap_or_default(),
        applies_when: raw.applies_when.map(|id| ConditionId::new(id.value)),
        note: raw.note.map(|text| text.value),
        items: raw.items.value.into_iter().map(|raw| item(raw, mistakes)).collect(),
    }
}

fn item(raw: RawItem, mistakes: &mut Mistakes) -> Item {
    Item {
        id: ItemId::new(raw.id.value),
        number: raw.number.value,
        number_is: certainty(&raw.number_is, mistakes).unwrap_or(Certainty::Unknown),
        viewpoint: raw.viewpoint.and_then(|word| viewpoint(&word, mistakes)),
        viewpoint_is: raw.viewpoint_is.and_then(|word| certainty(&word, mistakes)),
        title: raw.title.value,
        topic: TopicId::new(raw.topic.value),
        page: raw.page,
        applies_when: raw.applies_when.map(|id| ConditionId::new(id.value)),
        yes_means: raw.yes_means.map(|text| text.value),
        no_means: raw.no_means.map(|text| text.value),
        note: raw.note.map(|text| text.value),
        text: strings(raw.text),
    }
}

fn strings(texts: At<Vec<Text>>) -> Vec<String> {
    texts.value.into_iter().map(|text| text.value).collect()
}

fn viewpoint(word: &Text, mistakes: &mut Mistakes) -> Option<Viewpoint> {
    known(word, Viewpoint::from_label(&word.value), &Viewpoint::ALL.map(Viewpoint::label), mistakes)
}

fn certainty(word: &Text, mistakes: &mut Mistakes) -> Option<Certainty> {
    known(word, Certainty::from_code(&word.value), &Certainty::ALL.map(Certainty::code), mistakes)
}

fn audience(word: &Text, mistakes: &mut Mistakes) -> Option<Audience> {
    known(word, Audience::from_code(&word.value), &Audience::ALL.map(Audience::code), mistakes)
}

fn is_ours(word: &Text, mistakes: &mut Mistakes) -> bool {
    known(word, (word.value == "ours").then_some(()), &["ours"], mistakes).is_some()
}

/// Notes the mistake where the word is none of those that may stand here.
fn known<T>(word: &Text, meaning: Option<T>, words: &[&str], mistakes: &mut Mistakes) -> Option<T> {
    if meaning.is_none() {
        let sentence = format!("「{}」は使えません。書けるのは {} です。", word.value, words.join("、"));
        mistakes.note(word, sentence);
    }
    meaning
}
