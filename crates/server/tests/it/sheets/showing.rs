//! What a sheet shows: the ministry's words, what circumstances rule out, last time's answers, the annex, filters.

use tenken_domain::answer::Circumstance;
use tenken_domain::catalog::builtin;

use super::round::{ADMINISTRATOR, EXECUTIVE, close, opened, opened_as, press, row};
use crate::support::Server;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn every_word_of_the_ministry_is_shown_before_the_first_mark() {
    let (_server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let catalog = &builtin()[0];
    for list in catalog.checklists.iter().filter(|list| list.id.as_str() != "staff") {
        let page = hanako.get(&format!("{round}/sheets/{}", list.id));
        assert_eq!(page.status, 200, "{}", list.id);
        for item in &list.items {
            let row = row(&page, item.id.as_str());
            assert!(item.text.iter().all(|line| row.contains(&escaped(line))), "{}", item.id);
            let ours = [&item.yes_means, &item.no_means, &item.note];
            assert!(ours.into_iter().flatten().all(|text| row.contains(&escaped(text))), "{}", item.id);
            assert!(!row.contains("aria-pressed=\"true\"") && !row.contains(" checked"), "{}", item.id);
        }
        let texts = &catalog.texts;
        let above = page.text.split("<article").next().expect("what is above the items");
        let definitions = catalog.viewpoints.iter().map(|definition| &definition.text);
        let said =
            list.usage.iter().chain(&list.instruction).chain(&texts.introduction).chain(&texts.references);
        for text in said.chain(&texts.caveat).chain([&texts.closing]).chain(definitions) {
            assert!(above.contains(&escaped(text)), "{}: {text}", list.id);
        }
    }
}

#[test]
fn items_stand_in_the_order_of_their_numbers() {
    let (_server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let list = &builtin()[0].checklists[1];
    let page = hanako.get(&format!("{round}/sheets/{}", list.id));
    let place = |id: &str| page.text.find(&format!("<article id=\"item-{id}\"")).expect("the item");
    let places: Vec<usize> = list.items_by_number().iter().map(|item| place(item.id.as_str())).collect();
    assert_eq!(places.len(), 97);
    assert!(places.is_sorted());
}

#[test]
fn what_a_circumstance_rules_out_is_fixed_at_the_opening_and_a_hand_beats_it() {
    let (server, mut hanako) = Server::with_hospital();
    server.say(&[("if-website", Circumstance::DoesNotApply), ("if-mail-server", Circumstance::Unknown)]);
    let round = opened(&mut hanako);
    server.say(&[("if-website", Circumstance::Applies)]);
    let sheet = format!("{round}/sheets/{ADMINISTRATOR}");
    let page = hanako.get(&sheet);
    let ruled_out = row(&page, "web-private-files");
    assert!(
        ruled_out.contains("item derived")
            && ruled_out.contains("「ウェブサイトを運営している」に当てはまらない")
    );
    assert!(!ruled_out.contains("aria-pressed=\"true\""), "{ruled_out}");
    let list = &builtin()[0].checklists[1];
    let mail = list
        .items
        .iter()
        .find(|item| item.applies_when.as_ref().is_some_and(|id| id.as_str() == "if-mail-server"));
    assert!(row(&page, mail.expect("an item on mail servers").id.as_str()).contains("現在：未回答"));
    let derived = page.text.matches("item derived").count();
    assert!(page.text.contains(&format!("様式どおり 0/97｜該当なしを除く 0/{}", 97 - derived)), "{derived}");
    let page = press(&mut hanako, &sheet, ("web-private-files", "yes"), ("", ""));
    assert!(!row(&page, "web-private-files").contains("item derived"));
    assert!(page.text.contains(&format!("様式どおり 1/97｜該当なしを除く 1/{}", 98 - derived)));
}

#[test]
fn last_times_answer_stands_beside_the_empty_box() {
    let (_server, mut hanako) = Server::with_hospital();
    let first = opened_as(&mut hanako, "令和7年度 第2回");
    press(&mut hanako, &format!("{first}/sheets/{EXECUTIVE}"), ("policy", "no"), ("来年度に作る", ""));
    close(&mut hanako, &first);
    let second = opened(&mut hanako);
    let page = hanako.get(&format!("{second}/sheets/{EXECUTIVE}"));
    let policy = row(&page, "policy");
    assert!(policy.contains("前回（令和7年度 第2回、") && policy.contains("の回答：×"), "{policy}");
    assert!(policy.contains("来年度に作る") && policy.contains("現在：未回答"), "{policy}");
    assert!(!policy.contains("aria-pressed=\"true\""), "{policy}");
    let memo = policy.split("<textarea id=\"memo-").nth(1).expect("a memo");
    assert!(
        !memo.split("</textarea>").next().expect("its text").contains("来年度"),
        "nothing is carried over"
    );
    let old = hanako.get(&format!("{first}/sheets/{EXECUTIVE}"));
    assert!(!old.text.contains("前回（"), "a round knows only those before it");
}

#[test]
fn the_annex_has_a_page_of_its_own_where_its_circumstance_is_not_ruled_out() {
    let (server, mut hanako) = Server::with_hospital();
    let round = opened_as(&mut hanako, "分からない");
    let page = hanako.get(&format!("{round}/sheets/{ADMINISTRATOR}"));
    assert!(page.text.contains(&format!("{round}/sheets/administrator-online")));
    assert!(hanako.get(&format!("{round}/sheets/administrator-online")).text.contains("0/2 回答済"));
    close(&mut hanako, &round);
    server.say(&[("if-online-qualification", Circumstance::DoesNotApply)]);
    let round = opened_as(&mut hanako, "していない");
    let page = hanako.get(&format!("{round}/sheets/{ADMINISTRATOR}"));
    assert!(!page.text.contains("administrator-online"));
    assert_eq!(hanako.get(&format!("{round}/sheets/administrator-online")).status, 404);
}

#[test]
fn a_filter_shows_what_is_asked_for_and_survives_a_press() {
    let (_server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let sheet = format!("{round}/sheets/{ADMINISTRATOR}");
    let count = |text: &str| text.matches("<article").count();
    assert_eq!(count(&hanako.get(&format!("{sheet}?viewpoint=発見")).text), 7);
    press(&mut hanako, &sheet, ("access-log", "pending-hospital"), ("", ""));
    assert_eq!(count(&hanako.get(&format!("{sheet}?show=open")).text), 96);
    assert_eq!(count(&hanako.get(&format!("{sheet}?show=pending")).text), 1);
    assert_eq!(count(&hanako.get(&format!("{sheet}?show=no")).text), 0);
    let web = hanako.get(&format!("{sheet}?topic=web&show=open"));
    assert!(count(&web.text) > 10 && count(&web.text) < 97);
    assert!(row(&web, "web-private-files").contains("answers/web-private-files?topic=web&amp;show=open"));
    let fields = [("key", "k"), ("seen", "0"), ("mark", "yes")];
    let after = hanako.post(&format!("{sheet}/answers/web-private-files?topic=web&show=open"), &fields);
    assert_eq!(count(&after.text), count(&web.text), "the item just answered stays in sight");
    assert!(after.text.contains("次の未回答へ"));
}

#[test]
fn answering_says_when_nothing_runs() {
    let (_server, mut hanako) = Server::with_hospital();
    assert!(hanako.get("/answering").text.contains("受付中の自己点検はありません"));
}
