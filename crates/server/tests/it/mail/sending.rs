//! How messages leave: not before their time, one recipient each, at most once, tried again, or taken back.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::{MailRound, Message, Server, Shell, count, new_database, storage};

const PEOPLE: [(&str, &str); 3] =
    [("0001", "a@sakura.example.jp"), ("0002", "b@sakura.example.jp"), ("0003", "c@gmail.example")];
/// A moment after [`PEOPLE`]'s mailing is due.
const DUE: &str = "2026-11-24T10:10:30+09:00";

/// The last part of the link of a body.
fn token(message: &Message) -> String {
    let body = message.body();
    body.lines().find_map(|line| line.split_once("/c/")).map(|(_, token)| token.to_owned()).expect("a link")
}

fn wait() {
    std::thread::sleep(Duration::from_millis(700));
}

#[test]
fn each_recipient_gets_one_message_with_a_link_of_their_own_after_ten_minutes() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    round.at("2026-11-24T10:09:30+09:00");
    wait();
    assert_eq!(round.post.connections(), 0, "nothing leaves before its time");
    assert!(round.hanako.get("/").text.contains("対象者にメールを送ります"));
    round.at(DUE);
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!(count(&page, "送信した"), 3, "{}", page.text);
    let messages = round.post.messages();
    let to: BTreeSet<_> = messages.iter().map(|message| message.to.clone()).collect();
    assert_eq!(to, PEOPLE.map(|(_, mail)| vec![mail.to_owned()]).into_iter().collect());
    assert_eq!(round.post.connections(), 1, "one connection serves all");
    let tokens: BTreeSet<_> = messages.iter().map(token).collect();
    assert_eq!(tokens.len(), 3);
    let stored = format!("{:?}", round.server.lines());
    for (message, token) in messages.iter().zip(messages.iter().map(token)) {
        assert_eq!(message.from, "tenken@sakura.example.jp");
        assert_eq!(message.header("To").as_deref(), Some(message.to[0].as_str()));
        assert_eq!(message.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(
            message.header("Date").is_some_and(|date| date.contains("24 Nov 2026 01:10")),
            "{}",
            message.data
        );
        assert!(message.body().contains("職員 000"), "{}", message.body());
        assert!(
            !stored.contains(&token) && !page.text.contains(&token),
            "a link stands nowhere but in its message"
        );
        let door = round.server.somebody().get(&format!("/c/{token}"));
        assert!(door.status == 200 && door.text.contains("令和8年度 第1回"), "{}", door.text);
    }
    let log = round.hanako.get("/settings/audit-events?event=mailing-sent");
    assert!(log.text.contains("（自動）") && log.text.contains(">3件<"), "{}", log.text);
    wait();
    assert_eq!(round.post.messages().len(), 3);
}

#[test]
fn what_was_taken_back_never_leaves() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    let cancelled = round.hanako.post(&format!("{mailing}/cancellation"), &[]);
    assert!(cancelled.status == 200 && cancelled.text.contains("取り消し"), "{}", cancelled.text);
    let again = round.hanako.post(&format!("{mailing}/cancellation"), &[]);
    assert!(again.status == 422 && again.text.contains("取り消されています"), "{}", again.text);
    round.at(DUE);
    wait();
    assert_eq!(round.post.connections(), 0);
    let log = round.hanako.get("/settings/audit-events?event=mailing-cancelled");
    assert!(log.text.contains("管理 花子"), "{}", log.text);
}

#[test]
fn a_cancel_in_the_middle_stops_what_has_not_left_and_nothing_is_counted_wrongly() {
    let people: Vec<(String, String)> =
        (0..12).map(|nth| (format!("{nth:04}"), format!("p{nth}@sakura.example.jp"))).collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
    let mut round = MailRound::start("anonymous", "with-names", &people);
    round.post.slow_down(Duration::from_millis(150));
    let mailing = round.mail("invitation").path;
    round.at(DUE);
    round.post.wait_for(3);
    round.hanako.get(&mailing);
    let cancelled = round.hanako.post(&format!("{mailing}/cancellation"), &[]);
    assert_eq!(cancelled.status, 200, "{}", cancelled.text);
    std::thread::sleep(Duration::from_millis(1_500));
    let page = round.hanako.get(&mailing);
    let (sent, kept) = (count(&page, "送信した"), count(&page, "取り消した"));
    assert_eq!(sent as usize, round.post.messages().len(), "{}", page.text);
    assert_eq!(sent + kept, 12, "{}", page.text);
    assert!(sent < 12 && kept > 0, "{sent} sent, {kept} kept");
}

