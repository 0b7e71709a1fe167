//! Holds a catalog against the text of the sheet it was made from. Only whitespace may differ: line breaks, spaces and
//! U+3000 are taken out on both sides.

use std::collections::BTreeMap;

use tenken_domain::catalog::{Catalog, Checklist, Viewpoint};

use super::LayoutWord;

/// A text that must stand in the sheet.
struct Text {
    /// Where it stands in the catalog.
    kind: String,
    words: String,
    printed: Printed,
}

/// How often the sheet prints a text.
enum Printed {
    Once,
    /// On several lists, with the same words.
    Repeatedly,
}

/// What differs, one line each; empty if the catalog is the sheet, word for word and without gaps.
pub fn differences(catalog: &Catalog, source: &str, layout: &[LayoutWord]) -> Vec<String> {
    let mut texts = texts(catalog);
    // A title may be part of a longer text; the longer one must be found first.
    texts.sort_by_key(|text| std::cmp::Reverse(text.words.len()));

    let mut sheet = without_whitespace(source);
    let mut differences: Vec<String> = texts.iter().filter_map(|text| take_out(&mut sheet, text)).collect();
    differences.extend(left_over(&remainder(source, &sheet), catalog, layout));
    differences
}

fn texts(catalog: &Catalog) -> Vec<Text> {
    let once = |kind: &str, text: &str| Text::new(kind, text, Printed::Once);
    let own = &catalog.texts;
    let mut texts = vec![once("title", &catalog.title), once("composition_title", &own.composition_title)];
    texts.extend(own.composition.iter().map(|text| once("composition", text)));
    texts.extend(own.introduction.iter().map(|text| once("introduction", text)));
    texts.extend(own.references.iter().map(|text| once("reference", text)));
    texts.extend(own.caveat.iter().map(|text| once("caveat", text)));
    texts.push(Text::new("closing", &own.closing, Printed::Repeatedly));
    let definitions = catalog.viewpoints.iter();
    texts
        .extend(definitions.map(|definition| Text::new("definition", &definition.text, Printed::Repeatedly)));
    texts.extend(catalog.checklists.iter().flat_map(texts_of));
    texts
}

fn texts_of(list: &Checklist) -> Vec<Text> {
    let once = |kind: String, text: &str| Text::new(&kind, text, Printed::Once);
    let mut texts = Vec::new();
    if !list.title_is_ours {
        texts.push(once(format!("title of {}", list.id), &list.title));
    }
    texts.extend(list.instruction.iter().map(|text| once(format!("instruction of {}", list.id), text)));
    texts.extend(list.usage_title.iter().map(|text| once(format!("usage_title of {}", list.id), text)));
    texts.extend(list.usage.iter().map(|text| once(format!("usage of {}", list.id), text)));
    texts.extend(list.items.iter().map(|item| once(format!("item {}", item.id), &item.text.concat())));
    texts
}

impl Text {
    fn new(kind: &str, text: &str, printed: Printed) -> Self {
        Self { kind: kind.to_owned(), words: without_whitespace(text), printed }
    }
}

