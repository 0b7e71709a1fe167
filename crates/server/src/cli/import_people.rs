//! `tenken import-people`: the personnel system's file into the register, by the same actions as the pages; shows what
//! it would change, or does it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::grid::Unreadable;
use tenken_domain::people_change::{Missing, Plan, plan};
use tenken_domain::people_file::{LIMITS, LayoutProblem, RowProblem};
use tenken_store::facility;

use super::failure::Failure;
use super::{input, output};
use crate::actions::in_tx;
use crate::actions::people::Known;
use crate::actions::people::file::{Understood, Way, understand, usual_digits};
use crate::actions::people::import::{ImportRefusal, Importer, Wish, import, prepare};
use crate::actions::uploads::Sent;
use crate::app::Console;
use crate::config::StorageSource;
use crate::text::Text;

/// 人事システムのファイル（xlsx、CSV）を職員名簿に取り込みます
#[derive(Args)]
#[command(override_usage = "tenken import-people FILE --preview|--confirm [--left-day DATE] [オプション]")]
pub struct Arguments {
    /// 職員の一覧のファイル（.xlsx または CSV）
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 取り込むとどうなるかを表示します（何も変えません）
    #[arg(long, required_unless_present = "confirm", conflicts_with = "confirm")]
    preview: bool,
    /// 取り込みます（すべて取り込むか、まったく取り込まないかのどちらかです）
    #[arg(long)]
    confirm: bool,
    /// ファイルにない人を、この日に退職したものとします（指定しなければそのまま）
    #[arg(long, value_name = "DATE")]
    left_day: Option<String>,
    #[command(flatten)]
    source: StorageSource,
}

/// Reads the file beside the register, says what it would change, and does it where that was asked for.
pub async fn run(arguments: &Arguments) -> Result<(), Failure> {
    let missing = arguments.left_day.as_deref().map_or(Ok(Missing::StayAsTheyAre), left_on)?;
    let storage = arguments.source.storage().map_err(|error| Failure::CouldNot(error.into()))?;
    let name = arguments.file.to_string_lossy().into_owned();
    let bytes = input::contents(&arguments.file, LIMITS.bytes)
        .map_err(|sentence| Failure::usage(format!("{name}:1: {sentence}")))?;
    let console = Console::open(&storage).await.map_err(Failure::CouldNot)?;
    let done = with_console(arguments, &console, (Sent { name, bytes }, missing)).await;
    console.db.close().await;
    done
}

fn left_on(typed: &str) -> Result<Missing, Failure> {
    let day: Option<Date> = calendar::parse(typed);
    let wrong = || Failure::usage(format!("--left-day に「{typed}」は使えません。例: 2026-03-31"));
    day.map(Missing::LeftOn).ok_or_else(wrong)
}

async fn with_console(
    arguments: &Arguments,
    console: &Console,
    (sent, missing): (Sent, Missing),
) -> Result<(), Failure> {
    let mut conn = console.db.reader().await?;
    let Some(facility) = facility::only(&mut conn).await? else {
        return Err(Failure::usage("まだ病院が登録されていません。先に画面で初期設定を行ってください。"));
    };
    let known = Known::load(&mut conn, &facility.id).await?;
    drop(conn);
    let (text, file) = (Text::default(), sent.name.clone());
    let understood = understand(sent, Way::Guess, usual_digits(&known.people))
        .await
        .map_err(|unreadable| Failure::usage(unreadable_line(text, &file, unreadable)))?;
    refuse_unclear(text, &file, &understood)?;
    let means = console.means();
    let plan = plan(known.register(), &understood.entries, calendar::day_of(means.now), missing);
    tell(text, &understood, &plan);
    refuse_problems(text, &file, understood.entries.problems.iter().chain(&plan.problems))?;
    if !arguments.confirm {
        return Ok(());
    }
    let importer = Importer::Console { means: Box::new(means), facility: facility.id };
    let wish = Wish {
        file_name: file_name(&arguments.file),
        entries: understood.entries,
        affiliations: BTreeMap::new(),
        seen: None,
    };
    let imported = match prepare(&importer, (known, plan), wish) {
        Ok(prepared) => {
            in_tx(&console.db, move |tx| Box::pin(async move { import(tx, &importer, prepared).await })).await
        }
        Err(refused) => Err(refused),
    };
    finish(text, imported.map(drop))
}

