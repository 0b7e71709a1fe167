//! 記入者 and 日付, 提出 and 取り下げ.

use super::round::{ADMINISTRATOR, EXECUTIVE, opened, press, row, value};
use crate::support::{Server, Somebody};

fn executives_sheet() -> (Server, Somebody, String) {
    let (server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let sheet = format!("{round}/sheets/{EXECUTIVE}");
    hanako.get(&sheet);
    (server, hanako, sheet)
}

#[test]
fn name_and_day_are_kept_in_either_calendar() {
    let (_server, mut hanako, sheet) = executives_sheet();
    let fields = [("filler", "髙﨑 院長"), ("filled_on", "Ｒ８．４．２")];
    let page = hanako.post(&format!("{sheet}/header"), &fields);
    assert_eq!((page.status, page.path.as_str()), (200, sheet.as_str()));
    assert!(page.text.contains("value=\"髙﨑 院長\"") && page.text.contains("value=\"令和8年4月2日\""));
    let answering = hanako.get("/answering");
    assert!(answering.text.contains("令和8年4月2日（2026-04-02）") && answering.text.contains("0/97 回答済"));
}

#[test]
fn what_is_missing_is_said_at_its_field_and_nothing_is_handed_in() {
    let (_server, mut hanako, sheet) = executives_sheet();
    let page = hanako.post(&format!("{sheet}/handing-in"), &[("filler", ""), ("filled_on", "2026-04-02")]);
    assert_eq!(page.status, 422);
    assert!(
        page.between("id=\"filler-notes\"", "</div>").expect("notes").contains("記入者を入力してください")
    );
    assert!(page.text.contains("value=\"2026-04-02\""));
    let page = hanako.post(&format!("{sheet}/handing-in"), &[("filler", "院長"), ("filled_on", "あした")]);
    assert_eq!(page.status, 422);
    assert!(
        page.between("id=\"filled_on-notes\"", "</div>").expect("notes").contains("日付として読めません")
    );
    assert!(page.text.contains("value=\"院長\"") && page.text.contains("value=\"あした\""));
    let page = hanako.post(&format!("{sheet}/handing-in"), &[("filler", "院長"), ("filled_on", "")]);
    assert_eq!(page.status, 422);
    assert!(hanako.get("/answering").text.matches("記入中").count() >= 2);
}

#[test]
fn a_sheet_that_is_handed_in_is_read_only_until_it_is_withdrawn() {
    let (_server, mut hanako, sheet) = executives_sheet();
    let key = value(row(&hanako.get(&sheet), "policy"), "key").to_owned();
    let page =
        hanako.post(&format!("{sheet}/handing-in"), &[("filler", "院長"), ("filled_on", "2026-04-02")]);
    assert!(page.text.contains("管理 花子が") && page.text.contains("に提出しました"), "{}", page.text);
    assert!(!page.text.contains("class=\"answer\"") && page.text.contains("院長"));
    let mark = [("key", key.as_str()), ("seen", "0"), ("mark", "yes"), ("memo", "遅れた")];
    let refused = hanako.post(&format!("{sheet}/answers/policy"), &mark);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("先に「取り下げる」を押してください") && refused.text.contains("遅れた"));
    assert_eq!(hanako.post(&format!("{sheet}/answers/policy/ticks"), &[("tick", "0")]).status, 409);
    assert_eq!(hanako.post(&format!("{sheet}/header"), &[("filler", "別人")]).status, 409);
    let again =
        hanako.post(&format!("{sheet}/handing-in"), &[("filler", "別人"), ("filled_on", "2026-04-03")]);
    assert_eq!(again.status, 409);
    assert!(!hanako.get(&sheet).text.contains("別人"));
    assert_eq!(hanako.post(&format!("{sheet}/withdrawal"), &[]).status, 200);
    assert_eq!(press(&mut hanako, &sheet, ("policy", "yes"), ("", "")).status, 200);
    assert_eq!(hanako.post(&format!("{sheet}/withdrawal"), &[]).status, 409);
}

#[test]
fn one_sheet_is_handed_in_and_the_other_stays_open() {
    let (_server, mut hanako, sheet) = executives_sheet();
    hanako.post(&format!("{sheet}/handing-in"), &[("filler", "院長"), ("filled_on", "2026-04-02")]);
    let other = sheet.replace(EXECUTIVE, ADMINISTRATOR);
    assert_eq!(press(&mut hanako, &other, ("access-log", "no"), ("", "")).status, 200);
    let answering = hanako.get("/answering").text;
    assert!(answering.contains("提出済") && answering.contains("記入中"));
}
