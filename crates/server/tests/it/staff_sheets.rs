//! The way in and out of the staff: link, occupation, sheet, 提出, thanks, correction.

use tenken_domain::catalog::builtin;
use tenken_domain::id::{ChecklistId, RoundId};

use crate::support::{Held, OpenRound, Page, Server, Somebody, marks};

fn key(page: &Page) -> String {
    page.between("name=\"key\" value=\"", "\"").expect("a key").to_owned()
}

fn send(who: &mut Somebody, door: &str, fixed: &[(&str, &str)], letters: &str) -> Page {
    let marks = marks(letters);
    let mut fields = fixed.to_vec();
    fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
    who.post(&format!("{door}/sheet"), &fields)
}

#[test]
fn the_entrance_says_what_anonymous_means_before_the_first_item() {
    let round = OpenRound::start("anonymous", &["東病棟", "<b>事務</b>"]);
    let page = round.server.somebody().get(&round.doors[0].1);
    for words in ["さくら病院", "令和8年度 第1回", "東病棟", "令和元年5月1日（2019-05-01）", "無記名です"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(page.text.contains("提出の有無は分かりますが、回答内容と氏名は結びつきません"));
    assert!(page.text.contains("10問です") && page.text.contains("3分ほど"));
    assert!(!page.text.contains("人事評価"), "the hospital has declared nothing");
    assert_eq!(page.text.matches("/sheet?occupation=").count(), 3, "only occupations that are asked");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("set-cookie").is_empty());
    let other = round.server.somebody().get(&round.doors[1].1);
    assert!(other.text.contains("&lt;b&gt;事務") && !other.text.contains("<b>事務"));
}

#[test]
fn all_ten_items_stand_on_one_page_word_for_word_with_what_each_mark_means() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let page = round.sheet(&mut round.server.somebody(), 0, 0);
    let list = builtin()[0].checklist(&ChecklistId::new("staff")).unwrap();
    for item in &list.items {
        for line in &item.text {
            assert!(page.text.contains(line.as_str()), "{line}");
        }
        for words in [&item.yes_means, &item.no_means].into_iter().flatten() {
            assert!(page.text.contains(words.as_str()), "{words}");
        }
    }
    assert_eq!(page.text.matches("type=\"radio\"").count(), 30);
    assert_eq!(page.text.matches("<small>この業務はない</small>").count(), 10);
    assert!(!page.text.contains(" checked"), "nothing is ticked before somebody ticks it");
    assert!(!page.text.contains("このまま提出する") && page.text.contains("回答済み"));
    assert!(!page.text.contains("name=\"filler\""), "an anonymous sheet asks no name");
}

#[test]
fn open_items_come_back_named_with_the_marks_and_may_be_handed_in_as_they_are() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.as_str());
    let sheet = round.sheet(&mut nurse, 0, 0);
    let key = key(&sheet);
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let back = send(&mut nurse, door, &fixed, "yyyyynay--");
    assert_eq!((back.status, back.path.as_str()), (200, format!("{door}/sheet").as_str()));
    assert!(back.text.contains("まだ選んでいない問いが2つあります"), "{}", back.text);
    assert_eq!(back.text.matches(" checked").count(), 8);
    assert!(
        back.text.contains("href=\"#item-who-to-call\"")
            && !back.text.contains("href=\"#item-clear-screen\"")
    );
    assert!(back.text.contains("このまま提出する（未記入はそのまま）") && back.text.contains("8/10"));
    assert!(back.text.contains(&format!("value=\"{key}\"")), "the key stays");
    let thanks = send(&mut nurse, door, &[fixed[0], fixed[1], ("as_is", "1")], "yyyyynay--");
    assert!(thanks.text.contains("6/10") && thanks.text.contains("次の人へ"), "{}", thanks.text);
    assert_eq!(thanks.header("refresh"), format!("60; url={door}"));
    assert_eq!(thanks.header("cache-control"), "no-store");
    assert!(thanks.header("clear-site-data").contains("cache"));
}

#[test]
fn a_sheet_without_any_mark_is_not_handed_in_whatever_is_pressed() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str()), ("as_is", "1")];
    let page = send(&mut nurse, &door, &fixed, "----------");
    assert!(page.text.contains("10つ") && !page.text.contains("このまま提出する"), "{}", page.text);
    assert!(round.server.lines()["sealed_pool"].is_empty());
    round.close();
    assert_eq!(round.board(), ["0/60", "0/60"]);
}

