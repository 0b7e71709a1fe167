//! What must hold in a catalog beyond its shape. Each check notes every mistake it finds and goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::{RawCatalog, RawChecklist, RawItem, RawNamed, Text};
use crate::catalog::Viewpoint;
use crate::catalog::yaml::{At, Mistakes};

pub(super) fn check(raw: &RawCatalog, mistakes: &mut Mistakes) {
    check_ids(raw, mistakes);
    check_nothing_is_blank(raw, mistakes);
    check_references(raw, mistakes);
    check_definitions(raw, mistakes);
    for list in &raw.checklists.value {
        check_numbers(list, mistakes);
        check_viewpoints(list, mistakes);
        check_pairs(list, mistakes);
    }
}

fn check_ids(raw: &RawCatalog, mistakes: &mut Mistakes) {
    check_ids_of([&raw.id], mistakes);
    check_ids_of(raw.topics.iter().map(|topic| &topic.id), mistakes);
    check_ids_of(raw.conditions.iter().map(|condition| &condition.id), mistakes);
    check_ids_of(raw.checklists.value.iter().map(|list| &list.id), mistakes);
    check_ids_of(raw.items().map(|item| &item.id), mistakes);
}

/// Ids stand in addresses, file names and form fields, so only letters that survive everywhere are allowed.
fn check_ids_of<'r>(ids: impl IntoIterator<Item = &'r Text>, mistakes: &mut Mistakes) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let mut lines = BTreeMap::new();
    for id in ids {
        if !id.value.starts_with(|c: char| c.is_ascii_lowercase()) || !id.value.chars().all(plain) {
            mistakes.note(
                id,
                format!("id「{}」は英小文字で始め、英小文字・数字・-・. だけで書きます。", id.value),
            );
        }
        let line = id.referenced.line();
        if let Some(first) = lines.insert(id.value.as_str(), line) {
            mistakes.note(id, format!("id「{}」はすでに {first} 行目にあります。", id.value));
        }
    }
}

fn check_nothing_is_blank(raw: &RawCatalog, mistakes: &mut Mistakes) {
    let texts = &raw.texts;
    let single = [&raw.title, &texts.composition_title, &texts.closing, &texts.source_line];
    check_texts(single.into_iter().chain(&texts.not_for), mistakes);
    for paragraphs in [&texts.composition, &texts.introduction, &texts.references, &texts.caveat] {
        check_paragraphs(paragraphs, mistakes);
    }
    check_texts(raw.viewpoints.iter().map(|definition| &definition.text), mistakes);
    check_texts(raw.topics.iter().chain(&raw.conditions).map(|named| &named.title), mistakes);
    check_not_empty(&raw.checklists, "リスト", mistakes);
    for list in &raw.checklists.value {
        let ours = list.instruction.iter().chain(&list.usage_title).chain(&list.note);
        check_texts([&list.title].into_iter().chain(ours), mistakes);
        list.usage.iter().for_each(|usage| check_paragraphs(usage, mistakes));
        check_not_empty(&list.items, "項目", mistakes);
    }
    for item in raw.items() {
        let ours = item.yes_means.iter().chain(&item.no_means).chain(&item.note);
        check_texts([&item.title].into_iter().chain(ours), mistakes);
        check_paragraphs(&item.text, mistakes);
    }
}

fn check_paragraphs(paragraphs: &At<Vec<Text>>, mistakes: &mut Mistakes) {
    check_not_empty(paragraphs, "文", mistakes);
    check_texts(&paragraphs.value, mistakes);
}

fn check_texts<'r>(texts: impl IntoIterator<Item = &'r Text>, mistakes: &mut Mistakes) {
    for text in texts {
        if text.value.trim().is_empty() {
            mistakes.note(text, "文が空です。");
        } else if text.value.contains(char::is_control) {
            mistakes.note(text, "文の途中に改行などの制御文字があります。段落ごとに分けて書きます。");
        }
    }
}

fn check_not_empty<T>(entries: &At<Vec<T>>, what: &str, mistakes: &mut Mistakes) {
    if entries.value.is_empty() {
        mistakes.note(entries, format!("{what}が1つもありません。"));
    }
}

