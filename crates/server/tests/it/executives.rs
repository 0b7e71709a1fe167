//! An executive's first page: what is asked, where the hospital is weak, what moved.

use crate::support::{OpenRound, answer};

#[test]
fn an_executive_sees_at_once_what_is_asked_where_it_is_weak_and_what_moved() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut sakura = round.server.colleague(&mut round.hanako, "sakura", "executive");
    let first = sakura.get("/");
    assert!(
        first.text.contains("お願いしたいこと") && !first.text.contains("どこが弱いか"),
        "{}",
        first.text
    );
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "no", "")]);
    round.close();
    round.open_another("令和8年度 第2回");
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "no", ""), ("csirt", "yes", "")]);
    round.close();
    let hanako = &mut round.hanako;
    hanako.get("/plan/actions/new");
    hanako.post("/plan/actions", &[("title", "見直す"), ("due", "2020-03-31"), ("cost_once", "30万円")]);
    hanako.get("/meetings/new");
    hanako.post("/meetings", &[("title", "冬の会議"), ("held_on", "R50.1.31")]);
    let page = sakura.get("/");
    let place = |words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words}: {}", page.text));
    assert!(place("冬の会議") < place("id=\"matrix\"") && place("300,000円") < place("id=\"matrix\""));
    assert!(page.text.contains("期限を過ぎた対策が1件"));
    let moved = page.between("前回から動いた項目", "</main>").expect("what moved");
    assert!(moved.contains("○でなくなった項目 (1)") && moved.contains("○になった項目 (1)"), "{moved}");
    assert!(moved.contains("○ → ×") && moved.contains("× → ○"), "{moved}");
    assert!(!round.hanako.get("/").text.contains("お願いしたいこと"), "an administrator has other tasks");
}