fn finish(text: Text, imported: Result<(), crate::actions::Failure<ImportRefusal>>) -> Result<(), Failure> {
    match imported {
        Ok(()) => output::say("取り込みました。取り消すときは、画面の「取り込みの履歴」を開いてください。"),
        Err(crate::actions::Failure::Refused(ImportRefusal::NothingToDo)) => {
            output::say(&text.text("people-nothing-to-do"));
        }
        Err(crate::actions::Failure::Refused(
            ImportRefusal::HasProblems | ImportRefusal::RegisterChanged,
        )) => {
            return Err(Failure::usage(text.text("people-import-has-problems")));
        }
        Err(error) => return Err(Failure::CouldNot(error.into())),
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable_line(text: Text, file: &str, Unreadable { row, reason }: Unreadable) -> String {
    format!("{file}:{}: {}", row.unwrap_or(1), text.of("file", reason.code()))
}

fn refuse_unclear(text: Text, file: &str, understood: &Understood) -> Result<(), Failure> {
    let line = |problem: &LayoutProblem| {
        let (key, column) = match problem {
            LayoutProblem::Lacks(column) => ("people-lacks-column", column),
            LayoutProblem::Twice(column) => ("people-column-twice", column),
        };
        let column = FluentValue::from(text.of("people-column", column.code()));
        format!("{file}:{}: {}", understood.layout.heading.max(1), text.with(key, [("column", column)]))
    };
    if understood.problems.is_empty() {
        return Ok(());
    }
    Err(Failure::problem_lines(understood.problems.iter().map(line)))
}

fn refuse_problems<'p>(
    text: Text,
    file: &str,
    problems: impl Iterator<Item = &'p RowProblem>,
) -> Result<(), Failure> {
    let line = |problem: &RowProblem| {
        let column = text.of("people-column", problem.column.code());
        let said = if problem.said.is_empty() { String::new() } else { format!("「{}」", problem.said) };
        let trouble = text.of("people-trouble", problem.trouble.code());
        format!("{file}:{}: {column}{said}：{trouble}", problem.place)
    };
    let lines: Vec<String> = problems.map(line).collect();
    if lines.is_empty() { Ok(()) } else { Err(Failure::problem_lines(lines.into_iter())) }
}

/// How each column was understood, and how many are new, changed, moved, left, not in the file, unchanged.
fn tell(text: Text, understood: &Understood, plan: &Plan) {
    for seen in &understood.columns {
        let column = understood.layout.columns.get(&seen.column);
        let meaning = column.map_or_else(
            || text.text("people-column-unused"),
            |column| text.of("people-column", column.code()),
        );
        let heading: String = seen.heading.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        output::say(&format!("{} {heading} → {meaning}", seen.letter));
    }
    let sums = [
        ("people-new", plan.new.len()),
        ("people-changed", plan.changed.len()),
        ("people-moved", plan.moved.len()),
        ("people-left", plan.left.len()),
        ("people-not-in-file", plan.not_in_file.len()),
        ("people-unchanged", plan.unchanged),
        ("people-already-left", plan.already_left),
        ("people-concurrent", understood.entries.concurrent.len()),
        ("people-skipped", understood.entries.skipped.len()),
    ];
    for (key, number) in sums {
        output::say(&format!("{}: {number}", text.text(key)));
    }
    let names = |names: Vec<&str>| names.join("、");
    if !plan.new_departments.is_empty() {
        let departments = plan.new_departments.iter().map(String::as_str).collect();
        output::say(&format!("{}: {}", text.text("people-new-departments"), names(departments)));
    }
    for one in &plan.new_occupations {
        let affiliation = text.of("affiliation", one.affiliation.code());
        output::say(&format!("{}: {}（{affiliation}）", text.text("people-new-occupations"), one.name));
    }
}
