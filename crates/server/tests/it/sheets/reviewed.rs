//! 担当→確認→承認: only where it is switched on, each step by somebody else, sent back with a reason.

use tenken_domain::account::Role;

use super::round::{EXECUTIVE, close, opened, press};
use crate::support::{Page, Server, Somebody};

struct Cast {
    _server: Server,
    hanako: Somebody,
    taro: Somebody,
    director: Somebody,
    sheet: String,
}

fn cast() -> Cast {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/features");
    assert_eq!(hanako.post("/settings/features", &[("feature", "approval")]).status, 200);
    let taro = server.hire("taro", "情報 太郎", Role::Administrator);
    let director = server.hire("director", "院長 一郎", Role::Executive);
    let sheet = format!("{}/sheets/{EXECUTIVE}", opened(&mut hanako));
    Cast { _server: server, hanako, taro, director, sheet }
}

fn hand_in(who: &mut Somebody, sheet: &str) {
    who.get(sheet);
    let filled = [("filler", "院長"), ("filled_on", "2026-04-02")];
    assert_eq!(who.post(&format!("{sheet}/handing-in"), &filled).status, 200);
}

fn step(who: &mut Somebody, sheet: &str, step: &str, reason: &str) -> Page {
    who.get(sheet);
    who.post(&format!("{sheet}/review"), &[("step", step), ("reason", reason)])
}

#[test]
fn a_sheet_goes_from_hand_to_hand_and_says_who_and_when() {
    let Cast { _server, mut hanako, mut taro, mut director, sheet } = cast();
    let early = step(&mut taro, &sheet, "checked", "");
    assert!(early.status == 409 && early.text.contains("提出されていません"), "{}", early.text);
    hand_in(&mut hanako, &sheet);
    let waiting = hanako.get(&sheet).text;
    assert!(
        waiting.contains("次に「確認」ができる人：院長 一郎、情報 太郎")
            && !waiting.contains("確認した</button>"),
        "{waiting}"
    );
    assert!(director.get(&sheet).text.contains("承認ができる経営層は、あなただけです"));
    assert!(taro.get(&sheet).text.contains("確認した</button>"));
    let same = step(&mut hanako, &sheet, "checked", "");
    assert!(same.status == 409 && same.text.contains("別の人が行ってください"), "{}", same.text);
    let unchecked = step(&mut director, &sheet, "approved", "");
    assert!(unchecked.status == 409 && unchecked.text.contains("先に確認が要ります"), "{}", unchecked.text);
    let checked = step(&mut taro, &sheet, "checked", "");
    assert!(
        checked.text.contains("確認：情報 太郎、") && checked.text.contains("承認を待っています"),
        "{}",
        checked.text
    );
    assert_eq!(step(&mut hanako, &sheet, "approved", "").status, 403, "to approve is for executives");
    let approved = step(&mut director, &sheet, "approved", "");
    assert!(
        approved.text.contains("承認：院長 一郎、") && !approved.text.contains("承認を待って"),
        "{}",
        approved.text
    );
    let log = hanako.get("/settings/audit-events").text;
    assert!(log.contains("確認・承認・差し戻しした"), "{log}");
}

#[test]
fn the_only_executive_who_checked_is_told_that_nobody_can_approve() {
    let Cast { _server, mut hanako, taro: _, mut director, sheet } = cast();
    hand_in(&mut hanako, &sheet);
    let checked = step(&mut director, &sheet, "checked", "");
    assert!(checked.text.contains("「承認」ができる人が、ほかにいません"), "{}", checked.text);
    assert!(!checked.text.contains("承認する</button>"), "{}", checked.text);
    let long = "長".repeat(501);
    assert_eq!(step(&mut director, &sheet, "sent-back", &long).status, 422);
}

#[test]
fn what_is_sent_back_carries_its_reason_and_is_checked_anew() {
    let Cast { _server, mut hanako, mut taro, mut director, sheet } = cast();
    hand_in(&mut hanako, &sheet);
    step(&mut taro, &sheet, "checked", "");
    let bare = step(&mut director, &sheet, "sent-back", " ");
    assert!(bare.status == 409 && bare.text.contains("理由を入力してください"), "{}", bare.text);
    let back = step(&mut director, &sheet, "sent-back", "NO 3の<根拠>がない");
    assert!(
        back.text.contains("差し戻し：院長 一郎、") && back.text.contains("NO 3の&lt;根拠&gt;がない"),
        "{}",
        back.text
    );
    assert_eq!(
        press(&mut hanako, &sheet, ("policy", "no"), ("", "")).status,
        200,
        "it can be written on again"
    );
    hand_in(&mut hanako, &sheet);
    let page = hanako.get(&sheet).text;
    assert!(page.contains("確認を待っています") && !page.contains("差し戻し："), "{page}");
    assert_eq!(
        step(&mut director, &sheet, "approved", "").status,
        409,
        "the earlier check was of the earlier sheet"
    );
}

#[test]
fn a_closed_round_is_approved_but_not_sent_back() {
    let Cast { _server, mut hanako, mut taro, mut director, sheet } = cast();
    hand_in(&mut hanako, &sheet);
    step(&mut taro, &sheet, "checked", "");
    close(&mut hanako, sheet.split("/sheets").next().expect("a round"));
    assert_eq!(step(&mut director, &sheet, "sent-back", "遅い").status, 409);
    assert_eq!(step(&mut director, &sheet, "approved", "").status, 200);
}

#[test]
fn a_hospital_that_has_not_switched_it_on_sees_nothing_of_it() {
    let (server, mut hanako) = Server::with_hospital();
    let mut taro = server.hire("taro", "情報 太郎", Role::Administrator);
    let sheet = format!("{}/sheets/{EXECUTIVE}", opened(&mut hanako));
    hand_in(&mut hanako, &sheet);
    assert!(!taro.get(&sheet).text.contains("/review\""));
    assert_eq!(step(&mut taro, &sheet, "checked", "").status, 404);
}
