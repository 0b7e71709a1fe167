//! The trend: what closed rounds said, side by side.

use crate::support::{OpenRound, answer};

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
    let svg = executives.between("<svg", "</svg>").expect("a drawing");
    assert!(svg.contains("5.3%") && svg.contains("10.5%"), "{svg}");
    assert!(executives.contains("前回から変わった項目 (1)"), "{executives}");
    let whole = executives.between("<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("5.3% (1/19)") && whole.contains("10.5% (2/19)"), "{whole}");
    let staff = page.between("id=\"trend-staff\"", "</section>").expect("the staff");
    let whole = staff.between("<th scope=\"row\">全体</th>", "</tr>").expect("the whole");
    assert!(whole.contains("非表示") || whole.contains("/120"), "{whole}");
    assert!(!page.text.contains(" style="));
}

trait Between {
    fn between(&self, before: &str, after: &str) -> Option<&str>;
}

impl Between for str {
    fn between(&self, before: &str, after: &str) -> Option<&str> {
        self.split_once(before)?.1.split_once(after).map(|(found, _)| found)
    }
}
