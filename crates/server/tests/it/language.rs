//! The language of the interface, chosen on any page.

use crate::support::Server;

#[test]
fn the_language_stays_chosen_and_reaches_the_pages_of_failures() {
    let (_server, mut hanako) = Server::with_hospital();
    assert!(hanako.get("/nothing").text.contains("お探しのページはありません"));
    hanako.get("/rounds");
    hanako.post("/language", &[("language", "en")]);
    assert!(hanako.get("/rounds").text.contains("<html lang=\"en\">"));
    assert!(hanako.get("/nothing").text.contains("There is no such page"));
    hanako.post("/language", &[("language", "xx")]);
    assert!(hanako.get("/rounds").text.contains("<html lang=\"ja\">"), "an unknown language is Japanese");
}

#[test]
fn an_address_that_only_takes_forms_leads_to_the_page_that_has_the_form() {
    let (_server, mut hanako) = Server::with_hospital();
    let page = hanako.get("/settings/departments/usual");
    assert_eq!((page.status, page.path.as_str()), (200, "/settings/departments"));
    assert_eq!(hanako.get("/logout").path, "/");
    for unreadable in ["/guidance?q=a&q=b", "/guidance/mhlw-guideline-5.2/%ff"] {
        let page = hanako.get(unreadable);
        assert!(page.status == 400 && page.text.contains("読めませんでした"), "{unreadable}: {}", page.text);
    }
    let wrong = hanako.post("/rounds/new", &[]);
    assert!(wrong.status == 400 && wrong.text.contains("送られた内容を読めませんでした"), "{}", wrong.text);
}
