//! `tenken check`: scores filled-in sheets without server or database. All files are read before anything is
//! written; a mistake in one of them leaves no output at all.

mod json;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use tenken_domain::catalog::{Catalog, Checklist, Problem};
use tenken_domain::facts::SheetFacts;
use tenken_domain::filled;
use tenken_report::check_result::{self, CheckedFile};
use tenken_report::xlsx;

use super::failure::Failure;
use super::{form, input, output};

/// 記入済みのチェックリスト（xlsx、CSV）を集計します
#[derive(Args)]
#[command(override_usage = "tenken check FILE... [--list LIST] [--format text|json|pdf|xlsx] [-o FILE]")]
pub struct Arguments {
    /// 記入済みのファイル（.xlsx または CSV）
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// チェックリストの名前。整理番号だけの表、見出しだけの表を読むときに指定します
    #[arg(long, value_name = "LIST")]
    list: Option<String>,
    /// 結果の形式（指定しなければ text）。pdf と xlsx には -o が必要です
    #[arg(
        long,
        value_enum,
        default_value = "text",
        value_name = "text|json|pdf|xlsx",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: Format,
    /// 書き出すファイル（text と json は、指定しなければ画面に表示します）
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Pdf,
    Xlsx,
}

/// Reads all files, and writes their results if nothing is wrong with any.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let catalog = form::catalog()?;
    let wanted = arguments.list.as_ref().map(|name| form::find(catalog, name)).transpose()?;
    refuse_output(arguments)?;
    let files = read_all(&arguments.files, catalog, wanted)?;
    let bytes = match arguments.format {
        Format::Text => text::write(catalog, &files).into_bytes(),
        Format::Json => json::write(catalog, &files)?,
        Format::Pdf => check_result::pdf(catalog, &files)?,
        Format::Xlsx => xlsx::check_result(catalog, &files)?,
    };
    match &arguments.output {
        Some(path) => output::write_file(path, &bytes),
        None => output::write_stdout(&bytes),
    }
}

fn refuse_output(arguments: &Arguments) -> Result<(), Failure> {
    let Some(output) = &arguments.output else {
        return match arguments.format {
            Format::Text | Format::Json => Ok(()),
            Format::Pdf | Format::Xlsx => Err(Failure::usage(
                "--format pdf と xlsx には、書き出すファイル（-o FILE）の指定が必要です。",
            )),
        };
    };
    let resolved = |path: &Path| path.canonicalize().ok();
    let is_input = |file: &PathBuf| resolved(file).is_some_and(|file| resolved(output) == Some(file));
    if arguments.files.iter().any(is_input) {
        return Err(Failure::usage(format!(
            "{}:1: 記入済みのファイルに上書きはできません。別の名前を指定してください。",
            output.display()
        )));
    }
    output::refuse_impossible(output)
}

fn read_all(
    paths: &[PathBuf],
    catalog: &Catalog,
    wanted: Option<&Checklist>,
) -> Result<Vec<CheckedFile>, Failure> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        let file = path.to_string_lossy().into_owned();
        match read(path, &file, catalog, wanted) {
            Ok(sheets) => files.push(CheckedFile { file, sheets }),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(Failure::problems(&problems)) }
}

fn read(
    path: &Path,
    file: &str,
    catalog: &Catalog,
    wanted: Option<&Checklist>,
) -> Result<Vec<SheetFacts>, Vec<Problem>> {
    let bytes = input::contents(path, filled::MAX_BYTES)
        .map_err(|sentence| vec![Problem { file: file.to_owned(), place: None, sentence }])?;
    filled::read(file, &bytes, catalog, wanted)
}
