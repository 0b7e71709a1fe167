//! A hospital that holds the printed sheet puts the numbers right; its answers hang on ids and stay where they are.

use tenken_domain::catalog::{Catalog, Certainty, Viewpoint};
use tenken_domain::id::{ChecklistId, ItemId};

use super::lines;

fn catalog() -> Catalog {
    super::parse(SHEET)
}

/// Three items whose numbers are in doubt, the third with another viewpoint, and a list without viewpoints.
const SHEET: &str = "\
id: sample-1
title: 見本
texts: { composition_title: 構成, composition: [構成], introduction: [はじめに], references: [指針], caveat: [なお], closing: 終わり, source_line: 出典 }
viewpoints:
  - { viewpoint: 予防, text: 予防の定義 }
  - { viewpoint: 是正, text: 是正の定義 }
topics:
  - { id: risk, title: リスク }
conditions: []
checklists:
  - id: main
    title: 本表
    audience: administrator
    items:
      - { id: a, number: 1, number_is: unknown, viewpoint: 予防, viewpoint_is: likely, title: 甲, topic: risk, text: [甲か] }
      - { id: b, number: 2, number_is: unknown, viewpoint: 予防, viewpoint_is: likely, title: 乙, topic: risk, text: [乙か] }
      - { id: c, number: 3, number_is: likely, viewpoint: 是正, viewpoint_is: likely, title: 丙, topic: risk, text: [丙か] }
  - id: staff
    title: 職員
    audience: staff
    items:
      - { id: d, number: 1, number_is: unknown, title: 丁, topic: risk, text: [丁か] }
";

fn with_numbers(entries: &str) -> Result<Catalog, Vec<String>> {
    let yaml = format!("catalog: sample-1\nnumbers:\n{entries}");
    catalog().with_numbers("numbers.yaml", yaml.as_bytes()).map_err(|problems| lines(&problems))
}

#[test]
fn numbers_from_the_printed_sheet_are_certain_and_bring_their_viewpoints() {
    let put_right = with_numbers("  main:\n    a: { number: 3 }\n    c: { number: 1, viewpoint: 予防 }\n")
        .expect("sound");
    let item = |id: &str| put_right.item(&ItemId::new(id)).expect("ids do not change").1;

    assert_eq!((item("a").number, item("a").viewpoint), (3, Some(Viewpoint::Correction)));
    assert_eq!((item("c").number, item("c").viewpoint), (1, Some(Viewpoint::Prevention)));
    assert_eq!(item("a").number_is, Certainty::Certain);
    assert_eq!(item("a").viewpoint_is, Some(Certainty::Certain));
    assert_eq!(item("b"), catalog().item(&ItemId::new("b")).expect("it is there").1);
}

#[test]
fn items_stay_in_catalog_order_and_are_sorted_by_number_on_request() {
    let put_right = with_numbers("  main: { a: { number: 3 }, c: { number: 1 } }\n").expect("sound");
    let list = put_right.checklist(&ChecklistId::new("main")).expect("lists do not change");
    let catalog_order: Vec<&str> = list.items.iter().map(|item| item.id.as_str()).collect();
    let by_number: Vec<&str> = list.items_by_number().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(catalog_order, ["a", "b", "c"]);
    assert_eq!(by_number, ["c", "b", "a"]);
}

#[test]
fn a_list_whose_numbers_are_all_confirmed_needs_no_footnote() {
    let main = ChecklistId::new("main");
    let uncertain = |catalog: &Catalog| catalog.checklist(&main).map(|list| list.has_uncertain_numbers());
    let partly = with_numbers("  main: { a: { number: 1 } }\n").expect("sound");
    let fully =
        with_numbers("  main: { a: { number: 1 }, b: { number: 2 }, c: { number: 3 } }\n").expect("sound");
    assert_eq!(uncertain(&catalog()), Some(true));
    assert_eq!(uncertain(&partly), Some(true));
    assert_eq!(uncertain(&fully), Some(false));
}

/// Entries under `numbers:`, which begin on line 3, and what is said about them.
const WRONG: &[(&str, &[&str])] = &[
    ("  board:\n    a: { number: 1 }\n", &["3: リスト「board」はこの版にありません。"]),
    ("  main:\n    z: { number: 1 }\n", &["4: 項目「z」はこのリストにありません。"]),
    ("  main:\n    d: { number: 1 }\n", &["4: 項目「d」はこのリストにありません。"]),
    ("  main:\n    a: { number: 0 }\n", &["4: 番号 0 は範囲外です。1 から 3 までです。"]),
    ("  main:\n    a: { number: 4 }\n", &["4: 番号 4 は範囲外です。1 から 3 までです。"]),
    ("  main:\n    a: { number: 2 }\n", &["4: 番号 2 が「a」と「b」の両方に付きます。"]),
    (
        "  main:\n    a: { number: 3 }\n    c: { number: 3 }\n",
        &["4: 番号 3 が「a」と「c」の両方に付きます。", "5: 番号 3 が「c」と「a」の両方に付きます。"],
    ),
    (
        "  main:\n    a:\n      number: 1\n      viewpoint: 是正\n",
        &["6: 番号 1 の視点は様式では「予防」です。「是正」と書かれています。"],
    ),
    ("  staff:\n    d: { number: 1, viewpoint: 予防 }\n", &["4: このリストの項目には視点がありません。"]),
    ("  main:\n    a: { number: 1 }\n    a: { number: 1 }\n", &["5: 「a」が2回書かれています。"]),
    (
        "  main:\n    a: { 番号: 1 }\n",
        &["4: 「番号」という欄はありません。書ける欄は number、viewpoint です。"],
    ),
    ("  main:\n    a: 1\n", &["4: 「欄: 値」の形の行を並べる所です。"]),
    (
        "  main:\n    z: { number: 1 }\n    a: { number: 9 }\n  board: {}\n",
        &[
            "4: 項目「z」はこのリストにありません。",
            "5: 番号 9 は範囲外です。1 から 3 までです。",
            "6: リスト「board」はこの版にありません。",
        ],
    ),
];

#[test]
fn a_mistake_in_the_numbers_is_refused_with_the_line_and_a_sentence() {
    for (entries, said) in WRONG {
        let said: Vec<String> = said.iter().map(|line| format!("numbers.yaml:{line}")).collect();
        assert_eq!(with_numbers(entries), Err(said), "{entries}");
    }
}

#[test]
fn numbers_for_another_catalog_are_refused() {
    let yaml = "catalog: sample-2\nnumbers: {}\n";
    let problems = catalog().with_numbers("numbers.yaml", yaml.as_bytes()).expect_err("another catalog's");
    let said = "numbers.yaml:1: 「sample-2」の番号です。使っている版は「sample-1」です。";
    assert_eq!(lines(&problems), [said]);
}

#[test]
fn a_file_as_a_windows_editor_saves_it_is_read() {
    let yaml = "\u{feff}catalog: sample-1\r\nnumbers:\r\n  main:\r\n    a: { number: 1 }\r\n";
    let put_right = catalog().with_numbers("numbers.yaml", yaml.as_bytes()).expect("sound");
    assert_eq!(put_right.checklists[0].items[0].number_is, Certainty::Certain);
}
