//! `tenken form`: a blank form of one list as PDF, Excel or CSV, without server or database.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tenken_domain::catalog::{Catalog, Checklist, builtin};
use tenken_domain::facts::{Edition, Issuer};
use tenken_domain::id::ChecklistId;
use tenken_report::csv::{CsvError, Encoding};
use tenken_report::filled_sheet::{self, Blank, FilledSheet};
use tenken_report::{csv, xlsx};

use super::failure::Failure;
use super::output;

/// 記入用紙（白紙の様式）を作ります
#[derive(Args)]
#[command(override_usage = "tenken form --list LIST --format pdf|xlsx|csv [--encoding utf-8|cp932] -o FILE")]
pub struct Arguments {
    /// チェックリストの名前（executive、administrator、administrator-online、staff）
    #[arg(long, value_name = "LIST")]
    list: String,
    /// ファイルの形式
    #[arg(long, value_enum, value_name = "pdf|xlsx|csv", hide_possible_values = true)]
    format: Format,
    /// CSVの文字コード（指定しなければ utf-8）
    #[arg(long, value_enum, value_name = "utf-8|cp932", hide_possible_values = true)]
    encoding: Option<Written>,
    /// 書き出すファイル
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Pdf,
    Xlsx,
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum Written {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "cp932")]
    Cp932,
}

/// Makes the form; an annex stands on its list's form.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let catalog = catalog()?;
    let list = find(catalog, &arguments.list)?;
    output::refuse_impossible(&arguments.output)?;
    let issuer = Issuer { hospital: String::new(), edition: Edition::Real };
    let blank = Blank::new(catalog, list);
    let facts = blank.facts(&issuer);
    let bytes = match arguments.format {
        Format::Pdf => filled_sheet::pdf(&facts)?,
        Format::Xlsx => xlsx::filled_sheet(&facts)?,
        Format::Csv => table(&facts, arguments)?,
    };
    output::write_file(&arguments.output, &bytes)
}

fn table(facts: &FilledSheet, arguments: &Arguments) -> Result<Vec<u8>, Failure> {
    let encoding = match arguments.encoding {
        None | Some(Written::Utf8) => Encoding::Utf8,
        Some(Written::Cp932) => Encoding::Cp932,
    };
    csv::filled_sheet(facts, encoding).map_err(|error| match error {
        CsvError::NotInEncoding(cells) => {
            let line =
                |cell: &csv::Unwritable| format!("{}:{}: {cell}", arguments.output.display(), cell.row);
            Failure::BadInput(cells.iter().map(line).collect())
        }
        CsvError::UnknownList(_) | CsvError::Table(_) => Failure::from(error),
    })
}

/// The catalog that commands without a database use: the first that is built in.
pub fn catalog() -> Result<&'static Catalog, Failure> {
    builtin()
        .first()
        .ok_or_else(|| Failure::from(anyhow::anyhow!("チェックリストの版が組み込まれていません")))
}

/// The list of this name, or a sentence that tells the names.
pub fn find<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c Checklist, Failure> {
    catalog.checklist(&ChecklistId::new(name)).ok_or_else(|| {
        let names: Vec<&str> = catalog.checklists.iter().map(|list| list.id.as_str()).collect();
        Failure::usage(format!("--list に「{name}」は使えません。使えるのは {} です。", names.join("、")))
    })
}
