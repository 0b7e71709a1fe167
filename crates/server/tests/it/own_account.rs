//! One's own account: password, second factor, recovery codes, sessions.

use totp_rs::{Builder, Secret};

use crate::support::{PASSWORD, Page, Server, Somebody};

const OTHER_PASSWORD: &str = "Umeboshi#onigiri-7730";

/// An authenticator app: the code of a moment some seconds from now.
fn code(secret: &str, ahead: u64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base32");
    let totp =
        Builder::new().with_secret(secret).with_account_name("x").build().expect("a secret of full length");
    totp.generate(seconds() + ahead).to_string()
}

#[expect(clippy::disallowed_methods, reason = "an authenticator app has a clock of its own")]
fn seconds() -> u64 {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970").as_secs()
}

/// Enrols on the page that is open now; returns the secret, the code that was used and the page of recovery codes.
fn enrol(somebody: &mut Somebody, more: &[(&str, &str)]) -> (String, String, Page) {
    let page = somebody.get("/account/second-factor");
    let secret = page.code().expect("the secret as text");
    let pending = page.between("name=\"pending\" value=\"", "\"").expect("the sealed secret").to_owned();
    let code = code(&secret, 0);
    let mut fields = vec![("pending", pending.as_str()), ("code", code.as_str())];
    fields.extend(more);
    let codes = somebody.post("/account/second-factor", &fields);
    (secret, code, codes)
}

fn change_password(somebody: &mut Somebody, old: &str, new: &str, profile: &str) -> Page {
    somebody.get("/account/password");
    let fields = [("old_password", old), ("profile", profile), ("password", new), ("password_again", new)];
    somebody.post("/account/password", &fields)
}

#[test]
fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    let (server, mut hanako) = Server::with_hospital();
    let mut elsewhere = server.somebody();
    assert_eq!(elsewhere.log_in("hanako", PASSWORD).path, "/");
    let wrong = change_password(&mut hanako, "wrong", OTHER_PASSWORD, "long");
    assert!(wrong.status == 422 && wrong.text.contains("今のパスワードが違います"), "{}", wrong.text);
    assert!(!wrong.text.contains(OTHER_PASSWORD), "a password never comes back");
    assert_eq!(elsewhere.get("/account").status, 200);
    let weak = change_password(&mut hanako, PASSWORD, "sakura-hanako-1", "long");
    assert!(weak.status == 422 && weak.text.contains("このシステムの名前を含めない"), "{}", weak.text);
    let done = change_password(&mut hanako, PASSWORD, OTHER_PASSWORD, "long");
    assert!(done.path == "/account" && done.text.contains("保存しました"), "{}", done.text);
    assert_eq!(elsewhere.get("/account").path, "/login");
    assert_eq!(elsewhere.log_in("hanako", PASSWORD).status, 422);
    assert_eq!(elsewhere.log_in("hanako", OTHER_PASSWORD).path, "/");
    let log = hanako.get("/settings/audit-events?event=login-failed");
    assert_eq!(
        log.text.matches("ログイン名：hanako").count(),
        2,
        "the wrong old password counts: {}",
        log.text
    );
}

#[test]
fn guessing_the_old_password_is_as_slow_as_guessing_at_the_login_page() {
    let (server, mut hanako) = Server::with_hospital();
    for _ in 0..2 {
        assert_eq!(change_password(&mut hanako, "wrong", OTHER_PASSWORD, "long").status, 422);
    }
    assert_eq!(server.somebody().log_in("hanako", PASSWORD).path, "/", "two are still free");
    server.guessed_wrong("desk:hanako@127.0.0.1", 12);
    assert_eq!(change_password(&mut hanako, PASSWORD, OTHER_PASSWORD, "long").status, 422);
}