#[test]
fn a_cancel_at_the_very_moment_is_either_in_time_or_too_late_and_says_which() {
    for _ in 0..4 {
        let mut round = MailRound::start("anonymous", "with-names", &PEOPLE[..1]);
        let mailing = round.mail("invitation").path;
        // The clock strikes while the cancellation is on its way; whoever is first wins.
        round.at("2026-11-24T10:09:59+09:00");
        round.hanako.get(&mailing);
        std::thread::sleep(Duration::from_millis(800));
        let answer = round.hanako.post(&format!("{mailing}/cancellation"), &[]);
        wait();
        let (messages, page) = (round.post.messages().len(), round.hanako.get(&mailing));
        let sent = count(&page, "送信した");
        assert_eq!(sent as usize, messages, "{}", page.text);
        assert_eq!(sent + count(&page, "取り消した"), 1, "{}", page.text);
        let said_so = answer.status == 422 || count(&answer, "送っているところ") == 1;
        assert!(messages == 0 || said_so, "{}", answer.text);
    }
}

#[test]
fn a_message_is_tried_again_after_a_while_and_given_up_where_it_cannot_arrive() {
    let people = [
        ("0001", "busy@sakura.example.jp"),
        ("0002", "refused@sakura.example.jp"),
        ("0003", "c@sakura.example.jp"),
    ];
    let mut round = MailRound::start("anonymous", "with-names", &people);
    let mailing = round.mail("invitation").path;
    round.at(DUE);
    let page = round.wait_for(&mailing, "送れなかった");
    assert!(page.text.contains("この宛先または差出人") && !page.text.contains("EVIL"), "{}", page.text);
    round.post.wait_for(1);
    round.at("2026-11-24T10:11:00+09:00");
    wait();
    assert_eq!(round.post.messages().len(), 1, "not before a minute has passed");
    round.at("2026-11-24T10:11:40+09:00");
    wait();
    assert_eq!(round.post.messages().len(), 1, "busy a second time");
    round.at("2026-11-24T10:16:50+09:00");
    assert_eq!(round.post.wait_for(2)[1].to, ["busy@sakura.example.jp"]);
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信した"), count(&page, "送れなかった")), (2, 1), "{}", page.text);
    let again = round.hanako.post(&format!("{mailing}/repetition"), &[]);
    assert!(again.text.contains("送信待ち"), "{}", again.text);
    round.at("2026-11-24T10:28:00+09:00");
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信した"), count(&page, "送れなかった")), (2, 1), "{}", page.text);
    assert_eq!(round.post.messages().len(), 2, "nobody gets it twice");
}

#[test]
fn a_mail_server_that_is_away_is_tried_four_times() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    round.set_up_server(&[("port", "1")]);
    for moment in ["10:10:30", "10:11:40", "10:17:00"] {
        round.at(&format!("2026-11-24T{moment}+09:00"));
        round.wait_for(&mailing, "メールサーバーにつながりません");
        wait();
        // A try may still be under way.
        let mut page = round.hanako.get(&mailing);
        for _ in 0..100 {
            if count(&page, "まだ送っていない") == 3 {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
            page = round.hanako.get(&mailing);
        }
        assert_eq!(count(&page, "まだ送っていない"), 3, "{moment}: {}", page.text);
    }
    round.at("2026-11-24T10:33:00+09:00");
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!(count(&page, "送れなかった"), 3, "{}", page.text);
    round.set_up_server(&[]);
    round.hanako.get(&mailing);
    round.hanako.post(&format!("{mailing}/repetition"), &[]);
    round.at("2026-11-24T10:44:00+09:00");
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信した"), round.post.messages().len()), (3, 3), "{}", page.text);
}

