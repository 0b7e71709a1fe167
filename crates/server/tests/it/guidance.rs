//! What is said beside the items: on the sheets, on its own pages, in files; and the hospital's own words.

use std::time::Duration;

use tenken_domain::catalog::builtin;
use tenken_domain::guidance::{self, Part};
use tenken_domain::id::ItemId;

use crate::sheets::round::{ADMINISTRATOR, EXECUTIVE, opened, row};
use crate::support::{Demo, OpenRound, Server, Shell, Somebody};

const WHOSE: &str = "本システム独自の説明（公式見解ではありません）";
const CATALOG: &str = "mhlw-guideline-5.2";

/// Text without its tags: the words on tap are buttons.
pub fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in markup.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

fn write_own_words(server: &Server, yaml: &str) {
    let file = server.folder.path().join("data/guidance.yaml");
    std::fs::write(file, format!("catalog: {CATALOG}\n{yaml}")).expect("a file");
}

#[test]
fn every_item_of_a_sheet_bears_its_explanation_which_is_never_the_ministrys() {
    let (_server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let book = guidance::builtin(&builtin()[0].id).expect("explanations");
    for list in
        builtin()[0].checklists.iter().filter(|list| [EXECUTIVE, ADMINISTRATOR].contains(&list.id.as_str()))
    {
        let page = hanako.get(&format!("{round}/sheets/{}", list.id));
        assert!(page.bytes.len() < 1_000_000, "{}: {} bytes", list.id, page.bytes.len());
        for item in &list.items {
            let (row, entry) = (row(&page, item.id.as_str()), book.entry(&item.id).expect("an entry"));
            let (ministrys, ours) = row.split_once("class=\"explanation\"").expect("a box of ours");
            assert_eq!(ours.matches(WHOSE).count(), 1, "{}", item.id);
            assert!(!plain(ministrys).contains(entry.line(Part::Sentence)), "{}", item.id);
            let (in_sight, folded) = ours.split_once("<details>").expect("something folded");
            let (in_sight, folded) = (plain(in_sight), plain(folded));
            for part in [Part::Sentence, Part::YesIf, Part::NotApplicableIf] {
                assert!(in_sight.contains(entry.line(part)), "{} {}", item.id, part.code());
            }
            assert!(entry.lines(Part::NoIf).iter().all(|case| in_sight.contains(case)), "{}", item.id);
            for (part, words) in &entry.parts {
                let is_said =
                    |line: &String| folded.contains(line.as_str()) || in_sight.contains(line.as_str());
                assert!(words.lines.iter().all(is_said), "{} {}", item.id, part.code());
            }
            assert!(folded.contains("確認者："), "{}", item.id);
        }
    }
}

#[test]
fn a_technical_word_is_a_button_once_a_box_and_means_something_once_a_page() {
    let (_server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let page = hanako.get(&format!("{round}/sheets/{ADMINISTRATOR}"));
    let targets: Vec<&str> =
        page.text.split("popovertarget=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > 200, "{}", targets.len());
    for target in &targets {
        assert_eq!(page.text.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
    }
    for item in &builtin()[0].checklists[1].items {
        let mut own: Vec<&str> = row(&page, item.id.as_str())
            .split("popovertarget=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let buttons = own.len();
        own.sort_unstable();
        own.dedup();
        assert_eq!(own.len(), buttons, "{}", item.id);
    }
}

#[test]
fn the_staff_read_one_sentence_and_find_the_lesson_with_the_hospitals_own_contact() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut nurse = round.server.somebody();
    let page = round.sheet(&mut nurse, 0, 0);
    assert_eq!(page.text.matches("class=\"explanation\"").count(), 10);
    assert!(page.text.contains("<ruby>席<rp>（</rp><rt>せき</rt><rp>）</rp></ruby>"), "{}", page.text);
    assert!(!page.text.contains("{contact}") && plain(&page.text).contains("システム管理者に聞いてください"));
    assert!(!page.text.contains("Tiếng Việt"), "nobody has reviewed it");
    let paper = round.hanako.get(&format!("/rounds/{}/paper", round.id));
    assert!(
        paper.status == 200 && !paper.text.contains("class=\"explanation\""),
        "a clerk types, and reads nothing"
    );
}

#[test]
fn a_hospital_says_it_in_its_own_words_and_names_who_reviewed_a_translation() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    write_own_words(
        &round.server,
        "items:\n  - item: clear-screen\n    sentence: 席を立つときは鍵のマークを押していますか。\n\
         translations:\n  vi:\n    - { item: clear-screen, reviewed: \"グエン・ティ・ラン, 2026-12-01\" }\n",
    );
    round.server.kill_and_restart();
    let mut nurse = round.server.somebody();
    let page = round.sheet(&mut nurse, 0, 0);
    assert!(
        plain(&page.text).contains("席を立つときは鍵のマークを押していますか。 当院の文章"),
        "{}",
        page.text
    );
    assert_eq!(
        page.text.matches("<div class=\"translation\" lang=\"vi\"").count(),
        1,
        "one item is reviewed"
    );
    assert!(page.text.contains("Tiếng Việt"));
    round.hanako.move_to(&round.server.origin);
    let item = round.hanako.get(&format!("/guidance/{CATALOG}/clear-screen"));
    assert!(item.text.contains("当院の文章") && item.text.contains("lang=\"vi\""), "{}", item.text);
    let leaflet = |hanako: &mut Somebody, item: &str| {
        let file = hanako.get(&format!("/guidance/{CATALOG}/{item}/leaflet.pdf"));
        assert!(file.bytes.starts_with(b"%PDF"), "{}", file.status);
        file.bytes.len()
    };
    let (with, without) =
        (leaflet(&mut round.hanako, "clear-screen"), leaflet(&mut round.hanako, "no-misuse"));
    assert!(with > without + 5_000, "the Vietnamese page is in it: {with}, {without}");
    let font = nurse.get("/static/noto-sans-sc.ttf");
    assert!(font.media == "font/ttf" && font.bytes.len() > 1_000_000, "{}", font.status);
    assert!(round.hanako.get("/guidance?q=鍵のマーク").text.contains("/clear-screen\""));
}

#[test]
fn a_mistake_in_the_hospitals_own_words_is_told_with_its_line_and_stops_the_start() {
    let (mut server, _) = Server::with_hospital();
    write_own_words(&server, "items:\n  - item: clear-screeen\n    sentence: 席を立つときは？\n");
    server.kill();
    let shell = Shell::new();
    let said = shell.tenken(&format!("{} --listen 127.0.0.1:0", server.storage()));
    assert_ne!(said.code, 0);
    assert!(
        said.stderr.contains("guidance.yaml:3:")
            && said.stderr.contains("項目「clear-screeen」はこの版にありません"),
        "{}",
        said.stderr
    );
}

#[test]
fn an_items_own_page_says_everything_with_the_ministrys_words_first() {
    let (_server, mut hanako) = Server::with_hospital();
    let book = guidance::builtin(&builtin()[0].id).expect("explanations");
    for list in &builtin()[0].checklists {
        let item = &list.items[0];
        let page = hanako.get(&format!("/guidance/{CATALOG}/{}", item.id));
        assert_eq!(page.status, 200, "{}", item.id);
        let (before, ours) = page.text.split_once("class=\"explanation\"").expect("ours");
        assert!(item.text.iter().all(|line| plain(before).contains(line)), "{}", item.id);
        let ours = plain(ours);
        let entry = book.entry(&item.id).expect("an entry");
        for (part, words) in entry.parts.iter().filter(|(part, _)| **part != Part::Easy) {
            let said = |line: &String| ours.contains(&line.replace("{contact}", "システム管理者"));
            assert!(words.lines.iter().all(said), "{} {}", item.id, part.code());
        }
    }
    assert_eq!(hanako.get(&format!("/guidance/{CATALOG}/nothing")).status, 404);
    assert_eq!(hanako.get(&format!("/guidance/{CATALOG}/policy/leaflet.pdf")).status, 404);
}

#[test]
fn what_is_typed_finds_items_and_without_it_all_are_there() {
    let (_server, mut hanako) = Server::with_hospital();
    let all = hanako.get("/guidance");
    for item in builtin()[0].checklists.iter().flat_map(|list| &list.items) {
        assert!(all.text.contains(&format!("/guidance/{CATALOG}/{}\"", item.id)), "{}", item.id);
    }
    let found = hanako.get("/guidance?q=ANY接続拒否");
    assert!(found.text.contains("/wlan-any\"") && !found.text.contains("/policy\""), "{}", found.text);
    assert!(hanako.get("/guidance?q=ワイファイ").text.contains("/wlan-any\""));
    let none = hanako.get("/guidance?q=<b>存在しない");
    assert!(none.text.contains("見つかりませんでした") && none.text.contains("&lt;b&gt;"), "{}", none.text);
}

#[test]
fn the_handbook_is_one_file_that_needs_no_other() {
    let demo = Demo::start();
    let mut head = demo.login("fucho");
    let page = head.get(&format!("/guidance/{CATALOG}/handbook.html"));
    assert!(page.header("content-disposition").starts_with("attachment"), "{}", page.media);
    for outside in ["<script", "<link", "<img", "http://", "https://", "url("] {
        assert!(!page.text.contains(outside), "{outside}");
    }
    assert!(page.text.contains("サンプル ― 実在しない病院のデータです") && page.text.contains(WHOSE));
    assert!(
        page.text.contains(&builtin()[0].texts.source_line)
            && page.text.contains("情報システム室（内線2345）")
    );
    for (list, item) in
        builtin()[0].checklists.iter().flat_map(|list| list.items.iter().map(move |item| (list, item)))
    {
        let anchor = format!("item-{}", item.id);
        assert!(page.text.contains(&format!("id=\"{anchor}\"")), "{} {}", list.id, item.id);
    }
    for target in page.text.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.text.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
    }
    let leaflet = head.get(&format!("/guidance/{CATALOG}/clear-screen/leaflet.pdf"));
    assert!(leaflet.bytes.starts_with(b"%PDF"), "{}", leaflet.status);
}

#[test]
fn the_handbook_as_pdf_is_made_once_and_kept() {
    let demo = Demo::start();
    let mut hanako = demo.login("hanako");
    let file = format!("/guidance/{CATALOG}/handbook.pdf");
    let made = hanako.get(&file);
    assert!(made.bytes.starts_with(b"%PDF"), "{}", made.status);
    let begun = std::time::Instant::now();
    assert_eq!(hanako.get(&file).bytes, made.bytes);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[test]
fn what_is_to_be_improved_leads_to_its_explanation() {
    let demo = Demo::start();
    let mut hanako = demo.login("hanako");
    for path in ["/", "/answering"] {
        assert!(hanako.get(path).text.contains("href=\"/guidance\""), "{path}");
    }
    let findings = hanako.get("/findings");
    let link = findings.between(&format!("/guidance/{CATALOG}/"), "\"").expect("a link").to_owned();
    assert!(builtin()[0].item(&ItemId::new(link)).is_some());
}
