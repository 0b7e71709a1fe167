//! The personnel system's file: how long 20,000 people take to be read, previewed and taken over, as CSV and as Excel,
//! and how much memory the server takes for them and for hostile files.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;

use super::http::{Answer, Connection};
use super::server::Server;
use crate::project::Project;

const PEOPLE: usize = 20_000;
const LONGEST: Duration = Duration::from_secs(3);
const MOST_KILOBYTES: u64 = 256 * 1024;
const IMPORT: &str = "/settings/people/import";

pub fn run(project: &Project) -> Result<()> {
    let binary = super::binary(project);
    for (name, bytes) in [("people.csv", csv()), ("people.xlsx", workbook(&sheet())?)] {
        let server = Server::start(&binary)?;
        let (mut person, _) = server.with_open_round()?;
        take_over(&server, &mut person, (name, &bytes))?;
    }
    let server = Server::start(&binary)?;
    let (mut person, _) = server.with_open_round()?;
    for (name, bytes) in hostile()? {
        send(&server, &mut person, (name, &bytes))?;
    }
    let list = person.get("/settings/people")?;
    ensure!(
        list.body.contains("まだ誰も登録されていません"),
        "a hostile file has left somebody in the register"
    );
    Ok(())
}

fn take_over(server: &Server, person: &mut Connection, (name, bytes): (&str, &[u8])) -> Result<()> {
    let token = person.get(IMPORT)?.between("name=\"token\" value=\"", "\"")?;
    server.forget_peak()?;
    let (sent, reading) = timed(|| person.upload(IMPORT, &token, (name, bytes)))?;
    ensure!(sent.status == 303, "{name} was refused ({})", sent.status);
    let (preview, previewing) = timed(|| person.get(&sent.location))?;
    ensure!(
        preview.body.contains(&format!("<dd>{PEOPLE}</dd>")),
        "the preview does not show {PEOPLE} people"
    );
    let fields = confirmation(&preview)?;
    let pairs: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (confirmed, confirming) = timed(|| person.post(&sent.location, &pairs))?;
    ensure!(confirmed.status == 303, "the confirmation was refused ({})", confirmed.status);
    let (_, listing) = timed(|| person.get("/settings/people"))?;
    let peak = server.peak_kilobytes()?;
    println!(
        "{name}, {} KB, {PEOPLE} people: read {reading:?}, previewed {previewing:?}, taken over {confirming:?}; first page \
         of the list {listing:?}; peak of the server {} MiB",
        bytes.len() / 1024,
        peak / 1024
    );
    let again = person.upload(IMPORT, &token, (name, bytes))?;
    let (again, second) = timed(|| person.get(&again.location))?;
    ensure!(confirmation(&again).is_err(), "the same file a second time would change something");
    println!("the same file a second time: nothing to do, previewed in {second:?}");
    ensure!(reading + previewing + confirming < LONGEST, "{name} took {LONGEST:?} or more");
    ensure!(peak < MOST_KILOBYTES, "the server took {peak} KB");
    Ok(())
}

fn send(server: &Server, person: &mut Connection, (name, bytes): (&str, &[u8])) -> Result<()> {
    let token = person.get(IMPORT)?.between("name=\"token\" value=\"", "\"")?;
    server.forget_peak()?;
    let (answer, took) = timed(|| person.upload(IMPORT, &token, (name, bytes)))?;
    let peak = server.peak_kilobytes()?;
    println!("{name}, {} KB: {} in {took:?}, peak {} MiB", bytes.len() / 1024, answer.status, peak / 1024);
    // What is only odd may wait for a confirmation that nobody gives; what is hostile is refused.
    ensure!([303, 413, 422].contains(&answer.status), "{name} was not answered with a sentence");
    ensure!(peak < MOST_KILOBYTES, "the server took {peak} KB for {name}");
    Ok(())
}

fn timed(work: impl FnOnce() -> Result<Answer>) -> Result<(Answer, Duration)> {
    let begun = Instant::now();
    let answer = work()?;
    Ok((answer, begun.elapsed()))
}

