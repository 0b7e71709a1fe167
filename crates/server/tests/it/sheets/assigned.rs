//! Items assigned to somebody: who sees and answers just these, what they discuss, and what one press takes back.

use tenken_domain::account::Role;

use super::round::{ADMINISTRATOR, changes, close, opened, press, row};
use crate::support::{Page, Server, Somebody};

/// Assigns items of the administrators' list, or takes them back.
pub fn assign(hanako: &mut Somebody, what: &str, assignee: &str, items: &[&str]) -> Page {
    hanako.get("/assignments");
    let items: Vec<String> = items.iter().map(|item| format!("{ADMINISTRATOR}/{item}")).collect();
    let mut fields = vec![("what", what), ("assignee", assignee), ("due", "R50.4.10")];
    fields.extend(items.iter().map(|item| ("item", item.as_str())));
    hanako.post("/assignments", &fields)
}

fn with_a_head() -> (Server, Somebody, Somebody, String) {
    let (server, mut hanako) = Server::with_hospital();
    let head = server.hire_head();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    (server, hanako, head, sheet)
}

#[test]
fn a_head_sees_and_answers_the_items_assigned_to_the_department_and_no_other() {
    let (_server, mut hanako, mut head, sheet) = with_a_head();
    assert_eq!(head.get(&sheet).status, 404);
    let assigned = assign(&mut hanako, "assign", "department/ward", &["tls", "boot-password"]);
    assert!(assigned.text.contains("東病棟（令和50年4月10日まで）"), "{}", assigned.text);
    assert!(assigned.text.contains("2項目を「東病棟」に割り当てました"), "{}", assigned.text);
    let own = head.get("/answering").text;
    assert!(own.contains("担当の項目") && own.contains("0/2 回答済") && !own.contains("様式どおり"), "{own}");
    assert!(head.get("/").text.contains("まだ答えていない項目があります（2件）"));
    let page = head.get(&sheet);
    assert!(page.text.contains("id=\"item-tls\"") && page.text.contains("id=\"item-boot-password\""));
    assert!(!page.text.contains("id=\"item-access-log\"") && page.text.matches("<article").count() == 2);
    for whole in ["ここまでの結果", "様式どおり", "/handing-in\"", "/header\"", "/evidence/"] {
        assert!(!page.text.contains(whole), "{whole} is not for a head");
    }
    let pressed = press(&mut head, &sheet, ("tls", "yes"), ("毎年見直す", ""));
    assert!(row(&pressed, "tls").contains("現在：○（部署 平次、"), "{}", pressed.text);
    assert!(row(&hanako.get(&sheet), "tls").contains("現在：○（部署 平次、"));
    assert!(head.get("/").text.contains("まだ答えていない項目があります（1件）"));
    for other in ["access-log", "two-factor"] {
        let fields = [("key", "other"), ("seen", "0"), ("mark", "yes")];
        assert_eq!(head.post(&format!("{sheet}/answers/{other}"), &fields).status, 404, "{other}");
        assert_eq!(head.get(&format!("{sheet}/answers/{other}")).status, 404, "{other}");
        assert_eq!(head.post(&format!("{sheet}/answers/{other}/ticks"), &[("tick", "0")]).status, 404);
    }
    assign(&mut hanako, "take-back", "department/ward", &["tls", "boot-password"]);
    assert_eq!(head.get(&sheet).status, 404, "what was taken back is gone at once");
    let log = hanako.get("/settings/audit-events").text;
    assert!(log.contains("項目の担当を割り当てた") && log.contains("項目の担当を外した"), "{log}");
}

#[test]
fn the_script_is_told_nothing_of_the_rest_of_the_sheet() {
    let (_server, mut hanako, mut head, sheet) = with_a_head();
    press(&mut hanako, &sheet, ("access-log", "yes"), ("", ""));
    assign(&mut hanako, "assign", "department/ward", &["tls"]);
    head.get(&sheet);
    let fields = [("key", "first"), ("seen", "0"), ("mark", "no")];
    let told = head.post_in_background(&format!("{sheet}/answers/tls"), &fields);
    assert_eq!(told.status, 200, "{}", told.text);
    assert!(told.text.contains("\"both\":\"\"") && told.text.contains("\"result\":{}"), "{}", told.text);
    assert!(told.text.contains("1/1 回答済"), "{}", told.text);
}

