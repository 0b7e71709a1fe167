//! Sheets that were filled in as files: the form goes out, comes back many times, and each file's fate is told.

use crate::support::{OpenRound, Page, fill, fill_in, parts, zipped};

/// 部署 and 職種 of a form.
const NURSE: [(&str, &str); 2] = [("部署", "東病棟"), ("職種", "看護師")];

fn switch_on(round: &mut OpenRound) {
    let features = [("feature", "slips"), ("feature", "kiosk"), ("feature", "workbooks")];
    round.hanako.get("/settings/features");
    assert_eq!(round.hanako.post("/settings/features", &features).status, 200);
}

fn open(naming: &str) -> OpenRound {
    let mut round = OpenRound::start(naming, &["東病棟", "事務"]);
    switch_on(&mut round);
    round
}

fn form(round: &mut OpenRound) -> Vec<u8> {
    let form = round.hanako.get(&format!("/rounds/{}/handout/form.xlsx", round.id));
    assert!(form.bytes.starts_with(b"PK") && form.media.ends_with("spreadsheetml.sheet"), "{}", form.text);
    form.bytes
}

fn upload(round: &mut OpenRound, fields: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> Page {
    let address = format!("/rounds/{}/workbooks", round.id);
    round.hanako.get(&address);
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("files", *name, bytes.as_slice())).collect();
    round.hanako.upload(&address, fields, &files)
}

/// What the page says of a file.
fn fate<'p>(page: &'p Page, name: &str) -> &'p str {
    let row = page.text.split("<tr>").find(|row| row.contains(&format!(">{name}</th>")));
    row.unwrap_or_else(|| panic!("no {name}: {}", page.text)).split("</tr>").next().expect("a row")
}

fn events(round: &OpenRound, event: &str) -> usize {
    round.server.lines()["audit_event"].iter().filter(|line| line.contains(&format!("\"{event}\""))).count()
}

/// 職種 of the round, as the form calls them.
fn occupations(form: &[u8]) -> Vec<String> {
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(form)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut book, "選択肢").expect("the choices");
    range
        .rows()
        .filter_map(|row| row.get(1))
        .map(ToString::to_string)
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn forms_that_come_back_as_files_and_in_one_zip_are_counted_once_each() {
    let mut round = open("anonymous");
    let form = form(&mut round);
    let sheets: Vec<Vec<u8>> =
        ["yyyyyyyyyy", "nyyyyyyyyn", "nyyyyyyyyy", "nyyyyyynna", "yyyyyyy---", "ynyyyyyyyy"]
            .map(|letters| fill(&form, &NURSE, letters))
            .into();
    let bundle: Vec<_> = (1..)
        .zip(&sheets[2..])
        .map(|(nth, sheet)| (format!("東病棟/山田{nth}.xlsx"), sheet.clone()))
        .collect();
    let files = [("a.xlsx", sheets[0].clone()), ("b.xlsx", sheets[1].clone()), ("all.zip", zipped(&bundle))];
    let page = upload(&mut round, &[], &files);
    assert!(page.text.contains("6個のファイルのうち、6枚を新しく取り込みました"), "{}", page.text);
    assert!(fate(&page, "all.zip / 山田4.xlsx").contains("取り込みました"));
    let lines = round.server.lines();
    let stored = format!("{lines:?}");
    assert!(!stored.contains("山田") && !stored.contains("a.xlsx"), "names of files are stored nowhere");
    assert_eq!(events(&round, "workbooks-taken"), 1);
    assert_eq!(events(&round, "paper-sheet-entered") + events(&round, "staff-sheet-handed-in"), 0);
    let again = upload(&mut round, &[], &files);
    assert!(again.text.contains("6個のファイルのうち、0枚"), "{}", again.text);
    assert!(fate(&again, "b.xlsx").contains("すでに取り込んだ"), "{}", again.text);
    assert_eq!(events(&round, "workbooks-taken"), 1);
    round.close();
    assert_eq!(round.board(), ["6/120", "6/60", "0/60"]);
    let result = round.hanako.get(&format!("/rounds/{}/result", round.id));
    assert!(result.text.contains("3/6"), "{}", result.text);
}

