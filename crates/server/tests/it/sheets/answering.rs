//! Marks, memos and ticks, by the page's own buttons and in the background.

use tenken_domain::account::Role;

use super::round::{ADMINISTRATOR, EXECUTIVE, changes, close, opened, press, row, value};
use crate::support::{Server, Somebody};

const PRESSED_YES: &str = "value=\"yes\" aria-pressed=\"true\"";

fn sheets() -> (Server, Somebody, String) {
    let (server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let sheet = format!("{round}/sheets/{ADMINISTRATOR}");
    (server, hanako, sheet)
}

#[test]
fn one_press_saves_mark_and_memo_with_who_set_it() {
    let (_server, mut hanako, sheet) = sheets();
    let page = press(&mut hanako, &sheet, ("access-log", "yes"), ("毎月見ている", ""));
    assert_eq!((page.status, page.path.as_str()), (200, sheet.as_str()));
    let row = row(&page, "access-log");
    assert!(row.contains(PRESSED_YES) && row.contains("現在：○（管理 花子、"), "{row}");
    assert!(row.contains("毎月見ている"), "{row}");
    assert!(page.text.contains("1/97 回答済") && page.text.contains("様式どおり 1/97｜該当なしを除く 1/97"));
}

#[test]
fn not_applicable_wants_a_reason_and_what_was_typed_stays() {
    let (_server, mut hanako, sheet) = sheets();
    let page = press(&mut hanako, &sheet, ("access-log", "not-applicable"), ("書きかけ", ""));
    assert_eq!(page.status, 422);
    let refused = row(&page, "access-log");
    assert!(refused.contains("「該当なし」にするには、理由を入力してください。"), "{refused}");
    assert!(refused.contains("書きかけ") && refused.contains("aria-invalid=\"true\""), "{refused}");
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 0);
    let page = press(&mut hanako, &sheet, ("access-log", "not-applicable"), ("", "システムがない"));
    assert_eq!(page.status, 200);
    assert!(page.text.contains("様式どおり 0/97｜該当なしを除く 0/96"));
}

#[test]
fn pending_is_for_administrators_lists_only_and_counts_as_not_yes() {
    let (_server, mut hanako, sheet) = sheets();
    let page = press(&mut hanako, &sheet, ("access-log", "pending-vendor"), ("", ""));
    assert!(page.text.contains("1/97 回答済（未回答 96・確認中 1）"), "{}", page.text);
    assert!(page.text.contains("様式どおり 0/97｜該当なしを除く 0/97"));
    let executives = sheet.replace(ADMINISTRATOR, EXECUTIVE);
    assert!(!hanako.get(&executives).text.contains("value=\"pending-vendor\""));
    let page = press(&mut hanako, &executives, ("policy", "pending-vendor"), ("", ""));
    assert_eq!(page.status, 422);
    assert!(row(&page, "policy").contains("「確認中」は使えません"));
}

#[test]
fn a_blank_takes_the_mark_back_and_every_earlier_mark_is_kept() {
    let (_server, mut hanako, sheet) = sheets();
    for mark in ["yes", "no", "blank"] {
        assert_eq!(press(&mut hanako, &sheet, ("access-log", mark), ("", "")).status, 200);
    }
    assert!(row(&hanako.get(&sheet), "access-log").contains("現在：未回答"));
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 3);
}

#[test]
fn a_memo_does_not_take_over_somebody_elses_mark() {
    let (server, mut hanako, sheet) = sheets();
    let mut taro = server.hire("taro", "情報 太郎", Role::Administrator);
    press(&mut hanako, &sheet, ("access-log", "yes"), ("", ""));
    let page = press(&mut taro, &sheet, ("access-log", "memo"), ("台帳は棚A", ""));
    let row = row(&page, "access-log");
    assert!(row.contains("現在：○（管理 花子、") && row.contains("台帳は棚A"), "{row}");
    let history = taro.get(&format!("{sheet}/answers/access-log"));
    assert!(history.text.contains("情報 太郎") && history.text.contains("管理 花子"));
}

