//! Preparing a round: what its page says before it is opened.

use crate::sheets::round::prepared;
use crate::support::Server;

#[test]
fn before_the_opening_the_page_says_who_will_be_asked_and_which_departments_are_left_out() {
    let (_server, mut hanako) = Server::with_hospital();
    let page = hanako.get("/settings/departments");
    let people = format!("people-{}", page.between("name=\"people-", "\"").expect("an occupation"));
    for fields in
        [&[("name", "東病棟"), (people.as_str(), "12")][..], &[("name", "事務"), (people.as_str(), "")]]
    {
        hanako.get("/settings/departments");
        assert_eq!(hanako.post("/settings/departments", fields).status, 200);
    }
    let round = prepared(&mut hanako, "令和8年度 第1回", &["staff"]);
    let page = hanako.get(&round);
    assert!(page.text.contains("対象者は、1部署・12人です。"), "{}", page.text);
    assert!(page.text.contains("人数が入っていない部署には配られません：事務。"), "{}", page.text);
    let without_staff = prepared(&mut hanako, "令和8年度 第2回", &["executive"]);
    assert!(!hanako.get(&without_staff).text.contains("対象者は"));
    hanako.post(&format!("{round}/opening"), &[]);
    let refused = hanako.post(&format!("{round}/extension"), &[("until", "あした")]);
    assert!(refused.status == 422 && refused.text.contains("value=\"あした\""), "{}", refused.text);
    assert!(refused.text.contains("aria-invalid=\"true\""), "{}", refused.text);
    assert!(!hanako.get(&round).text.contains("配られません"), "after the opening nothing can be added");
}
