//! CSV: the sheet of a list, blank or filled in, and the staff's result as a long table. CRLF, UTF-8 with byte order
//! mark or CP932; text that users typed cannot be taken for a formula, and no character is ever dropped.

use std::fmt;

use encoding_rs::SHIFT_JIS;
use tenken_domain::answer::{derived, effective_mark};
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::change::{Changes, Evidence};
use tenken_domain::facts::{
    Count, Edition, Figure, Figures, Group, GroupKey, Previous, RoundFacts, SheetFacts, StaffFacts, TOO_FEW,
};
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_domain::mark::Mark;
use tenken_domain::occupation::Affiliation;
use tenken_domain::result::Share;

use crate::filled_sheet::FilledSheet;
use crate::result_table::with_fraction;

/// How the text is written down as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte order mark, without which Excel would not recognise it.
    Utf8,
    /// Shift_JIS as Windows knows it.
    Cp932,
}

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    #[error("the catalog has no list `{0}`")]
    UnknownList(ChecklistId),
    /// CP932 has no such characters; nothing was written.
    #[error("{} characters do not exist in CP932", .0.len())]
    NotInEncoding(Vec<Unwritable>),
    #[error("the table could not be written")]
    Table(#[from] csv::Error),
}

/// A character that the wanted encoding does not have, and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// As Excel shows it, from 1.
    pub row: usize,
    /// The column's heading, or its number from 1 where it has none.
    pub column: String,
    pub character: char,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, character } = self;
        let code = u32::from(*character);
        write!(f, "{row}行目「{column}」の「{character}」（U+{code:04X}）はCP932（シフトJIS）で表せません。")
    }
}

/// The columns of a sheet; `tenken check` finds the marks again by them.
pub const SHEET_COLUMNS: [&str; 6] = ["id", "整理番号", "視点", "チェック項目", "チェック欄", "メモ"];

/// The sheet of one list with its annex below, one row an item; paragraphs of an item are lines within its cell.
pub fn filled_sheet(facts: &FilledSheet, encoding: Encoding) -> Result<Vec<u8>, CsvError> {
    let mut rows = Vec::new();
    for sheet in std::iter::once(facts.sheet).chain(facts.annex) {
        let list = facts.catalog.checklist(&sheet.list);
        let list = list.ok_or_else(|| CsvError::UnknownList(sheet.list.clone()))?;
        rows.extend(list.items_by_number().into_iter().map(|item| item_row(item, sheet)));
    }
    write(facts.issuer.edition, &SHEET_COLUMNS, rows, encoding)
}

fn item_row(item: &Item, sheet: &SheetFacts) -> Vec<String> {
    let mark = effective_mark(item, &sheet.answers, &sheet.absent);
    vec![
        item.id.to_string(),
        item.number.to_string(),
        item.viewpoint.map_or("", |viewpoint| viewpoint.label()).to_owned(),
        item.text.join("\n"),
        mark.map_or("", Mark::symbol).to_owned(),
        memo(item, sheet, mark),
    ]
}

/// 院内メモ, and why an item is 該当なし.
fn memo(item: &Item, sheet: &SheetFacts, mark: Option<Mark>) -> String {
    let answer = sheet.answers.get(&item.id);
    let memo = answer.map_or("", |answer| answer.memo.as_str());
    let reason = answer.map_or("", |answer| answer.reason.as_str());
    let by_hand = answer.is_some_and(|answer| answer.mark.is_some());
    if mark != Some(Mark::NotApplicable) {
        return neutral(memo);
    }
    let reason = match derived(item, &sheet.absent) {
        Some(_) if !by_hand => "当院に当てはまらないため",
        Some(_) | None => reason,
    };
    let parts = [memo, reason].into_iter().filter(|part| !part.is_empty());
    neutral(&parts.collect::<Vec<_>>().join("\n"))
}

const STAFF_COLUMNS: [&str; 15] = [
    "区分",
    "名称",
    "対象者数",
    "提出数",
    "id",
    "項目",
    "○",
    "×",
    "該当なし",
    "未記入",
    "様式どおり",
    "該当なしを除く",
    "前回との差（様式どおり、ポイント）",
    "差の見方",
    "備考",
];

