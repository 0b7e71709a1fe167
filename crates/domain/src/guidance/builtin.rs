//! What is compiled in: the folders `guidance.<language>` beside each catalog, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::read::read_entries;
use super::translation::LANGUAGES;
use super::{Book, Translation, read};
use crate::catalog::{self, Catalog, Problem};
use crate::id::CatalogId;

type Books = BTreeMap<CatalogId, Book>;

static BUILTIN: LazyLock<Result<Books, Vec<Problem>>> = LazyLock::new(read_all);

/// What is said beside this catalog; nothing where it has no such folder.
///
/// # Panics
/// If a file has a mistake; [`read_builtin`] returns the mistakes instead.
pub fn builtin(id: &CatalogId) -> Option<&'static Book> {
    match read_builtin() {
        Ok(books) => books.get(id),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            panic!("an explanation that was compiled in is faulty\n{}", lines.join("\n"))
        }
    }
}

/// What is said beside all catalogs, or everything that is wrong with it.
pub fn read_builtin() -> Result<&'static Books, &'static [Problem]> {
    BUILTIN.as_ref().map_err(Vec::as_slice)
}

fn read_all() -> Result<Books, Vec<Problem>> {
    let mut books = Books::new();
    for catalog in catalog::builtin() {
        let folder = format!("{}/guidance.ja", catalog.id);
        let file = |name: &str| {
            let path = format!("{folder}/{name}");
            catalog::file(&path).map(|bytes| (format!("catalog/{path}"), bytes))
        };
        let entries: Vec<_> =
            catalog.checklists.iter().filter_map(|list| file(&format!("{}.yaml", list.id))).collect();
        let (Some(glossary), Some(spellings)) = (file("glossary.yaml"), file("spellings.yaml")) else {
            continue;
        };
        let entries: Vec<_> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        let mut book = read(catalog, &entries, (&glossary.0, glossary.1), (&spellings.0, spellings.1))?;
        book.translations = translations(catalog)?;
        books.insert(catalog.id.clone(), book);
    }
    Ok(books)
}

/// What the folders of the other languages say; a language without a folder says nothing.
fn translations(catalog: &Catalog) -> Result<Vec<Translation>, Vec<Problem>> {
    let mut translations = Vec::new();
    for language in LANGUAGES {
        let mut entries = Vec::new();
        for list in &catalog.checklists {
            let path = format!("{}/guidance.{}/{}.yaml", catalog.id, language.0, list.id);
            let Some(bytes) = catalog::file(&path) else { continue };
            entries.extend(read_entries(catalog, (&format!("catalog/{path}"), bytes))?);
        }
        translations.push(Translation::new(language, entries));
    }
    Ok(translations)
}
