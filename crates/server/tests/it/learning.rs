//! Learning at once: what is explained after 提出, to whom it is shown, and what is counted of it.

use tenken_domain::catalog::{Item, builtin};
use tenken_domain::guidance::{self, Part};
use tenken_domain::id::ChecklistId;

use crate::guidance::plain;
use crate::support::{OpenRound, Page, Somebody, fill_in, marks};

/// The items in the order of `marks`.
fn items() -> &'static [Item] {
    &builtin()[0].checklist(&ChecklistId::new("staff")).expect("the staff's list").items
}

/// The line that tells what to do about an item.
fn deed(item: &Item) -> String {
    let book = guidance::builtin(&builtin()[0].id).expect("explanations");
    book.entry(&item.id).expect("an entry").line(Part::Do).to_owned()
}

fn explained(page: &Page) -> Vec<usize> {
    let is_there = |item: &Item| page.text.contains(&format!("<h2 lang=\"ja\">{}</h2>", item.title));
    (0..items().len()).filter(|nth| is_there(&items()[*nth])).collect()
}

/// Somebody of the first department hands in these marks and stands before the thanks.
fn hand_in(round: &OpenRound, letters: &str) -> (Somebody, Page) {
    let mut who = round.server.somebody();
    let key = round.sheet(&mut who, 0, 0).between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
    let thanks = send(round, &mut who, (&key, ""), letters);
    (who, thanks)
}

fn send(round: &OpenRound, who: &mut Somebody, (key, filler): (&str, &str), letters: &str) -> Page {
    let marks = marks(letters);
    let mut fields =
        vec![("key", key), ("occupation", round.occupations[0].as_str()), ("as_is", "1"), ("filler", filler)];
    fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
    who.post(&format!("{}/sheet", round.doors[0].1), &fields)
}

fn address(round: &OpenRound) -> String {
    format!("{}/learning", round.doors[0].1)
}

/// What is stored: at most one row with one number.
fn times_read(round: &OpenRound) -> u64 {
    let rows = round.server.lines().remove("learning").expect("the table");
    assert!(rows.len() <= 1, "{rows:?}");
    let number = |row: &String| row.split("Integer(").nth(1)?.split(')').next()?.parse().ok();
    rows.first().map_or(0, |row| number(row).expect("a number"))
}

#[test]
fn each_no_is_explained_with_what_to_do_here_and_nothing_else_is() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    round.hanako.get("/settings/facility");
    let fields = [
        ("name", "さくら病院"),
        ("contact", "情報システム室（内線2345）"),
        ("group_minimum", "5"),
        ("appraisal_policy", "not-declared"),
    ];
    assert_eq!(round.hanako.post("/settings/facility", &fields).status, 200);
    let yaml = format!(
        "catalog: {}\nitems:\n  - {{ item: {}, do: 立つ前に鍵の印を押します。 }}\n",
        builtin()[0].id,
        items()[0].id
    );
    std::fs::write(round.server.folder.path().join("data/guidance.yaml"), yaml).expect("a file");
    round.server.kill_and_restart();
    let (mut nurse, thanks) = hand_in(&round, "nyyyynayy-");
    assert!(thanks.text.contains("6/10") && thanks.text.contains("短い説明を読む"), "{}", thanks.text);
    let next = thanks.text.find("次の人へ").expect("the way out");
    assert!(next < thanks.text.find("短い説明を読む").expect("the offer"), "the next person comes first");
    let page = nurse.get(&address(&round));
    assert_eq!(explained(&page), [0, 5]);
    assert!(
        page.text.contains("立つ前に鍵の印を押します。") && page.text.contains("当院の文章"),
        "{}",
        page.text
    );
    let words = plain(&page.text);
    assert!(!words.contains(&deed(&items()[0])) && words.contains(&deed(&items()[5])), "{words}");
    assert!(page.text.contains("情報システム室（内線2345）") && !page.text.contains("{contact}"));
    let first = page.text.find("読みました").expect("a way out");
    assert!(first < page.text.find("<h2").expect("an item"), "the ways out stand above the first item");
    assert!(page.text.contains("とばす") && page.text.contains("独自の説明（公式見解ではありません）"));
    assert_eq!(page.header("refresh"), format!("180; url={}", round.doors[0].1));
    assert_eq!(page.header("cache-control"), "no-store");
}