/// The staff's result: one row for each item of the whole hospital, each department and each occupation. A hidden
/// group is one row that says so; a hidden or banded item says so in 備考.
pub fn staff_table(facts: &RoundFacts, encoding: Encoding) -> Result<Vec<u8>, CsvError> {
    let mut rows = Vec::new();
    if let Some(staff) = &facts.staff {
        let list = facts.catalog.checklist(&staff.list);
        let list = list.ok_or_else(|| CsvError::UnknownList(staff.list.clone()))?;
        let line_rows = |kind, line: &StaffLine| line_rows(kind, line, (facts.previous.as_ref(), list));
        rows.extend(line_rows("全体", &StaffLine::whole(&facts.issuer.hospital, staff)));
        let of = |kind, groups: &mut dyn Iterator<Item = &Group>| -> Vec<_> {
            groups.flat_map(|group| line_rows(kind, &StaffLine::of(group))).collect()
        };
        rows.extend(of("部署", &mut staff.departments.iter()));
        rows.extend(of("職種", &mut staff.occupations_of(Affiliation::Staff)));
        rows.extend(of("職種（委託）", &mut staff.occupations_of(Affiliation::Contractor)));
    }
    write(facts.issuer.edition, &STAFF_COLUMNS, rows, encoding)
}

/// The whole hospital or a group of its staff.
pub(crate) struct StaffLine<'a> {
    /// `None`: the whole hospital.
    key: Option<&'a GroupKey>,
    pub name: &'a str,
    pub asked: u64,
    pub handed_in: u64,
    pub figures: &'a Figures,
}

impl<'a> StaffLine<'a> {
    pub fn whole(name: &'a str, staff: &'a StaffFacts) -> Self {
        let StaffFacts { asked, handed_in, figures, .. } = staff;
        Self { key: None, name, asked: *asked, handed_in: *handed_in, figures }
    }

    pub fn of(group: &'a Group) -> Self {
        let Group { key, name, asked, handed_in, figures, .. } = group;
        Self { key: Some(key), name, asked: *asked, handed_in: *handed_in, figures }
    }

    /// How an item changed since the round before.
    pub fn changes(&self, previous: Option<&Previous>, item: &ItemId) -> Option<Changes> {
        previous.and_then(|previous| previous.changes(self.key, (item, self.figures.of(item))))
    }
}

fn line_rows(
    kind: &str,
    line: &StaffLine,
    (previous, list): (Option<&Previous>, &Checklist),
) -> Vec<Vec<String>> {
    let head =
        || vec![kind.to_owned(), neutral(line.name), line.asked.to_string(), line.handed_in.to_string()];
    if let Some(reason) = line.figures.why_not() {
        let mut row = head();
        row.resize(STAFF_COLUMNS.len() - 1, String::new());
        row.push(reason.to_owned());
        return vec![row];
    }
    let row = |item: &Item| {
        let mut row = head();
        row.extend([item.id.to_string(), item.title.clone()]);
        let mut cells = figure_cells(line.figures.of(&item.id));
        let remark = cells.pop();
        row.extend(cells);
        row.extend(change_cells(line.changes(previous, &item.id)));
        row.extend(remark);
        row
    };
    list.items_by_number().into_iter().map(row).collect()
}

/// From ○ to 備考.
fn figure_cells(figure: Figure) -> Vec<String> {
    let words = |rate: String, remark: &str| {
        let blank = || vec![String::new(); 4];
        [blank(), vec![rate, String::new(), remark.to_owned()]].concat()
    };
    match figure {
        Figure::Count(count) => count_cells(count),
        Figure::Printed(share) => printed_cells(share),
        Figure::Band(band) => words(band.label(), "回答がほぼ同じため幅で表示"),
        Figure::Hidden => words(String::new(), TOO_FEW),
    }
}

/// The difference as a plain number, and what to make of it.
fn change_cells(changes: Option<Changes>) -> [String; 2] {
    let Some(Changes { as_printed, .. }) = changes else { return [String::new(), String::new()] };
    let remark = match as_printed.evidence {
        Evidence::Enough => "",
        Evidence::TooLittle => "この人数では変化とは言えない",
    };
    [as_printed.number(), remark.to_owned()]
}

fn count_cells(count: Count) -> Vec<String> {
    let marks = [count.yes, count.no, count.not_applicable, count.blank].map(|marks| marks.to_string());
    let rates = [count.as_printed(), count.applicable()].map(with_fraction);
    marks.into_iter().chain(rates).chain([String::new()]).collect()
}

fn printed_cells(share: Share) -> Vec<String> {
    let blank = String::new;
    let remark = "×がほとんどないため、○以外の内訳は非表示".to_owned();
    vec![share.yes.to_string(), blank(), blank(), blank(), with_fraction(share), blank(), remark]
}