#[test]
fn a_process_that_dies_in_the_middle_leaves_a_message_of_which_nobody_knows() {
    let people = [("0001", "silent@sakura.example.jp"), ("0002", "b@sakura.example.jp")];
    let mut round = MailRound::start("anonymous", "with-names", &people);
    let mailing = round.mail("invitation").path;
    round.at(DUE);
    while !round.post.messages().iter().any(|message| message.to[0].starts_with("silent")) {
        std::thread::sleep(Duration::from_millis(20));
    }
    round.server.kill_and_restart();
    round.at("2026-11-24T10:12:00+09:00");
    round.post.wait_for(2);
    let page = round.wait_for(&mailing, "送っているところ");
    assert_eq!(count(&page, "送っているところ"), 1, "{}", page.text);
    round.at("2026-11-24T10:16:00+09:00");
    round.wait_for(&mailing, "送信したかどうか不明");
    // The other message may be noted a moment later.
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信したかどうか不明"), count(&page, "送信した")), (1, 1), "{}", page.text);
    round.at("2026-11-24T12:00:00+09:00");
    wait();
    assert_eq!(round.post.messages().len(), 2, "it is not sent again by itself");
}

#[test]
fn a_connection_that_breaks_in_the_middle_leaves_one_message_open_and_the_others_go_on() {
    let people = [
        ("0001", "hangup@sakura.example.jp"),
        ("0002", "b@sakura.example.jp"),
        ("0003", "c@sakura.example.jp"),
    ];
    let mut round = MailRound::start("anonymous", "with-names", &people);
    let mailing = round.mail("invitation").path;
    round.at(DUE);
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信したかどうか不明"), count(&page, "送信した")), (1, 2), "{}", page.text);
    round.at("2026-11-24T12:00:00+09:00");
    wait();
    assert_eq!(round.post.messages().len(), 3, "nobody gets it twice");
    assert!(!page.text.contains("送れなかった人に"), "{}", page.text);
}

#[test]
fn what_comes_out_of_a_backup_writes_to_nobody() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    let shell = Shell::new();
    shell.put("passphrase", "correct horse battery staple");
    let said = shell.tenken(&format!("backup b.age --passphrase-file passphrase {}", round.server.storage()));
    assert_eq!(said.code, 0, "{}", said.stderr);
    let (folder, database) = (tempfile::tempdir().expect("a folder"), new_database());
    let elsewhere = storage(&folder, database.as_deref());
    let said = shell.tenken(&format!("restore b.age --passphrase-file passphrase {elsewhere}"));
    assert_eq!(said.code, 0, "{}", said.stderr);
    let restored = Server::start_in(folder, database);
    let page = restored.log_in("hanako").get(&mailing);
    assert_eq!(count(&page, "取り消した"), 3, "{}", page.text);
    assert!(round.hanako.get(&mailing).text.contains("送信待ち"), "the old one goes on");
}

