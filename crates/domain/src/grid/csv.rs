//! CSV text to rows. Written by hand because the row numbers must be those Excel shows (blank lines count, line
//! breaks inside quotes do not) and a quote left open must be refused: both would otherwise lose answers silently.

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS};

use super::{Cell, Grid, Left, Limits, Places, Reason, Row, Sheet, Unreadable};

/// The most columns of a row, which are Excel's.
const MOST_COLUMNS: usize = 16_384;

/// Reads a CSV file: encoding by byte order mark, else UTF-8 if valid, else CP932; separated by commas, or by tabs or
/// semicolons as some programs write it.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Grid, Unreadable> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(Reason::NotText.into());
    }
    let mut sheet = Sheet::default();
    let mut left = Left::of(limits);
    let mut records = Records { rest: &text, separator: separator(&text) };
    let mut number = 0;
    while let Some(fields) = records.next_record() {
        number += 1;
        let fields = fields.map_err(|reason| Unreadable { row: Some(number), reason })?;
        let row = Row { number, cells: filled_cells(&fields) };
        for (_, cell) in &row.cells {
            left.take_cell(cell)?;
        }
        if !row.cells.is_empty() {
            left.take_row()?;
            sheet.rows.push(row);
        }
    }
    Ok(Grid { places: Places::Rows, sheets: vec![sheet] })
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(_) => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
        },
    };
    text.ok_or(Unreadable::from(Reason::UnknownEncoding))
}

fn filled_cells(fields: &[Cow<'_, str>]) -> Vec<(u32, Cell)> {
    (0..).zip(fields).filter_map(|(column, field)| Some((column, Cell::text(field)?))).collect()
}

/// The records of a CSV text; lines end in CRLF, LF or CR.
struct Records<'t> {
    rest: &'t str,
    separator: char,
}

/// What separates the cells: of comma, tab and semicolon the one that stands most often in the first lines.
fn separator(text: &str) -> char {
    const LINES: usize = 10;
    let often = |one: &char| text.lines().take(LINES).map(|line| line.matches(*one).count()).sum::<usize>();
    [';', '\t', ','].into_iter().max_by_key(often).unwrap_or(',')
}

/// What ends a field.
enum End {
    Field,
    Record,
}

impl<'t> Records<'t> {
    /// The next record, or `None` at the end of the text.
    fn next_record(&mut self) -> Option<Result<Vec<Cow<'t, str>>, Reason>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            match self.field() {
                Ok((field, end)) => {
                    fields.push(field);
                    if fields.len() > MOST_COLUMNS {
                        return Some(Err(Reason::TooMuch));
                    }
                    if matches!(end, End::Record) {
                        return Some(Ok(fields));
                    }
                }
                Err(reason) => return Some(Err(reason)),
            }
        }
    }

    fn field(&mut self) -> Result<(Cow<'t, str>, End), Reason> {
        if !self.rest.starts_with('"') {
            let (plain, end) = self.plain();
            return Ok((Cow::Borrowed(plain), end));
        }
        let mut text = String::new();
        loop {
            // Behind an opening quote, or behind the first of two quotes that stand for one.
            let inside = &self.rest[1..];
            let close = inside.find('"').ok_or(Reason::OpenQuote)?;
            text.push_str(&inside[..close]);
            self.rest = &inside[close + 1..];
            if !self.rest.starts_with('"') {
                break;
            }
            text.push('"');
        }
        let (after, end) = self.plain();
        text.push_str(after);
        Ok((Cow::Owned(text), end))
    }

    /// Everything up to the next separator or end of line, which is consumed.
    fn plain(&mut self) -> (&'t str, End) {
        let at = self.rest.find([self.separator, '\r', '\n']).unwrap_or(self.rest.len());
        let (plain, rest) = self.rest.split_at(at);
        let (rest, end) = match rest.strip_prefix(self.separator) {
            Some(rest) => (rest, End::Field),
            None => (
                rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest),
                End::Record,
            ),
        };
        self.rest = rest;
        (plain, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bytes: 10 << 20, unpacked: 0, rows: 10_000, cells: 200_000 };

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let grid = read(text.as_bytes(), &LIMITS).unwrap();
        let texts = |row: &Row| row.cells.iter().filter_map(|(_, cell)| cell.as_text()).collect();
        grid.sheets[0].rows.iter().map(|row| (row.number, texts(row))).collect()
    }

    #[test]
    fn rows_are_numbered_as_excel_shows_them() {
        let text = "\r\na,b\r\n\n\"two\nlines\",c\rd\n";
        let expected = [(2, vec!["a", "b"]), (4, vec!["two\nlines", "c"]), (5, vec!["d"])];
        assert_eq!(
            rows(text),
            expected.map(|(row, cells)| (row, cells.into_iter().map(String::from).collect()))
        );
    }

    #[test]
    fn quotes_are_read_as_excel_reads_them() {
        assert_eq!(rows("\"a\"\"b,\"c,5\"x\n"), [(1, vec!["a\"b,c".to_owned(), "5\"x".to_owned()])]);
        assert_eq!(rows("\"\",\"\"\"\"")[0].1, ["\""]);
        assert_eq!(rows("a,\"b\"")[0].1, ["a", "b"]);
    }

    #[test]
    fn tabs_and_semicolons_separate_too() {
        for text in
            ["職員番号\t氏名, 姓名\t部署\r\n1\t髙﨑\t外来\r\n", "職員番号;氏名, 姓名;部署\r\n1;髙﨑;外来\r\n"]
        {
            let rows = rows(text);
            assert_eq!(rows[0].1, ["職員番号", "氏名, 姓名", "部署"], "{text}");
            assert_eq!(rows[1].1, ["1", "髙﨑", "外来"], "{text}");
        }
        assert_eq!(rows("備考;a\tb,c,d\r\n")[0].1, ["備考;a\tb", "c", "d"]);
    }

    #[test]
    fn a_quote_left_open_is_refused_at_its_row() {
        let refused = read("a\n\"b\nc,○\n".as_bytes(), &LIMITS).unwrap_err();
        assert_eq!(refused.row, Some(2));
    }

    #[test]
    fn text_is_read_in_each_encoding_and_refused_in_none() {
        let utf16: Vec<u8> = "\u{feff}髙,○".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (cp932, _, _) = SHIFT_JIS.encode("髙,○");
        for bytes in ["髙,○".as_bytes(), "\u{feff}髙,○".as_bytes(), &utf16, &cp932] {
            assert_eq!(read(bytes, &LIMITS), read("髙,○".as_bytes(), &LIMITS));
        }
        for bytes in [&b"\xff\xff\x81"[..], b"\xef\xbb\xbf\x83\x40", b"a,b\0", b"\xff\xfe\x00\xd8"] {
            assert!(read(bytes, &LIMITS).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_million_rows_are_refused() {
        let refused = |text: String| read(text.as_bytes(), &LIMITS).map_err(|refused| refused.reason);
        assert_eq!(refused("a,b\n".repeat(1_000_000)), Err(Reason::TooMuch));
        assert_eq!(refused(",".repeat(1_000_000)), Err(Reason::TooMuch), "columns without content");
        let (long, short) = ("あ".repeat(200), Limits { rows: 99_999, ..LIMITS });
        let cells = format!("{long},{long}\n").repeat(10_000);
        assert_eq!(read(cells.as_bytes(), &short).map_err(|refused| refused.reason), Err(Reason::TooMuch));
    }
}