/// One line of the audit log, in the words of whoever reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditLine {
    pub at: String,
    pub actor: String,
    pub source: String,
    pub event: String,
    pub target: String,
    pub detail: String,
}

const AUDIT_COLUMNS: [&str; 6] = ["日時", "操作した人", "接続元", "操作", "対象", "内容"];

/// The audit log (操作記録) as a table.
pub fn audit_log(edition: Edition, lines: Vec<AuditLine>, encoding: Encoding) -> Result<Vec<u8>, CsvError> {
    let row = |line: AuditLine| {
        let AuditLine { at, actor, source, event, target, detail } = line;
        [at, actor, source, event, target, detail].iter().map(|cell| neutral(cell)).collect()
    };
    write(edition, &AUDIT_COLUMNS, lines.into_iter().map(row).collect(), encoding)
}

/// Text that a user typed, so that no spreadsheet takes it for a formula: a leading `= + - @`, also in full width or
/// behind blanks, gets an apostrophe.
pub(crate) fn neutral(text: &str) -> String {
    let begins_formula = |text: &str| text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if text.starts_with(['\t', '\r']) || begins_formula(text.trim_start()) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The table as a file, its headings first.
pub(crate) fn write(
    edition: Edition,
    columns: &[&str],
    rows: Vec<Vec<String>>,
    encoding: Encoding,
) -> Result<Vec<u8>, CsvError> {
    let sample = match edition {
        Edition::Real => None,
        Edition::Sample => Some(vec!["サンプル（架空の病院のデータ）".to_owned()]),
    };
    let heading = columns.iter().map(|column| (*column).to_owned()).collect();
    let records: Vec<Vec<String>> = sample.into_iter().chain([heading]).chain(rows).collect();
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for record in &records {
        writer.write_record(record)?;
    }
    let text = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    match encoding {
        Encoding::Utf8 => Ok([b"\xEF\xBB\xBF".as_slice(), &text].concat()),
        Encoding::Cp932 => {
            refuse_unwritable(columns, &records)?;
            Ok(SHIFT_JIS.encode(&String::from_utf8_lossy(&text)).0.into_owned())
        }
    }
}

fn refuse_unwritable(columns: &[&str], records: &[Vec<String>]) -> Result<(), CsvError> {
    let mut unwritable = Vec::new();
    for (index, record) in records.iter().enumerate() {
        for (column, cell) in record.iter().enumerate() {
            let heading =
                columns.get(column).map_or_else(|| (column + 1).to_string(), |&name| name.to_owned());
            let missing = cell.chars().filter(|character| !survives(*character));
            unwritable.extend(missing.map(|character| Unwritable {
                row: index + 1,
                column: heading.clone(),
                character,
            }));
        }
    }
    if unwritable.is_empty() { Ok(()) } else { Err(CsvError::NotInEncoding(unwritable)) }
}

/// Whether a character is itself again after being written in CP932; `¥` or `−` would come back as something else.
fn survives(character: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let (bytes, _, lost) = SHIFT_JIS.encode(text);
    !lost && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_users_typed_is_never_a_formula() {
        for text in
            ["=1+1", "+81", "-1", "@x", "\t=1", "\r1", "＝１", "＋", "－", "＠", " =1", "　=1", "\n=1"]
        {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["", "山田", "10-20", "a=1", "・一部のみ"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn the_audit_log_names_its_columns_and_holds_no_formula() {
        let line =
            AuditLine { actor: "=cmd()".to_owned(), detail: "a,\"b\"".to_owned(), ..AuditLine::default() };
        let bytes = audit_log(Edition::Real, vec![line], Encoding::Utf8).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "\u{feff}日時,操作した人,接続元,操作,対象,内容\r\n,'=cmd(),,,,\"a,\"\"b\"\"\"\r\n");
    }

    #[test]
    fn a_figure_without_its_split_tells_yes_of_all_sheets_and_why_no_more() {
        let cells = figure_cells(Figure::Printed(Share::new(8, 12)));
        let expected = ["8", "", "", "", "66.7% (8/12)", "", "×がほとんどないため、○以外の内訳は非表示"];
        assert_eq!(cells, expected);
        assert_eq!(cells.len(), count_cells(Count::default()).len());
    }

    #[test]
    fn only_what_comes_back_unchanged_fits_cp932() {
        for character in "髙﨑①～㈱Ａa○×該\n".chars() {
            assert!(survives(character), "{character}");
        }
        for character in "𠮷〜−¥é✖".chars() {
            assert!(!survives(character), "{character}");
        }
    }
}
