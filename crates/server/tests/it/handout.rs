//! 配る: links, posters, paper forms.

use crate::support::OpenRound;

#[test]
fn every_department_has_its_link_and_its_poster_and_printing_is_recorded() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "事務"]);
    let page = round.hanako.get(&format!("/rounds/{}/handout", round.id));
    for (_, path) in &round.doors {
        assert!(page.text.contains(&format!("{}{path}<", round.server.origin)), "{}", page.text);
    }
    assert_eq!(page.text.matches("/leaflet.pdf\"").count(), 10, "a leaflet an item");
    let here = format!("/rounds/{}/handout", round.id);
    let one = round.hanako.get(&format!("{here}/posters?department={}", round.doors[0].0));
    assert_eq!((one.status, one.media.as_str()), (200, "application/pdf"));
    assert!(one.bytes.starts_with(b"%PDF-") && one.header("content-disposition").starts_with("attachment"));
    let all = round.hanako.get(&format!("{here}/posters"));
    assert!(all.bytes.starts_with(b"%PDF-") && all.bytes.len() > one.bytes.len());
    let form = round.hanako.get(&format!("{here}/form"));
    assert!(form.bytes.starts_with(b"%PDF-"), "{}", form.text);
    assert_eq!(round.hanako.get(&format!("{here}/posters?department=nobody")).status, 404);
    let events = round.server.lines()["audit_event"].join("\n");
    assert_eq!((events.matches("posters-printed").count(), events.matches("form-exported").count()), (2, 1));
}

#[test]
fn nobody_else_gets_the_links_and_a_closed_round_hands_out_nothing() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut stranger = round.server.somebody();
    for page in ["handout", "handout/posters", "handout/form", "paper"] {
        assert_eq!(stranger.get(&format!("/rounds/{}/{page}", round.id)).path, "/login", "{page}");
    }
    round.close();
    for page in ["handout", "handout/posters", "handout/form", "paper"] {
        assert_eq!(round.hanako.get(&format!("/rounds/{}/{page}", round.id)).status, 409, "{page}");
    }
    assert_eq!(round.hanako.get("/rounds/nothing/handout").status, 404);
}
