//! The staff's form of one round: to be handed round as a file, filled in with drop-downs and read in together. It fits
//! on one page of paper; departments and occupations stand on a hidden worksheet behind it.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Formula, Workbook};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::{Edition, Issuer, SheetFacts};
use tenken_domain::filled::staff_form::label;
use tenken_domain::id::RoundId;
use tenken_domain::round::{Naming, Period, Slips};

use super::columns::Columns;
use super::items::{self, Words};
use super::page::{Page, protect};
use super::{XlsxError, new_workbook, style};

/// What the form is made from.
#[derive(Clone, Debug)]
pub struct StaffForm<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    pub list: &'a Checklist,
    pub round: &'a RoundId,
    /// 令和8年度 第1回
    pub round_name: &'a str,
    pub period: Period,
    pub naming: Naming,
    pub slips: Slips,
    /// 部署: one is written in, several are a choice.
    pub departments: &'a [String],
    /// 職種
    pub occupations: &'a [String],
}

/// The form as a workbook.
pub fn staff_form(facts: &StaffForm) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(facts.issuer, &facts.list.title)?;
    worksheet(&mut workbook, facts)?;
    choices(&mut workbook, facts)?;
    Ok(workbook.save_to_buffer()?)
}

/// The hidden worksheet: departments in column A, occupations in column B.
const CHOICES: &str = "選択肢";
/// Points.
const LINE: f64 = 26.0;

/// An entry of the head.
struct Line<'l> {
    label: &'static str,
    written: &'l str,
    choice: Option<DataValidation>,
    format: Format,
}

fn worksheet(workbook: &mut Workbook, facts: &StaffForm) -> Result<(), XlsxError> {
    let columns = Columns::of(facts.list).narrow();
    let sheet = workbook.add_worksheet().set_name("記入票")?;
    for (column, width) in columns.widths() {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(columns.id)?;
    let mut page = Page::new(sheet, (columns.number, columns.mark), columns.whole_width()).on_one_page();
    if facts.issuer.edition == Edition::Sample {
        page.line("サンプル（架空の病院のデータ）", &style::section())?;
    }
    page.line(&facts.list.title, &style::title())?;
    let (from, until) = (calendar::both(facts.period.from), calendar::both(facts.period.until));
    page.line(
        &format!("{}　{}（{from} ～ {until}）", facts.issuer.hospital, facts.round_name),
        &style::text(),
    )?;
    for line in lines(facts)? {
        entry(&mut page, &columns, line)?;
    }
    identity(&mut page, &columns, facts.round)?;
    page.line(&promise(facts), &style::text())?;
    let heading = page.row;
    items::write_in(
        &mut page,
        (facts.list, Words::Staffs),
        &SheetFacts::blank(facts.list.id.clone()),
        &columns,
    )?;
    page.sheet.set_freeze_panes(heading + 1, 0)?;
    page.line("○、×、この業務はない のどれかを、選択肢から選びます。", &style::note())?;
    page.line(&facts.catalog.texts.source_line, &style::note())?;
    page.lines(&facts.catalog.texts.not_for, &style::note())?;
    protect(page.sheet);
    page.finish(facts.issuer, facts.round_name)
}

fn lines<'l>(facts: &StaffForm<'l>) -> Result<Vec<Line<'l>>, XlsxError> {
    let department = match facts.departments {
        [only] => Line {
            label: label::DEPARTMENT,
            written: only,
            choice: None,
            format: style::signature().set_locked(),
        },
        several => open(label::DEPARTMENT, Some(choice('A', several)?)),
    };
    let mut lines = vec![department, open(label::OCCUPATION, Some(choice('B', facts.occupations)?))];
    match facts.naming {
        Naming::Named => lines.extend([open(label::FILLER, None), open(label::DAY, None)]),
        Naming::Anonymous => {}
    }
    match facts.slips {
        Slips::WithNames | Slips::WithoutNames => lines.push(open(label::CODE, None)),
        Slips::None => {}
    }
    Ok(lines)
}

fn open<'l>(label: &'static str, choice: Option<DataValidation>) -> Line<'l> {
    Line { label, written: "", choice, format: style::signature() }
}

/// A drop-down of a column of the hidden worksheet: a list within the rule itself would end after 255 characters.
fn choice(column: char, names: &[String]) -> Result<DataValidation, XlsxError> {
    let range = format!("={CHOICES}!${column}$1:${column}${}", names.len().max(1));
    let validation = DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("選択肢にありません")?
        .set_error_message("右の ▼ を押して、選択肢から選んでください。")?;
    Ok(validation)
}

fn entry(page: &mut Page, columns: &Columns, line: Line) -> Result<(), XlsxError> {
    let (row, first, last) = (page.row, columns.text, columns.mark);
    page.sheet.set_row_height(row, LINE)?;
    page.sheet.write_string_with_format(row, columns.number, line.label, &style::label().set_shrink())?;
    page.sheet.merge_range(row, first, row, last, line.written, &line.format.set_shrink())?;
    if let Some(choice) = line.choice {
        page.sheet.add_data_validation(row, first, row, first, &choice)?;
    }
    page.row += 1;
    Ok(())
}

/// Which round this is; hidden, because it tells people nothing.
fn identity(page: &mut Page, columns: &Columns, round: &RoundId) -> Result<(), XlsxError> {
    page.sheet.write_string_with_format(page.row, columns.number, label::ROUND, &style::label())?;
    page.sheet.write_string_with_format(page.row, columns.text, round.as_str(), &style::text())?;
    page.sheet.set_row_hidden(page.row)?;
    page.row += 1;
    Ok(())
}

fn promise(facts: &StaffForm) -> String {
    let who = match facts.naming {
        Naming::Anonymous => {
            "無記名です。氏名は、ファイル名にも書かないでください。ただし、このファイルを開く人には回答が見え、\
             保存した人の名前がファイルに残ることがあります。無記名で答えたい方は、ポスターや回答カードのQRコードか、紙を使ってください。"
        }
        Naming::Named => {
            "記名です。このファイルを開く人と、システム管理者には回答が見えます。\
             渡した人に見られたくない方は、ポスターや回答カードのQRコードを使ってください。"
        }
    };
    let code = match facts.slips {
        Slips::None => "",
        Slips::WithNames => {
            "回答カードを受け取った方は、そのコードを記入してください（部署・職種・記入者は書かなくてもかまいません）。"
        }
        Slips::WithoutNames => {
            "回答カードを受け取った方は、そのコードを記入してください（部署は書かなくてもかまいません）。"
        }
    };
    format!("{who}{code}\n記入したら保存して、受け取った相手に返してください。")
}

fn choices(workbook: &mut Workbook, facts: &StaffForm) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(CHOICES)?;
    for (column, names) in [(0, facts.departments), (1, facts.occupations)] {
        for (row, name) in (0..).zip(names) {
            sheet.write_string(row, column, name)?;
        }
    }
    protect(sheet);
    sheet.set_hidden(true);
    Ok(())
}