fn check_references(raw: &RawCatalog, mistakes: &mut Mistakes) {
    let topics = ids(&raw.topics);
    let conditions = ids(&raw.conditions);
    let lists = raw.checklists.value.iter();
    let main: BTreeSet<&str> =
        lists.clone().filter(|list| list.annex_of.is_none()).map(|list| list.id.value.as_str()).collect();

    check_exists(raw.items().map(|item| &item.topic), &topics, "分野", mistakes);
    check_exists(raw.items().filter_map(|item| item.applies_when.as_ref()), &conditions, "条件", mistakes);
    check_exists(lists.clone().filter_map(|list| list.applies_when.as_ref()), &conditions, "条件", mistakes);
    check_exists(lists.filter_map(|list| list.annex_of.as_ref()), &main, "別表の親となるリスト", mistakes);
}

fn ids(named: &[RawNamed]) -> BTreeSet<&str> {
    named.iter().map(|entry| entry.id.value.as_str()).collect()
}

fn check_exists<'r>(
    names: impl Iterator<Item = &'r Text>,
    known: &BTreeSet<&str>,
    what: &str,
    mistakes: &mut Mistakes,
) {
    for name in names.filter(|name| !known.contains(name.value.as_str())) {
        mistakes.note(name, format!("{what}「{}」はこのファイルにありません。", name.value));
    }
}

/// Every viewpoint that an item bears is defined, and none twice.
fn check_definitions(raw: &RawCatalog, mistakes: &mut Mistakes) {
    let mut defined = BTreeSet::new();
    for definition in &raw.viewpoints {
        if !defined.insert(definition.viewpoint.value.as_str()) {
            mistakes.note(
                &definition.viewpoint,
                format!("視点「{}」の定義が2つあります。", definition.viewpoint.value),
            );
        }
    }
    let mut missing = BTreeSet::new();
    for viewpoint in raw.items().filter_map(|item| item.viewpoint.as_ref()) {
        let word = viewpoint.value.as_str();
        let is_one = Viewpoint::from_label(word).is_some();
        if is_one && !defined.contains(word) && missing.insert(word) {
            mistakes.note(viewpoint, format!("視点「{word}」の定義がこのファイルにありません。"));
        }
    }
}

/// The numbers of a list are 1, 2, 3 … in any order.
fn check_numbers(list: &RawChecklist, mistakes: &mut Mistakes) {
    let items = &list.items.value;
    let mut bearers: BTreeMap<usize, &str> = BTreeMap::new();
    for item in items {
        let number = item.number.value as usize;
        if !(1..=items.len()).contains(&number) {
            mistakes
                .note(&item.number, format!("番号 {number} は範囲外です。1 から {} までです。", items.len()));
        } else if let Some(bearer) = bearers.insert(number, &item.id.value) {
            mistakes.note(&item.number, format!("番号 {number} はすでに「{bearer}」に付いています。"));
        }
    }
    for number in (1..=items.len()).filter(|number| !bearers.contains_key(number)) {
        mistakes.note(&list.id, format!("リスト「{}」に番号 {number} の項目がありません。", list.id.value));
    }
}

/// Either all items of a list bear a viewpoint, or none does.
fn check_viewpoints(list: &RawChecklist, mistakes: &mut Mistakes) {
    let some_bear_one = list.items.value.iter().any(|item| item.viewpoint.is_some());
    for item in &list.items.value {
        if some_bear_one && item.viewpoint.is_none() {
            mistakes.note(&item.id, format!("項目「{}」に視点がありません。", item.id.value));
        }
    }
}

/// Fields that only make sense together.
fn check_pairs(list: &RawChecklist, mistakes: &mut Mistakes) {
    if list.usage_title.is_some() != list.usage.is_some() {
        mistakes.note(&list.id, "usage_title と usage は両方書くか、両方省きます。");
    }
    for item in &list.items.value {
        check_item_pairs(item, mistakes);
    }
}

fn check_item_pairs(item: &RawItem, mistakes: &mut Mistakes) {
    if item.viewpoint.is_some() != item.viewpoint_is.is_some() {
        mistakes.note(&item.id, "viewpoint と viewpoint_is は両方書くか、両方省きます。");
    }
    if item.yes_means.is_some() != item.no_means.is_some() {
        mistakes.note(&item.id, "yes_means と no_means は両方書くか、両方省きます。");
    }
}
