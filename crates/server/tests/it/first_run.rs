//! The first run and logging in.

use crate::support::{PASSWORD, Server};

#[test]
fn the_first_run_makes_the_hospital_and_logs_its_administrator_in() {
    let (_server, mut hanako) = Server::with_hospital();
    let home = hanako.get("/");
    assert_eq!((home.status, home.path.as_str()), (200, "/"));
    assert!(home.text.contains("さくら病院") && home.text.contains("管理 花子"), "{}", home.text);
}

#[test]
fn a_wrong_set_up_code_stores_nothing_and_keeps_what_was_typed() {
    let server = Server::start();
    let mut stranger = server.somebody();
    let page = stranger.post("/setup", &[("code", "AAAA-AAAA"), ("hospital", "うめ病院")]);
    assert_eq!(page.status, 422);
    assert!(
        page.text.contains("設定コードが違うか") && page.text.contains("value=\"うめ病院\""),
        "{}",
        page.text
    );
    assert_eq!(stranger.get("/").path, "/setup");
}

#[test]
fn a_restart_before_set_up_prints_a_new_code_and_after_it_none() {
    let mut server = Server::start();
    let first = server.setup_code.clone();
    server.kill_and_restart();
    assert!(server.setup_code.is_some() && server.setup_code != first);
    server.set_up();
    server.kill_and_restart();
    assert_eq!(server.setup_code, None);
}

#[test]
fn the_set_up_code_is_not_found_by_trying() {
    let server = Server::start();
    server.guessed_wrong("address:127.0.0.1", 30);
    let code = server.setup_code.as_deref().expect("a code");
    let page = server.somebody().post("/setup", &[("code", code), ("hospital", "うめ病院")]);
    assert!(page.status == 422 && page.text.contains("しばらく待つ"), "{}", page.text);
}

#[test]
fn wrong_names_and_wrong_passwords_look_alike() {
    let (server, _) = Server::with_hospital();
    let mut stranger = server.somebody();
    let unknown = stranger.post("/login", &[("login_name", "nobody"), ("password", PASSWORD)]);
    let wrong = stranger.post("/login", &[("login_name", "hanako"), ("password", "wrong")]);
    assert_eq!((unknown.status, wrong.status), (422, 422));
    assert_eq!(unknown.text.replace("nobody", "hanako"), wrong.text);
    let right = stranger.post("/login", &[("login_name", "hanako"), ("password", PASSWORD)]);
    assert_eq!((right.status, right.path.as_str()), (200, "/"));
}

#[test]
fn a_form_from_elsewhere_or_without_its_token_is_refused() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/rounds/new");
    let forged = hanako.post("/rounds", &[("token", "forged"), ("name", "x")]);
    assert_eq!(forged.status, 403);
    let client = reqwest::blocking::Client::new();
    let elsewhere = client.post(format!("{}/login", server.origin)).header("Origin", "http://evil.example");
    assert_eq!(elsewhere.body("login_name=hanako").send().expect("an answer").status(), 403);
}
