//! The heading row and the items of one list, each with a drop-down of the marks it may bear.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle};
use tenken_domain::catalog::{Audience, Certainty, Checklist, Item};
use tenken_domain::facts::SheetFacts;
use tenken_domain::mark::Mark;

use super::columns::Columns;
use super::page::Page;
use super::{XlsxError, height, style};

/// First and last row (from 0) of a list's items.
pub type Rows = (u32, u32);

/// How the drop-down calls 該当なし.
#[derive(Clone, Copy)]
pub enum Words {
    Usual,
    /// この業務はない
    Staffs,
}

/// Writes the block below what the page holds already.
pub fn write(
    page: &mut Page,
    list: &Checklist,
    sheet: &SheetFacts,
    columns: &Columns,
) -> Result<Rows, XlsxError> {
    write_in(page, (list, Words::Usual), sheet, columns)
}

/// The same with these words in the drop-downs.
pub fn write_in(
    page: &mut Page,
    (list, words): (&Checklist, Words),
    sheet: &SheetFacts,
    columns: &Columns,
) -> Result<Rows, XlsxError> {
    heading(page, list, columns)?;
    let first = page.row;
    let marks = sheet.marks(list);
    for item in list.items_by_number() {
        let position = list.items.iter().position(|other| other.id == item.id);
        let mark = position.and_then(|position| marks.get(position).copied().flatten());
        row(page, item, mark, columns)?;
        page.sheet.add_data_validation(
            page.row,
            columns.mark,
            page.row,
            columns.mark,
            &choices((list, words), item)?,
        )?;
        page.row += 1;
    }
    Ok((first, page.row - 1))
}

fn heading(page: &mut Page, list: &Checklist, columns: &Columns) -> Result<(), XlsxError> {
    // Only a number that is certain may be called what the printed sheet calls it.
    let number = if list.has_uncertain_numbers() { "整理番号" } else { "NO" };
    let viewpoint = columns.viewpoint.map(|column| (column, "視点"));
    let headings = [
        (columns.id, "id"),
        (columns.number, number),
        (columns.text, "チェック項目"),
        (columns.mark, "チェック欄\n（○or×）"),
    ];
    page.sheet.set_row_height(page.row, 34)?;
    for (column, text) in headings.into_iter().chain(viewpoint) {
        page.sheet.write_string_with_format(page.row, column, text, &style::heading())?;
    }
    page.row += 1;
    Ok(())
}

fn row(page: &mut Page, item: &Item, mark: Option<Mark>, columns: &Columns) -> Result<(), XlsxError> {
    let text = item.text.join("\n");
    let (sheet, row) = (&mut *page.sheet, page.row);
    sheet.set_row_height(row, height::of(&text, columns.text_width))?;
    sheet.write_string_with_format(row, columns.id, item.id.as_str(), &style::centred())?;
    sheet.write_number_with_format(row, columns.number, item.number, &style::centred())?;
    if let Some(column) = columns.viewpoint {
        let label = item.viewpoint.map_or("", |viewpoint| viewpoint.label());
        sheet.write_string_with_format(row, column, label, &style::centred())?;
    }
    sheet.write_string_with_format(row, columns.text, text, &style::item_text())?;
    match mark {
        Some(mark) => sheet.write_string_with_format(row, columns.mark, mark.symbol(), &style::answer())?,
        None => sheet.write_blank(row, columns.mark, &style::answer())?,
    };
    Ok(())
}

/// The drop-down, with what ○ and × mean where the item asks whether something is not done.
fn choices((list, words): (&Checklist, Words), item: &Item) -> Result<DataValidation, XlsxError> {
    let marks = marks_of(list.audience, words);
    let listed = marks.join("、");
    let meaning = |mark, means: &Option<String>| means.as_ref().map(|means| format!("{mark}：{means}"));
    let meanings = [meaning("○", &item.yes_means), meaning("×", &item.no_means)];
    let mut prompt = format!("{listed} から選びます。");
    meanings.into_iter().flatten().for_each(|line| prompt = format!("{prompt}\n{line}"));
    let validation = DataValidation::new()
        .allow_list_strings(marks)?
        .set_input_title("チェック欄")?
        .set_input_message(prompt.chars().take(250).collect::<String>())?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("チェック欄")?
        .set_error_message(format!("{listed} のどれかを選ぶか、空欄にしてください。"))?;
    Ok(validation)
}

const fn marks_of(audience: Audience, words: Words) -> &'static [&'static str] {
    match (audience, words) {
        (Audience::Administrator, Words::Usual | Words::Staffs) => &["○", "×", "該当なし", "確認中"],
        (Audience::Executive | Audience::Staff, Words::Usual) => &["○", "×", "該当なし"],
        (Audience::Executive | Audience::Staff, Words::Staffs) => &["○", "×", "この業務はない"],
    }
}

/// Whether some viewpoint was worked out by us and not read off the sheet.
pub fn has_uncertain_viewpoints(list: &Checklist) -> bool {
    let uncertain = |item: &Item| item.viewpoint_is.is_some_and(|certainty| certainty != Certainty::Certain);
    list.items.iter().any(uncertain)
}