#[test]
fn many_items_are_assigned_at_once_and_the_rest_is_found_by_filter() {
    let (_server, mut hanako, _head, sheet) = with_a_head();
    let fields = [("what", "assign"), ("assignee", "department/ward"), ("all", "shown")];
    hanako.get("/assignments");
    let page = hanako.post("/assignments?list=administrator&viewpoint=発見", &fields);
    let names = |page: &Page| page.text.split("<tbody>").nth(1).unwrap_or_default().matches("東病棟").count();
    let detective = page.text.matches("name=\"item\"").count();
    assert!(detective > 3 && names(&page) == detective, "{detective} items, {} names", names(&page));
    let open = hanako.get("/assignments?list=administrator&assignee=nobody");
    assert_eq!(open.text.matches("name=\"item\"").count(), 97 - detective);
    press(&mut hanako, &sheet, ("tls", "yes"), ("", ""));
    let yes = hanako.get(&format!("{sheet}?show=yes"));
    assert!(yes.text.matches("<article").count() == 1 && yes.text.contains("id=\"item-tls\""));
    let mine = hanako.get(&format!("{sheet}?assignee=me")).text.matches("<article").count();
    let wards = hanako.get(&format!("{sheet}?assignee=department/ward")).text.matches("<article").count();
    let nobodys = hanako.get(&format!("{sheet}?assignee=nobody")).text.matches("<article").count();
    assert_eq!((mine, wards, nobodys), (0, detective, 97 - detective));
}

#[test]
fn items_are_found_by_when_they_are_due_and_a_day_before_the_round_is_an_earlier_rounds() {
    let (server, mut hanako, _head, sheet) = with_a_head();
    assign(&mut hanako, "assign", "department/ward", &["tls", "access-log", "drill"]);
    // Time went by since.
    server.assigned_until("tls", jiff::civil::date(2026, 4, 2));
    server.assigned_until("drill", jiff::civil::date(2025, 12, 1));
    let overdue = hanako.get(&format!("{sheet}?due=overdue"));
    assert!(overdue.text.contains("id=\"item-tls\"") && overdue.text.matches("<article").count() == 1);
    let all = hanako.get(&sheet);
    assert!(row(&all, "access-log").contains("担当：東病棟（令和50年4月10日"));
    assert!(row(&all, "drill").contains("担当：東病棟</p>"), "{}", row(&all, "drill"));
}

#[test]
fn what_cannot_be_assigned_is_refused_and_what_was_ticked_stays() {
    let (_server, mut hanako, _head, _) = with_a_head();
    let refused = assign(&mut hanako, "assign", "department/ward", &[]);
    assert!(refused.status == 422 && refused.text.contains("項目に印を付けてください"), "{}", refused.text);
    let refused = assign(&mut hanako, "assign", "", &["tls"]);
    assert!(refused.status == 422 && refused.text.contains("担当を選んでください"), "{}", refused.text);
    let ticked = refused.between("value=\"administrator/tls\"", ">").expect("the box");
    assert!(ticked.contains("checked"), "{ticked}");
    for gone in ["department/nowhere", "account/nobody", "system/none"] {
        let refused = assign(&mut hanako, "assign", gone, &["tls"]);
        assert!(refused.status == 422 && refused.text.contains("使えなくなりました"), "{gone}");
    }
    let staffs = [("what", "assign"), ("assignee", "department/ward"), ("item", "staff/clear-screen")];
    hanako.get("/assignments");
    assert_eq!(
        hanako.post("/assignments?list=staff", &staffs).status,
        422,
        "the staff's list has no assignees"
    );
}

#[test]
fn items_go_to_those_who_can_answer_and_where_nobody_is_yet_the_page_says_so() {
    let (server, mut hanako, mut head, _) = with_a_head();
    server.hire("auditor", "監査 みどり", Role::Auditor);
    let page = hanako.get("/assignments");
    assert!(!page.text.contains("監査 みどり"), "an auditor answers nothing: {}", page.text);
    let auditor = assign(&mut hanako, "assign", "account/account-auditor", &["tls"]);
    assert!(auditor.status == 422 && auditor.text.contains("使えなくなりました"), "{}", auditor.text);
    hanako.get("/settings/systems");
    hanako.post("/settings/systems", &[("name", "薬剤システム")]);
    let page = hanako.get("/assignments").text;
    let (before, _) = page
        .split_once("部門システム：薬剤システム（部門システム管理者のアカウントなし）")
        .expect("an option");
    let value = before.rsplit("value=\"").next().and_then(|rest| rest.split('"').next()).expect("a value");
    let assigned = assign(&mut hanako, "assign", value, &["tls"]);
    assert!(assigned.text.contains("答える人がまだいません"), "{}", assigned.text);
    assert!(
        assigned.text.contains("薬剤システム（令和50年4月10日まで）（部門システム管理者のアカウントなし）")
    );
    let back = assign(&mut hanako, "take-back", value, &["tls"]);
    assert!(back.text.contains("1項目の担当から「薬剤システム」を外しました"), "{}", back.text);
    assert!(!back.text.contains("答える人がまだいません"));
    hanako.get("/assignments");
    let late = [
        ("what", "assign"),
        ("assignee", "department/ward"),
        ("due", "2020-01-01"),
        ("item", "administrator/tls"),
    ];
    let refused = hanako.post("/assignments", &late);
    assert!(refused.status == 422 && refused.text.contains("過ぎた日は期限にできません"), "{}", refused.text);
    assert!(!head.get("/answering").text.contains("担当の項目</dt>"));
}

