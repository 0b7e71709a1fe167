//! The answer sheet of an inquiry as a workbook: marks by drop-down, a comment and a target day, to be returned by mail.
//! The domain's reader finds the inquiry again by a hidden row.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle};
use tenken_domain::calendar;
use tenken_domain::catalog::Item;
use tenken_domain::facts::Edition;
use tenken_domain::filled::inquiry_form::label;
use tenken_domain::inquiry::{LONGEST_COMMENT, Question};
use tenken_domain::mark::Mark;

use super::{InquiryLetter, asked, means, number_heading, title};
use crate::xlsx::page::{Page, Turn, protect};
use crate::xlsx::{XlsxError, height, new_workbook, style};

const ID: u16 = 0;
const NUMBER: u16 = 1;
const TEXT: u16 = 2;
const MARK: u16 = 3;
const COMMENT: u16 = 4;
const TARGET: u16 = 5;
const WIDTHS: [(u16, f64); 5] = [(NUMBER, 9.5), (TEXT, 66.0), (MARK, 13.0), (COMMENT, 40.0), (TARGET, 16.0)];

/// The answer sheet as a workbook.
///
/// # Errors
/// What Excel does not allow.
pub fn xlsx(facts: &InquiryLetter<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(facts.issuer, &title(facts))?;
    let sheet = workbook.add_worksheet().set_name("回答書")?;
    for (column, width) in WIDTHS {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(ID)?;
    let width = WIDTHS.iter().map(|(_, width)| width).sum();
    let mut page = Page::new(sheet, (NUMBER, TARGET), width).turned(Turn::Landscape);
    head(&mut page, facts)?;
    heading(&mut page, facts)?;
    for list in &facts.catalog.checklists {
        let mut rows = asked(facts, list).peekable();
        if rows.peek().is_some() {
            page.line(&list.title, &style::section())?;
        }
        for (item, question) in rows {
            row(&mut page, item, question)?;
        }
    }
    page.skip();
    page.line(OUR_NUMBERS, &style::note())?;
    page.line(&facts.catalog.texts.source_line, &style::note())?;
    page.lines(&facts.catalog.texts.not_for, &style::note())?;
    protect(page.sheet);
    page.finish(facts.issuer, &title(facts))?;
    Ok(workbook.save_to_buffer()?)
}

/// How to fill it in: above the table, because nobody looks below a hundred rows first.
const NOTES: [&str; 2] = [
    "チェック欄は、○（できている）、×（できていない）、該当なし（対象の機能や機器がない）から選びます。該当なしのときは理由を、分からないときはその旨を、コメントに書いてください。",
    "×のときは、決まっていれば目標日（対策を終える予定の日）も書いてください。例：2027-03-31、令和9年3月31日",
];
const OUR_NUMBERS: &str = "整理番号は本システムの番号で、原本の番号とは限りません。";

fn head(page: &mut Page<'_>, facts: &InquiryLetter<'_>) -> Result<(), XlsxError> {
    if facts.issuer.edition == Edition::Sample {
        page.line("サンプル（架空の病院のデータ）", &style::section())?;
    }
    page.line(&title(facts), &style::title())?;
    page.line(&format!("{}　御中", facts.vendor), &style::text())?;
    let from = [facts.issuer.hospital.as_str(), facts.contact].into_iter().filter(|text| !text.is_empty());
    page.line(&from.collect::<Vec<_>>().join("　"), &style::text())?;
    page.line(&format!("回答期限：{}", calendar::both(facts.inquiry.due)), &style::section())?;
    if !facts.inquiry.message.is_empty() {
        page.line(&facts.inquiry.message, &style::text())?;
    }
    for note in NOTES {
        page.line(note, &style::note())?;
    }
    page.sheet.set_row_height(page.row, 26)?;
    page.sheet.write_string_with_format(page.row, NUMBER, label::ANSWERER, &style::label())?;
    let by = facts.inquiry.receipt().map_or("", |receipt| receipt.by.as_str());
    page.sheet.write_string_with_format(page.row, TEXT, by, &style::signature())?;
    page.row += 1;
    // Which inquiry this is; hidden, because it tells people nothing.
    page.sheet.write_string_with_format(page.row, NUMBER, label::INQUIRY, &style::label())?;
    page.sheet.write_string_with_format(page.row, TEXT, facts.inquiry.id.as_str(), &style::text())?;
    page.sheet.set_row_hidden(page.row)?;
    page.row += 1;
    page.skip();
    Ok(())
}

fn heading(page: &mut Page<'_>, facts: &InquiryLetter<'_>) -> Result<(), XlsxError> {
    let asked_lists = facts.catalog.checklists.iter().filter(|list| asked(facts, list).next().is_some());
    let number = asked_lists.map(number_heading).max().unwrap_or("NO");
    let headings = [
        (ID, "id"),
        (NUMBER, number),
        (TEXT, "チェック項目"),
        (MARK, label::MARK),
        (COMMENT, label::COMMENT),
        (TARGET, label::TARGET),
    ];
    page.sheet.set_row_height(page.row, 26)?;
    for (column, text) in headings {
        page.sheet.write_string_with_format(page.row, column, text, &style::heading())?;
    }
    page.sheet.set_freeze_panes(page.row + 1, 0)?.set_repeat_rows(page.row, page.row)?;
    page.row += 1;
    Ok(())
}

fn row(page: &mut Page<'_>, item: &Item, question: &Question) -> Result<(), XlsxError> {
    let text: Vec<String> =
        item.text.iter().cloned().chain(means(item).into_iter().map(|means| format!("※{means}"))).collect();
    let text = text.join("\n");
    let (sheet, row, answer) = (&mut *page.sheet, page.row, &question.answer);
    sheet.set_row_height(
        row,
        height::of(&text, WIDTHS[1].1).max(height::of(&answer.comment, WIDTHS[3].1)).max(36.0),
    )?;
    sheet.write_string_with_format(row, ID, item.id.as_str(), &style::centred())?;
    sheet.write_number_with_format(row, NUMBER, item.number, &style::centred())?;
    sheet.write_string_with_format(row, TEXT, text, &style::item_text())?;
    let mark = answer.mark.map_or("", Mark::symbol);
    sheet.write_string_with_format(row, MARK, mark, &style::answer())?;
    sheet.add_data_validation(row, MARK, row, MARK, &choices()?)?;
    let comment = style::item_text().set_unlocked();
    sheet.write_string_with_format(row, COMMENT, &answer.comment, &comment)?;
    sheet.add_data_validation(row, COMMENT, row, COMMENT, &short_enough()?)?;
    let target = answer.target.map(|day| day.to_string()).unwrap_or_default();
    sheet.write_string_with_format(row, TARGET, target, &style::signature())?;
    page.row += 1;
    Ok(())
}

fn choices() -> Result<DataValidation, XlsxError> {
    let marks = Mark::SETTLED.map(Mark::symbol);
    Ok(DataValidation::new()
        .allow_list_strings(&marks)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title(label::MARK)?
        .set_error_message(format!("{} のどれかを選んでください。", marks.join("、")))?)
}

fn short_enough() -> Result<DataValidation, XlsxError> {
    let most = u32::try_from(LONGEST_COMMENT).unwrap_or(u32::MAX);
    Ok(DataValidation::new()
        .allow_text_length(rust_xlsxwriter::DataValidationRule::LessThanOrEqualTo(most))
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title(label::COMMENT)?
        .set_error_message(format!("{LONGEST_COMMENT}文字までにしてください。"))?)
}
