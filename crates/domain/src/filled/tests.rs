//! Whole CSV files read through the front door. Workbooks are covered where they are made: by the commands' tests.

use super::read;
use crate::catalog::{Audience, Catalog, Certainty, Checklist, Item, Texts, Viewpoint};
use crate::id::{CatalogId, ChecklistId, ItemId, TopicId};
use crate::mark::Mark;

fn item(id: &str, number: u32) -> Item {
    Item {
        id: ItemId::new(id),
        number,
        number_is: Certainty::Unknown,
        viewpoint: Some(Viewpoint::Prevention),
        viewpoint_is: Some(Certainty::Certain),
        title: id.to_owned(),
        topic: TopicId::new("log"),
        page: None,
        applies_when: None,
        yes_means: None,
        no_means: None,
        note: None,
        text: vec![format!("{id}を定めているか")],
    }
}

fn list(id: &str, audience: Audience, annex_of: Option<&str>, items: Vec<Item>) -> Checklist {
    Checklist {
        id: ChecklistId::new(id),
        title: id.to_owned(),
        title_is_ours: false,
        audience,
        annex_of: annex_of.map(ChecklistId::new),
        instruction: None,
        usage_title: None,
        usage: Vec::new(),
        applies_when: None,
        note: None,
        items,
    }
}

/// Two administrators' items with an annex of one, and one staff item.
fn catalog() -> Catalog {
    let texts = Texts {
        composition_title: String::new(),
        composition: Vec::new(),
        introduction: Vec::new(),
        references: Vec::new(),
        caveat: Vec::new(),
        closing: String::new(),
        source_line: String::new(),
        not_for: None,
    };
    Catalog {
        id: CatalogId::new("small"),
        title: "小さな点検".to_owned(),
        texts,
        viewpoints: Vec::new(),
        topics: Vec::new(),
        conditions: Vec::new(),
        checklists: vec![
            list("administrator", Audience::Administrator, None, vec![item("log", 1), item("backup", 2)]),
            list("annex", Audience::Administrator, Some("administrator"), vec![item("closed-line", 1)]),
            list("staff", Audience::Staff, None, vec![item("mail", 1)]),
        ],
    }
}

