//! Who may do what: every address × every role, against a table that is reviewed by hand (permissions.tsv).
//! An address that the table does not name fails, and so does a line for an address that is no more.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Demo, Page, Somebody};

/// Method, path, then what nobody, hanako (administrator), sakura (executive), fucho (department head), kensa (manager of
/// a departmental system) and jiro (auditor) get: `ok`, `login`, `no` (403), `hidden` (404), `state` (409) or
/// `bad` (400: let in, but the empty form that is sent here cannot be read).
const TABLE: &str = include_str!("permissions.tsv");
const ROUTES: &str = include_str!("../../src/web/routes.rs");
const CAST: [&str; 5] = ["hanako", "sakura", "fucho", "kensa", "jiro"];

#[test]
fn every_address_answers_every_role_as_the_table_says() {
    let demo = Demo::start();
    let places = places(&demo);
    let mut people: BTreeMap<&str, Somebody> = CAST.iter().map(|name| (*name, demo.login(name))).collect();
    people.insert("nobody", Somebody::new(&demo.origin));
    let mut wrong = Vec::new();
    for (method, path, expected) in rows() {
        let real = filled_in(path, &places);
        // Nobody and the readers first: what the administrator is allowed to do may change what there is.
        for (name, wanted) in
            ["nobody", "sakura", "fucho", "kensa", "jiro", "hanako"].into_iter().zip(reordered(&expected))
        {
            let somebody = people.get_mut(name).expect("one of the cast");
            if name != "nobody" && method == "POST" {
                somebody.get("/account");
            }
            let page = if method == "GET" { somebody.get(&real) } else { somebody.post(&real, &[]) };
            let got = kind(&page, &real);
            if got != wanted {
                wrong.push(format!(
                    "{method} {path} as {name}: {got} ({}), the table says {wanted}",
                    page.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_vendor_behind_link_and_code_is_nobody_on_every_other_address() {
    let demo = Demo::start();
    let places = places(&demo);
    let door =
        crate::inquiries::link(&mut demo.login("hanako"), &format!("/inquiries/{}", places["{inquiry}"]));
    let mut vendor = Somebody::new(&demo.origin);
    let own = vendor.post(&door.0, &[("code", &door.1)]);
    assert!(own.status == 200 && own.path == "/v", "{} {}", own.status, own.text);
    let mut wrong = Vec::new();
    for (method, path, expected) in
        rows().into_iter().filter(|(_, path, _)| !["/v", "/v/file"].contains(path))
    {
        let real = filled_in(path, &places);
        let page = if method == "GET" { vendor.get(&real) } else { vendor.post(&real, &[]) };
        let got = kind(&page, &real);
        if got != expected[0] {
            wrong.push(format!("{method} {path}: {got} ({}), nobody gets {}", page.status, expected[0]));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(vendor.get("/v").status, 200, "the own questions are still open");
}

#[test]
fn the_table_names_every_address_and_no_other() {
    let known: BTreeSet<(String, String)> =
        rows().into_iter().map(|(method, path, _)| (method.to_owned(), path.to_owned())).collect();
    let real = routes();
    let missing: Vec<_> = real.difference(&known).collect();
    let gone: Vec<_> = known.difference(&real).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in the table: {missing:?}; no such address: {gone:?}"
    );
}

fn rows() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let mut cells = line.split_whitespace();
            let (method, path) = (cells.next().expect("a method"), cells.next().expect("a path"));
            let expected: Vec<_> = cells.collect();
            assert_eq!(expected.len(), 6, "{line}");
            (method, path, expected)
        })
        .collect()
}

/// The table has nobody, hanako and the others; hanako is asked last.
fn reordered<'t>(expected: &[&'t str]) -> [&'t str; 6] {
    [expected[0], expected[2], expected[3], expected[4], expected[5], expected[1]]
}

/// Every method and path of the table of contents.
fn routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for route in ROUTES.split(".route(").skip(1) {
        let path = route.split('"').nth(1).expect("a path");
        let handlers = route.split(".merge(").next().unwrap_or_default();
        for (method, word) in [("GET", "get("), ("POST", "post(")] {
            if handlers.contains(word) {
                found.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    found
}

fn kind(page: &Page, asked: &str) -> &'static str {
    match page.status {
        401 => "login",
        403 => "no",
        404 => "hidden",
        409 => "state",
        400 => "bad",
        500.. => "broken",
        _ if page.path == "/login" && !asked.starts_with("/login") && asked != "/logout" => "login",
        _ => "ok",
    }
}

/// Real ids of the sample hospital for the names in braces.
fn places(demo: &Demo) -> BTreeMap<&'static str, String> {
    let mut hanako = demo.login("hanako");
    let rounds = hanako.get("/rounds");
    let of_state = |state: &str| {
        let row = rounds.text.split("<tr>").find(|row| row.contains(state)).expect("a round in this state");
        piece(row, "/rounds/")
    };
    let departments = hanako.get("/settings/departments");
    let occupations = hanako.get("/settings/occupations");
    let accounts = hanako.get("/settings/accounts");
    let trainings = hanako.get("/trainings");
    let training = trainings.text.split("<tr>").nth(2).map(|row| piece(row, "/trainings/"));
    let people = hanako.get("/settings/people");
    let plan = hanako.get("/plan");
    let meetings = hanako.get("/meetings");
    let systems = hanako.get("/settings/systems");
    let vendors = hanako.get("/vendors");
    BTreeMap::from([
        ("{round}", of_state("受付中")),
        ("{token}", demo.entrance().trim_start_matches("/a/").to_owned()),
        ("{department}", piece(&departments.text, "/settings/departments/")),
        ("{axis}", "department".to_owned()),
        ("{group}", piece(&departments.text, "/settings/departments/")),
        ("{account}", account_of(&accounts.text, "fucho")),
        ("{occupation}", piece(&occupations.text, "/settings/occupations/")),
        ("{catalog}", "mhlw-guideline-5.2".to_owned()),
        ("{sheet}", "none".to_owned()),
        ("{system}", own_system(&systems.text)),
        ("{import}", "none".to_owned()),
        ("{upload}", "none".to_owned()),
        ("{person}", person_of(&people.text)),
        ("{list}", "administrator".to_owned()),
        ("{item}", "access-log".to_owned()),
        ("{name}", "tenken.css".to_owned()),
        ("{training}", training.expect("a training")),
        ("{evidence}", "none".to_owned()),
        ("{vendor}", piece(vendors.text.rsplit("<tbody>").next().expect("vendors"), "/vendors/")),
        ("{inquiry}", piece(vendors.text.split("<tbody>").nth(1).expect("inquiries"), "/inquiries/")),
        ("{decision}", "none".to_owned()),
        ("{number}", "1".to_owned()),
        ("{meeting}", piece(meetings.text.split("<tbody>").nth(1).expect("meetings"), "/meetings/")),
        ("{action}", piece(plan.text.split("<tbody>").nth(1).expect("actions"), "/plan/actions/")),
    ])
}

/// What follows an address's beginning up to the end of that part.
fn piece(text: &str, before: &str) -> String {
    let rest = text.split(before).nth(1).expect("a link");
    rest.split(['"', '/', '#', '?']).next().unwrap_or_default().to_owned()
}

/// The id of the laboratory's system, which kensa manages.
fn own_system(systems: &str) -> String {
    let line = systems.split("<li>").find(|line| line.contains("検査システム")).expect("the laboratory");
    piece(line, "/settings/systems/")
}

/// The id of the first person of the register.
fn person_of(people: &str) -> String {
    piece(people.split("<tbody>").nth(1).expect("a table of people"), "/settings/people/")
}

/// The id in the row of somebody, whose own pages are then stopped: never the only administrator's.
fn account_of(accounts: &str, login_name: &str) -> String {
    let row = accounts.split("<tr>").find(|row| row.contains(login_name)).expect("the row of somebody");
    piece(row, "/settings/accounts/")
}

fn filled_in(path: &str, places: &BTreeMap<&'static str, String>) -> String {
    let path = path
        .replace("records/{file}", "records/2026.csv")
        .replace("{meeting}/{file}", "{meeting}/minutes.pdf")
        .replace("{inquiry}/{file}", "{inquiry}/inquiry.pdf")
        .replace("plan/{file}", "plan/improvement-plan.pdf")
        .replace("budget-request/{file}", "budget-request/2026.pdf")
        .replace("{training}/{file}", "{training}/training-handout.pdf")
        .replace("{list}/{file}", "{list}/filled-sheet.csv")
        .replace("{file}", "result-summary.pdf")
        .replace("{item}/leaflet.pdf", "clear-screen/leaflet.pdf");
    places.iter().fold(path, |path, (name, real)| path.replace(name, real))
}
