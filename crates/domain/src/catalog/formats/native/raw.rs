//! `catalog.yaml` as it is written, each value with its line; nothing is checked here but the shape.

use serde::Deserialize;

use crate::catalog::yaml::At;

pub(super) type Text = At<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCatalog {
    pub id: Text,
    pub title: Text,
    pub texts: RawTexts,
    pub viewpoints: Vec<RawDefinition>,
    pub topics: Vec<RawNamed>,
    pub conditions: Vec<RawNamed>,
    pub checklists: At<Vec<RawChecklist>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTexts {
    pub composition_title: Text,
    pub composition: At<Vec<Text>>,
    pub introduction: At<Vec<Text>>,
    pub references: At<Vec<Text>>,
    pub caveat: At<Vec<Text>>,
    pub closing: Text,
    pub source_line: Text,
    pub not_for: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDefinition {
    pub viewpoint: Text,
    pub text: Text,
}

/// A topic or a condition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNamed {
    pub id: Text,
    pub title: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChecklist {
    pub id: Text,
    pub title: Text,
    pub title_is: Option<Text>,
    pub audience: Text,
    pub annex_of: Option<Text>,
    pub applies_when: Option<Text>,
    pub instruction: Option<Text>,
    pub usage_title: Option<Text>,
    pub usage: Option<At<Vec<Text>>>,
    pub note: Option<Text>,
    pub items: At<Vec<RawItem>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub id: Text,
    pub number: At<u32>,
    pub number_is: Text,
    pub viewpoint: Option<Text>,
    pub viewpoint_is: Option<Text>,
    pub title: Text,
    pub topic: Text,
    pub page: Option<u32>,
    pub applies_when: Option<Text>,
    pub yes_means: Option<Text>,
    pub no_means: Option<Text>,
    pub note: Option<Text>,
    pub text: At<Vec<Text>>,
}

impl RawCatalog {
    pub(super) fn items(&self) -> impl Iterator<Item = &RawItem> {
        self.checklists.value.iter().flat_map(|list| &list.items.value)
    }
}