#[test]
fn nothing_opens_before_the_second_factor_is_enrolled_where_the_password_needs_one() {
    let (server, mut hanako) = Server::with_hospital();
    let fields = [("login_name", "jiro"), ("display_name", "次郎"), ("role", "administrator")];
    let invitation = hanako.invite(&fields);
    let mut jiro = server.somebody();
    let page = jiro.activate("jiro", &invitation, "with-second-factor");
    assert_eq!((page.status, page.path.as_str()), (200, "/account/second-factor"), "{}", page.text);
    assert!(page.text.contains("ほかのページは開けません") && page.text.contains("<svg"), "{}", page.text);
    for path in ["/", "/rounds", "/settings/departments", "/account", "/account/recovery-codes"] {
        assert_eq!(jiro.get(path).path, "/account/second-factor", "{path}");
    }
    assert_eq!(jiro.post("/settings/departments", &[("name", "x")]).path, "/account/second-factor");
    assert!(!hanako.get("/settings/departments").text.contains(">x<"));
    let (_, _, codes) = enrol(&mut jiro, &[]);
    assert_eq!((codes.status, codes.codes().len()), (200, 10), "{}", codes.text);
    assert_eq!(jiro.get("/settings/departments").status, 200);
    assert!(hanako.get("/settings/accounts").text.contains("登録済"));
}

#[test]
fn a_wrong_code_enrols_nothing_and_keeps_the_secret_on_offer() {
    let (_server, mut hanako) = Server::with_hospital();
    let page = hanako.get("/account/second-factor");
    let pending = page.between("name=\"pending\" value=\"", "\"").expect("the sealed secret").to_owned();
    let fields = [("pending", pending.as_str()), ("code", "00000"), ("old_password", PASSWORD)];
    let wrong = hanako.post("/account/second-factor", &fields);
    assert!(wrong.status == 422 && wrong.text.contains("番号が違います"), "{}", wrong.text);
    assert_eq!(wrong.code(), page.code());
    let forged = hanako.post("/account/second-factor", &[("pending", "AAAA"), ("code", "000000")]);
    assert!(forged.status == 422 && forged.code() != page.code(), "{}", forged.text);
    assert!(hanako.get("/account").text.contains("認証アプリを登録していません"));
    assert_eq!(hanako.get("/account/recovery-codes").status, 409);
}

#[test]
fn the_secret_on_offer_to_one_cannot_be_enrolled_by_another() {
    let (server, mut hanako) = Server::with_hospital();
    let mut jiro = server.colleague(&mut hanako, "jiro", "auditor");
    let page = hanako.get("/account/second-factor");
    let pending = page.between("name=\"pending\" value=\"", "\"").expect("the sealed secret").to_owned();
    let code = code(&page.code().expect("a secret"), 0);
    jiro.get("/account");
    let refused = jiro.post("/account/second-factor", &[("pending", &pending), ("code", &code)]);
    assert!(refused.status == 422 && refused.text.contains("もう一度読み取って"), "{}", refused.text);
}

#[test]
fn no_code_works_twice_and_a_recovery_code_works_once() {
    let (server, mut hanako) = Server::with_hospital();
    let (secret, used, page) = enrol(&mut hanako, &[("old_password", PASSWORD)]);
    let recovery = page.codes();
    let second_step = |typed: &str| {
        let mut somebody = server.somebody();
        assert_eq!(somebody.log_in("hanako", PASSWORD).path, "/login/second-factor");
        assert_eq!(somebody.get("/settings/departments").path, "/login", "half a login opens nothing");
        let page = somebody.post("/login/second-factor", &[("code", typed)]);
        (page.status, page.path)
    };
    assert_eq!(second_step(&used).0, 422, "the code of the enrolment is used up");
    let next = code(&secret, 30);
    assert_eq!(second_step(&next), (200, "/".to_owned()));
    assert_eq!(second_step(&next).0, 422);
    assert_eq!(second_step(&recovery[0].to_lowercase()), (200, "/".to_owned()));
    assert!(hanako.get("/account").text.contains("使っていない回復コード：9個"));
    assert_eq!(second_step(&recovery[0]).0, 422);
}

