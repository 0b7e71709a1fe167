//! The catalogs that are compiled into the program: every folder under `catalog/`, read once.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::formats::native;
use super::item::Item;
use super::problem::Problem;
use super::version::{Catalog, Checklist};
use crate::id::{CatalogId, ItemId};

static FOLDERS: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../catalog");

static BUILTIN: LazyLock<Result<Vec<Catalog>, Vec<Problem>>> = LazyLock::new(read_all);

/// The catalogs of this program, by id.
///
/// # Panics
/// If one of them has a mistake; [`read_builtin`] returns the mistakes instead.
pub fn builtin() -> &'static [Catalog] {
    match read_builtin() {
        Ok(catalogs) => catalogs,
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            panic!("a catalog that was compiled in is faulty\n{}", lines.join("\n"))
        }
    }
}

/// The catalogs of this program, by id, or everything that is wrong with them.
pub fn read_builtin() -> Result<&'static [Catalog], &'static [Problem]> {
    BUILTIN.as_deref().map_err(Vec::as_slice)
}

/// The last of the catalogs of this program.
///
/// # Panics
/// As [`builtin`] does; and without any catalog, which a program never is.
pub fn newest() -> &'static Catalog {
    builtin().last().unwrap_or_else(|| unreachable!("the program comes with a catalog"))
}

/// The catalog of this program with this id, or `None`.
pub fn find(id: &CatalogId) -> Option<&'static Catalog> {
    builtin().iter().find(|catalog| catalog.id == *id)
}

/// The item of this program's catalogs with this id, and its list; `None` where there is none.
pub fn find_item(id: &ItemId) -> Option<(&'static Checklist, &'static Item)> {
    builtin().iter().find_map(|catalog| catalog.item(id))
}

/// The title of the item of this program's catalogs with this id, or `None`.
pub fn item_title(id: &ItemId) -> Option<&'static str> {
    find_item(id).map(|(_, item)| item.title.as_str())
}

/// A file that was compiled in, by its path below `catalog/`.
pub(crate) fn file(path: &str) -> Option<&'static [u8]> {
    Some(FOLDERS.get_file(path)?.contents())
}

fn read_all() -> Result<Vec<Catalog>, Vec<Problem>> {
    let mut catalogs = Vec::new();
    let mut problems = Vec::new();
    for folder in FOLDERS.dirs() {
        match read_folder(folder) {
            Ok(catalog) => catalogs.push(catalog),
            Err(found) => problems.extend(found),
        }
    }
    catalogs.sort_by(|a, b| a.id.cmp(&b.id));
    if problems.is_empty() { Ok(catalogs) } else { Err(problems) }
}

fn read_folder(folder: &Dir) -> Result<Catalog, Vec<Problem>> {
    let name = folder.path().file_name().unwrap_or_default().to_string_lossy();
    let file = format!("catalog/{name}/catalog.yaml");
    let refuse = |sentence: String| vec![Problem { file: file.clone(), place: None, sentence }];

    let catalog = folder
        .get_file(folder.path().join("catalog.yaml"))
        .ok_or_else(|| refuse("ファイルがありません。".to_owned()))
        .and_then(|found| native::read(&file, found.contents()))?;
    if catalog.id.as_str() == name {
        return Ok(catalog);
    }
    Err(refuse(format!("フォルダの名前「{name}」と id「{}」が違います。", catalog.id)))
}

#[cfg(test)]
mod tests {
    use include_dir::{DirEntry, File};

    use super::*;

    #[test]
    fn a_folder_is_named_after_its_catalog() {
        let yaml =
            FOLDERS.dirs().next().and_then(|folder| folder.get_file(folder.path().join("catalog.yaml")));
        let entries =
            [DirEntry::File(File::new("other/catalog.yaml", yaml.expect("it is there").contents()))];
        let problems = read_folder(&Dir::new("other", &entries)).expect_err("the id is another one");
        let said = format!("フォルダの名前「other」と id「{}」が違います。", builtin()[0].id);
        assert_eq!(
            problems,
            [Problem { file: "catalog/other/catalog.yaml".to_owned(), place: None, sentence: said }]
        );
    }

    #[test]
    fn a_folder_without_a_catalog_is_refused() {
        let problems = read_folder(&Dir::new("empty", &[])).expect_err("nothing to read");
        assert_eq!(problems[0].to_string(), "catalog/empty/catalog.yaml: ファイルがありません。");
    }
}
