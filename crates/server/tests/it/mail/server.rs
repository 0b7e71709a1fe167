//! The mail server: what is accepted, what is never shown, and that without it nothing leaves.

use std::time::Duration;

use crate::support::{MailRound, Manner, PostOffice, Server};

const ONE: [(&str, &str); 1] = [("0001", "a@sakura.example.jp")];

#[test]
fn a_hospital_without_mail_has_no_page_of_it() {
    let (_server, mut hanako) = Server::with_hospital();
    for path in ["/settings/mail", "/settings/mail/removal"] {
        assert_eq!(hanako.get(path).status, 404, "{path}");
    }
    hanako.get("/settings");
    assert_eq!(hanako.post("/settings/mail", &[]).status, 404);
    assert!(!hanako.get("/settings").text.contains("/settings/mail"));
}

#[test]
fn a_password_is_stored_sealed_and_never_shown_again() {
    let mut round = MailRound::start("anonymous", "with-names", &ONE);
    let login = [("login_name", "tenken"), ("password", "himitsu-no-4821")];
    let saved = round.set_up_server(&login);
    assert!(saved.text.contains("保存しました") && saved.text.contains("value=\"tenken\""), "{}", saved.text);
    round.set_up_server(&[("login_name", "tenken"), ("sender_name", "情報システム室")]);
    let everything = format!("{:?}", round.server.lines());
    let log = round.hanako.get("/settings/audit-events?event=mail-settings-changed");
    for text in [&everything, &saved.text, &log.text] {
        assert!(!text.contains("himitsu"), "{text}");
    }
    assert!(log.text.contains("パスワード：（なし） → 変えた"), "{}", log.text);
    round.hanako.get("/settings/mail");
    let tried = round.hanako.post("/settings/mail/trial", &[("to", "a@sakura.example.jp")]);
    assert!(tried.text.contains("メールサーバーが確認用のメールを受け取りました"), "{}", tried.text);
    let messages = round.post.wait_for(1);
    assert_eq!(messages[0].login, "/tenken/himitsu-no-4821", "the password of before was kept");
    assert!(messages[0].body().contains("さくら病院"), "{}", messages[0].body());
}

#[test]
fn a_password_goes_to_no_other_server_login_or_protection() {
    let mut round = MailRound::with(PostOffice::open(Manner::StartTls), ("anonymous", "none"), &ONE);
    let certificate = round.post.certificate.clone();
    let login = ("login_name", "tenken");
    let saved = round.set_up_server(&[login, ("password", "himitsu-no-4821"), ("security", "starttls")]);
    assert_eq!(saved.status, 200, "{}", saved.text);
    for instead in [
        vec![login],
        vec![login, ("security", "tls")],
        vec![login, ("security", "starttls"), ("host", "127.0.0.1")],
        vec![login, ("security", "starttls"), ("port", "25")],
        vec![login, ("security", "starttls"), ("certificates", &certificate)],
        vec![("login_name", "another"), ("security", "starttls")],
    ] {
        let page = round.set_up_server(&instead);
        assert!(
            page.status == 422 && page.text.contains("パスワードを入力し直してください"),
            "{instead:?}: {}",
            page.text
        );
    }
    let same = round.set_up_server(&[login, ("security", "starttls"), ("sender_name", "情報システム室")]);
    assert_eq!(same.status, 200, "{}", same.text);
}

#[test]
fn what_is_no_mail_server_is_refused_at_its_field() {
    let mut round = MailRound::start("anonymous", "none", &ONE);
    for (field, value, sentence) in [
        ("host", "http://mail", "名前かIPアドレスだけ"),
        ("host", "mail server", "名前かIPアドレスだけ"),
        ("port", "0", "1から65535まで"),
        ("port", "65536", "1から65535まで"),
        ("plain", "", "暗号化しないで使うときは"),
        ("security", "", "入力してください"),
        ("sender", "x@y, z@w", "メールアドレスとして使えません"),
        ("sender", "x@y\r\nBcc: z@w", "メールアドレスとして使えません"),
        ("sender_name", "さくら\r\nBcc: z@w", "改行を入れないでください"),
        ("certificates", "-----BEGIN CERTIFICATE-----", "証明書（PEM）として読めません"),
    ] {
        let page = round.set_up_server(&[(field, value)]);
        assert!(page.status == 422 && page.text.contains(sentence), "{field} {value}: {}", page.text);
    }
    round.hanako.get("/settings/mail");
    let tried = round.hanako.post("/settings/mail/trial", &[("to", "nobody")]);
    assert!(tried.status == 422 && tried.text.contains("メールアドレスとして使えません"), "{}", tried.text);
    assert_eq!(round.post.connections(), 0);
}