#[test]
fn copies_of_one_file_count_once_unless_they_are_said_to_be_different_peoples() {
    let mut round = open("anonymous");
    let form = form(&mut round);
    let sheet = fill(&form, &NURSE, "yyyyyyyyyy");
    let files = [("a.xlsx", sheet.clone()), ("b.xlsx", sheet.clone()), ("c.xlsx", sheet)];
    let page = upload(&mut round, &[], &files);
    assert!(page.text.contains("3個のファイルのうち、1枚"), "{}", page.text);
    assert!(fate(&page, "c.xlsx").contains("「a.xlsx」と中身がまったく同じ"), "{}", page.text);
    let page = upload(&mut round, &[("twins", "several")], &files);
    assert!(page.text.contains("3個のファイルのうち、2枚"), "{}", page.text);
    assert!(fate(&page, "a.xlsx").contains("すでに取り込んだ"), "{}", page.text);
    round.close();
    assert_eq!(round.board()[0], "3/120");
}

#[test]
fn every_mistake_is_told_with_its_cell_and_keeps_no_other_file_out() {
    let mut round = open("anonymous");
    let form = form(&mut round);
    let mut elsewhere = open("anonymous");
    let foreign = fill(&self::form(&mut elsewhere), &NURSE, "yyyyyyyyyy");
    let without_round = "部署,東病棟\n職種,看護師\nid,チェック欄\nclear-screen,○\n";
    let csv = format!("様式番号,{}\n部署,東病棟\n職種,看護師\nid,チェック欄\nclear-screen,○\n", round.id);
    let csv = csv.as_bytes().to_vec();
    let files = [
        ("mark.xlsx", fill(&form, &NURSE, "yy△yyyyyyy")),
        ("ward.xlsx", fill(&form, &[("部署", "=cmd|' /c calc'!A1"), NURSE[1]], "yyyyyyyyyy")),
        ("job.xlsx", fill(&form, &[NURSE[0], ("職種", "<script>alert(1)</script>")], "yyyyyyyyyy")),
        ("nothing.xlsx", fill(&form, &NURSE, "----------")),
        ("head.xlsx", fill(&form, &[], "yyyyyyyyyy")),
        ("foreign.xlsx", foreign),
        ("list.csv", without_round.as_bytes().to_vec()),
        ("<script>.csv", csv),
    ];
    let page = upload(&mut round, &[], &files);
    assert!(page.text.contains("8個のファイルのうち、1枚"), "{}", page.text);
    for (name, told) in [
        ("mark.xlsx", "チェック欄の「△」は読み取れません"),
        ("mark.xlsx", "セルD"),
        ("ward.xlsx", "部署「=cmd|&#39; /c calc&#39;!A1」は"),
        ("job.xlsx", "職種「&lt;script&gt;alert(1)&lt;/sc"),
        ("nothing.xlsx", "まだ1問も記入されていません"),
        ("head.xlsx", "部署が空です"),
        ("head.xlsx", "職種が空です"),
        ("foreign.xlsx", "別の自己点検の記入票です"),
        ("list.csv", "どの自己点検の記入票か分かりません"),
        ("&lt;script&gt;.csv", "取り込みました"),
    ] {
        let told = told.replace("&#39;", "'");
        assert!(fate(&page, name).contains(&told), "{name}: {}", fate(&page, name));
    }
    assert!(!page.text.contains("<script>"), "{}", page.text);
    let none = upload(&mut round, &[], &[]);
    assert!(none.status == 422 && none.text.contains("入力してください"), "{}", none.text);
}

