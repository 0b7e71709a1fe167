//! The result of `tenken check` for people.

use std::fmt::Write;

use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facts::SheetFacts;
use tenken_domain::mark::Mark;
use tenken_domain::result::{Rates, Share};
use tenken_report::check_result::CheckedFile;

/// All results, one paragraph a list.
pub fn write(catalog: &Catalog, files: &[CheckedFile]) -> String {
    let entries =
        files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (file.file.as_str(), sheet)));
    let paragraphs =
        entries.filter_map(|(file, sheet)| Some(paragraph(file, catalog.checklist(&sheet.list)?, sheet)));
    let mut text = paragraphs.collect::<Vec<_>>().join("\n");
    let notice = catalog.texts.not_for.iter();
    notice.for_each(|notice| text = format!("{text}\n※{notice}\n"));
    text
}

fn paragraph(file: &str, list: &Checklist, sheet: &SheetFacts) -> String {
    let marks = sheet.marks(list);
    let total = Rates::of(marks.iter().copied());
    let mut lines = vec![format!("{}：{}（{}）", printable(file), list.title, list.id)];
    if let Some(signed) = signed(sheet) {
        lines.push(format!("  {signed}"));
    }
    lines.push(format!("  様式どおり {}｜該当なしを除く {}", total.as_printed, total.applicable));
    for row in sheet.result(list) {
        let name = row.viewpoint.map_or("割合", |viewpoint| viewpoint.label());
        let (printed, applicable) =
            (with_fraction(row.rates.as_printed), with_fraction(row.rates.applicable));
        lines.push(format!("    {name}　様式どおり {printed}｜該当なしを除く {applicable}"));
    }
    lines.push(format!("  {}", counted(&marks)));
    lines.extend(to_improve(list, &marks));
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{line}");
        text
    })
}

fn signed(sheet: &SheetFacts) -> Option<String> {
    let filler = (!sheet.filler.is_empty()).then(|| format!("記入者 {}", printable(&sheet.filler)));
    let date = sheet.date.map(|date| format!("日付 {}", calendar::both(date)));
    let parts: Vec<String> = filler.into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join("　"))
}

/// `46.1%（41/89）`, or `-` where there is nothing to count.
fn with_fraction(share: Share) -> String {
    if share.items == 0 { share.rate() } else { format!("{}（{share}）", share.rate()) }
}

fn counted(marks: &[Option<Mark>]) -> String {
    let count = |mark: Option<Mark>| marks.iter().filter(|other| **other == mark).count();
    let [yes, no, not_applicable] = [Mark::Yes, Mark::No, Mark::NotApplicable].map(|mark| count(Some(mark)));
    let pending = marks.iter().filter(|mark| matches!(mark, Some(Mark::Pending(_)))).count();
    format!("○ {yes}　× {no}　該当なし {not_applicable}　確認中 {pending}　未記入 {}", count(None))
}

/// 要改善事項: the items marked ×.
fn to_improve(list: &Checklist, marks: &[Option<Mark>]) -> Vec<String> {
    let items = list.items.iter().zip(marks).filter(|(_, mark)| **mark == Some(Mark::No));
    let lines: Vec<String> = items.map(|(item, _)| line(item)).collect();
    if lines.is_empty() {
        lines
    } else {
        [vec!["  要改善事項（×の項目）".to_owned()], lines].concat()
    }
}

fn line(item: &Item) -> String {
    format!("    {} {}（{}）", item.number, item.title, item.id)
}

/// Text from outside, without what would disturb a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '␣' } else { c }).collect()
}