#[test]
fn what_the_mail_server_says_is_never_shown() {
    let mut round = MailRound::with(PostOffice::open(Manner::Rude), ("anonymous", "none"), &ONE);
    round.set_up_server(&[("login_name", "tenken"), ("password", "x")]);
    let tried = round.hanako.post("/settings/mail/trial", &[("to", "a@sakura.example.jp")]);
    assert!(tried.text.contains("ログインが断られました") && !tried.text.contains("EVIL"), "{}", tried.text);
    round.set_up_server(&[]);
    let tried = round.hanako.post("/settings/mail/trial", &[("to", "refused@sakura.example.jp")]);
    assert!(tried.text.contains("受け付けませんでした") && !tried.text.contains("EVIL"), "{}", tried.text);
    round.set_up_server(&[("port", "1")]);
    let tried = round.hanako.post("/settings/mail/trial", &[("to", "a@sakura.example.jp")]);
    assert!(tried.text.contains("メールサーバーにつながりません"), "{}", tried.text);
}

#[test]
fn nothing_is_sent_to_what_is_no_mail_server() {
    let mut round = MailRound::start("anonymous", "none", &ONE);
    let own = round.server.origin.rsplit(':').next().expect("a port").to_owned();
    for place in [("127.0.0.1", own.as_str()), ("169.254.169.254", "80"), ("0.0.0.0", "25")] {
        assert_eq!(round.set_up_server(&[("host", place.0), ("port", place.1)]).status, 200);
        let tried = round.hanako.post("/settings/mail/trial", &[("to", "a@sakura.example.jp")]);
        assert!(tried.text.contains("メールサーバーにつながりません"), "{place:?}: {}", tried.text);
    }
}

#[test]
fn starttls_is_used_where_it_is_wanted_and_with_nobody_else() {
    let mut round = MailRound::with(PostOffice::open(Manner::StartTls), ("anonymous", "none"), &ONE);
    let certificate = round.post.certificate.clone();
    let to = [("to", "a@sakura.example.jp")];
    round.set_up_server(&[("security", "starttls")]);
    let tried = round.hanako.post("/settings/mail/trial", &to);
    assert!(tried.text.contains("証明書を確かめられない"), "{}", tried.text);
    round.set_up_server(&[("security", "starttls"), ("certificates", &certificate)]);
    let tried = round.hanako.post("/settings/mail/trial", &to);
    assert!(tried.text.contains("確認用のメールを受け取りました"), "{}", tried.text);
    assert!(round.post.wait_for(1).iter().all(|message| message.encrypted));
    round.set_up_server(&[("security", "tls"), ("certificates", &certificate)]);
    let tried = round.hanako.post("/settings/mail/trial", &to);
    assert!(tried.text.contains("送れませんでした"), "{}", tried.text);
    let mut plain = MailRound::start("anonymous", "none", &ONE);
    plain.set_up_server(&[("security", "starttls"), ("login_name", "tenken"), ("password", "x")]);
    let tried = plain.hanako.post("/settings/mail/trial", &to);
    assert!(tried.text.contains("STARTTLS（暗号化）に応じません"), "{}", tried.text);
    assert_eq!(plain.post.messages().len(), 0, "neither mail nor password went unprotected");
}

#[test]
fn without_a_mail_server_nothing_leaves_and_nothing_is_connected_to() {
    let mut round = MailRound::start("anonymous", "with-names", &ONE);
    let mailing = round.mail("invitation").path;
    round.hanako.get("/settings/mail/removal");
    round.hanako.post("/settings/mail/removal", &[]);
    round.at("2026-11-24T10:30:00+09:00");
    std::thread::sleep(Duration::from_millis(500));
    let page = round.hanako.get(&mailing);
    assert!(
        page.text.contains("メールサーバーが設定されていない") && page.text.contains("送信待ち"),
        "{}",
        page.text
    );
    assert_eq!(round.post.connections(), 0);
    let refused = round.hanako.get(&format!("{}/mailings/new?kind=reminder", round.round));
    assert!(refused.text.contains("メールサーバーが設定されていない"), "{}", refused.text);
    // Late mail from an old plan would surprise everybody.
    round.at("2026-11-25T10:30:00+09:00");
    round.wait_for(&mailing, "取り消し");
    round.set_up_server(&[]);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(round.post.connections(), 0);
}
