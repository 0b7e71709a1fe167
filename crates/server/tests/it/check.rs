//! `tenken check` scores what people sent, or names every mistake and leaves nothing behind.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use tenken_domain::answer::Answer;
use tenken_domain::catalog::{Catalog, builtin};
use tenken_domain::facts::{Edition, Issuer, SheetFacts};
use tenken_domain::id::ChecklistId;
use tenken_domain::mark::Mark;
use tenken_report::filled_sheet::FilledSheet;

use crate::support::Shell;

fn catalog() -> &'static Catalog {
    &builtin()[0]
}

/// A sheet of this list with the given marks in catalog order; the rest is blank.
fn sheet(list: &str, marks: &[Mark]) -> SheetFacts {
    let id = ChecklistId::new(list);
    let items = &catalog().checklist(&id).unwrap().items;
    let answer = |mark: &Mark| Answer { mark: Some(*mark), ..Answer::default() };
    let answers = items.iter().zip(marks).map(|(item, mark)| (item.id.clone(), answer(mark))).collect();
    SheetFacts { answers, filler: "=山田".to_owned(), ..SheetFacts::blank(id) }
}

fn workbook(sheet: &SheetFacts, annex: Option<&SheetFacts>) -> Vec<u8> {
    let issuer = Issuer { hospital: "港町病院".to_owned(), edition: Edition::Sample };
    let facts = FilledSheet { issuer: &issuer, catalog: catalog(), round: "", sheet, annex, staff: None };
    tenken_report::xlsx::filled_sheet(&facts).unwrap()
}