fn without_whitespace(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Blanks the text out of the sheet, byte for byte, so that nothing can be found across the gap.
fn take_out(sheet: &mut String, text: &Text) -> Option<String> {
    let found: Vec<usize> = sheet.match_indices(&text.words).map(|(start, _)| start).collect();
    if found.is_empty() {
        return Some(format!("{}: 「{}」 does not stand in source.txt", text.kind, text.words));
    }
    let times = match text.printed {
        Printed::Once => 1,
        Printed::Repeatedly => found.len(),
    };
    for start in &found[..times] {
        sheet.replace_range(start..&(start + text.words.len()), &"\0".repeat(text.words.len()));
    }
    None
}

/// The source with its lines, and spaces where a text was taken out.
fn remainder(source: &str, sheet: &str) -> String {
    let mut position = 0;
    let keep = |c: char| {
        if c.is_whitespace() {
            return c;
        }
        let taken = sheet.as_bytes()[position] == 0;
        position += c.len_utf8();
        if taken { ' ' } else { c }
    };
    source.chars().map(keep).collect()
}

fn left_over(remainder: &str, catalog: &Catalog, layout: &[LayoutWord]) -> Vec<String> {
    let mut differences = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (index, line) in remainder.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(row) = numbered_row(&words) {
            rows.push(row);
            continue;
        }
        for word in words {
            if layout.iter().any(|known| known.word == word) {
                *counts.entry(word).or_default() += 1;
            } else {
                differences.push(format!("source.txt:{}: 「{word}」 is left over", index + 1));
            }
        }
    }
    for LayoutWord { word, times, .. } in layout {
        let found = counts.get(word.as_str()).copied().unwrap_or_default();
        if found != *times {
            differences
                .push(format!("layout word 「{word}」: {found} times in source.txt instead of {times}"));
        }
    }
    if rows != rows_of(catalog) {
        differences.push(format!("numbers and viewpoints: source.txt has {rows:?}"));
    }
    differences
}

/// `12 予防`, or `7` on a list without viewpoints: what the sheet prints to the left of a text.
type Row = (u32, Option<Viewpoint>);

fn numbered_row(words: &[&str]) -> Option<Row> {
    match words {
        [number] => Some((number.parse().ok()?, None)),
        [number, viewpoint] => Some((number.parse().ok()?, Some(Viewpoint::from_label(viewpoint)?))),
        _ => None,
    }
}

fn rows_of(catalog: &Catalog) -> Vec<Row> {
    let by_number = |list: &Checklist| -> Vec<Row> {
        list.items_by_number().iter().map(|item| (item.number, item.viewpoint)).collect()
    };
    catalog.checklists.iter().flat_map(by_number).collect()
}

/// Copies of the catalog with one character changed in one text each, with the kind of that text.
pub fn doctored(catalog: &Catalog) -> Vec<(String, Catalog)> {
    let mut copies = Vec::new();
    let mut copy = |kind: String, change: &dyn Fn(&mut Catalog)| {
        let mut doctored = catalog.clone();
        change(&mut doctored);
        copies.push((kind, doctored));
    };
    copy("title".into(), &|c| change(&mut c.title));
    copy("composition_title".into(), &|c| change(&mut c.texts.composition_title));
    copy("composition".into(), &|c| change(&mut c.texts.composition[0]));
    copy("introduction".into(), &|c| change(&mut c.texts.introduction[0]));
    copy("reference".into(), &|c| change(&mut c.texts.references[0]));
    copy("caveat".into(), &|c| change(&mut c.texts.caveat[0]));
    copy("closing".into(), &|c| change(&mut c.texts.closing));
    if !catalog.viewpoints.is_empty() {
        copy("definition".into(), &|c| change(&mut c.viewpoints[0].text));
    }
    for (index, list) in catalog.checklists.iter().enumerate() {
        copy(format!("item {}", list.items[0].id), &|c| change(&mut c.checklists[index].items[0].text[0]));
        if !list.title_is_ours {
            copy(format!("title of {}", list.id), &|c| change(&mut c.checklists[index].title));
        }
        if list.instruction.is_some() {
            let kind = format!("instruction of {}", list.id);
            copy(kind, &|c| c.checklists[index].instruction.iter_mut().for_each(change));
        }
        if list.usage_title.is_some() {
            let kind = format!("usage_title of {}", list.id);
            copy(kind, &|c| c.checklists[index].usage_title.iter_mut().for_each(change));
            copy(format!("usage of {}", list.id), &|c| change(&mut c.checklists[index].usage[0]));
        }
    }
    copies
}

/// Puts another character in the place of the second one.
fn change(text: &mut String) {
    let changed = |(index, c): (usize, char)| if index == 1 { '〓' } else { c };
    *text = text.chars().enumerate().map(changed).collect();
}
