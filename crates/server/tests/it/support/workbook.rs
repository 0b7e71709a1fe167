//! Workbooks as spreadsheet programs leave them: an archive of parts, one of which holds the cells.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Every worksheet by name: its rows as texts, formulas by their saved value.
pub fn worksheets(workbook: Vec<u8>) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).expect("a workbook");
    let text = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    book.worksheets().into_iter().map(|(name, sheet)| (name, sheet.rows().map(text).collect())).collect()
}

/// The parts of an archive: name and content.
pub fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let count = archive.len();
    let part = |index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        (part.name().expect("a name").into_owned(), content)
    };
    (0..count).map(part).collect()
}

/// An archive of these parts.
pub fn zipped<Content: AsRef<[u8]>>(parts: &[(String, Content)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(content.as_ref()).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The form with entries written right of these labels, and with marks: `y` ○, `n` ×, `a` この業務はない, `-` nothing; other
/// letters stand there as they are.
pub fn fill(form: &[u8], head: &[(&str, &str)], letters: &str) -> Vec<u8> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(form)).expect("a workbook");
    let range = book.worksheet_range("記入票").expect("its sheet");
    let row_of = |label: &str| {
        let mut cells = range.cells();
        let found = cells.find(|(_, _, cell)| **cell == Data::String(label.to_owned()));
        range.start().expect("cells").0 as usize + found.unwrap_or_else(|| panic!("no {label}")).0 + 1
    };
    let first = row_of("id") + 1;
    let mut parts = parts(form);
    let sheet = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").expect("the sheet");
    let mut xml = String::from_utf8(sheet.1.clone()).expect("text");
    for (label, text) in head {
        write(&mut xml, &format!("C{}", row_of(label)), text);
    }
    for (row, letter) in (first..).zip(letters.chars()) {
        let own = letter.to_string();
        let mark = match letter {
            'y' => "○",
            'n' => "×",
            'a' => "この業務はない",
            '-' => continue,
            _ => &own,
        };
        write(&mut xml, &format!("D{row}"), mark);
    }
    sheet.1 = xml.into_bytes();
    zipped(&parts)
}

fn write(xml: &mut String, cell: &str, text: &str) {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let tag = start + xml[start..].find('>').expect("the end of the tag") + 1;
    let end =
        if xml[..tag].ends_with("/>") { tag } else { tag + xml[tag..].find("</c>").expect("its end") + 4 };
    let style =
        xml[start..tag].split(" s=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a style");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let new = format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    xml.replace_range(start..end, &new);
}