#[test]
fn nothing_a_name_or_text_holds_changes_the_envelope_or_the_headers() {
    let people = [
        ("0001", "a@sakura.example.jp"),
        ("2\r\nBcc: evil@example.com\r\n\r\n<b>x</b>", "b@sakura.example.jp"),
        ("3", "c@sakura.example.jp\r\nBcc: evil@example.com"),
    ];
    let mut round = MailRound::start("anonymous", "with-names", &people);
    let mut fields = round.written("invitation");
    for (name, value) in &mut fields {
        if name == "body" {
            "{name}\n{link}\n.\nRCPT TO:<evil@example.com>\n.\n\nBcc: evil@example.com".clone_into(value);
        }
        if name == "subject" {
            "=?utf-8?Q?x=0D=0ABcc:_evil@example.com?=".clone_into(value);
        }
    }
    let preview = round.preview(&fields);
    assert!(preview.text.contains("2人に"), "{}", preview.text);
    round.confirm(&fields, &preview);
    round.at(DUE);
    let messages = round.post.wait_for(2);
    wait();
    assert_eq!(round.post.messages().len(), 2);
    for message in messages {
        assert_eq!(message.to.len(), 1);
        assert!(["a@sakura.example.jp", "b@sakura.example.jp"].contains(&message.to[0].as_str()));
        let headers = message.headers();
        assert_eq!(headers.len(), 9, "{headers:?}");
        assert!(!headers.iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{headers:?}");
        assert!(message.body().contains("\n.\nRCPT TO:<evil@example.com>\n.\n"), "{}", message.body());
    }
}

#[test]
fn nobody_is_asked_after_the_round_has_closed_or_who_has_gone_meanwhile() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let first = round.mail("invitation").path;
    round.set_aside("0002");
    round.at(DUE);
    let page = round.wait_for(&first, "送信済");
    assert_eq!((count(&page, "送信した"), count(&page, "送る必要がなくなった")), (2, 1), "{}", page.text);
    let second = round.mail("reminder").path;
    round.hanako.get(&format!("{}/closure", round.round));
    round.hanako.post(&format!("{}/closure", round.round), &[]);
    round.at("2026-11-24T10:30:00+09:00");
    let page = round.wait_for(&second, "取り消した");
    assert!(!page.text.contains("送信を取り消す"), "{}", page.text);
    assert_eq!(round.post.messages().len(), 2);
    assert_eq!(round.hanako.get(&format!("{}/mailings/new", round.round)).status, 409);
}

#[test]
fn nothing_goes_to_an_address_that_the_register_no_longer_has_until_it_is_sent_again() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let mailing = round.mail("invitation").path;
    round.set_address("0001", "new@sakura.example.jp");
    round.set_address("0002", "");
    round.at(DUE);
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信した"), count(&page, "送れなかった")), (1, 2), "{}", page.text);
    assert!(page.text.contains("名簿のメールアドレスが変わったか、なくなったため"), "{}", page.text);
    assert_eq!(round.post.messages().len(), 1);
    round.hanako.post(&format!("{mailing}/repetition"), &[]);
    round.at("2026-11-24T10:22:00+09:00");
    let page = round.wait_for(&mailing, "送信済");
    assert_eq!((count(&page, "送信した"), count(&page, "送れなかった")), (2, 1), "{}", page.text);
    assert_eq!(round.post.wait_for(2)[1].to, ["new@sakura.example.jp"]);
}

#[test]
fn nobody_is_asked_after_the_last_day_of_a_round() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    round.at("2026-11-30T23:45:00+09:00");
    let in_time = round.mail("invitation").path;
    round.at("2026-12-01T00:00:30+09:00");
    let page = round.wait_for(&in_time, "取り消した");
    assert_eq!((count(&page, "取り消した"), round.post.connections()), (3, 0), "{}", page.text);
    let fields = round.written("reminder");
    let preview = round.preview(&fields);
    let refused = round.confirm(&fields, &preview);
    assert!(
        refused.status == 422 && refused.text.contains("最終日までに送り始められない"),
        "{}",
        refused.text
    );
    assert_eq!(round.server.lines()["mailing"].len(), 1);
}

#[test]
fn two_processes_on_one_database_send_each_message_once() {
    let people: Vec<(String, String)> =
        (0..120).map(|nth| (format!("{nth:04}"), format!("p{nth}@sakura.example.jp"))).collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
    let mut round = MailRound::start("anonymous", "with-names", &people);
    let mailing = round.mail("invitation").path;
    let second = round.server.beside();
    round.at(DUE);
    let page = round.wait_for(&mailing, "送信済");
    wait();
    let to: BTreeSet<_> = round.post.messages().into_iter().map(|message| message.to).collect();
    assert_eq!((to.len(), round.post.messages().len(), count(&page, "送信した")), (120, 120, 120));
    assert!(round.post.connections() > 1, "both took part");
    drop(second);
}
