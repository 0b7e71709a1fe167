//! The hospital itself and what applies to it.

use crate::support::Server;

const FACILITY: [(&str, &str); 4] = [
    ("name", "髙﨑病院"),
    ("contact", "情報システム室（内線 1234）"),
    ("group_minimum", "７"),
    ("appraisal_policy", "not-used"),
];

#[test]
fn the_settings_lead_to_every_page_and_every_page_opens() {
    let (_server, mut hanako) = Server::with_hospital();
    let hub = hanako.get("/settings");
    let links: Vec<_> =
        hub.text.split("<h2><a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links.len(), 12, "{}", hub.text);
    for link in links {
        assert_eq!(hanako.get(link).status, 200, "{link}");
    }
}

#[test]
fn name_contact_minimum_and_policy_are_changed_and_shown_again() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/facility");
    let saved = hanako.post("/settings/facility", &FACILITY);
    assert!(saved.text.contains("保存しました"), "{}", saved.text);
    for text in ["髙﨑病院", "情報システム室（内線 1234）", "value=\"7\"", "value=\"not-used\" checked"]
    {
        assert!(saved.text.contains(text), "{text}: {}", saved.text);
    }
}

#[test]
fn a_group_minimum_below_three_is_refused_and_what_was_typed_stays() {
    let (_server, mut hanako) = Server::with_hospital();
    for minimum in ["2", "0", "", "51", "五"] {
        hanako.get("/settings/facility");
        let fields = [FACILITY[0], FACILITY[1], ("group_minimum", minimum), FACILITY[3]];
        let page = hanako.post("/settings/facility", &fields);
        assert!(page.status == 422 && page.text.contains("3から50まで"), "{minimum}: {}", page.text);
        assert!(page.text.contains("value=\"髙﨑病院\""), "{}", page.text);
    }
    assert!(hanako.get("/settings/facility").text.contains("さくら病院"), "nothing was stored");
    let nothing = hanako.post("/settings/facility", &[]);
    assert_eq!(
        (nothing.status, nothing.text.matches("class=\"problem\"").count()),
        (422, 3),
        "{}",
        nothing.text
    );
}

#[test]
fn circumstances_are_answered_one_by_one_and_the_rest_can_wait() {
    let (_server, mut hanako) = Server::with_hospital();
    let first = hanako.get("/settings/circumstances?first");
    assert_eq!(first.text.matches("<fieldset").count(), 22, "{}", first.text);
    assert!(first.text.contains("あとで答える") && first.text.contains("ウェブサイトを運営している"));
    let fields = [
        ("condition-if-website", "does-not-apply"),
        ("condition-if-ssl-vpn", "unknown"),
        ("condition-if-password", ""),
        ("first", "1"),
    ];
    assert_eq!(hanako.post("/settings/circumstances", &fields).path, "/");
    let page = hanako.get("/settings/circumstances");
    let chosen = |condition: &str| {
        let group = page.between(&format!("condition-{condition}-notes"), "</fieldset>").expect("a group");
        group.split("<input").find(|input| input.contains(" checked")).expect("a choice").to_owned()
    };
    assert!(chosen("if-website").contains("does-not-apply") && chosen("if-ssl-vpn").contains("unknown"));
    assert!(chosen("if-password").contains("value=\"\"") && chosen("if-wireless-lan").contains("value=\"\""));
}

#[test]
fn a_circumstance_or_an_answer_that_does_not_exist_is_refused() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/circumstances");
    assert_eq!(hanako.post("/settings/circumstances", &[("condition-nothing", "applies")]).status, 404);
    hanako.get("/settings/circumstances");
    assert_eq!(hanako.post("/settings/circumstances", &[("condition-if-website", "perhaps")]).status, 400);
}