fn many_rows() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    (0..20_000).for_each(|row| {
        sheet.write_number(row, 0, row).expect("a cell");
    });
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn hostile_files_are_refused_with_a_sentence_and_little_memory() {
    let mut round = open("anonymous");
    let form = form(&mut round);
    let good = fill(&form, &NURSE, "yyyyyyyyyy");
    let with = |name: &str, content: &[u8]| {
        zipped(&[parts(&good), vec![(name.to_owned(), content.to_vec())]].concat())
    };
    let password: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let zeros = vec![0; 60 << 20];
    let million = "1\n".repeat(1_000_000).into_bytes();
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("macros.xlsx", with("xl/vbaProject.bin", b"x"), "マクロを含む"),
        ("links.xlsx", with("xl/externalLinks/externalLink1.xml", b"x"), "ほかのファイルへのリンク"),
        ("bomb.xlsx", with("xl/media/image1.png", &zeros), "中身が大きすぎます"),
        ("locked.xlsx", [&old[..], &password].concat(), "パスワードで保護"),
        ("old.xls", old.to_vec(), "古いExcel形式"),
        ("half.xlsx", good[..good.len() / 2].to_vec(), "読み取れません"),
        ("paper.pdf", b"%PDF-1.7".to_vec(), "PDFは取り込めません"),
        ("text.xlsx", b"hello".to_vec(), "読み取れません"),
        ("rows.xlsx", many_rows(), "行またはセルが多すぎます"),
        ("large.csv", vec![b'a'; (2 << 20) + 1], "大きすぎます"),
        ("empty.csv", Vec::new(), "ファイルが空です"),
        ("bundle.zip", zipped(&[("a.xlsx".to_owned(), b"x")]), "ZIPの中のZIPは開きません"),
        ("a-bomb.csv", zeros, "大きすぎます"),
    ];
    let mut files: Vec<(String, Vec<u8>)> =
        table.iter().map(|(name, bytes, _)| ((*name).to_owned(), bytes.clone())).collect();
    files.push(("good.xlsx".to_owned(), good.clone()));
    let before = round.server.lines();
    let page = upload(&mut round, &[], &[("all.zip", zipped(&files)), ("rows.csv", million)]);
    assert!(page.text.contains("15個のファイルのうち、1枚"), "{}", page.text);
    assert!(fate(&page, "rows.csv").contains("行またはセルが多すぎます"), "{}", page.text);
    for (name, _, told) in &table {
        let said = fate(&page, &format!("all.zip / {name}"));
        assert!(said.contains(told), "{name}: {said}");
    }
    let after = round.server.lines();
    let changed: Vec<&String> =
        after.iter().filter(|(name, rows)| before[*name] != **rows).map(|(name, _)| name).collect();
    assert_eq!(changed, ["audit_event", "idempotency", "sealed_pool"], "one sheet and nothing else");
    let many: Vec<(String, &[u8])> = (0..2_001).map(|nth| (format!("{nth}.csv"), &b"x"[..])).collect();
    let page = upload(&mut round, &[], &[("many.zip", zipped(&many)), ("second.zip", zipped(&many[..1]))]);
    assert!(
        fate(&page, "many.zip").contains("2000個まで") || fate(&page, "many.zip").contains("2,000個まで"),
        "{}",
        page.text
    );
    let large = vec![0; (32 << 20) + 1];
    assert_eq!(upload(&mut round, &[], &[("large.zip", large)]).status, 413);
    assert!(round.server.peak_memory() < 256, "{} MiB", round.server.peak_memory());
}

#[test]
fn all_workbooks_of_an_upload_may_unpack_to_so_much_together_and_two_thousand_forms_do_not() {
    let mut round = open("anonymous");
    let form = form(&mut round);
    let unpacked: usize = parts(&form).iter().map(|(_, content)| content.len()).sum();
    assert!(unpacked * 2_000 < 400 << 20, "a form unpacks to {unpacked} bytes");
    let padding = vec![0_u8; 5 << 20];
    let files: Vec<(String, Vec<u8>)> = (0..82)
        .map(|nth| {
            let mut parts = parts(&form);
            parts.push(("xl/media/padding.bin".to_owned(), padding.clone()));
            (format!("{nth}.xlsx"), zipped(&parts))
        })
        .collect();
    let page = upload(&mut round, &[], &[("bundle.zip", zipped(&files))]);
    let too_much = "ファイルの中身が全部で大きすぎます";
    assert!(!fate(&page, "bundle.zip / 70.xlsx").contains(too_much), "{}", page.text);
    assert!(fate(&page, "bundle.zip / 81.xlsx").contains(too_much), "{}", page.text);
}

