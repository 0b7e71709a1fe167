//! A mailing from its fields over the preview to the yes; who is in it, and who may do what with it.

use tenken_domain::account::Role;

use crate::support::{MailRound, Page, fill_in};

/// Four people: in turn of 東病棟 and 薬剤部.
const PEOPLE: [(&str, &str); 5] = [
    ("0001", "a@sakura.example.jp"),
    ("0002", "b@gmail.example"),
    ("0003", ""),
    ("0004", "four@sakura.example.jp, five@gmail.example"),
    ("0005", "e@ward.sakura.example.jp"),
];

fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut fields: Vec<_> = fields.iter().filter(|(field, _)| field != name).cloned().collect();
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

#[test]
fn the_preview_shows_who_gets_it_who_is_outside_and_who_is_left_out() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let fields = round.written("reminder");
    let body = &fields.iter().find(|(name, _)| name == "body").expect("a body").1;
    assert!(body.contains("行き違いの場合はご容赦ください") && body.contains("{link}"), "{body}");
    let preview = round.preview(&fields);
    let text = &preview.text;
    assert!(text.contains("3人に、1人1通ずつ") && text.contains("10分後"), "{text}");
    assert!(text.contains("院外のアドレスが1件") && text.contains("b@gmail.example"), "{text}");
    assert!(text.contains("メールアドレスがないため送らない人（1人）"), "{text}");
    assert!(text.contains("メールアドレスが正しくないため送らない人（1人）"), "{text}");
    assert!(text.contains("/c/（一人ひとり違うアドレス）"), "nobody sees the link of somebody else: {text}");
    assert_eq!(round.server.lines()["mailing"].len(), 0, "a preview stores nothing");
    let log = round.hanako.get("/settings/audit-events?event=missing-list-read");
    assert_eq!(
        log.text.matches("未提出者の一覧を見た</td>").count(),
        1,
        "but it names who is missing: {}",
        log.text
    );
    let mailing = round.confirm(&fields, &preview);
    assert!(mailing.text.contains("職員 0001"), "{}", mailing.text);
    let log = round.hanako.get("/settings/audit-events?event=missing-list-read");
    assert_eq!(
        log.text.matches("未提出者の一覧を見た</td>").count(),
        2,
        "and so does its page: {}",
        log.text
    );
    round.written("reminder");
    let pharmacy = with(&fields, "departments", "薬剤部");
    assert!(round.preview(&pharmacy).text.contains("1人に、1人1通ずつ"));
    let again = round.preview(&with(&fields, "again", "1"));
    assert!(
        again.text.contains("行き違いの場合は") && again.text.contains("送る前に確かめる"),
        "{}",
        again.text
    );
}

#[test]
fn what_cannot_be_sent_is_said_at_its_field() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let fields = round.written("invitation");
    for (name, value, sentence) in [
        ("subject", "x\r\nBcc: evil@example.com", "改行を入れないでください"),
        ("subject", "", "入力してください"),
        ("body", "リンクのない本文", "を入れてください"),
        ("departments", "nowhere", "メールを送れる対象者がいません"),
    ] {
        let page = round.preview(&with(&fields, name, value));
        assert!(page.status == 422 && page.text.contains(sentence), "{name} {value}: {}", page.text);
    }
    let markup = round.preview(&with(&fields, "subject", "<script>alert(1)</script>"));
    assert!(markup.text.contains("&lt;script&gt;") && !markup.text.contains("<script>alert"));
    let kind = round.preview(&with(&fields, "kind", "spam"));
    assert_eq!(kind.status, 400);
}

#[test]
fn a_form_sent_twice_makes_one_mailing() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let fields = round.written("invitation");
    let preview = round.preview(&fields);
    let first = round.confirm(&fields, &preview);
    let second = round.confirm(&fields, &preview);
    assert_eq!((first.status, &first.path), (second.status, &second.path));
    assert_eq!(round.server.lines()["mailing"].len(), 1);
    let log = round.hanako.get("/settings/audit-events?event=mailing-prepared");
    assert_eq!(log.text.matches(">3件<").count(), 1, "{}", log.text);
}

#[test]
fn nobody_is_written_to_who_did_not_stand_in_the_preview() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let fields = round.written("invitation");
    let preview = round.preview(&fields);
    round.set_aside("0001");
    let changed = round.confirm(&fields, &preview);
    assert!(changed.status == 422 && changed.text.contains("宛先が変わりました"), "{}", changed.text);
    assert!(changed.text.contains("2人に、1人1通ずつ"), "{}", changed.text);
    assert_eq!(round.server.lines()["mailing"].len(), 0);
    assert!(round.confirm(&fields, &changed).path.contains("/mailings/"));
}