/// `list: mark mark …` for each list, or the problems as they are printed.
fn outcome(text: &str, wanted: Option<&str>) -> Result<Vec<String>, Vec<String>> {
    let catalog = catalog();
    let wanted = wanted.and_then(|id| catalog.checklist(&ChecklistId::new(id)));
    let sheets = read("a.csv", text.as_bytes(), &catalog, wanted);
    let line = |sheet: &crate::facts::SheetFacts| {
        let marks = sheet.marks(catalog.checklist(&sheet.list).unwrap());
        let symbols: Vec<_> = marks.into_iter().map(|mark| mark.map_or("_", Mark::symbol)).collect();
        format!("{}: {}", sheet.list, symbols.join(" "))
    };
    sheets
        .map(|sheets| sheets.iter().map(line).collect())
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn lists(text: &str, wanted: Option<&str>) -> Vec<String> {
    outcome(text, wanted).unwrap()
}

fn places(text: &str, wanted: Option<&str>) -> Vec<String> {
    let problems = outcome(text, wanted).unwrap_err();
    problems.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn items_are_found_by_id_below_the_first_heading() {
    let text = "点検\n記入者,山田\nメモ,チェック欄（○or×）,ID\n=1+1,○,backup\n\n,,\n,×,mail\n";
    assert_eq!(lists(text, None), ["administrator: _ ○", "staff: ×"]);
}

#[test]
fn items_are_found_by_number_only_where_the_list_is_named() {
    let text = "整理番号,チェック欄\n２,○\n1,該当なし\n";
    assert_eq!(lists(text, Some("administrator")), ["administrator: 該当なし ○"]);
    assert_eq!(places(text, None), ["a.csv:1:"]);
    let mixed = "id,整理番号,チェック欄\nlog,9,○\n,2,×\n";
    assert_eq!(lists(mixed, Some("administrator")), ["administrator: ○ ×"]);
    assert_eq!(places(mixed, None), ["a.csv:3:"]);
}

#[test]
fn numbers_that_begin_anew_under_a_further_heading_are_the_annex() {
    let text = "整理番号,チェック欄\n1,○\n整理番号,チェック欄\n2,○\n注意\n整理番号,チェック欄\n1,×\n";
    assert_eq!(lists(text, Some("administrator")), ["administrator: ○ ○", "annex: ×"]);
    assert_eq!(places("整理番号,チェック欄\n1,○\n1,×\n", Some("administrator")), ["a.csv:3:"]);
}

#[test]
fn a_heading_alone_needs_the_list() {
    assert_eq!(lists("id,チェック欄\n", Some("staff")), ["staff: _"]);
    assert_eq!(lists("チェック欄", Some("staff")), ["staff: _"]);
    assert_eq!(places("id,チェック欄\n", None), ["a.csv:"]);
}

#[test]
fn the_annex_may_stand_on_its_sheet_and_other_lists_may_not() {
    let text = "id,チェック欄\nlog,○\nclosed-line,確認中\n";
    assert_eq!(lists(text, Some("administrator")), ["administrator: ○ _", "annex: 確認中"]);
    assert_eq!(places(text, Some("staff")), ["a.csv:2:", "a.csv:3:"]);
}

#[test]
fn every_mistake_is_named_in_one_go() {
    let text = "id,チェック欄\nlog,△\nlog,○\nnothing,✓\nmail,確認中\n,○\n,\n";
    let problems = outcome(text, None).unwrap_err();
    let expected = [
        "a.csv:2: チェック欄の「△」は読み取れません。○、×、該当なし、確認中、空欄のどれかにしてください。",
        "a.csv:3: 「log」の項目が2回あります（1回目は2）。",
        "a.csv:4: 「nothing」という項目はありません。",
        "a.csv:4: チェック欄の「✓」は読み取れません。○、×、該当なし、確認中、空欄のどれかにしてください。",
        "a.csv:5: 「確認中」はシステム管理者向けのチェックリストだけで使えます。○、×、該当なし（この業務はない）、空欄のどれかにしてください。",
        "a.csv:6: チェック欄に記入がありますが、どの項目の行か分かりません。「id」を確かめてください。",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_table_without_a_heading_or_with_two_is_refused() {
    assert_eq!(places("id,mark\nlog,○\n", None), ["a.csv:"]);
    assert_eq!(places("", None), ["a.csv:"]);
    assert_eq!(places("id,チェック欄,チェック欄(○or×)\nlog,○,×\n", None), ["a.csv:1:"]);
}

#[test]
fn files_of_other_kinds_are_refused() {
    let catalog = catalog();
    let kinds: [(&str, &[u8]); 5] = [
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"),
        ("a.xlsx", b"id,\xe3\x83\x81"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.zip", b"PK\x03\x04rubbish"),
        ("a.csv", b"\x00\x01\x02"),
    ];
    for (file, bytes) in kinds {
        assert_eq!(read(file, bytes, &catalog, None).unwrap_err().len(), 1, "{file}");
    }
}

#[test]
fn who_signed_and_when_is_read_above_the_heading() {
    let text = "記入者：,山田 太郎,日付,令和8年11月22日\nid,チェック欄\nlog,○\n";
    let sheets = read("a.csv", text.as_bytes(), &catalog(), None).unwrap();
    assert_eq!(sheets[0].filler, "山田 太郎");
    assert_eq!(sheets[0].date, Some(jiff::civil::date(2026, 11, 22)));
    let unsigned =
        read("a.csv", "記入者,,日付,\nid,チェック欄\nlog,○\n".as_bytes(), &catalog(), None).unwrap();
    assert_eq!((unsigned[0].filler.as_str(), unsigned[0].date), ("", None));
}