#[test]
fn the_same_form_sent_twice_gives_the_same_thanks_and_counts_once() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    for _ in 0..3 {
        let thanks = send(&mut nurse, &door, &fixed, "yyyyyyynnn");
        assert!(thanks.text.contains("7/10"), "{}", thanks.text);
    }
    let altered = send(&mut nurse, &door, &fixed, "nnnnnnnnnn");
    assert!(altered.text.contains("7/10"), "what came first stands");
    round.close();
    assert_eq!(round.board(), ["1/60", "1/60"]);
}

#[test]
fn two_browsers_at_once_with_one_key_count_once() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let door = round.doors[0].1.clone();
    let key = key(&round.sheet(&mut round.server.somebody(), 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    std::thread::scope(|scope| {
        for _ in 0..6 {
            let mut nurse = round.server.somebody();
            let door = &door;
            scope.spawn(move || {
                let thanks = send(&mut nurse, door, &fixed, "yyyyyyyyyy");
                assert!(thanks.text.contains("10/10"), "{}", thanks.text);
            });
        }
    });
    round.close();
    assert_eq!(round.board(), ["1/60", "1/60"]);
}

#[test]
fn the_back_button_finds_nothing_of_what_was_answered() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.as_str());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let client =
        reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let fields = marks("yyyyynay--");
    let mut form: Vec<(&str, &str)> = fields.iter().map(|(name, mark)| (name.as_str(), *mark)).collect();
    form.extend(fixed);
    let origin = &round.server.origin;
    let sent =
        client.post(format!("{origin}{door}/sheet")).header("Origin", origin).form(&form).send().unwrap();
    assert_eq!(sent.status(), 303, "no page with answers is the reply to a POST");
    let draft = sent.headers()["location"].to_str().unwrap().to_owned();
    let in_the_clear = |text: &str| fields.iter().any(|(item, _)| text.contains(item.as_str()));
    assert!(draft.contains("?draft=") && !draft.contains('&') && !in_the_clear(&draft), "{draft}");
    assert!(nurse.get(&draft).text.contains(" checked"));
    send(&mut nurse, door, &[fixed[0], fixed[1], ("as_is", "1")], "yyyyynay--");
    let gone = nurse.get(&draft);
    assert!(!gone.text.contains(" checked") && gone.text.contains("提出は済んでいます"), "{}", gone.text);
    assert!(nurse.get(&format!("{door}/thanks")).text.contains("6/10"), "as long as nobody begins anew");
    nurse.get(door);
    let back = nurse.get(&format!("{door}/thanks"));
    assert!(back.text.contains("提出は済んでいます") && !back.text.contains("/10"), "{}", back.text);
    let elsewhere = round.server.somebody().get(&format!("{door}/thanks"));
    assert!(elsewhere.text.contains("提出は済んでいます") && !elsewhere.text.contains("/10"));
    assert_eq!(nurse.get(&format!("{door}/sheet?draft=AAAA")).path, door);
}

#[test]
fn what_an_address_carries_opens_no_more_once_the_server_was_started_again() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let door = round.doors[0].1.clone();
    let mut nurse = round.server.somebody();
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let back = send(&mut nurse, &door, &fixed, "yyyyynay--");
    let draft = format!("{}?{}", back.path, back.query);
    assert_eq!(nurse.get(&draft).text.matches(" checked").count(), 8);
    round.server.kill_and_restart();
    nurse.move_to(&round.server.origin);
    let gone = nurse.get(&draft);
    assert_eq!((gone.status, gone.path.as_str()), (200, door.as_str()));
    assert!(gone.text.contains("途中の記入票は表示できなくなりました"), "{}", gone.text);
    assert!(gone.text.contains("/sheet?occupation=") && !gone.text.contains(" checked"));
    assert!(send(&mut nurse, &door, &fixed, "yyyyyyyyyn").text.contains("9/10"), "an open page goes on");
}

#[test]
fn a_correction_that_can_no_longer_be_shown_asks_for_the_receipt_again() {
    let round = OpenRound::start("named", &["東病棟"]);
    let mut nurse = round.server.somebody();
    let page = nurse.get(&format!("{}/correction?draft=AAAA", round.doors[0].1));
    assert!(page.text.contains("訂正中の記入票は表示できなくなりました"), "{}", page.text);
    assert!(page.text.contains("name=\"receipt\""));
}