#[test]
fn in_rounds_without_names_on_cards_everybody_gets_the_departments_link() {
    for slips in ["none", "without-names"] {
        let mut round = MailRound::start("anonymous", slips, &PEOPLE);
        let fields = round.written("reminder");
        assert!(round.preview(&fields).text.contains("/a/"));
        round.mail("reminder");
        round.at("2026-11-24T10:10:01+09:00");
        let messages = round.post.wait_for(3);
        let links: Vec<String> = messages.iter().map(|message| link(&message.body())).collect();
        assert!(links.iter().all(|link| link.contains("/a/")), "{links:?}");
        let distinct: std::collections::BTreeSet<_> = links.iter().collect();
        assert_eq!(distinct.len(), 2, "one for each department");
        for link in links {
            assert!(round.server.somebody().get(&link).text.contains("令和8年度 第1回"));
        }
    }
}

/// The path of the one link of a body.
fn link(body: &str) -> String {
    let line = body.lines().find(|line| line.starts_with("http")).expect("a link");
    format!("/{}", line.splitn(4, '/').nth(3).expect("a path"))
}

/// Hands in by a card's link.
fn hand_in(round: &MailRound, link: &str) -> Page {
    let mut who = round.server.somebody();
    who.get(link);
    let sheet = who.post(link, &[]);
    fill_in(&mut who, &sheet, "yyyyyyyyyy", "as_is")
}

#[test]
fn a_reminder_leaves_out_those_known_to_have_handed_in() {
    let mut round = MailRound::start("named", "with-names", &PEOPLE);
    round.mail("invitation");
    round.at("2026-11-24T10:10:01+09:00");
    let messages = round.post.wait_for(3);
    let first = messages.iter().find(|message| message.to == ["a@sakura.example.jp"]).expect("a message");
    let thanks = hand_in(&round, &link(&first.body()));
    assert!(thanks.path.ends_with("/thanks"), "{}", thanks.text);
    let fields = round.written("reminder");
    let preview = round.preview(&fields);
    assert!(preview.text.contains("2人に、1人1通ずつ"), "{}", preview.text);
    assert!(!preview.text.contains("a@sakura.example.jp"), "{}", preview.text);
}

#[test]
fn in_anonymous_rounds_somebody_counts_as_missing_until_the_batch_is_let_go() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    round.mail("invitation");
    round.at("2026-11-24T10:10:01+09:00");
    let message = round.post.wait_for(3)[0].clone();
    hand_in(&round, &link(&message.body()));
    let fields = round.written("reminder");
    let preview = round.preview(&fields);
    assert!(preview.text.contains("3人に、1人1通ずつ"), "{}", preview.text);
    assert!(preview.text.contains(&message.to[0]));
}

#[test]
fn only_administrators_write_and_auditors_look() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    let list = format!("{}/mailings", round.round);
    let new = format!("{list}/new");
    let mut auditor = round.server.hire("jiro", "監査 次郎", Role::Auditor);
    assert_eq!([&list, &mailing].map(|path| auditor.get(path).status), [200, 200]);
    let seen = auditor.get(&mailing).text;
    assert!(
        !seen.contains("送信を取り消す") && !seen.contains("職員 0001") && seen.contains("<dd>3</dd>"),
        "{seen}"
    );
    let mut executive = round.server.hire("sakura", "院長", Role::Executive);
    assert_eq!([&list, &mailing].map(|path| executive.get(path).status), [404, 404]);
    let mut head = round.server.hire_head();
    for (who, refused) in [(&mut auditor, 403), (&mut executive, 403), (&mut head, 404)] {
        assert_eq!((who.get(&new).status, who.get("/settings/mail").status), (refused, refused));
        who.get("/account");
        for path in [
            format!("{mailing}/cancellation"),
            list.clone(),
            format!("{list}/preview"),
            format!("{mailing}/repetition"),
            "/settings/mail".to_owned(),
            "/settings/mail/trial".to_owned(),
        ] {
            assert_eq!(who.post(&path, &[]).status, refused, "{path}");
        }
    }
    assert_eq!(head.get(&list).status, 404);
    assert_eq!(round.server.lines()["mailing"].len(), 1);
}