#[test]
fn an_executive_answers_an_assigned_item_of_the_administrators_list() {
    let (server, mut hanako, _head, sheet) = with_a_head();
    let mut executive = server.hire("director", "院長 一郎", Role::Executive);
    let accounts = hanako.get("/assignments");
    let option = accounts
        .text
        .split("<option value=\"account/")
        .find(|rest| rest.contains("院長 一郎"))
        .expect("an option");
    let id = option.split('"').next().expect("an id").to_owned();
    assign(&mut hanako, "assign", &format!("account/{id}"), &["policy-does-not-exist", "tls"]);
    let pressed = press(&mut executive, &sheet, ("tls", "no"), ("予算が要る", ""));
    assert!(row(&pressed, "tls").contains("現在：×（院長 一郎、"), "{}", pressed.text);
    assert!(!row(&pressed, "access-log").contains("name=\"mark\""), "the rest is only read");
    assert!(executive.get("/answering").text.contains("自分の担当（1項目）"));
}

#[test]
fn a_discussion_is_read_and_led_by_those_who_see_the_item() {
    let (server, mut hanako, mut head, sheet) = with_a_head();
    let mut auditor = server.hire("auditor", "監査 みどり", Role::Auditor);
    assign(&mut hanako, "assign", "department/ward", &["tls"]);
    let (item, other) = (format!("{sheet}/answers/tls"), format!("{sheet}/answers/access-log"));
    head.get(&item);
    let said = head.post(&format!("{item}/remarks"), &[("remark", "<b>古い端末</b>が\n2台あります")]);
    assert!(said.text.contains("&lt;b&gt;古い端末") && said.text.contains("部署 平次"), "{}", said.text);
    let again = head.post(&format!("{item}/remarks"), &[("remark", "<b>古い端末</b>が\n2台あります")]);
    assert_eq!(again.text.matches("古い端末").count(), 1, "the same form says it once");
    assert!(row(&hanako.get(&sheet), "tls").contains("記録・話し合い（1件）"));
    let read = auditor.get(&item);
    assert!(read.text.contains("古い端末") && !read.text.contains("/remarks\""), "{}", read.text);
    assert_eq!(auditor.post(&format!("{item}/remarks"), &[("remark", "監査")]).status, 403);
    assert_eq!(head.post(&format!("{other}/remarks"), &[("remark", "見えない")]).status, 404);
    hanako.get(&item);
    let empty = hanako.post(&format!("{item}/remarks"), &[("remark", " ")]);
    assert!(empty.status == 422 && empty.text.contains("古い端末"), "{}", empty.text);
    let round = sheet.split("/sheets").next().expect("a round").to_owned();
    close(&mut hanako, &round);
    assert_eq!(hanako.post(&format!("{item}/remarks"), &[("remark", "遅い")]).status, 409);
}

#[test]
fn ones_own_last_save_is_undone_and_nobody_elses() {
    let (server, mut hanako, _head, sheet) = with_a_head();
    let mut taro = server.hire("taro", "情報 太郎", Role::Administrator);
    let nothing = press(&mut hanako, &sheet, ("tls", "undo"), ("", ""));
    assert!(nothing.status == 409 && nothing.text.contains("元に戻せません"), "{}", nothing.text);
    press(&mut hanako, &sheet, ("tls", "yes"), ("設定書あり", ""));
    press(&mut hanako, &sheet, ("tls", "not-applicable"), ("書き損じ", "まちがい"));
    let undone = press(&mut hanako, &sheet, ("tls", "undo"), ("書きかけ", ""));
    let back = row(&undone, "tls");
    assert!(back.contains("現在：○（管理 花子、") && back.contains("設定書あり"), "{back}");
    assert!(!back.contains("書き損じ") && !back.contains("まちがい"), "{back}");
    assert_eq!(changes(&mut hanako, &sheet, "tls"), 3, "nothing is lost from the record");
    let theirs = press(&mut taro, &sheet, ("tls", "undo"), ("", ""));
    assert!(theirs.status == 409 && theirs.text.contains("あなたのものではない"), "{}", theirs.text);
    let told = {
        hanako.get(&sheet);
        let fields = [("key", "background"), ("seen", "3"), ("mark", "undo")];
        hanako.post_in_background(&format!("{sheet}/answers/tls"), &fields)
    };
    assert!(
        told.text.contains("\"memo\":\"書き損じ\"") && told.text.contains("\"reason\":\"まちがい\""),
        "{}",
        told.text
    );
}