/// A workbook of one worksheet with this heading and what the function writes below it.
fn by_hand(write: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["id", "チェック欄"]).unwrap();
    write(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn the_json_is_exactly_as_documented() {
    let shell = Shell::new();
    shell.put("a.csv", "id,チェック欄\r\nclear-screen,○\r\n");
    let said = shell.tenken("check a.csv --format json");
    let items = &catalog().checklist(&ChecklistId::new("staff")).unwrap().items;
    let answer = |item: &tenken_domain::catalog::Item| {
        let mark = if item.id.as_str() == "clear-screen" { "○" } else { "" };
        format!("{{\"item\":\"{}\",\"mark\":\"{mark}\"}}", item.id)
    };
    let answers: Vec<String> = items.iter().map(answer).collect();
    let row = r#"{"viewpoint":null,"yes":1,"items":10,"rate":"10.0%"}"#;
    let expected = format!(
        "{{\"lists\":[{{\"file\":\"a.csv\",\"list\":\"staff\",\"result\":[{row}],\"applicable\":[{row}],\"answers\":[{}]}}]}}\n",
        answers.join(",")
    );
    assert_eq!((said.code, said.stdout, said.stderr.as_str()), (0, expected, ""));
}

#[test]
fn the_administrators_form_gives_two_entries_in_every_format() {
    let shell = Shell::new();
    for format in ["csv", "xlsx"] {
        assert_eq!(
            shell.tenken(&format!("form --list administrator --format {format} -o f.{format}")).code,
            0
        );
        let said = shell.tenken(&format!("check f.{format} --format json"));
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{format}");
        let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        assert_eq!(json["lists"][0]["list"], "administrator");
        assert_eq!(
            json["lists"][0]["result"][0],
            serde_json::json!({"viewpoint":"予防","yes":0,"items":89,"rate":"0.0%"})
        );
        assert_eq!(json["lists"][1]["list"], "administrator-online");
        assert_eq!(
            json["lists"][1]["result"][2],
            serde_json::json!({"viewpoint":"是正","yes":0,"items":0,"rate":"-"})
        );
        assert_eq!(json["lists"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn a_filled_workbook_is_read_back_mark_by_mark() {
    let shell = Shell::new();
    let main =
        sheet("administrator", &[Mark::Yes, Mark::No, Mark::NotApplicable, Mark::Pending(None), Mark::Yes]);
    shell.put("filled.xlsx", workbook(&main, Some(&sheet("administrator-online", &[Mark::No, Mark::Yes]))));
    let said = shell.tenken("check filled.xlsx --format json --list administrator");
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let marks = |list: usize| -> Vec<String> {
        let answers = json["lists"][list]["answers"].as_array().unwrap();
        answers.iter().map(|answer| answer["mark"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(marks(0)[..6], ["○", "×", "該当なし", "確認中", "○", ""]);
    assert_eq!(marks(1), ["×", "○"]);
    assert_eq!(json["lists"][0]["result"][0]["yes"], 2);
    assert_eq!(json["lists"][0]["applicable"][0]["items"], 88);
    let said = shell.tenken("check filled.xlsx");
    assert!(said.stdout.contains("様式どおり 2/97｜該当なしを除く 2/96"), "{}", said.stdout);
    assert!(said.stdout.contains("記入者 =山田"), "{}", said.stdout);
}

#[test]
fn every_form_of_ours_is_read_back_blank_full_and_as_a_result() {
    for list in ["executive", "administrator", "administrator-online", "staff"] {
        let items =
            catalog().checklists.iter().find(|one| one.id.as_str() == list).expect("a list").items.len();
        for (name, marks) in
            [("blank", vec![]), ("all", vec![Mark::Yes; items]), ("none", vec![Mark::No; items])]
        {
            let shell = Shell::new();
            shell.put("form.xlsx", workbook(&sheet(list, &marks), None));
            for words in ["check form.xlsx", &format!("check form.xlsx --list {list}")] {
                let said = shell.tenken(&format!("{words} --format json"));
                assert_eq!(said.code, 0, "{list} {name}: {}", said.stderr);
                let yes = said.stdout.matches("\"mark\":\"○\"").count();
                assert_eq!(yes, if name == "all" { items } else { 0 }, "{list} {name}");
            }
            assert_eq!(shell.tenken("check form.xlsx --format xlsx -o result.xlsx").code, 0, "{list} {name}");
            let said = shell.tenken(&format!("check result.xlsx --list {list} --format json"));
            assert_eq!(said.code, 0, "{list} {name}: {}", said.stderr);
        }
    }
}

#[test]
fn every_mistake_in_every_file_is_a_line_and_nothing_is_written() {
    let shell = Shell::new();
    shell.put("a.csv", "id,チェック欄\nclear-screen,△\nclear-screen,○\nnothing,○\n");
    shell.put("b.csv", "id,チェック欄\nclear-screen,○\n");
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("id,チェック欄\npolicy,確認中\n");
    shell.put("c.csv", &cp932);
    for output in ["", "--format json -o out", "--format xlsx -o out", "--format pdf -o out"] {
        let said = shell.tenken(&format!("check a.csv b.csv c.csv missing.csv {output}"));
        said.refused(&["a.csv:2: ", "a.csv:3: ", "a.csv:4: ", "c.csv:2: ", "missing.csv:1: "]);
        assert_eq!(shell.files(), ["a.csv", "b.csv", "c.csv"]);
    }
}

#[test]
fn cells_of_a_workbook_are_named_in_mistakes() {
    let shell = Shell::new();
    let book = by_hand(|sheet| {
        sheet.write_string(1, 0, "policy").unwrap().write_number(1, 1, 1).unwrap();
        sheet.write_string(2, 0, "operating-rules").unwrap().write_boolean(2, 1, true).unwrap();
        sheet.write_string(3, 0, "nda-employment").unwrap();
        sheet.write_formula(3, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_string(4, 0, "post-employment").unwrap();
        sheet.write_formula(4, 1, Formula::new("=\"○\"").set_result("○")).unwrap();
        sheet.write_string(5, 0, "backup-rule").unwrap();
        sheet.merge_range(5, 1, 6, 1, "○", &Format::new()).unwrap();
        sheet.write_number(7, 1, 0.5).unwrap();
    });
    shell.put("a.xlsx", book);
    shell.tenken("check a.xlsx").refused(&["a.xlsx:B3: ", "a.xlsx:B4: ", "a.xlsx:B6: ", "a.xlsx:B8: "]);
}

#[test]
fn numbers_and_formulas_with_a_saved_value_count() {
    let shell = Shell::new();
    let book = by_hand(|sheet| {
        sheet.write_string(1, 0, "policy").unwrap().write_number(1, 1, 1.0).unwrap();
        sheet.write_string(2, 0, "operating-rules").unwrap().write_number(2, 1, 0).unwrap();
        sheet.write_string(3, 0, "nda-employment").unwrap();
        sheet.write_formula(3, 1, Formula::new("=\"○\"").set_result("○")).unwrap();
    });
    shell.put("a.xlsx", book);
    let said = shell.tenken("check a.xlsx");
    assert!(said.stdout.contains("様式どおり 2/19｜該当なしを除く 2/19"), "{}{}", said.stdout, said.stderr);
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let shell = Shell::new();
    std::fs::create_dir(shell.path("folder.csv")).unwrap();
    let mut truncated = workbook(&sheet("staff", &[]), None);
    truncated.truncate(truncated.len() / 2);
    shell.put("truncated.xlsx", truncated);
    shell.put("empty.csv", "");
    shell.put("bom.csv", "\u{feff}");
    shell.put("binary.csv", b"id,\x00\x01");
    shell.put("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest");
    shell.put("text.xlsx", "id,チェック欄\npolicy,○\n");
    shell.put("huge.csv", vec![b','; (10 << 20) + 1]);
    shell.put("rows.csv", "policy,x\n".repeat(1_000_000));
    shell.put("open.csv", "id,チェック欄\npolicy,\"○\nbackup-rule,○\n");
    let table = [
        ("folder.csv", "1"),
        ("truncated.xlsx", "1"),
        ("empty.csv", "1"),
        ("bom.csv", "1"),
        ("binary.csv", "1"),
        ("old.xls", "1"),
        ("text.xlsx", "1"),
        ("huge.csv", "1"),
        ("rows.csv", "1"),
        ("open.csv", "2"),
    ];
    for (file, row) in table {
        shell.tenken(&format!("check {file}")).refused(&[&format!("{file}:{row}: ")]);
    }
}

#[test]
fn results_are_written_to_files_and_never_over_an_input() {
    let shell = Shell::new();
    shell.put("a.csv", "id,チェック欄\npolicy,○\nclear-screen,×\n");
    for (format, magic) in
        [("xlsx", &b"PK"[..]), ("pdf", b"%PDF"), ("json", b"{\"lists\""), ("text", "a.csv：".as_bytes())]
    {
        let said = shell.tenken(&format!("check a.csv a.csv --format {format} -o out.{format}"));
        assert_eq!((said.code, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""), "{format}");
        assert!(shell.bytes(&format!("out.{format}")).starts_with(magic), "{format}");
    }
    for words in [
        "check a.csv --format pdf",
        "check a.csv --format xlsx",
        "check a.csv -o ./a.csv",
        "check a.csv -o no/where",
    ] {
        let said = shell.tenken(words);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{words}");
        assert!(said.stderr.ends_with("。\n"), "{words}: {}", said.stderr);
    }
    assert_eq!(shell.files(), ["a.csv", "out.json", "out.pdf", "out.text", "out.xlsx"]);
}

#[test]
fn a_list_must_be_known() {
    let shell = Shell::new();
    shell.put("a.csv", "整理番号,チェック欄\n1,○\n");
    assert!(shell.tenken("check a.csv --list doctors").stderr.contains("staff"));
    assert_eq!(shell.tenken("check a.csv --list staff").code, 0);
    shell.tenken("check a.csv").refused(&["a.csv:1: "]);
    assert_eq!(shell.tenken("check").code, 2);
}
