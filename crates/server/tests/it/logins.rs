//! Logging in, seen from outside: what a cookie is worth and when it is worth nothing, whose address counts, what the
//! time of an answer tells, and what happens when too many ask.

use std::time::{Duration, Instant};

use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::redirect::Policy;

use crate::support::{PASSWORD, Server};

/// A browser that keeps no cookies and follows nothing.
fn client() -> Client {
    Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(60)).build().expect("a client")
}

/// The login form, as a browser at another place of the hospital would send it.
fn login(server: &Server, login_name: &str, password: &str) -> RequestBuilder {
    let fields = [("login_name", login_name), ("password", password)];
    client().post(format!("{}/login", server.origin)).header("Origin", &server.origin).form(&fields)
}

fn set_cookie(answer: &Response) -> String {
    let cookie = answer.headers().get("set-cookie").expect("a cookie");
    cookie.to_str().expect("a text").to_owned()
}

/// `name=value` of a cookie that was set.
fn pair(set_cookie: &str) -> &str {
    set_cookie.split(';').next().expect("a name and a value")
}

/// Where somebody with this cookie is led who asks for the own account.
fn account_with(server: &Server, cookie: &str) -> (u16, String) {
    let answer = client().get(format!("{}/account", server.origin)).header("Cookie", cookie).send();
    let answer = answer.expect("an answer");
    let to = answer.headers().get("location").map(|to| to.to_str().expect("a text").to_owned());
    (answer.status().as_u16(), to.unwrap_or_default())
}

