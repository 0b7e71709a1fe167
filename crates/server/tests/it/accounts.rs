//! Accounts: invited, activated once, changed, stopped, resumed; and who may do so.

use crate::support::{PASSWORD, Server, Somebody};

const JIRO: [(&str, &str); 3] = [("login_name", "jiro"), ("display_name", "髙﨑 次郎"), ("role", "auditor")];

/// The address of the page of an account, as the list links it.
fn address(hanako: &mut Somebody, name: &str) -> String {
    let page = hanako.get("/settings/accounts");
    let before = page.text.split(&format!("\">{name}</a></th>")).next().expect("the account is listed");
    before.rsplit("href=\"").next().expect("a link").to_owned()
}

#[test]
fn a_code_is_shown_once_and_works_once() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/accounts/new");
    let page = hanako.post("/settings/accounts", &JIRO);
    assert!(page.text.contains(&format!("{}/activation", server.origin)) && page.text.contains("髙﨑 次郎"));
    let code = page.code().expect("a code");
    let again = address(&mut hanako, "髙﨑 次郎");
    for path in ["/settings/accounts", &again, &format!("{again}/invitation")] {
        assert!(!hanako.get(path).text.contains(&code), "{path}");
    }
    assert!(hanako.get("/settings/accounts").text.contains("本人の登録待ち"));
    let mut jiro = server.somebody();
    let typed = code.to_lowercase().replace('-', " ");
    let page = jiro.activate("jiro", &typed, "long");
    assert_eq!((page.status, page.path.as_str()), (200, "/"), "{}", page.text);
    let second = server.somebody().activate("jiro", &code, "long");
    assert_eq!(second.status, 422);
    assert!(second.text.contains("登録コードは一度しか使えません") && second.text.contains("value=\"jiro\""));
    assert_eq!(server.somebody().log_in("jiro", PASSWORD).path, "/");
}

#[test]
fn wrong_codes_count_as_failed_logins_and_make_the_right_one_wait() {
    let (server, mut hanako) = Server::with_hospital();
    let code = hanako.invite(&JIRO);
    let mut stranger = server.somebody();
    for _ in 0..2 {
        assert_eq!(stranger.activate("jiro", "AAAA-AAAA-AAAA", "long").status, 422);
    }
    server.guessed_wrong("account:jiro", 10);
    assert_eq!(stranger.activate("jiro", &code, "long").status, 422);
    let log = hanako.get("/settings/audit-events?event=login-failed");
    assert_eq!(log.text.matches("ログイン名：jiro").count(), 3, "{}", log.text);
}

#[test]
fn a_weak_or_mistyped_password_leaves_the_code_usable() {
    let (server, mut hanako) = Server::with_hospital();
    let code = hanako.invite(&JIRO);
    let mut jiro = server.somebody();
    let fields =
        [("login_name", "jiro"), ("code", code.as_str()), ("profile", "long"), ("password", "short")];
    let page = jiro.post("/activation", &fields);
    assert!(page.status == 422 && page.text.contains(&format!("value=\"{code}\"")), "{}", page.text);
    assert!(!page.text.contains("value=\"short\""), "a password never comes back");
    assert_eq!(jiro.activate("jiro", &code, "long").path, "/");
}

#[test]
fn a_password_with_the_owners_name_in_it_is_refused_to_the_owner_only_and_leaves_the_code_usable() {
    let (server, mut hanako) = Server::with_hospital();
    let owner = [("login_name", "jiro"), ("display_name", "Gonzalez 次郎"), ("role", "auditor")];
    let code = hanako.invite(&owner);
    let mut jiro = server.somebody();
    let mut choose = |code: &str, password: &str| {
        let fields = [("login_name", "jiro"), ("code", code), ("profile", "long")];
        jiro.post(
            "/activation",
            &[&fields[..], &[("password", password), ("password_again", password)]].concat(),
        )
    };
    let named = "gonzalez!teien-4821";
    let stranger = choose("AAAA-AAAA-AAAA", named);
    assert!(stranger.status == 422 && !stranger.text.contains("氏名・ログイン名"), "{}", stranger.text);
    for password in [named, "Tenken!teien-4821", "Kikkoman!4821-次郎"] {
        let refused = choose(&code, password);
        assert!(refused.status == 422 && refused.text.contains("氏名・ログイン名"), "{}", refused.text);
    }
    assert_eq!(choose(&code, PASSWORD).path, "/");
}

