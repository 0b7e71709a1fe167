//! The trend and 認識の違い: what closed rounds, and what audiences, said side by side.

use crate::support::{OpenRound, answer, between, worksheets};

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
    let told = between(svg, "<desc>", "</desc>").expect("the same in words");
    assert!(told.contains("10.5%") && !told.contains("2068-"), "it closed before its period ended: {told}");
    let topics = between(executives, "<summary>分野ごと</summary>", "<table").expect("the topics");
    assert!(topics.contains("<svg") && topics.contains("分野ごと"), "{topics}");
    let whole = between(executives, "<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("5.3% (1/19)") && whole.contains("10.5% (2/19)"), "{whole}");
    let staff = page.between("id=\"trend-staff\"", "</section>").expect("the staff");
    let whole = between(staff, "<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("非表示") || whole.contains("/120"), "{whole}");
    assert!(!page.text.contains(" style="));
}

#[test]
fn departments_stand_side_by_side_as_each_round_shows_them_and_a_hidden_one_has_no_figure() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "カナリア室"]);
    let mut head = round.head(0);
    for name in ["令和8年度 第2回", ""] {
        for nth in 0..12 {
            round.hand_in(0, nth % 2, ["yynnyyyyyy", "ynnnyyyyny", "nyynnyyyny"][nth % 3]);
        }
        for nth in 0..2 {
            round.hand_in(1, nth, "yyyyyyyyyy");
        }
        round.close();
        if !name.is_empty() {
            round.open_another(name);
        }
    }
    let page = round.hanako.get("/trend");
    let departments = page.between("id=\"trend-department\"", "</details>").expect("the departments");
    assert!(departments.contains("部署ごと (2)"), "{departments}");
    let small = between(departments, "<th scope=\"row\">カナリア室</th>", "</tr>").expect("the small one");
    assert!(small.matches("非表示（少人数）").count() == 2 && !small.contains('%'), "{small}");
    let ward = between(departments, "<th scope=\"row\">東病棟</th>", "</tr>").expect("the ward");
    let shown = workbook_total(&mut round);
    assert_eq!(
        ward.matches(&format!("({shown})")).count() / 2,
        usize::from(shown.contains('/')),
        "{ward} {shown}"
    );
    let svg = between(departments, "<svg", "</svg>");
    assert!(!svg.unwrap_or_default().contains("カナリア室"));
    let canary = between(departments, "<option value=\"", "\">カナリア室").expect("a choice");
    let canary = canary.rsplit('"').next().expect("an id").to_owned();
    let chosen = round.hanako.get(&format!("/trend?department={canary}"));
    let departments = chosen.between("id=\"trend-department\"", "</details>").expect("the departments");
    let svg = between(departments, "<svg", "</svg>").unwrap_or_default();
    assert!(!svg.contains("カナリア室"), "what is hidden cannot be drawn: {svg}");
    assert!(departments.contains("どの回でも割合を表示していない"), "{departments}");
    assert_eq!(round.hanako.get("/trend?department=forged").status, 200);
    assert_eq!(head.get("/trend").status, 404);
}

/// What the workbook of the latest round shows of the ward over all items: `k/n`, or why it shows nothing.
fn workbook_total(round: &mut OpenRound) -> String {
    let page = round.hanako.get(&format!("/rounds/{}/reports/result-summary.xlsx", round.id));
    let rows = worksheets(page.bytes).into_iter().find(|(name, _)| name == "部署別").expect("departments").1;
    let ward = rows.into_iter().find(|row| row[0] == "東病棟").expect("the ward");
    let total = &ward[ward.len() - 2];
    total.lines().next().unwrap_or_default().to_owned()
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
    assert!(row.contains("○ 100.0% (2/2)") && row.contains("× "), "{row}");
    assert!(row.contains("33.3% (4/12)") && row.contains(">100.0</td>"), "{row}");
    assert!(!page.text.contains("東病棟"), "the whole hospital only");
}
