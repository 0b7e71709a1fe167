//! Every folder under `catalog/` is walked: it is read, counted, and held against the sheet's own text. What to expect
//! of a folder stands in its `expected.yaml`, so that a new checklist needs no line here.

mod mistakes;
mod numbers;
mod source;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tenken_domain::catalog::formats::native;
use tenken_domain::catalog::{Catalog, Checklist, Viewpoint, builtin, find};
use tenken_domain::id::CatalogId;

/// A folder under `catalog/`, as it stands on the disk.
struct Folder {
    name: String,
    yaml: String,
    source: String,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    topics: usize,
    conditions: usize,
    lists: Vec<ExpectedList>,
    layout: Vec<LayoutWord>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedList {
    id: String,
    items: usize,
    viewpoints: Option<[usize; 3]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutWord {
    word: String,
    times: usize,
    why: String,
}

impl Folder {
    fn read(path: &Path) -> Self {
        let read = |name: &str| {
            let file = path.join(name);
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        };
        let name = path.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        let expected = serde_saphyr::from_str(&read("expected.yaml")).expect("expected.yaml is read");
        Self { name, yaml: read("catalog.yaml"), source: read("source.txt"), expected }
    }

    fn catalog(&self) -> Catalog {
        parse(&self.yaml)
    }
}

fn folders() -> Vec<Folder> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("catalog/ exists")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    assert!(!paths.is_empty(), "catalog/ holds at least one folder");
    paths.iter().map(|path| Folder::read(path)).collect()
}

fn parse(yaml: &str) -> Catalog {
    native::read("catalog.yaml", yaml.as_bytes())
        .unwrap_or_else(|problems| panic!("{}", lines(&problems).join("\n")))
}

fn lines(problems: &[tenken_domain::catalog::Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_program_holds_exactly_the_folders_under_catalog() {
    let ids: Vec<&str> = builtin().iter().map(|catalog| catalog.id.as_str()).collect();
    let names: Vec<String> = folders().into_iter().map(|folder| folder.name).collect();
    assert_eq!(ids, names);
    for catalog in builtin() {
        assert_eq!(find(&catalog.id), Some(catalog));
    }
    assert_eq!(find(&CatalogId::new("no-such-catalog")), None);
}

#[test]
fn every_catalog_has_the_counts_of_its_sheet() {
    for folder in folders() {
        let catalog = folder.catalog();
        let lists: Vec<ExpectedList> = catalog.checklists.iter().map(counts).collect();
        assert_eq!(lists, folder.expected.lists, "{}", folder.name);
        assert_eq!(catalog.topics.len(), folder.expected.topics, "{}", folder.name);
        assert_eq!(catalog.conditions.len(), folder.expected.conditions, "{}", folder.name);
    }
}

fn counts(list: &Checklist) -> ExpectedList {
    let bearing = |viewpoint| list.items.iter().filter(|item| item.viewpoint == Some(viewpoint)).count();
    let viewpoints = list.has_viewpoints().then(|| Viewpoint::ALL.map(bearing));
    ExpectedList { id: list.id.to_string(), items: list.items.len(), viewpoints }
}

#[test]
fn every_item_has_an_id_of_its_own() {
    for catalog in builtin() {
        let items: Vec<_> = catalog.checklists.iter().flat_map(|list| &list.items).collect();
        for item in &items {
            let (_, found) = catalog.item(&item.id).expect("an item is found by its id");
            assert_eq!(found.text, item.text, "{}", item.id);
        }
        let ids: std::collections::BTreeSet<_> = items.iter().map(|item| &item.id).collect();
        assert_eq!(ids.len(), items.len(), "{}", catalog.id);
    }
}

#[test]
fn every_topic_and_every_circumstance_is_used() {
    for catalog in builtin() {
        let items = || catalog.checklists.iter().flat_map(|list| &list.items);
        for topic in &catalog.topics {
            assert!(items().any(|item| item.topic == topic.id), "{}", topic.id);
        }
        for condition in &catalog.conditions {
            assert!(
                items().any(|item| item.applies_when.as_ref() == Some(&condition.id)),
                "{}",
                condition.id
            );
        }
    }
}

#[test]
fn every_text_is_the_sheets_word_for_word_and_none_is_left_out() {
    for folder in folders() {
        let differences = source::differences(&folder.catalog(), &folder.source, &folder.expected.layout);
        assert!(differences.is_empty(), "{}:\n{}", folder.name, differences.join("\n"));
    }
}

#[test]
fn every_layout_word_says_why_it_is_no_text() {
    for word in folders().iter().flat_map(|folder| &folder.expected.layout) {
        assert!(!word.why.trim().is_empty(), "{}", word.word);
    }
}

#[test]
fn one_changed_character_is_noticed_in_any_text_of_the_sheet() {
    for folder in folders() {
        for (kind, doctored) in source::doctored(&folder.catalog()) {
            let differences = source::differences(&doctored, &folder.source, &folder.expected.layout);
            let named = differences.iter().any(|difference| difference.starts_with(&kind));
            assert!(named, "{}: a change in {kind} went unnoticed: {differences:?}", folder.name);
        }
    }
}

#[test]
fn a_sentence_of_the_sheet_that_no_text_covers_is_noticed_with_its_line() {
    for folder in folders() {
        let source = format!("{}\n知らない文です。\n", folder.source.trim_end());
        let line = source.lines().count();
        let differences = source::differences(&folder.catalog(), &source, &folder.expected.layout);
        assert_eq!(differences, [format!("source.txt:{line}: 「知らない文です。」 is left over")]);
    }
}