#[test]
fn a_page_that_is_out_of_date_overwrites_nothing() {
    let (server, mut hanako, sheet) = sheets();
    let mut taro = server.hire("taro", "情報 太郎", Role::Administrator);
    let stale = hanako.get(&sheet);
    let key = value(row(&stale, "access-log"), "key").to_owned();
    press(&mut taro, &sheet, ("access-log", "no"), ("太郎のメモ", ""));
    let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "yes"), ("memo", "花子のメモ")];
    let page = hanako.post(&format!("{sheet}/answers/access-log"), &fields);
    assert_eq!(page.status, 409);
    let row = row(&page, "access-log");
    assert!(row.contains("この画面を開いたあとに、この項目が変更されています"), "{row}");
    assert!(row.contains("現在：×（情報 太郎、") && row.contains("花子のメモ"), "{row}");
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
fn the_same_form_twice_saves_once_and_answers_the_same() {
    let (_server, mut hanako, sheet) = sheets();
    hanako.get(&sheet);
    let fields = [("key", "one-key"), ("seen", "0"), ("mark", "yes"), ("memo", "")];
    let address = format!("{sheet}/answers/access-log");
    let first = hanako.post_in_background(&address, &fields);
    let second = hanako.post_in_background(&address, &fields);
    assert_eq!((first.status, second.status), (200, 200), "{}", second.text);
    assert_eq!(first.text, second.text);
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
fn a_used_key_with_other_content_is_refused_and_not_swallowed() {
    let (_server, mut hanako, sheet) = sheets();
    hanako.get(&sheet);
    let address = format!("{sheet}/answers/access-log");
    hanako.post(&address, &[("key", "one-key"), ("seen", "0"), ("mark", "yes")]);
    let other = hanako.post(&address, &[("key", "one-key"), ("seen", "1"), ("mark", "no"), ("memo", "残る")]);
    assert_eq!(other.status, 409);
    let row = row(&other, "access-log");
    assert!(row.contains("今回の内容は保存していません") && row.contains("残る"), "{row}");
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
fn two_people_may_use_the_same_key() {
    let (server, mut hanako, sheet) = sheets();
    let mut taro = server.hire("taro", "情報 太郎", Role::Administrator);
    for (who, seen) in [(&mut hanako, "0"), (&mut taro, "1")] {
        who.get(&sheet);
        let fields = [("key", "one-key"), ("seen", seen), ("mark", "yes")];
        assert_eq!(who.post(&format!("{sheet}/answers/access-log"), &fields).status, 200);
    }
    assert_eq!(changes(&mut taro, &sheet, "access-log"), 2);
}

#[test]
fn the_script_is_told_what_was_saved_or_why_not() {
    let (server, mut hanako, sheet) = sheets();
    hanako.get(&sheet);
    let address = format!("{sheet}/answers/access-log");
    let saved = hanako.post_in_background(&address, &[("key", "a"), ("seen", "0"), ("mark", "yes")]);
    assert_eq!((saved.status, saved.media.as_str()), (200, "application/json"));
    let told: serde_json::Value = serde_json::from_str(&saved.text).expect("JSON");
    assert_eq!(
        (&told["state"], &told["mark"], &told["by"]),
        (&"saved".into(), &"yes".into(), &"管理 花子".into())
    );
    assert_eq!((&told["revision"], &told["result"]["printed-1"]), (&1.into(), &"1/7（14.3%）".into()));
    let refused =
        hanako.post_in_background(&address, &[("key", "b"), ("seen", "1"), ("mark", "not-applicable")]);
    let told: serde_json::Value = serde_json::from_str(&refused.text).expect("JSON");
    assert_eq!((refused.status, &told["field"]), (422, &"reason".into()));
    let stale = hanako.post_in_background(&address, &[("key", "c"), ("seen", "0"), ("mark", "no")]);
    assert_eq!(stale.status, 409);
    let mut stranger = server.somebody();
    assert_eq!(stranger.post_in_background(&address, &[("key", "d"), ("mark", "no")]).status, 401);
}

#[test]
fn ticks_are_kept_and_never_scored() {
    let (_server, mut hanako, sheet) = sheets();
    let sheet = sheet.replace(ADMINISTRATOR, EXECUTIVE);
    hanako.get(&sheet);
    let address = format!("{sheet}/answers/policy/ticks");
    let page = hanako.post(&address, &[("tick", "0"), ("tick", "2"), ("tick", "99")]);
    let row = row(&page, "policy");
    assert_eq!(row.matches(" checked").count(), 2, "{row}");
    assert!(row.contains("一部だけできている場合は×"), "{row}");
    assert!(page.text.contains("0/19 回答済") && page.text.contains("様式どおり 0/19｜該当なしを除く 0/19"));
    hanako.post(&address, &[]);
    assert_eq!(super::round::row(&hanako.get(&sheet), "policy").matches(" checked").count(), 0);
}

#[test]
fn a_closed_round_refuses_answers_and_shows_what_was_typed() {
    let (_server, mut hanako, sheet) = sheets();
    let open = hanako.get(&sheet);
    let key = value(row(&open, "access-log"), "key").to_owned();
    close(&mut hanako, sheet.split("/sheets").next().expect("the round"));
    let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "yes"), ("memo", "間に合わなかった")];
    let page = hanako.post(&format!("{sheet}/answers/access-log"), &fields);
    assert_eq!(page.status, 409);
    assert!(
        page.text.contains("受付中ではないため、保存していません") && page.text.contains("間に合わなかった")
    );
    assert!(!page.text.contains("class=\"answer\""));
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 0);
}

#[test]
fn a_mark_nobody_knows_is_a_bad_form() {
    let (_server, mut hanako, sheet) = sheets();
    hanako.get(&sheet);
    let address = format!("{sheet}/answers/access-log");
    assert_eq!(hanako.post(&address, &[("key", "a"), ("mark", "△")]).status, 400);
    assert_eq!(hanako.post(&address, &[("mark", "yes")]).status, 400);
    assert_eq!(
        hanako.post(&format!("{sheet}/answers/no-such-item"), &[("key", "a"), ("mark", "yes")]).status,
        404
    );
}