#[test]
fn the_last_administrator_cannot_be_stopped_demoted_or_sent_a_new_code() {
    let (server, mut hanako) = Server::with_hospital();
    let own = address(&mut hanako, "管理 花子");
    hanako.get(&own);
    let demoted = hanako.post(&own, &[("display_name", "管理 花子"), ("role", "auditor")]);
    let stopped = hanako.post(&format!("{own}/suspension"), &[]);
    let invited = hanako.post(&format!("{own}/invitation"), &[]);
    for page in [demoted, stopped, invited] {
        assert!(page.status == 422 && page.text.contains("システム管理者がほかにいない"), "{}", page.text);
    }
    server.colleague(&mut hanako, "taro", "administrator");
    hanako.get(&own);
    let demoted = hanako.post(&own, &[("display_name", "管理 花子"), ("role", "auditor")]);
    assert_eq!(demoted.path, "/login", "a session ends with its role");
    hanako.log_in("hanako", PASSWORD);
    assert_eq!(hanako.get("/settings/accounts/new").status, 403, "seen as an auditor from now on");
}

#[test]
fn a_stopped_account_loses_its_session_at_the_next_click_and_comes_back_with_its_password() {
    let (server, mut hanako) = Server::with_hospital();
    let mut jiro = server.colleague(&mut hanako, "jiro", "executive");
    assert_eq!(jiro.get("/account").status, 200);
    let address = address(&mut hanako, "同僚");
    assert!(hanako.get(&format!("{address}/suspension")).text.contains("停止しますか"));
    let stopped = hanako.post(&format!("{address}/suspension"), &[]);
    assert!(stopped.status == 200 && stopped.text.contains("停止中"), "{}", stopped.text);
    assert_eq!(jiro.get("/account").path, "/login");
    assert_eq!(jiro.log_in("jiro", PASSWORD).status, 422);
    assert_eq!(hanako.post(&format!("{address}/suspension"), &[]).status, 409);
    assert_eq!(hanako.post(&format!("{address}/invitation"), &[]).status, 409);
    hanako.get(&address);
    assert_eq!(hanako.post(&format!("{address}/resumption"), &[]).status, 200);
    assert_eq!(hanako.post(&format!("{address}/resumption"), &[]).status, 409);
    assert_eq!(jiro.log_in("jiro", PASSWORD).path, "/");
}

#[test]
fn a_new_code_ends_the_password_and_the_sessions_of_before() {
    let (server, mut hanako) = Server::with_hospital();
    let mut jiro = server.colleague(&mut hanako, "jiro", "executive");
    let address = address(&mut hanako, "同僚");
    assert!(hanako.get(&format!("{address}/invitation")).text.contains("本人であることを確かめて"));
    let code = hanako.post(&format!("{address}/invitation"), &[]).code().expect("a new code");
    assert_eq!(jiro.get("/account").path, "/login");
    assert_eq!(jiro.log_in("jiro", PASSWORD).status, 422);
    assert_eq!(jiro.activate("jiro", &code, "long").path, "/");
}

#[test]
fn a_changed_role_ends_the_sessions_and_counts_from_the_next_login() {
    let (server, mut hanako) = Server::with_hospital();
    let mut jiro = server.colleague(&mut hanako, "jiro", "executive");
    assert_eq!(jiro.get("/settings/departments").status, 404);
    let address = address(&mut hanako, "同僚");
    hanako.get(&address);
    let changed = hanako.post(&address, &[("display_name", "<b>次郎</b>"), ("role", "auditor")]);
    assert!(changed.text.contains("保存しました") && changed.text.contains("&lt;b&gt;次郎&lt;/b&gt;"));
    assert!(!changed.text.contains("<b>次郎"));
    assert_eq!(jiro.get("/settings/departments").path, "/login", "S21: a session ends with its role");
    assert_eq!(jiro.log_in("jiro", PASSWORD).path, "/");
    assert_eq!(jiro.get("/settings/departments").status, 200);
    hanako.get(&address);
    hanako.post(&address, &[("display_name", "髙﨑 次郎"), ("role", "auditor")]);
    assert_eq!(jiro.get("/account").status, 200, "a new name alone ends nothing");
}