#[test]
fn wrong_links_and_links_out_of_time_say_so_and_whom_to_ask() {
    let (server, mut hanako) = Server::with_hospital();
    let wrong = server.somebody().get("/a/AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(wrong.status, 404);
    assert!(
        wrong.text.contains("このリンクは使えません") && wrong.text.contains("システム管理者"),
        "{}",
        wrong.text
    );
    assert_eq!(server.somebody().get("/a/x/sheet").status, 404);
    assert_eq!(server.somebody().post("/a/x/sheet", &[("key", "x")]).status, 404);
    hanako.get("/");
    let early = OpenRound::between("anonymous", &["東病棟"], ("R40.4.1", "R40.4.30"));
    let page = early.server.somebody().get(&early.doors[0].1);
    assert!(page.status == 409 && page.text.contains("令和40年4月1日（2058-04-01）"), "{}", page.text);
    let late = OpenRound::between("anonymous", &["東病棟"], ("R2.4.1", "R2.4.30"));
    let page = late.server.somebody().get(&late.doors[0].1);
    assert!(page.status == 409 && page.text.contains("が終わりました"), "{}", page.text);
    let posted = late.hand_in_blindly();
    assert!(posted.status == 409 && late.server.rows()["sealed_pool"].is_empty());
}

#[test]
fn a_closed_round_takes_no_sheet() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    round.close();
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let page = send(&mut nurse, &door, &fixed, "yyyyyyyyyy");
    assert!(page.status == 409 && page.text.contains("締め切られました"), "{}", page.text);
    assert_eq!(round.board(), ["0/60", "0/60"]);
}

#[test]
fn hostile_forms_store_nothing() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut stranger, door) = (round.server.somebody(), round.doors[0].1.as_str());
    let key = key(&round.sheet(&mut stranger, 0, 0));
    let (good, occupation) = (("key", key.as_str()), ("occupation", round.occupations[0].as_str()));
    let mut status = |fields: &[(&str, &str)]| stranger.post(&format!("{door}/sheet"), fields).status;
    assert_eq!(status(&[good, ("occupation", "nobody"), ("mark-missend", "yes")]), 422);
    assert_eq!(status(&[good, ("mark-missend", "yes")]), 422, "no occupation");
    assert_eq!(status(&[("key", "short"), occupation, ("mark-missend", "yes")]), 400);
    assert_eq!(status(&[occupation, ("mark-missend", "yes")]), 400, "no key");
    assert_eq!(status(&[good, occupation, ("mark-access-log", "yes")]), 400, "another list's item");
    assert_eq!(status(&[good, occupation, ("mark-missend", "pending")]), 400, "another list's mark");
    assert_eq!(status(&[good, occupation, ("mark-missend", "maybe")]), 400);
    assert_eq!(status(&[good, occupation, ("mark-missend", "yes"), ("mark-missend", "no")]), 400);
    let thousand: Vec<String> = (0..1_000).map(|nth| format!("mark-{nth}")).collect();
    let thousand: Vec<_> = thousand.iter().map(|name| (name.as_str(), "yes")).collect();
    assert_eq!(status(&thousand), 400);
    let large = "x".repeat(600_000);
    assert_eq!(status(&[good, occupation, ("filler", &large)]), 400);
    let client = reqwest::blocking::Client::new();
    let address = format!("{}{door}/sheet", round.server.origin);
    let json =
        client.post(&address).header("Origin", &round.server.origin).body("{\"mark-missend\":\"yes\"}");
    assert!(json.header("Content-Type", "application/json").send().unwrap().status().is_client_error());
    let elsewhere = client.post(&address).header("Origin", "http://evil.example").body("key=x");
    let elsewhere = elsewhere.send().unwrap();
    assert_eq!(elsewhere.status(), 403);
    let too_large =
        client.post(&address).header("Origin", &round.server.origin).body(large.clone()).send().unwrap();
    for refused in [elsewhere, too_large] {
        let headers = refused.headers();
        assert!(headers.contains_key("content-security-policy"), "{headers:?}");
        assert_eq!(headers["cache-control"], "no-store");
    }
    assert!(round.server.lines()["sealed_pool"].is_empty() && round.server.rows()["idempotency"].is_empty());
}

