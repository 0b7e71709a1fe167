//! `tenken form` makes blank forms that can be filled in, printed and read again.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::support::Shell;

const LISTS: [(&str, usize); 4] =
    [("executive", 19), ("administrator", 99), ("administrator-online", 2), ("staff", 10)];

#[test]
fn a_csv_form_has_its_columns_and_a_row_for_each_item() {
    let shell = Shell::new();
    for (list, items) in LISTS {
        assert_eq!(shell.tenken(&format!("form --list {list} --format csv -o {list}.csv")).code, 0);
        let text = String::from_utf8(shell.bytes(&format!("{list}.csv"))).unwrap();
        assert!(text.starts_with("\u{feff}id,整理番号,視点,チェック項目,チェック欄,メモ\r\n"), "{list}");
        assert_eq!(text.matches("\r\n").count(), items + 1, "{list}");
        assert!(text.ends_with(",,\r\n"), "{list}: the answer and the memo are blank");
    }
}

#[test]
fn a_form_in_cp932_holds_every_character() {
    let shell = Shell::new();
    for (list, _) in LISTS {
        let said = shell.tenken(&format!("form --list {list} --format csv --encoding cp932 -o cp932.csv"));
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{list}");
        assert_eq!(shell.tenken(&format!("form --list {list} --format csv -o utf8.csv")).code, 0);
        let bytes = shell.bytes("cp932.csv");
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&bytes);
        assert!(!broken);
        assert_eq!(format!("\u{feff}{text}").as_bytes(), shell.bytes("utf8.csv"), "{list}");
    }
}

#[test]
fn an_excel_form_has_headings_items_and_live_formulas_with_values() {
    let shell = Shell::new();
    for (list, items) in LISTS {
        assert_eq!(shell.tenken(&format!("form --list {list} --format xlsx -o {list}.xlsx")).code, 0);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(shell.bytes(&format!("{list}.xlsx")))).unwrap();
        let sheet = book.worksheet_range("記入票").unwrap();
        let rows: Vec<Vec<String>> =
            sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let heading = rows.iter().find(|row| row.iter().any(|cell| cell == "チェック欄\n（○or×）")).unwrap();
        assert_eq!(heading[0], "id");
        let named = rows.iter().filter(|row| !row[0].is_empty() && row[0] != "id").count();
        assert_eq!(named, items, "{list}");
        let says = |text: &str| rows.iter().flatten().any(|cell| cell == text);
        assert!(says("記入者") && says("日付"), "{list}");
        if list == "administrator" {
            assert!(says("0/89") && says("0/7") && says("0/1") && says("-"), "{rows:?}");
            assert!(
                says("様式どおり 0/97｜該当なしを除く 0/97") && says("様式どおり 0/2｜該当なしを除く 0/2")
            );
        }
        let formulas = book.worksheet_formula("記入票").unwrap();
        assert!(formulas.cells().any(|(_, _, formula)| formula.contains("COUNTIF")), "{list}");
        assert!(sheet.cells().all(|(_, _, cell)| !matches!(cell, Data::Error(_))), "{list}");
    }
}

#[test]
fn a_pdf_form_is_a_pdf() {
    let shell = Shell::new();
    assert_eq!(shell.tenken("form --list staff --format pdf -o staff.pdf").code, 0);
    assert!(shell.bytes("staff.pdf").starts_with(b"%PDF-1."));
}

#[test]
fn a_wrong_form_is_refused_and_leaves_nothing_behind() {
    let shell = Shell::new();
    std::fs::create_dir(shell.path("folder")).unwrap();
    let table = [
        (
            "form --list doctors --format csv -o a.csv",
            "executive、administrator、administrator-online、staff",
        ),
        ("form --list staff --format csv -o nowhere/a.csv", "フォルダーがありません"),
        ("form --list staff --format csv -o folder", "フォルダーです"),
        ("form --list staff --format docx -o a.docx", "「docx」"),
        ("form --list staff --format csv --encoding euc -o a.csv", "「euc」"),
        ("form --list staff --format csv", "指定が必要"),
        ("form --format csv -o a.csv", "--list"),
        ("form --list staff --format csv -o a.csv --colour", "--colour"),
        ("sing", "「sing」というコマンドはありません"),
    ];
    for (words, sentence) in table {
        let said = shell.tenken(words);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{words}");
        assert!(said.stderr.contains(sentence), "{words}: {}", said.stderr);
        assert_eq!(shell.files(), ["folder"], "{words}");
    }
}

#[test]
fn help_is_in_japanese() {
    let shell = Shell::new();
    for words in ["--help", "form --help", "check -h"] {
        let said = shell.tenken(words);
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{words}");
        assert!(
            said.stdout.contains("使い方: tenken") && said.stdout.contains("この説明を表示します"),
            "{}",
            said.stdout
        );
        for english in ["Usage", "Options", "Commands", "Print"] {
            assert!(!said.stdout.contains(english), "{words} says {english}: {}", said.stdout);
        }
    }
}