#[test]
fn a_cookie_is_worth_nothing_after_logging_out() {
    let (server, _) = Server::with_hospital();
    let cookie = set_cookie(&login(&server, "hanako", PASSWORD).send().expect("an answer"));
    let cookie = pair(&cookie);
    let page = client().get(format!("{}/account", server.origin)).header("Cookie", cookie).send();
    let page = page.and_then(Response::text).expect("the own account");
    let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let left = client()
        .post(format!("{}/logout", server.origin))
        .header("Origin", &server.origin)
        .header("Cookie", cookie)
        .form(&[("token", token.expect("a token"))])
        .send()
        .expect("an answer");
    assert_eq!(left.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert!(set_cookie(&left).contains("tenken=over;"));
    assert_eq!(account_with(&server, cookie), (303, "/login?back=%2Faccount".to_owned()));
}

#[test]
fn a_cookie_that_somebody_else_chose_is_not_taken_over() {
    let (server, _) = Server::with_hospital();
    let planted = "tenken=planted-by-somebody-else";
    let answer = login(&server, "hanako", PASSWORD).header("Cookie", planted).send().expect("an answer");
    let own = set_cookie(&answer);
    assert_ne!(pair(&own), planted);
    assert!(pair(&own).len() >= "tenken=".len() + 43, "256 bits: {own}");
    assert_eq!(account_with(&server, pair(&own)).0, 200);
    assert_eq!(account_with(&server, planted).0, 303);
    let again = set_cookie(&login(&server, "hanako", PASSWORD).header("Cookie", pair(&own)).send().unwrap());
    assert_ne!(pair(&again), pair(&own), "each login has an id of its own");
}

#[test]
fn the_session_has_a_new_id_after_a_new_password_and_the_old_one_is_nothing() {
    let (server, _) = Server::with_hospital();
    let cookie = set_cookie(&login(&server, "hanako", PASSWORD).send().expect("an answer"));
    let page = client().get(format!("{}/account", server.origin)).header("Cookie", pair(&cookie)).send();
    let page = page.and_then(Response::text).expect("the own account");
    let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let new = "Umeboshi#onigiri-7730";
    let fields = [
        ("token", token.expect("a token")),
        ("old_password", PASSWORD),
        ("profile", "long"),
        ("password", new),
        ("password_again", new),
    ];
    let changed = client()
        .post(format!("{}/account/password", server.origin))
        .header("Origin", &server.origin)
        .header("Cookie", pair(&cookie))
        .form(&fields)
        .send()
        .expect("an answer");
    let renewed = set_cookie(&changed);
    assert_eq!(account_with(&server, pair(&renewed)).0, 200);
    assert_eq!(account_with(&server, pair(&cookie)).0, 303);
}

#[test]
fn a_cookie_is_hidden_from_scripts_and_over_tls_bound_to_this_host() {
    let (server, _) = Server::with_hospital();
    let plain = set_cookie(&login(&server, "hanako", PASSWORD).send().expect("an answer"));
    assert!(plain.starts_with("tenken=") && plain.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{plain}");
    let behind_tls = [
        ("TENKEN_PROXY", "127.0.0.1".to_owned()),
        ("TENKEN_ORIGIN", "https://tenken.hospital.local".to_owned()),
    ];
    let server = Server::start_with(&behind_tls);
    server.set_up_unseen();
    let secure = set_cookie(&login(&server, "hanako", PASSWORD).send().expect("an answer"));
    assert!(secure.starts_with("__Host-tenken="), "{secure}");
    assert!(secure.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{secure}");
    assert_eq!(account_with(&server, pair(&secure)).0, 200);
    let renamed = pair(&secure).replace("__Host-tenken", "tenken");
    assert_eq!(account_with(&server, &renamed).0, 303, "the weaker name is not read");
}

#[test]
fn only_the_proxy_says_whose_address_it_is() {
    let spoofed = |server: &Server| {
        let answer =
            login(server, "hanako", "wrong").header("X-Forwarded-For", "203.0.113.9, 198.51.100.7").send();
        assert_eq!(answer.expect("an answer").status(), 422);
        let recorded = &server.lines()["audit_event"];
        recorded.iter().find(|row| row.contains("login-failed")).expect("the failure").clone()
    };
    let (server, _) = Server::with_hospital();
    let recorded = spoofed(&server);
    assert!(recorded.contains("127.0.0.1") && !recorded.contains("198.51.100.7"), "{recorded}");
    let proxy =
        [("TENKEN_PROXY", "127.0.0.1".to_owned()), ("TENKEN_ORIGIN", "http://tenken.test".to_owned())];
    let server = Server::start_with(&proxy);
    server.set_up_unseen();
    let recorded = spoofed(&server);
    assert!(recorded.contains("198.51.100.7"), "what the proxy itself added counts: {recorded}");
    assert!(!recorded.contains("203.0.113.9"), "what came before it does not: {recorded}");
}

#[test]
fn how_long_an_answer_takes_tells_nothing() {
    let (server, _) = Server::with_hospital();
    let once = |login_name: &str| {
        let begun = Instant::now();
        assert_eq!(login(&server, login_name, "wrong").send().expect("an answer").status(), 422);
        begun.elapsed()
    };
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..8 {
        for (name, times) in ["nobody", "hanako"].into_iter().zip(&mut times) {
            times.push(once(name));
        }
    }
    let [unknown, wrong] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let (less, more) = (unknown.min(wrong), unknown.max(wrong));
    assert!(more < less * 2, "unknown names take {unknown:?}, wrong passwords and waits {wrong:?}");
}

#[test]
fn when_too_many_ask_from_one_address_they_are_told_so_and_others_still_log_in() {
    let (server, _) = Server::with_hospital();
    let origin = server.origin.as_str();
    let asked = std::thread::scope(|scope| {
        let server = &server;
        let rows: Vec<_> = (0..12)
            .map(|nth| {
                scope.spawn(move || {
                    let once = |_| {
                        let answer =
                            login(server, &format!("nobody{nth}"), "wrong").send().expect("an answer");
                        (answer.status().as_u16(), answer.text().expect("a page"))
                    };
                    (0..8).map(once).collect::<Vec<_>>()
                })
            })
            .collect();
        rows.into_iter().flat_map(|row| row.join().expect("a thread")).collect::<Vec<_>>()
    });
    let shut = asked.iter().filter(|(status, _)| *status == 503).collect::<Vec<_>>();
    // The share of an address, less what setting up took of it.
    assert!(!shut.is_empty() && shut.len() + 30 <= asked.len(), "{} of {}", shut.len(), asked.len());
    assert!(shut.iter().all(|(_, page)| page.contains("混み合っています")));
    assert!(asked.iter().all(|(status, _)| [422, 503].contains(status)));
    let elsewhere = Client::builder()
        .redirect(Policy::none())
        .local_address("127.0.0.2".parse::<std::net::IpAddr>().ok());
    let fields = [("login_name", "hanako"), ("password", PASSWORD)];
    let answer =
        elsewhere.build().expect("a client").post(format!("{origin}/login")).header("Origin", origin);
    assert_eq!(answer.form(&fields).send().expect("an answer").status(), 303);
}