#[test]
fn a_named_sheet_wants_a_name_and_can_be_corrected_with_its_receipt() {
    let mut round = OpenRound::start("named", &["東病棟", "事務"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let entrance = nurse.get(&door);
    assert!(entrance.text.contains("記名です") && entrance.text.contains("システム管理者だけです"));
    let key = key(&round.sheet(&mut nurse, 0, 1));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[1].as_str())];
    let nameless = send(&mut nurse, &door, &fixed, "yyyyyyyyyy");
    assert!(nameless.text.contains("記入者の氏名を入力してください"), "{}", nameless.text);
    assert_eq!(nameless.text.matches(" checked").count(), 10);
    let endless = "長".repeat(61);
    let long = send(&mut nurse, &door, &[fixed[0], fixed[1], ("filler", &endless)], "yyyyyyyyyy");
    assert!(long.status == 422 && long.text.contains("長すぎます") && long.text.contains(&endless));
    let name = ("filler", " <script>髙﨑</script> ");
    let thanks = send(&mut nurse, &door, &[fixed[0], fixed[1], name], "yyyyyyyyyn");
    assert!(thanks.text.contains("9/10"), "{}", thanks.text);
    let receipt = thanks.between("<code>", "</code>").expect("a receipt").to_owned();
    let again = send(&mut nurse, &door, &[fixed[0], fixed[1], name], "yyyyyyyyyn");
    assert_eq!(again.between("<code>", "</code>"), Some(receipt.as_str()), "the same thanks");
    let wrong = nurse.post(&format!("{door}/correction"), &[("receipt", "AC34-7XYW-9KMN")]);
    assert!(wrong.status == 422 && wrong.text.contains("受付番号が見つかりません"));
    let typed = receipt.replace('-', "").to_lowercase();
    let found = nurse.post(&format!("{door}/correction"), &[("receipt", &typed)]);
    assert_eq!(found.text.matches(" checked").count(), 10, "{}", found.text);
    let new_key = found.between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
    let marks = marks("nyyyyyyyyn");
    let mut fields: Vec<_> = marks.iter().map(|(name, mark)| (name.as_str(), *mark)).collect();
    fields.extend([("key", new_key.as_str()), ("receipt", typed.as_str())]);
    for _ in 0..2 {
        let corrected = nurse.post(&format!("{door}/correction"), &fields);
        assert!(corrected.text.contains("8/10"), "{}", corrected.text);
    }
    assert_eq!(round.server.lines()["staff_answer"].len(), 20, "the earlier marks are kept, none twice");
    assert_eq!(round.board(), ["1/120", "1/60", "0/60"]);
    reading_a_sheet_is_recorded(&mut round);
}

fn reading_a_sheet_is_recorded(round: &mut OpenRound) {
    let list = round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id));
    assert!(list.text.contains("&lt;script&gt;髙﨑") && !list.text.contains("<script>髙"), "{}", list.text);
    assert!(list.text.contains("操作記録に残ります"));
    let address = list.between("/staff-sheets/", "\"").expect("a sheet").to_owned();
    let sheet = round.hanako.get(&format!("/rounds/{}/staff-sheets/{address}", round.id));
    assert!(
        sheet.text.contains("操作記録に残しました") && sheet.text.matches("×").count() == 2,
        "{}",
        sheet.text
    );
    let events = round.server.lines()["audit_event"].join("\n");
    for event in ["staff-sheet-handed-in", "staff-sheet-corrected", "staff-sheet-read"] {
        assert_eq!(events.matches(event).count(), 1, "{event}");
    }
    assert_eq!(round.hanako.get(&format!("/rounds/{}/staff-sheets/nothing", round.id)).status, 404);
    let mut nobody = round.server.somebody();
    assert_eq!(nobody.get(&format!("/rounds/{}/staff-sheets", round.id)).path, "/login");
}

