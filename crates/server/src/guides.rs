//! What is said beside each catalog, read once at the start: our own words, and the hospital's where it put some.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, bail};
use tenken_domain::catalog::{Catalog, Problem};
use tenken_domain::guidance::{self, Book, Entry, Glossary, Index};
use tenken_domain::id::{CatalogId, ItemId};

/// In the data folder of a hospital that says something differently: its own words, by item.
pub const GUIDANCE_FILE: &str = "guidance.yaml";

/// The explanations of one catalog, ready to be shown and searched.
pub struct Guide {
    pub catalog: CatalogId,
    pub book: Book,
    pub index: Index,
    pub glossary: Glossary,
}

impl Guide {
    fn new(catalog: &Catalog, book: Book) -> Self {
        let (index, glossary) = (Index::new(catalog, &book), Glossary::new(&book.glossary));
        Self { catalog: catalog.id.clone(), book, index, glossary }
    }

    /// What is said about an item, or `None`.
    pub fn entry(&self, item: &ItemId) -> Option<&Entry> {
        self.book.entry(item)
    }
}

/// The guides of these catalogs, with what `guidance.yaml` says; a faulty file is told line by line.
///
/// # Errors
/// A sentence for whoever started the program.
pub fn read(data: &Path, catalogs: &'static [Catalog]) -> anyhow::Result<&'static [Guide]> {
    let file = data.join(GUIDANCE_FILE);
    let yaml = match std::fs::read(&file) {
        Ok(yaml) => yaml,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| format!("{} を読めません", file.display())),
    };
    let shown = file.display().to_string();
    match with_own_words(catalogs, (&shown, &yaml)) {
        Ok(guides) => Ok(Box::leak(guides.into_boxed_slice())),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            bail!("当院の説明のファイルに誤りがあります。\n{}", lines.join("\n"))
        }
    }
}

fn with_own_words(catalogs: &[Catalog], file: guidance::File<'_>) -> Result<Vec<Guide>, Vec<Problem>> {
    let named = guidance::catalog_of(file, catalogs)?;
    let mut guides = Vec::new();
    for catalog in catalogs {
        let Some(book) = guidance::builtin(&catalog.id) else { continue };
        let book = if named.as_ref() == Some(&catalog.id) {
            book.with_overlay(catalog, file)?
        } else {
            book.clone()
        };
        guides.push(Guide::new(catalog, book));
    }
    Ok(guides)
}
