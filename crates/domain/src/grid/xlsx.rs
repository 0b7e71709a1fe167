//! Excel workbooks (.xlsx) to sheets of rows. What a file may unpack to is counted before anything is parsed; macros,
//! passwords and links to other files are refused. Hidden worksheets are not read: nobody saw what stands there.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Area, Cell, Grid, Left, Limits, MOST_SHEETS, Places, Reason, Row, Sheet, Unreadable};

/// The most files a workbook may consist of.
const MAX_PARTS: usize = 1_000;
/// The most merged areas that are looked at.
const MAX_MERGES: usize = 10_000;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Whether these bytes are a zip archive, as .xlsx files are.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads the visible worksheets of a workbook; what it unpacks to is taken off `budget`, also where it is refused.
pub fn read(bytes: &[u8], limits: &Limits, budget: &mut u64) -> Result<Grid, Unreadable> {
    inspect(bytes, limits.unpacked, budget)?;
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if names.len() > MOST_SHEETS {
        return Err(Reason::TooMuch.into());
    }
    let mut left = Left::of(limits);
    let mut sheets = Vec::new();
    for name in names {
        let rows = rows(&mut workbook, &name, &mut left)?;
        let tall_merges = tall_merges(&mut workbook, &name)?;
        sheets.push(Sheet { name, rows, tall_merges });
    }
    Ok(Grid { places: Places::Cells, sheets })
}

/// Unpacks every part into nothing, counting, because the sizes an archive states need not be true.
fn inspect(bytes: &[u8], most: u64, budget: &mut u64) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Reason::UnpacksTooLarge.into());
    }
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| Ok(name?.to_lowercase())).collect();
    let names = names.map_err(|_: ZipError| Reason::Damaged)?;
    refuse_kind(&names)?;
    let mut left = most;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Reason::Damaged)?;
        // Shared texts are the only part that is held as a whole, and the empty ones among them take most.
        let is_held = names.get(index).is_some_and(|name| name.ends_with("sharedstrings.xml"));
        let here = if is_held { left.min(most / 2) } else { left }.min(*budget);
        let mut counted = Counted(0);
        let unpacked = io::copy(&mut part.take(here + 1), &mut counted).map_err(|_| Reason::Damaged);
        *budget = budget.saturating_sub(counted.0);
        let unpacked = unpacked?;
        here.checked_sub(unpacked).ok_or(Reason::UnpacksTooLarge)?;
        left -= unpacked;
    }
    Ok(())
}

/// Keeps nothing of what is written to it but how many bytes it was: a damaged part has been unpacked too.
struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn refuse_kind(names: &[String]) -> Result<(), Reason> {
    let any = |part: &str| names.iter().any(|name| name.contains(part));
    if any("vbaproject") || any("xl/macrosheets/") {
        Err(Reason::Macros)
    } else if any("xl/workbook.bin") {
        Err(Reason::BinaryWorkbook)
    } else if any("xl/externallinks/") || any("xl/embeddings/") || any("xl/connections.xml") {
        Err(Reason::Links)
    } else if any("xl/workbook.xml") {
        Ok(())
    } else if any("content.xml") {
        Err(Reason::OpenDocument)
    } else {
        Err(Reason::NotAWorkbook)
    }
}

fn rows(workbook: &mut Workbook<'_>, name: &str, left: &mut Left) -> Result<Vec<Row>, Unreadable> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|error| broken(&error))? {
        let value = match record.value {
            DataRef::Empty if record.formula.is_some() => Some(Cell::FormulaWithoutValue),
            value => cell(value),
        };
        let Some(value) = value else { continue };
        left.take_cell(&value)?;
        let (number, column) = (record.pos.0 + 1, record.pos.1);
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push((column, value)),
            Some(row) if row.number > number => return Err(Reason::Damaged.into()),
            Some(_) | None => {
                left.take_row()?;
                rows.push(Row { number, cells: vec![(column, value)] });
            }
        }
    }
    Ok(rows)
}

fn cell(value: DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Cell::text(&text),
        DataRef::SharedString(text) => Cell::text(text),
        #[expect(clippy::cast_precision_loss, reason = "only 0 and 1 are told apart from the rest")]
        DataRef::Int(number) => Some(Cell::Number(number as f64)),
        DataRef::Float(number) => Some(Cell::Number(number)),
        DataRef::Bool(value) => Some(Cell::Boolean(value)),
        DataRef::Error(error) => Some(Cell::Failed(error.to_string())),
        DataRef::DateTime(moment) => Some(Cell::Day(day(&moment))),
        DataRef::DateTimeIso(text) => Some(Cell::Day(text.get(..10).and_then(|day| day.parse().ok()))),
        DataRef::DurationIso(_) => Some(Cell::Day(None)),
    }
}

fn day(moment: &ExcelDateTime) -> Option<Date> {
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn tall_merges(workbook: &mut Workbook<'_>, name: &str) -> Result<Vec<Area>, Unreadable> {
    let merges = workbook.merge_cells_by_sheet_name(name).map_err(|error| broken(&error))?;
    let tall = merges.iter().filter(|area| area.start.0 < area.end.0).take(MAX_MERGES);
    let area = |area: &calamine::Dimensions| Area {
        rows: (area.start.0 + 1, area.end.0 + 1),
        columns: (area.start.1, area.end.1),
    };
    Ok(tall.map(area).collect())
}

fn broken(error: &XlsxError) -> Reason {
    if matches!(error, XlsxError::Password) { Reason::Password } else { Reason::Damaged }
}

/// What is to be said of the older container format, in which both .xls and encrypted .xlsx files come.
pub fn reason_against_compound(bytes: &[u8]) -> Option<Reason> {
    const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = bytes.windows(encrypted.len()).any(|window| window == encrypted);
    Some(if is_encrypted { Reason::Password } else { Reason::OldWorkbook })
}