#[test]
fn somebody_without_a_no_gets_the_same_page_with_two_items() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let frame = |letters: &str| {
        let (mut nurse, thanks) = hand_in(&round, letters);
        let page = nurse.get(&address(&round));
        let (count, text) = (explained(&page).len(), page.text.clone());
        let end = text.find("<section class=\"lesson\">").expect("an item");
        let thanks = thanks.text.replace("10/10", "k").replace("8/10", "k");
        (count, (thanks, text[..end].to_owned(), text.split("</section>").last().unwrap_or_default().len()))
    };
    let (with, without) = (frame("nyyyynyyyy"), frame("yyyyyyyyyy"));
    assert_eq!((with.0, without.0), (2, 2));
    assert_eq!(with.1.0, without.1.0, "the thanks are the same");
    assert_eq!(with.1.1, without.1.1, "and so is the page above the items");
}

#[test]
fn it_is_shown_once_and_neither_reload_nor_back_nor_the_next_person_finds_it() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, _) = hand_in(&round, "nyyyynayyy");
    let stranger = round.server.somebody().get(&address(&round));
    assert!(stranger.text.contains("提出は済んでいます") && explained(&stranger).is_empty());
    assert_eq!(explained(&nurse.get(&address(&round))), [0, 5]);
    for path in [address(&round), format!("{}/thanks", round.doors[0].1)] {
        let again = nurse.get(&path);
        assert!(again.text.contains("提出は済んでいます") && explained(&again).is_empty(), "{}", again.text);
        assert!(!again.text.contains("/10"), "{}", again.text);
    }
    let (mut other, _) = hand_in(&round, "nyyyynayyy");
    other.get(&round.doors[0].1);
    assert!(explained(&other.get(&address(&round))).is_empty(), "the next person has begun");
}

#[test]
fn what_the_cookie_carries_is_as_long_whatever_was_answered() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let lengths = ["yyyyyyyyyy", "nnnnnnnnnn", "nyyyyyyyyy"].map(|letters| {
        let key = round.sheet(&mut round.server.somebody(), 0, 0);
        let key = key.between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
        let marks = marks(letters);
        let mut form: Vec<(&str, &str)> = vec![("key", &key), ("occupation", round.occupations[0].as_str())];
        form.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
        let client = reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none());
        let (client, origin) = (client.build().expect("a client"), &round.server.origin);
        let address = format!("{origin}{}/sheet", round.doors[0].1);
        let sent = client.post(address).header("Origin", origin).form(&form).send().expect("an answer");
        assert_eq!(sent.headers()["location"].to_str().ok(), Some(&*format!("{}/thanks", round.doors[0].1)));
        let cookie = sent.headers()["set-cookie"].to_str().expect("text").to_owned();
        assert!(!items().iter().any(|item| cookie.contains(item.id.as_str())), "{cookie}");
        cookie.len()
    });
    assert!(lengths[0] == lengths[1] && lengths[1] == lengths[2], "{lengths:?}");
}

#[test]
fn reading_counts_once_a_sheet_and_the_same_for_everybody() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let events = round.server.lines()["audit_event"].len();
    for (nth, letters) in (1..).zip(["nnnnnnnnnn", "yyyyyyyyyy", "aaaaaaaaay"]) {
        let (mut nurse, _) = hand_in(&round, letters);
        nurse.get(&address(&round));
        let done = nurse.post(&address(&round), &[]);
        assert_eq!((done.status, done.path.as_str()), (200, round.doors[0].1.as_str()));
        assert_eq!(times_read(&round), nth, "{letters}");
        nurse.post(&address(&round), &[]);
        assert_eq!(times_read(&round), nth, "the second click counts nothing");
    }
    let (mut nurse, _) = hand_in(&round, "nyyyyyyyyy");
    nurse.post(&address(&round), &[]);
    assert_eq!(times_read(&round), 3, "nobody has read what was not shown");
    nurse.get(&address(&round));
    assert_eq!(nurse.get(&round.doors[0].1).status, 200, "skipped");
    nurse.post(&address(&round), &[]);
    round.server.somebody().post(&address(&round), &[]);
    assert_eq!(times_read(&round), 3);
    assert_eq!(round.server.lines()["audit_event"].len(), events, "nothing is recorded of who read");
}

