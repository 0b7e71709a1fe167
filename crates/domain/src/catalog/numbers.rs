//! `numbers.yaml`: a hospital that holds the printed sheet says which number each text bears. Ids never change, so no
//! answer does.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::builtin::builtin;
use super::item::{Certainty, Item, Viewpoint};
use super::problem::Problem;
use super::version::{Catalog, Checklist};
use super::yaml::{self, At, Mistakes};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNumbers {
    catalog: At<String>,
    /// By list and item.
    numbers: HashMap<At<String>, HashMap<At<String>, RawNumber>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNumber {
    number: At<u32>,
    viewpoint: Option<At<String>>,
}

/// The catalogs of this program, the one that `yaml` names with the numbers it gives.
///
/// # Errors
/// Every mistake in the file; then nothing of it is taken over.
pub fn with_numbers(file: &str, yaml: &[u8]) -> Result<Vec<Catalog>, Vec<Problem>> {
    let mut catalogs = builtin().to_vec();
    if yaml::says_nothing(yaml) {
        return Ok(catalogs);
    }
    let raw: RawNumbers = yaml::parse(file, yaml)?;
    let Some(named) = catalogs.iter_mut().find(|catalog| catalog.id.as_str() == raw.catalog.value) else {
        let mut mistakes = Mistakes::in_file(file);
        mistakes.note(&raw.catalog, format!("「{}」という版はありません。", raw.catalog.value));
        return mistakes.none_or(catalogs);
    };
    *named = named.with_numbers(file, yaml)?;
    Ok(catalogs)
}

impl Catalog {
    /// This catalog with the numbers that `yaml` gives, which are certain from then on:
    ///
    /// ```yaml
    /// catalog: <id of this catalog>
    /// numbers:
    ///   <list>:
    ///     <item>: { number: 3, viewpoint: 予防 }
    /// ```
    ///
    /// Items not named keep their numbers. A viewpoint goes with its number, because the sheet prints the two side by
    /// side; naming it is optional and guards against slips. `file` is the name under which mistakes are reported.
    ///
    /// # Errors
    /// Every mistake in the file; then nothing of it is taken over.
    pub fn with_numbers(&self, file: &str, yaml: &[u8]) -> Result<Self, Vec<Problem>> {
        let raw: RawNumbers = yaml::parse(file, yaml)?;
        let mut mistakes = Mistakes::in_file(file);
        if raw.catalog.value != self.id.as_str() {
            let sentence =
                format!("「{}」の番号です。使っている版は「{}」です。", raw.catalog.value, self.id);
            mistakes.note(&raw.catalog, sentence);
        }
        let mut catalog = self.clone();
        for (id, entries) in &raw.numbers {
            match catalog.checklists.iter_mut().find(|list| list.id.as_str() == id.value) {
                Some(list) => renumber(list, entries, &mut mistakes),
                None => mistakes.note(id, format!("リスト「{}」はこの版にありません。", id.value)),
            }
        }
        mistakes.none_or(catalog)
    }
}

fn renumber(list: &mut Checklist, entries: &HashMap<At<String>, RawNumber>, mistakes: &mut Mistakes) {
    let printed: BTreeMap<u32, Option<Viewpoint>> =
        list.items.iter().map(|item| (item.number, item.viewpoint)).collect();
    for (id, entry) in entries {
        let Some(item) = list.items.iter_mut().find(|item| item.id.as_str() == id.value) else {
            mistakes.note(id, format!("項目「{}」はこのリストにありません。", id.value));
            continue;
        };
        let Some(viewpoint) = printed.get(&entry.number.value) else {
            let sentence =
                format!("番号 {} は範囲外です。1 から {} までです。", entry.number.value, printed.len());
            mistakes.note(&entry.number, sentence);
            continue;
        };
        check_viewpoint(entry, *viewpoint, mistakes);
        item.number = entry.number.value;
        item.number_is = Certainty::Certain;
        item.viewpoint = *viewpoint;
        item.viewpoint_is = viewpoint.map(|_| Certainty::Certain);
    }
    check_each_number_once(&list.items, entries, mistakes);
}

/// The viewpoint printed beside a number is certain, and so is the count of each viewpoint in a list: a file that says
/// otherwise has a slip.
fn check_viewpoint(entry: &RawNumber, printed: Option<Viewpoint>, mistakes: &mut Mistakes) {
    let Some(written) = &entry.viewpoint else { return };
    match printed {
        None => mistakes.note(written, "このリストの項目には視点がありません。"),
        Some(printed) if printed.label() != written.value => {
            let (number, label) = (entry.number.value, printed.label());
            let sentence = format!(
                "番号 {number} の視点は様式では「{label}」です。「{}」と書かれています。",
                written.value
            );
            mistakes.note(written, sentence);
        }
        Some(_) => {}
    }
}

/// Reported at the entries of the file, since only they can be mended.
fn check_each_number_once(items: &[Item], entries: &HashMap<At<String>, RawNumber>, mistakes: &mut Mistakes) {
    for (id, entry) in entries {
        let number = entry.number.value;
        let (named, others): (Vec<&Item>, Vec<&Item>) =
            items.iter().filter(|item| item.number == number).partition(|item| item.id.as_str() == id.value);
        if let ([named], [other, ..]) = (named.as_slice(), others.as_slice()) {
            let sentence = format!("番号 {number} が「{}」と「{}」の両方に付きます。", named.id, other.id);
            mistakes.note(&entry.number, sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_says_nothing_yet_changes_nothing() {
        assert_eq!(with_numbers("numbers.yaml", "# まだ\r\n\n".as_bytes()).as_deref(), Ok(builtin()));
        assert!(with_numbers("numbers.yaml", b"catalog: none\nnumbers: {}\n").is_err());
    }
}