#[test]
fn what_cannot_be_is_said_at_its_field_and_what_was_typed_stays() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/accounts/new");
    let taken = hanako.post(
        "/settings/accounts",
        &[("login_name", "HANAKO"), ("display_name", "別の花子"), ("role", "auditor")],
    );
    assert!(taken.status == 422 && taken.text.contains("使われています"), "{}", taken.text);
    assert!(taken.text.contains("value=\"別の花子\"") && taken.text.contains("value=\"auditor\" checked"));
    let empty = hanako.post("/settings/accounts", &[("login_name", "髙﨑")]);
    for problem in ["ログイン名：半角の英数字", "氏名：入力してください"] {
        assert!(empty.text.contains(problem), "{problem}");
    }
    let head = [("login_name", "kacho"), ("display_name", "課長"), ("role", "department-head")];
    assert!(hanako.post("/settings/accounts", &head).text.contains("担当する部署を選んでください"));
    let gone = [head[0], head[1], head[2], ("department", "nobody")];
    assert!(hanako.post("/settings/accounts", &gone).text.contains("この部署はありません"));
    let long = "あ".repeat(61);
    let long = [("login_name", "nagai"), ("display_name", long.as_str()), ("role", "auditor")];
    assert!(hanako.post("/settings/accounts", &long).text.contains("長すぎます"));
}

#[test]
fn an_unknown_account_is_not_there() {
    let (_server, mut hanako) = Server::with_hospital();
    for page in ["", "/suspension", "/resumption", "/invitation"] {
        hanako.get("/settings/accounts/new");
        assert_eq!(hanako.post(&format!("/settings/accounts/nobody{page}"), &[]).status, 404, "{page}");
    }
    assert_eq!(hanako.get("/settings/accounts/nobody").status, 404);
}

#[test]
fn each_role_opens_what_is_its_own() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    let page = hanako.post("/settings/departments", &[("name", "薬剤部")]);
    let department = page.between("href=\"/settings/departments/", "\"").expect("a link").to_owned();
    let head = [("login_name", "kacho"), ("display_name", "課長"), ("role", "department-head")];
    let code = hanako.invite(&[head[0], head[1], head[2], ("department", &department)]);
    let mut head = server.somebody();
    assert_eq!(head.activate("kacho", &code, "long").path, "/");
    let mut executive = server.colleague(&mut hanako, "rijicho", "executive");
    let mut auditor = server.colleague(&mut hanako, "kansa", "auditor");
    let reading = ["/settings", "/settings/departments", "/settings/occupations", "/settings/facility"];
    let more = ["/settings/circumstances", "/settings/audit-events", "/settings/accounts"];
    let reading = reading.iter().chain(&more);
    for path in reading {
        let [a, e, h] = [&mut auditor, &mut executive, &mut head].map(|who| who.get(path).status);
        assert_eq!((a, e, h), (200, 404, 404), "{path}");
    }
    let changing = ["/settings/accounts/new".to_owned()];
    let one = format!("/settings/departments/{department}");
    for path in changing.iter().chain(&[one.clone(), format!("{one}/removal")]) {
        let [a, e, h] = [&mut auditor, &mut executive, &mut head].map(|who| who.get(path).status);
        assert_eq!((a, e, h), (403, 403, 404), "{path}");
    }
    let posts =
        ["/settings/facility", "/settings/circumstances", "/settings/departments", "/settings/occupations"];
    for path in posts.iter().chain(&[
        "/settings/departments/usual",
        "/settings/headcounts",
        "/settings/accounts",
        one.as_str(),
    ]) {
        let [a, e, h] = [&mut auditor, &mut executive, &mut head].map(|who| {
            who.get("/account");
            who.post(path, &[("name", "x")]).status
        });
        assert_eq!((a, e, h), (403, 403, 404), "{path}");
    }
    let removal = hanako.get(&one);
    assert_eq!(removal.status, 200);
    let removal = hanako.post(&format!("{one}/removal"), &[]);
    assert!(removal.status == 422 && removal.text.contains("部署責任者のアカウント"), "{}", removal.text);
    for path in ["/settings/departments", "/settings/accounts"] {
        assert!(!auditor.get(path).text.contains("<form method=\"post\" action=\"/settings"), "{path}");
    }
    let listed = auditor.get("/settings/accounts").text;
    assert!(listed.contains("rijicho") && listed.contains("経営層"), "{listed}");
    assert!(
        !listed.contains("href=\"/settings/accounts/"),
        "nothing leads to where things are changed: {listed}"
    );
}
