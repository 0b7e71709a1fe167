//! `cargo xtask licences`: what others made and we ship, by name, version and licence; and the full texts for packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::program;
use crate::project::Project;

const LIST: &str = "docs/third-party-licences.md";
const VENDORED: &str = "vendor/README.md";
/// How the files are called in which authors put their licence.
const LICENCE_FILES: &[&str] = &["licen", "copying", "notice", "unlicense", "copyright", "ofl"];

/// Writes the list, or with `--check` only says whether it is current.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    match arguments {
        [] => fs::write(project.root.join(LIST), list(project)?)
            .with_context(|| format!("{LIST} cannot be written")),
        [only] if only == "--check" => check(project),
        _ => bail!("`licences` knows only `--check`"),
    }
}

/// An error where the list in the repository is not what it should be.
pub fn check(project: &Project) -> Result<()> {
    let written = fs::read_to_string(project.root.join(LIST)).unwrap_or_default();
    if written != list(project)? {
        bail!("{LIST} is not current; please run `cargo xtask licences`");
    }
    Ok(())
}

/// The licence texts of everything we ship; what is word for word the same stands once.
pub fn texts(project: &Project) -> Result<String> {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in shipped(project)? {
        let name = format!("{} {} ({})", package.name, package.version, package.licence());
        let folder = package.manifest_path.parent().unwrap_or(Path::new("."));
        let texts = licence_texts(folder)?;
        if texts.is_empty() {
            let notice = format!("{}\n{}\n", package.licence(), package.authors.join(", "));
            by_text.entry(notice).or_default().push(name.clone());
        }
        for text in texts {
            by_text.entry(text).or_default().push(name.clone());
        }
    }
    for (folder, row) in vendored(project)? {
        for text in licence_texts(&project.root.join(&folder))? {
            by_text.entry(text).or_default().push(row.clone());
        }
    }
    let section = |(text, names): (&String, &Vec<String>)| {
        format!("{}\n\n{}\n\n{}\n\n", "=".repeat(78), names.join("\n"), text.trim())
    };
    Ok(by_text.iter().map(section).collect())
}

fn list(project: &Project) -> Result<String> {
    let mut page = String::from(
        "# 第三者のソフトウェアとライセンス / Third-party software and licences\n\n\
         `cargo xtask licences` がこの一覧を作成します。ライセンスの全文は各ソフトウェアに、また Debian パッケージの \
         `third-party-licences.txt.gz` に含まれます。\n\n\
         Made by `cargo xtask licences`. The full texts come with each piece, and in the Debian package.\n\n\
         ## Shipped as files\n\n| folder | what, version | licence |\n|---|---|---|\n",
    );
    for (_, row) in vendored(project)? {
        writeln!(page, "{row}")?;
    }
    page.push_str("\n## Rust crates in the programs\n\n| crate | version | licence |\n|---|---|---|\n");
    for package in shipped(project)? {
        writeln!(page, "| {} | {} | {} |", package.name, package.version, package.licence())?;
    }
    Ok(page)
}

/// The rows of the table in `vendor/README.md`, by folder. Every folder stands there and holds a licence.
fn vendored(project: &Project) -> Result<Vec<(String, String)>> {
    let page = fs::read_to_string(project.root.join(VENDORED))
        .with_context(|| format!("{VENDORED} cannot be read"))?;
    let rows: Vec<(String, String)> = page.lines().filter_map(row_with_folder).collect();
    for entry in fs::read_dir(project.root.join("vendor"))? {
        let entry = entry?;
        let folder = format!("vendor/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() && !rows.iter().any(|(named, _)| *named == folder) {
            bail!("{folder} is missing in the table of {VENDORED}");
        }
    }
    for (folder, _) in &rows {
        if licence_texts(&project.root.join(folder))?.is_empty() {
            bail!("{folder}, named in {VENDORED}, holds no licence file");
        }
    }
    Ok(rows)
}

/// ``| `vendor/x` | … |`` → (`vendor/x`, the row)
fn row_with_folder(line: &str) -> Option<(String, String)> {
    let (folder, _) = line.strip_prefix("| `")?.split_once('`')?;
    Some((folder.to_owned(), line.to_owned()))
}

fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_licence(path)).collect();
    files.sort();
    files.iter().map(|file| Ok(String::from_utf8_lossy(&fs::read(file)?).replace("\r\n", "\n"))).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    path.is_file() && LICENCE_FILES.iter().any(|start| name.starts_with(start))
}

/// What `cargo metadata` tells, as far as it matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    authors: Vec<String>,
    manifest_path: PathBuf,
}

impl Package {
    fn licence(&self) -> &str {
        self.license.as_deref().unwrap_or("see its licence file")
    }
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

/// `None` is an ordinary dependency; `dev` and `build` are not shipped.
#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// The crates of others that our programs are built from, by name and version. The workshop's own are left out.
fn shipped(project: &Project) -> Result<Vec<Package>> {
    let words = "cargo metadata --locked --format-version 1 --filter-platform x86_64-unknown-linux-gnu";
    let metadata: Metadata = serde_json::from_str(&program::ask(&mut program::command(project, words))?)?;
    let ours = project.root.join("crates");
    let is_root = |package: &&Package| package.manifest_path.starts_with(&ours);
    let roots: Vec<&str> =
        metadata.packages.iter().filter(is_root).map(|package| package.id.as_str()).collect();
    let reached = reached(&metadata.resolve.nodes, roots);
    let is_shipped = |package: &Package| {
        reached.contains(&package.id) && !metadata.workspace_members.contains(&package.id)
    };
    let mut packages: Vec<Package> = metadata.packages.into_iter().filter(is_shipped).collect();
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

fn reached(nodes: &[Node], roots: Vec<&str>) -> BTreeSet<String> {
    let by_id: BTreeMap<&str, &Node> = nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut reached = BTreeSet::new();
    let mut waiting = roots;
    while let Some(id) = waiting.pop() {
        if !reached.insert(id.to_owned()) {
            continue;
        }
        let dependencies = by_id.get(id).map(|node| node.deps.as_slice()).unwrap_or_default();
        let ordinary = |found: &&Dependency| found.dep_kinds.iter().any(|kind| kind.kind.is_none());
        waiting.extend(dependencies.iter().filter(ordinary).map(|found| found.pkg.as_str()));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str, deps: &[(&str, Option<&str>)]) -> Node {
        let dependency = |(pkg, kind): &(&str, Option<&str>)| Dependency {
            pkg: (*pkg).to_owned(),
            dep_kinds: vec![Kind { kind: kind.map(str::to_owned) }],
        };
        Node { id: id.to_owned(), deps: deps.iter().map(dependency).collect() }
    }

    #[test]
    fn what_only_tests_or_builds_need_is_not_shipped() {
        let nodes = [
            node("ours", &[("a", None), ("test-only", Some("dev")), ("build-only", Some("build"))]),
            node("a", &[("b", None)]),
            node("b", &[("a", None)]),
        ];
        let reached = reached(&nodes, vec!["ours"]);
        assert_eq!(reached.into_iter().collect::<Vec<_>>(), ["a", "b", "ours"]);
    }

    #[test]
    fn a_row_names_its_folder() {
        let row = "| `vendor/x` | X 1.0 | MIT |";
        assert_eq!(row_with_folder(row), Some(("vendor/x".to_owned(), row.to_owned())));
        assert_eq!(row_with_folder("| folder | what | licence |"), None);
    }
}