#[test]
fn recovery_codes_are_shown_once_printed_in_that_moment_and_replaced_with_the_password() {
    let (server, mut hanako) = Server::with_hospital();
    let (_, _, page) = enrol(&mut hanako, &[("old_password", PASSWORD)]);
    let first = page.codes();
    let sealed = page.between("name=\"sealed\" value=\"", "\"").expect("the sealed codes").to_owned();
    let file = hanako.post("/account/recovery-codes.pdf", &[("sealed", &sealed)]);
    assert_eq!((file.status, file.media.as_str()), (200, "application/pdf"));
    assert!(file.bytes.starts_with(b"%PDF"));
    hanako.get("/account");
    assert_eq!(hanako.post("/account/recovery-codes.pdf", &[("sealed", "AAAA")]).status, 409);
    let question = hanako.get("/account/recovery-codes");
    assert!(question.codes().is_empty() && !question.text.contains(&first[0]));
    let refused = hanako.post("/account/recovery-codes", &[("old_password", "wrong")]);
    assert!(refused.status == 422 && refused.codes().is_empty(), "{}", refused.text);
    let made = hanako.post("/account/recovery-codes", &[("old_password", PASSWORD)]);
    assert_eq!((made.status, made.codes().len()), (200, 10), "{}", made.text);
    let mut again = server.somebody();
    again.log_in("hanako", PASSWORD);
    assert_eq!(again.post("/login/second-factor", &[("code", &first[1])]).status, 422, "replaced");
    assert_eq!(again.post("/login/second-factor", &[("code", &made.codes()[1])]).path, "/");
}

#[test]
fn another_app_needs_the_password_and_the_old_one_stops_working() {
    let (server, mut hanako) = Server::with_hospital();
    let (old, _, _) = enrol(&mut hanako, &[("old_password", PASSWORD)]);
    let (_, _, refused) = enrol(&mut hanako, &[]);
    assert!(refused.status == 422 && !refused.text.contains("name=\"sealed\""), "{}", refused.text);
    let (new, _, codes) = enrol(&mut hanako, &[("old_password", PASSWORD)]);
    assert_eq!((codes.status, codes.codes().len()), (200, 10), "{}", codes.text);
    let mut again = server.somebody();
    again.log_in("hanako", PASSWORD);
    assert_eq!(again.post("/login/second-factor", &[("code", &code(&old, 30))]).status, 422);
    assert_eq!(again.post("/login/second-factor", &[("code", &code(&new, 30))]).path, "/");
}

#[test]
fn an_unattended_screen_is_not_enough_for_a_second_factor_and_enrolling_ends_the_other_sessions() {
    let (server, mut hanako) = Server::with_hospital();
    let mut elsewhere = server.somebody();
    elsewhere.log_in("hanako", PASSWORD);
    let (_, _, refused) = enrol(&mut hanako, &[]);
    assert!(
        refused.status == 422 && refused.text.contains("今のパスワード：入力してください"),
        "{}",
        refused.text
    );
    let (_, _, wrong) = enrol(&mut hanako, &[("old_password", "wrong")]);
    assert!(wrong.status == 422 && wrong.text.contains("今のパスワードが違います"), "{}", wrong.text);
    assert_eq!(elsewhere.get("/account").status, 200);
    let (_, _, codes) = enrol(&mut hanako, &[("old_password", PASSWORD)]);
    assert_eq!((codes.status, codes.codes().len()), (200, 10), "{}", codes.text);
    assert_eq!(elsewhere.get("/account").path, "/login");
    let sealed = codes.between("name=\"sealed\" value=\"", "\"").expect("the sealed codes").to_owned();
    let file = hanako.post("/account/recovery-codes.pdf", &[("sealed", &sealed)]);
    assert_eq!(file.status, 200, "the page's own form belongs to the session that goes on");
}

#[test]
fn a_shorter_password_is_taken_only_with_a_second_factor() {
    let (_server, mut hanako) = Server::with_hospital();
    let short = "Ume#7730x";
    assert_eq!(change_password(&mut hanako, PASSWORD, short, "long").status, 422);
    let led = change_password(&mut hanako, PASSWORD, short, "with-second-factor");
    assert_eq!((led.status, led.path.as_str()), (200, "/account/second-factor"), "{}", led.text);
    let left = hanako.post("/logout", &[]);
    assert_eq!(left.path, "/login", "leaving is always possible");
}

#[test]
fn the_other_sessions_of_ones_own_end_at_ones_word() {
    let (server, mut hanako) = Server::with_hospital();
    let mut elsewhere = server.somebody();
    elsewhere.log_in("hanako", PASSWORD);
    let own = hanako.get("/account");
    assert_eq!(own.text.matches("（この端末）").count(), 1, "{}", own.text);
    assert!(own.text.contains("ほかの端末のログインをすべて終える"));
    let ended = hanako.post("/account/sessions/ending", &[]);
    assert!(
        ended.status == 200 && !ended.text.contains("ほかの端末のログインをすべて終える"),
        "{}",
        ended.text
    );
    assert_eq!(elsewhere.get("/account").path, "/login");
}