#[test]
fn a_sheet_sent_again_or_corrected_brings_no_second_count() {
    let round = OpenRound::start("named", &["東病棟"]);
    let door = round.doors[0].1.clone();
    let mut nurse = round.server.somebody();
    let key = round.sheet(&mut nurse, 0, 0).between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
    for _ in 0..2 {
        let thanks = send(&round, &mut nurse, (&key, "看護 一子"), "nyyyyyyyyy");
        let receipt = thanks.between("<code>", "<").expect("a receipt").to_owned();
        let page = nurse.get(&address(&round));
        assert!(explained(&page) == [0] && page.text.contains(&receipt), "the receipt can still be noted");
        nurse.post(&address(&round), &[]);
        assert_eq!(times_read(&round), 1);
        let sheet = nurse.post(&format!("{door}/correction"), &[("receipt", &receipt)]);
        let again = sheet.between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
        let marks = marks("yyyynyyyyy");
        let mut fields = vec![("key", again.as_str()), ("receipt", receipt.as_str())];
        fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
        assert!(nurse.post(&format!("{door}/correction"), &fields).text.contains("9/10"));
        assert_eq!(explained(&nurse.get(&address(&round))), [4]);
        nurse.post(&address(&round), &[]);
        assert_eq!(times_read(&round), 1, "one sheet, one reading");
    }
    let events = round.server.lines()["audit_event"].join("\n");
    assert!(!events.contains("learn"), "in 記名 rounds too nothing says who read: {events}");
}

#[test]
fn a_ticket_used_by_two_at_once_counts_once() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let (mut nurse, _) = hand_in(&round, "nyyyyyyyyy");
    let page = nurse.get(&address(&round));
    let cookie = page.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let client = reqwest::blocking::Client::new();
                let request = client.post(format!("{}{}", round.server.origin, address(&round)));
                let request = request.header("Origin", &round.server.origin).header("Cookie", &cookie);
                assert_eq!(request.body("").send().expect("an answer").status(), 200);
            });
        }
    });
    assert_eq!(times_read(&round), 1);
}

#[test]
fn how_many_read_is_told_after_the_close_and_never_of_a_few() {
    for (readers, told) in [(4, false), (5, true)] {
        let mut round = OpenRound::start("anonymous", &["東病棟"]);
        for nth in 0..7 {
            let (mut nurse, _) = hand_in(&round, "nyyyyyyyyy");
            nurse.get(&address(&round));
            if nth < readers {
                nurse.post(&address(&round), &[]);
            }
        }
        let pages = [format!("/rounds/{}", round.id), format!("/rounds/{}/result", round.id)];
        let open = round.hanako.get(&pages[0]);
        assert!(!open.text.contains("説明を読んだ人"), "nobody watches a click: {}", open.text);
        round.close();
        for page in &pages {
            let page = round.hanako.get(page);
            let words = format!("説明を読んだ人：{readers}人（提出 7）");
            assert_eq!(page.text.contains(&words), told, "{}", page.text);
            assert_eq!(page.text.contains("説明を読んだ人"), told);
        }
    }
}

#[test]
fn whoever_came_by_card_reads_it_too_and_a_shared_terminal_goes_on_to_the_next() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let mut kiosk = round.server.somebody();
    let sheet = kiosk.post("/kiosk", &[("code", &cards[0].code)]);
    let thanks = fill_in(&mut kiosk, &sheet, "nyyyyyyyyy", "as_is");
    assert!(thanks.text.contains("href=\"/slip/learning\""), "{}", thanks.text);
    let page = kiosk.get("/slip/learning");
    assert_eq!((explained(&page), page.header("refresh")), (vec![0], "180; url=/kiosk"));
    assert!(explained(&kiosk.get("/slip/learning")).is_empty(), "shown once");
    assert_eq!(kiosk.post("/slip/learning", &[]).path, "/kiosk");
    assert_eq!(times_read(&round), 1);
    let mut phone = round.server.somebody();
    let sheet = round.show(&mut phone, &cards[1]);
    fill_in(&mut phone, &sheet, "yyyyyyyyyy", "as_is");
    let page = phone.get("/slip/learning");
    assert_eq!((explained(&page).len(), page.header("refresh")), (2, ""));
    let over = phone.post("/slip/learning", &[]);
    assert!(over.path == "/slip/thanks" && over.text.contains("提出は済んでいます"), "{}", over.text);
    assert_eq!(times_read(&round), 2);
    let stored = round.server.lines()["idempotency"].join("\n");
    let ids = round.server.lines()["slip"].join("\n");
    let ids = ids.split("Text(\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(ids.filter(|id| id.len() > 20).all(|id| id == round.id || !stored.contains(id)), "{stored}");
}
