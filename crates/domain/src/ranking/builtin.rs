//! What is compiled in: the file `priorities.yaml` beside each catalog, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Weights, read};
use crate::catalog::{self, Problem};
use crate::id::CatalogId;

type ByCatalog = BTreeMap<CatalogId, Weights>;

static BUILTIN: LazyLock<Result<ByCatalog, Vec<Problem>>> = LazyLock::new(read_all);

/// The weights of this catalog; nothing where it has no such file.
///
/// # Panics
/// If a file has a mistake; [`read_builtin`] returns the mistakes instead.
pub fn builtin(id: &CatalogId) -> Option<&'static Weights> {
    match read_builtin() {
        Ok(weights) => weights.get(id),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            panic!("weights that were compiled in are faulty\n{}", lines.join("\n"))
        }
    }
}

/// The weights of all catalogs, or everything that is wrong with the first file that has mistakes.
pub fn read_builtin() -> Result<&'static BTreeMap<CatalogId, Weights>, &'static [Problem]> {
    BUILTIN.as_ref().map_err(Vec::as_slice)
}

fn read_all() -> Result<ByCatalog, Vec<Problem>> {
    let mut all = ByCatalog::new();
    for catalog in catalog::builtin() {
        let path = format!("{}/priorities.yaml", catalog.id);
        let Some(bytes) = catalog::file(&path) else { continue };
        all.insert(catalog.id.clone(), read(catalog, &format!("catalog/{path}"), bytes)?);
    }
    Ok(all)
}
