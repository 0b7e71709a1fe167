//! The trend and 認識の違い: what closed rounds, and what audiences, said side by side.

use crate::support::{OpenRound, answer, between};

#[test]
fn closed_rounds_stand_side_by_side_and_an_open_one_does_not_look_like_a_fall() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    assert!(round.hanako.get("/trend").text.contains("2回分そろうと"));
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "no", "")]);
    for nth in 0..12 {
        round.hand_in(0, nth % 2, ["yynnyyyyyy", "ynnnyyyyny", "nyynnyyyny"][nth % 3]);
    }
    round.close();
    assert!(round.hanako.get("/trend").text.contains("2回分そろうと"));
    round.open_another("令和8年度 第2回");
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "yes", "")]);
    assert!(round.hanako.get("/trend").text.contains("2回分そろうと"), "an open round is no second one");
    round.close();
    let page = round.hanako.get("/trend");
    let executives = page.between("id=\"trend-executive\"", "</section>").expect("the executives' list");
    let svg = between(executives, "<svg", "</svg>").expect("a drawing");
    assert!(svg.contains("5.3%") && svg.contains("10.5%"), "{svg}");
    assert!(executives.contains("前回から変わった項目 (1)"), "{executives}");
    let whole = between(executives, "<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("5.3% (1/19)") && whole.contains("10.5% (2/19)"), "{whole}");
    let staff = page.between("id=\"trend-staff\"", "</section>").expect("the staff");
    let whole = between(staff, "<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("非表示") || whole.contains("/120"), "{whole}");
    assert!(!page.text.contains(" style="));
}

#[test]
fn what_audiences_answer_to_one_subject_stands_side_by_side_and_small_groups_stay_hidden() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    assert!(round.hanako.get("/perception").text.contains("締め切った自己点検がまだありません"));
    let id = round.id.clone();
    let executives = [("incident-contact", "yes", ""), ("report-route", "yes", "")];
    answer(&mut round.hanako, &id, "executive", &executives);
    answer(&mut round.hanako, &id, "administrator", &[("paper-fallback", "no", "")]);
    for nth in 0..12 {
        round.hand_in(0, nth % 2, ["yynnyyyyyy", "ynnnyyyynn", "nyynnyyynn"][nth % 3]);
    }
    round.close();
    let page = round.hanako.get("/perception");
    let row = page.between("異常時の連絡先", "</tr>").expect("the subject");
    assert!(row.contains("○ 100.0% (2/2)") && row.contains("○ 0.0% (0/1)"), "{row}");
    assert!(row.contains("33.3% (4/12)") && row.contains(">100.0</td>"), "{row}");
    assert!(!page.text.contains("東病棟"), "the whole hospital only");
}