#[test]
fn a_named_sheet_bears_filler_and_day_and_a_begun_one_is_finished_by_file() {
    let mut round = OpenRound::with_cards("named", "with-names", &["東病棟"]);
    switch_on(&mut round);
    let cards = round.cards(0);
    let mut nurse = round.server.somebody();
    let sheet = round.show(&mut nurse, &cards[0]);
    fill_in(&mut nurse, &sheet, "nn--------", "keep");
    let form = form(&mut round);
    let job = occupations(&form).remove(0);
    let head = [("職種", job.as_str()), ("記入者", "=髙橋 﨑子"), ("日付", "令和8年11月20日")];
    let code = |nth: usize| [("回答カードのコード", cards[nth].code.as_str()), ("日付", "2026/11/21")];
    let another = [("記入者", "別の 人"), code(1)[0], code(1)[1]];
    let mistyped = [("回答カードのコード", "AC34-7XYY"), ("日付", "2026/11/21")];
    let files = [
        ("named.xlsx", fill(&form, &head, "yyyyyyyyyy")),
        ("card.xlsx", fill(&form, &code(0), "--yyyyyyyy")),
        ("twice.xlsx", fill(&form, &code(0), "yyyyyyyyyy")),
        ("nobody.xlsx", fill(&form, &[("職種", job.as_str()), ("日付", "昨日")], "yyyyyyyyyy")),
        ("wrong.xlsx", fill(&form, &mistyped, "yyyyyyyyyy")),
        ("another.xlsx", fill(&form, &another, "yyyyyyyyyy")),
    ];
    let page = upload(&mut round, &[], &files);
    assert!(fate(&page, "another.xlsx").contains("持ち主と違います"), "{}", page.text);
    assert!(page.text.contains("6個のファイルのうち、2枚"), "{}", page.text);
    assert!(fate(&page, "twice.xlsx").contains("すでに提出されています"), "{}", page.text);
    assert!(fate(&page, "nobody.xlsx").contains("記入者が空です"), "{}", page.text);
    assert!(fate(&page, "nobody.xlsx").contains("日付「昨日」が読み取れません"), "{}", page.text);
    assert!(fate(&page, "wrong.xlsx").contains("コード「AC34-7XYY」"), "{}", page.text);
    assert_eq!(events(&round, "staff-sheet-handed-in"), 2, "in 記名 rounds each sheet is recorded");
    assert_eq!(round.board()[0], "2/10");
    let list = round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id));
    assert!(list.text.contains("=髙橋 﨑子") && list.text.contains("2026-11-20"), "{}", list.text);
    let lines = round.server.lines();
    let nos = lines["staff_answer"].iter().filter(|line| line.contains("\"no\"")).count();
    assert_eq!(nos, 4, "two as begun and the same two as finished: blanks stay as they were begun");
}

#[test]
fn a_departments_form_has_its_name_written_in_and_a_card_decides_before_it() {
    let mut round = OpenRound::with_cards("anonymous", "without-names", &["東病棟", "東病棟2"]);
    switch_on(&mut round);
    let own =
        round.hanako.get(&format!("/rounds/{}/handout/form.xlsx?department={}", round.id, round.doors[0].0));
    let card = round.cards(1).remove(0);
    let job = occupations(&own.bytes).remove(0);
    let head = [("職種", job.as_str()), ("回答カードのコード", card.code.as_str())];
    let sheet = fill(&own.bytes, &[("職種", job.as_str())], "yyyyyyyyyy");
    let other = fill(&own.bytes, &head, "yyyyyyyyyy");
    let page = upload(&mut round, &[], &[("a.xlsx", sheet), ("b.xlsx", other.clone())]);
    assert!(page.text.contains("2個のファイルのうち、2枚"), "{}", page.text);
    let changed = fill(&own.bytes, &head, "nyyyyyyyyy");
    let page = upload(&mut round, &[], &[("c.xlsx", changed)]);
    assert!(
        fate(&page, "c.xlsx").contains("すでに提出されています"),
        "a card is for one sheet: {}",
        page.text
    );
    let unknown = format!("/rounds/{}/handout/form.xlsx?department=elsewhere", round.id);
    assert_eq!(round.hanako.get(&unknown).status, 404);
    round.close();
    assert_eq!(round.board(), ["2/20", "1/10", "1/10"]);
}

#[test]
fn what_is_not_switched_on_does_not_exist_and_a_closed_round_takes_nothing() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let pages = ["workbooks", "handout/form.xlsx"].map(|page| format!("/rounds/{}/{page}", round.id));
    let handout = round.hanako.get(&format!("/rounds/{}/handout", round.id));
    assert!(!handout.text.contains("form.xlsx"), "{}", handout.text);
    for page in &pages {
        assert_eq!(round.hanako.get(page).status, 404, "{page}");
    }
    switch_on(&mut round);
    let handout = round.hanako.get(&format!("/rounds/{}/handout", round.id));
    assert_eq!(handout.text.matches("form.xlsx").count(), 2, "all, and the one department's");
    let sheet = fill(&form(&mut round), &NURSE, "yyyyyyyyyy");
    round.close();
    for page in &pages {
        assert_eq!(round.hanako.get(page).status, 409, "{page}");
    }
    assert_eq!(round.hanako.upload(&pages[0], &[], &[("files", "a.xlsx", &sheet)]).status, 409);
}
