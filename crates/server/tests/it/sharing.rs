//! Telling groups their result: who gets which sheet, what was agreed, and what hangs on the wall.

use tenken_domain::account::Role;
use tenken_domain::calendar;

use crate::support::{OpenRound, Page, Somebody};

/// 東病棟 8 sheets, カナリア室 3 (hidden), 西病棟 8, all of the first occupation; closed.
fn told() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟", "カナリア室", "西病棟"]);
    for (door, sheets) in [(0, "yyyynnnn"), (1, "nnn"), (2, "yyynnnnn")] {
        for mark in sheets.chars() {
            assert_eq!(round.hand_in(door, 0, &mark.to_string().repeat(10)).status, 200);
        }
    }
    round.close();
    round
}

#[expect(clippy::disallowed_methods, reason = "talks are on the days of the clock on the wall")]
fn day(days_from_today: i32) -> String {
    let today = calendar::day_of(jiff::Timestamp::now());
    today.saturating_add(jiff::Span::new().days(days_from_today)).to_string()
}

fn page_of(round: &OpenRound, door: usize) -> String {
    format!("/rounds/{}/sharing/department/{}", round.id, round.doors[door].0)
}

fn record(who: &mut Somebody, address: &str, (shared_on, agreed): (&str, &str)) -> Page {
    who.get(address);
    who.post(address, &[("shared_on", shared_on), ("agreed", agreed)])
}

#[test]
fn what_was_agreed_is_added_once_and_never_changed() {
    let mut round = told();
    let (address, today) = (page_of(&round, 0), calendar::parse(&day(0)).expect("today"));
    let said = "離席時は画面を閉じる\n<script>alert(1)</script> 髙﨑";
    for _ in 0..2 {
        let page = record(&mut round.hanako, &address, (&calendar::japanese(today), said));
        assert_eq!((page.status, page.path.as_str()), (200, address.as_str()), "{}", page.text);
    }
    let page = record(&mut round.hanako, &address, (&day(0), "=掲示を作る"));
    assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert"), "{}", page.text);
    assert!(page.text.contains("髙﨑") && page.text.contains("=掲示を作る"));
    assert!(page.text.contains(&calendar::both(today)) && page.text.contains("管理 花子"));
    let lines = round.server.lines();
    assert_eq!(lines["sharing"].len(), 2, "a form sent twice is recorded once");
    let events = lines["audit_event"].join("\n");
    assert_eq!(events.matches("sharing-recorded").count(), 2);
    assert!(!events.contains("掲示を作る"), "what was agreed is not copied into the log");
    let list = round.hanako.get(&format!("/rounds/{}/sharing", round.id)).text;
    assert!(list.contains("=掲示を作る") && !list.contains("離席時は画面を閉じる"), "the latest: {list}");
}

#[test]
fn a_day_before_the_close_or_after_today_is_refused_at_its_field() {
    let mut round = told();
    let address = page_of(&round, 0);
    let long = "あ".repeat(1_001);
    for ((shared_on, agreed), sentence) in [
        ((day(-1).as_str(), "対策"), "締切より前の日には、まだ結果がありません。"),
        ((day(1).as_str(), "対策"), "今日より後の日は記録できません。"),
        (("あした", "対策"), "日付として読めません。"),
        ((day(0).as_str(), ""), "入力してください。"),
        ((day(0).as_str(), long.as_str()), "長すぎます。"),
    ] {
        let page = record(&mut round.hanako, &address, (shared_on, agreed));
        assert_eq!(page.status, 422, "{sentence}");
        assert!(page.text.contains(sentence), "{sentence}: {}", page.text);
    }
    assert!(round.server.lines()["sharing"].is_empty());
    let longest = record(&mut round.hanako, &address, (&day(0), &"あ".repeat(1_000)));
    assert_eq!(longest.status, 200);
}