#[test]
fn a_single_sheet_is_read_by_administrators_only_in_open_and_in_closed_rounds() {
    let mut round = OpenRound::start("named", &["東病棟", "事務"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let name = ("filler", "看護 太郎");
    send(&mut nurse, &door, &[("key", &key), ("occupation", &round.occupations[0]), name], "yyyyyyyyyn");
    let all = format!("/rounds/{}/staff-sheets", round.id);
    let list = round.hanako.get(&all);
    let sheet = format!("{all}/{}", list.between("/staff-sheets/", "\"").expect("a sheet"));
    let mut others = vec![
        ("nobody", round.server.somebody(), 200),
        ("executive", round.server.colleague(&mut round.hanako, "sakura", "executive"), 403),
        ("auditor", round.server.colleague(&mut round.hanako, "jiro", "auditor"), 403),
        ("head of the ward", round.head(0), 404),
    ];
    for closed in [false, true] {
        if closed {
            round.close();
        }
        for (who, somebody, expected) in &mut others {
            for address in [&all, &sheet] {
                let page = somebody.get(address);
                assert_eq!(page.status, *expected, "{who} at {address}, closed: {closed}");
                assert!(*expected != 200 || page.path == "/login", "{who}: {}", page.path);
                assert!(!page.text.contains("看護 太郎"), "{who} at {address}, closed: {closed}");
            }
        }
        let read = round.hanako.get(&sheet);
        assert!(read.status == 200 && read.text.contains("看護 太郎"), "{}", read.text);
    }
    let events = round.server.lines()["audit_event"].join("\n");
    assert_eq!(events.matches("staff-sheet-read").count(), 2, "and nobody else's try is a reading");
}

#[test]
fn an_anonymous_round_has_no_single_sheets_and_no_correction() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    assert_eq!(round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id)).status, 409);
    let door = round.doors[0].1.clone();
    assert_eq!(round.server.somebody().get(&format!("{door}/correction")).path, door);
    assert_eq!(round.server.somebody().post(&format!("{door}/correction"), &[("receipt", "x")]).path, door);
}

#[test]
fn a_sheet_the_database_could_not_save_stays_on_the_page_and_can_be_sent_again() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, door) = (round.server.somebody(), round.doors[0].1.clone());
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let held = Held::round(&round.server, RoundId::new(round.id.clone()));
    let failed = send(&mut nurse, &door, &fixed, "yyyyyyyyyn");
    held.let_go();
    assert!(failed.status == 503 && failed.text.contains("保存できませんでした"), "{}", failed.text);
    assert_eq!(failed.text.matches(" checked").count(), 10);
    assert!(failed.text.contains(&format!("value=\"{key}\"")), "sent again it is still the same sheet");
    assert!(send(&mut nurse, &door, &fixed, "yyyyyyyyyn").text.contains("9/10"));
    round.close();
    assert_eq!(round.board(), ["1/60", "1/60"]);
}

#[test]
fn neither_the_link_nor_what_an_address_carries_is_in_any_line_of_the_log() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let log = round.server.kill_and_restart_with_log();
    let door = round.doors[0].1.clone();
    let mut nurse = round.server.somebody();
    let key = key(&round.sheet(&mut nurse, 0, 0));
    let fixed = [("key", key.as_str()), ("occupation", round.occupations[0].as_str())];
    let held = Held::round(&round.server, RoundId::new(round.id.clone()));
    assert_eq!(send(&mut nurse, &door, &fixed, "yyyyyyyyyn").status, 503);
    held.let_go();
    let draft = send(&mut nurse, &door, &fixed, "yyyyynay--").query;
    assert!(send(&mut nurse, &door, &fixed, "yyyyyyyyyn").text.contains("9/10"));
    assert_eq!(send(&mut nurse, &door, &[("key", "short"), fixed[1]], "yyyyyyyyyn").status, 400);
    assert_eq!(nurse.get(&format!("{door}/nothing")).status, 404);
    let log = std::fs::read_to_string(log).expect("a log");
    assert!(log.contains("a staff sheet was not saved"), "it does log: {log}");
    let token = door.trim_start_matches("/a/");
    let sealed = draft.trim_start_matches("draft=");
    for secret in [token, sealed, &key, &round.occupations[0]] {
        assert!(secret.len() > 20 && !log.contains(secret), "{secret}: {log}");
    }
}

#[test]
fn a_link_is_told_to_no_other_site_and_leads_back_to_nothing_that_was_answered() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let door = round.doors[0].1.clone();
    round.hand_in(0, 0, "yyyyyyyyyn");
    let mut stranger = round.server.somebody();
    for path in [door.clone(), format!("{door}/sheet?occupation={}", round.occupations[0])] {
        let page = stranger.get(&path);
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.text.contains(" checked") && !page.text.contains("/10</strong>"), "{}", page.text);
        assert!(!page.text.contains("http://") && !page.text.contains("https://"), "{}", page.text);
    }
}