/// The hidden fields of the form that confirms.
fn confirmation(preview: &Answer) -> Result<Vec<(String, String)>> {
    let form = preview.body.split("<form class=\"confirmation\"").nth(1).context("nothing to confirm")?;
    let inputs = form.split("</form>").next().unwrap_or_default().split("type=\"hidden\"").skip(1);
    let value = |input: &str, name: &str| {
        let rest = input.split(&format!("{name}=\"")).nth(1)?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    Ok(inputs.filter_map(|input| Some((value(input, "name")?, value(input, "value")?))).collect())
}

const HEADINGS: [&str; 10] =
    ["職員番号", "氏名", "フリガナ", "所属", "職種", "雇用区分", "入職日", "退職日", "メール", "在職区分"];

fn cells(nth: usize) -> [String; 10] {
    [
        format!("{nth:06}"),
        format!("髙﨑　花子{nth}"),
        "ﾀｶｻｷ ﾊﾅｺ".to_owned(),
        format!("{}階東病棟", nth % 80),
        ["看護師", "医師", "事務職員", "清掃員（委託）"][nth % 4].to_owned(),
        "常勤".to_owned(),
        format!("R{}.4.1", nth % 7 + 1),
        String::new(),
        format!("person{nth}@example.jp"),
        "在職".to_owned(),
    ]
}

fn csv() -> Vec<u8> {
    let rows = (0..PEOPLE).map(|nth| cells(nth).join(","));
    std::iter::once(HEADINGS.join(",")).chain(rows).collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn sheet() -> String {
    let mut sheet = String::from("<worksheet><sheetData>");
    let rows = std::iter::once(HEADINGS.map(str::to_owned)).chain((0..PEOPLE).map(cells));
    for (row, cells) in (1..).zip(rows) {
        // Writing into a text cannot fail.
        let _ = write!(sheet, "<row r=\"{row}\">");
        for (column, cell) in ('A'..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let _ = write!(sheet, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        }
        sheet.push_str("</row>");
    }
    sheet + "</sheetData></worksheet>"
}

/// The least that Excel's format asks for, around one worksheet.
fn workbook(sheet: &str) -> Result<Vec<u8>> {
    parts(&[("xl/worksheets/sheet1.xml", sheet)])
}

fn parts(more: &[(&str, &str)]) -> Result<Vec<u8>> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let whole = relation("officeDocument", "xl/workbook.xml");
    let relations = relation("worksheet", "worksheets/sheet1.xml");
    let book = format!(
        "<workbook xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let own = [
        ("_rels/.rels", whole.as_str()),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/workbook.xml", &book),
    ];
    for (name, content) in own.iter().chain(more) {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn hostile() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mebibytes = |count: usize| " ".repeat(count << 20);
    let many = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    let strings = format!("<sst>{}</sst>", many("<si><t/></si>", 39 << 20));
    let long = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(200));
    let meant = many("<row><c t=\"s\"><v>0</v></c></row>", 38 << 20);
    let meant = format!("<worksheet><sheetData>{meant}</sheetData></worksheet>");
    let empty = "<worksheet><sheetData/></worksheet>";
    let sheet = |content| ("xl/worksheets/sheet1.xml", content);
    let shared = |content| ("xl/sharedStrings.xml", content);
    Ok(vec![
        ("million.csv", "1,a,b,c\n".repeat(1_000_000).into_bytes()),
        ("commas.csv", vec![b','; 9 << 20]),
        ("kana.csv", [b"\xb1".repeat(9 << 20).as_slice(), b"\n"].concat()),
        ("quotes.csv", [b"a,".as_slice(), &b"\"".repeat(9 << 20)].concat()),
        ("eleven-mebibytes.csv", vec![b'a'; 11 << 20]),
        ("bomb.xlsx", workbook(&mebibytes(500))?),
        ("nearly-a-bomb.xlsx", workbook(&mebibytes(39))?),
        ("strings.xlsx", parts(&[sheet(empty), shared(strings.as_str())])?),
        ("one-string-a-million-times.xlsx", parts(&[sheet(meant.as_str()), shared(long.as_str())])?),
    ])
}