#[test]
fn a_head_tells_the_own_department_and_knows_of_no_other() {
    let mut round = told();
    let mut fucho = round.head(2);
    let base = format!("/rounds/{}", round.id);
    let list = fucho.get(&format!("{base}/sharing"));
    assert!(list.status == 200 && list.text.contains("西病棟"), "{}", list.text);
    for other in ["東病棟", "カナリア室", "/occupation/", "wall-poster", "department.pdf\""] {
        assert!(!list.text.contains(other), "{other}: {}", list.text);
    }
    let own = page_of(&round, 2);
    let page = record(&mut fucho, &own, (&day(0), "朝礼で伝える"));
    assert!(page.status == 200 && page.text.contains("婦長"), "{}", page.text);
    let sheet = |axis: &str, group: &str| format!("{base}/result-sheets/{axis}.pdf?group={group}");
    let file = fucho.get(&sheet("department", &round.doors[2].0));
    assert!(file.status == 200 && file.bytes.starts_with(b"%PDF-"), "{}", file.status);
    for hidden in [
        page_of(&round, 0),
        format!("{base}/sharing/occupation/{}", round.occupations[0]),
        sheet("department", &round.doors[0].0),
        sheet("occupation", &round.occupations[0]),
        format!("{base}/result-sheets/department.pdf"),
        format!("{base}/result-sheets/occupation.pdf"),
        format!("{base}/wall-poster.pdf"),
    ] {
        assert_eq!(fucho.get(&hidden).status, 404, "{hidden}");
    }
    assert_eq!(record(&mut fucho, &page_of(&round, 0), (&day(0), "よその部署")).status, 404);
    assert_eq!(round.server.lines()["sharing"].len(), 1);
}

#[test]
fn readers_see_what_was_agreed_and_record_nothing() {
    let mut round = told();
    let (address, list) = (page_of(&round, 0), format!("/rounds/{}/sharing", round.id));
    record(&mut round.hanako, &address, (&day(0), "掲示を作る"));
    for (name, role) in [("sakura", Role::Executive), ("jiro", Role::Auditor)] {
        let mut reader = round.server.hire(name, "読む 人", role);
        assert!(reader.get(&list).text.contains("掲示を作る"));
        assert!(!reader.get(&address).text.contains("name=\"agreed\""));
        assert_eq!(record(&mut reader, &address, (&day(0), "書けない")).status, 403);
    }
}

#[test]
fn sheets_and_poster_are_files_with_japanese_names_and_leave_a_trace() {
    let mut round = told();
    let base = format!("/rounds/{}", round.id);
    let list = round.hanako.get(&format!("{base}/sharing")).text;
    let (department, occupation) = (round.doors[1].0.clone(), round.occupations[0].clone());
    for (path, name) in [
        ("result-sheets/department.pdf".to_owned(), "%E9%83%A8%E7%BD%B2%E5%88%A5"),
        ("result-sheets/occupation.pdf".to_owned(), "%E8%81%B7%E7%A8%AE%E5%88%A5"),
        (format!("result-sheets/department.pdf?group={department}"), "%E3%82%AB%E3%83%8A%E3%83%AA%E3%82%A2"),
        (format!("result-sheets/occupation.pdf?group={occupation}"), "%E8%81%B7%E7%A8%AE%E5%88%A5"),
        ("wall-poster.pdf".to_owned(), "%E6%8E%B2%E7%A4%BA"),
    ] {
        assert!(list.contains(&format!("href=\"{base}/{path}\"")), "{path}: {list}");
        let file = round.hanako.get(&format!("{base}/{path}"));
        assert!(file.status == 200 && file.bytes.starts_with(b"%PDF-"), "{path}: {}", file.status);
        assert!(file.header("content-disposition").contains(name), "{path}");
    }
    assert_eq!(round.server.lines()["audit_event"].join("\n").matches("report-exported").count(), 5);
    for path in
        ["result-sheets/forged.pdf", "result-sheets/department.pdf?group=forged", "sharing/department/forged"]
    {
        assert_eq!(round.hanako.get(&format!("{base}/{path}")).status, 404, "{path}");
    }
}

#[test]
fn nothing_is_shared_before_the_close() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut fucho = round.head(0);
    for path in ["sharing", "result-sheets/department.pdf", "wall-poster.pdf"] {
        let address = format!("/rounds/{}/{path}", round.id);
        assert_eq!((round.hanako.get(&address).status, fucho.get(&address).status), (409, 404), "{path}");
    }
    let address = page_of(&round, 0);
    assert_eq!(record(&mut round.hanako, &address, (&day(0), "早すぎる")).status, 409);
    assert_eq!(record(&mut fucho, &address, (&day(0), "早すぎる")).status, 404);
}
