//! Departments, headcounts and occupations.

use crate::support::{Page, Server, Somebody};

/// The occupation ids of the form on a page, in order.
fn occupations(page: &Page) -> Vec<String> {
    let field = |part: &str| part.split_once('"').map(|(id, _)| id.to_owned());
    page.text.split("name=\"people-").skip(1).filter_map(field).collect()
}

/// The address of the page of a department, as the list links it.
fn address(hanako: &mut Somebody, name: &str) -> String {
    let page = hanako.get("/settings/departments");
    let before = page.text.split(&format!("\">{name}</a>")).next().expect("the department is listed");
    before.rsplit("href=\"").next().expect("a link").to_owned()
}

fn add(hanako: &mut Somebody, fields: &[(&str, &str)]) -> Page {
    hanako.get("/settings/departments");
    hanako.post("/settings/departments", fields)
}

#[test]
fn the_first_run_leads_through_departments_to_the_circumstances() {
    let (_server, mut hanako) = Server::with_hospital();
    let first = hanako.get("/settings/departments?first");
    assert!(first.text.contains("次へ：当院に当てはまるもの"), "{}", first.text);
    let usual = hanako.post("/settings/departments/usual", &[("first", "1")]);
    assert_eq!((usual.status, usual.path.as_str()), (200, "/settings/departments"));
    for name in ["診療部", "看護部", "手術室", "医事課", "委託"] {
        assert!(usual.text.contains(&format!(">{name}</a>")), "{name}");
    }
    assert!(usual.text.contains("次へ：当院に当てはまるもの") && !usual.text.contains("よくある部署"));
    let ward = address(&mut hanako, "病棟");
    let ward = hanako.get(&ward);
    assert!(ward.text.contains("selected>看護部"), "{}", ward.text);
    assert_eq!(hanako.post("/settings/departments/usual", &[]).status, 409);
}

#[test]
fn numbers_in_full_width_are_counted_by_occupation_and_for_everything_below() {
    let (_server, mut hanako) = Server::with_hospital();
    let form = hanako.get("/settings/departments");
    let ids = occupations(&form);
    let people: Vec<String> = ids.iter().map(|id| format!("people-{id}")).collect();
    add(&mut hanako, &[("name", "看護部"), (&people[1], "３")]);
    let nursing = address(&mut hanako, "看護部");
    let parent = nursing.rsplit('/').next().expect("an id").to_owned();
    let page = add(
        &mut hanako,
        &[("name", "髙﨑病棟"), ("parent", &parent), (&people[1], "１２人"), (&people[5], "2")],
    );
    assert_eq!(page.status, 200, "{}", page.text);
    let row = |name: &str| {
        let rest = page.text.split(&format!("\">{name}</a>")).nth(1).expect("a row");
        let cells = rest.split("</tr>").next().expect("a row").split("<td class=\"number\">").skip(1);
        cells.map(|cell| cell.split('<').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(row("髙﨑病棟")[ids.len()..], ["14", "14"]);
    assert_eq!(row("看護部")[ids.len()..], ["3", "17"]);
    assert_eq!(page.between("病院全体", "</tr>").map(|rest| rest.matches(">17<").count()), Some(2));
}

#[test]
fn what_cannot_be_is_said_at_its_field_and_what_was_typed_stays() {
    let (_server, mut hanako) = Server::with_hospital();
    let ids = occupations(&hanako.get("/settings/departments"));
    let people = format!("people-{}", ids[0]);
    let page = add(&mut hanako, &[("name", ""), (&people, "約10")]);
    assert_eq!(page.status, 422);
    assert!(page.text.contains("0から9999まで") && page.text.contains("value=\"約10\""), "{}", page.text);
    assert!(page.text.contains(&format!("href=\"#{people}\"")), "the summary leads to the field");
    let long = add(&mut hanako, &[("name", &"あ".repeat(61))]);
    assert_eq!(long.status, 422);
    assert!(long.text.contains("長すぎます") && long.text.contains(&"あ".repeat(61)));
    add(&mut hanako, &[("name", "薬剤部")]);
    let twice = add(&mut hanako, &[("name", "薬剤部")]);
    assert!(twice.status == 422 && twice.text.contains("同じ名称の部署"), "{}", twice.text);
    let markup = add(&mut hanako, &[("name", "<b>外来</b>")]);
    assert!(
        markup.status == 200
            && markup.text.contains("&lt;b&gt;外来&lt;/b&gt;")
            && !markup.text.contains("<b>外来")
    );
}

#[test]
fn a_department_is_changed_moved_and_removed() {
    let (_server, mut hanako) = Server::with_hospital();
    add(&mut hanako, &[("name", "看護部")]);
    let nursing = address(&mut hanako, "看護部");
    let id = nursing.rsplit('/').next().expect("an id").to_owned();
    add(&mut hanako, &[("name", "外来"), ("parent", &id)]);
    let below = address(&mut hanako, "外来").rsplit('/').next().expect("an id").to_owned();
    hanako.get(&nursing);
    let looped = hanako.post(&nursing, &[("name", "看護部"), ("parent", &below)]);
    assert!(looped.status == 422 && looped.text.contains("上位にできません"), "{}", looped.text);
    let renamed = hanako.post(&nursing, &[("name", "看護局")]);
    assert!(renamed.status == 200 && renamed.text.contains(">看護局</a>"), "{}", renamed.text);
    assert!(hanako.get(&format!("{nursing}/removal")).text.contains("「看護局」を削除しますか"));
    let removed = hanako.post(&format!("{nursing}/removal"), &[]);
    assert!(removed.text.contains(">外来</a>") && !removed.text.contains("看護局"), "{}", removed.text);
}

#[test]
fn what_was_typed_under_a_parent_that_is_gone_stands_on_the_page_that_says_so() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    let fields = [("name", "3階 東病棟"), ("parent", "gone")];
    let gone = hanako.post("/settings/departments", &fields);
    assert!(gone.status == 404 && gone.text.contains("3階 東病棟"), "{}", gone.text);
}

#[test]
fn an_unknown_department_parent_or_occupation_is_not_there() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    for path in ["/settings/departments/nobody", "/settings/departments/nobody/removal"] {
        assert_eq!(
            (hanako.get(path).status, hanako.post(path, &[("name", "x")]).status),
            (404, 404),
            "{path}"
        );
        hanako.get("/settings/departments");
    }
    assert_eq!(add(&mut hanako, &[("name", "x"), ("parent", "nobody")]).status, 404);
    assert_eq!(add(&mut hanako, &[("name", "x"), ("people-nobody", "3")]).status, 404);
    assert_eq!(add(&mut hanako, &[("name", "y"), ("people-nobody", "0")]).status, 404);
    assert_eq!(hanako.get("/settings/occupations/nobody/removal").status, 404);
    assert!(hanako.get("/settings/departments").text.contains("まだ部署がありません"));
}

#[test]
fn an_occupation_is_added_once_and_removed_with_its_headcounts() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/occupations");
    let added = hanako.post("/settings/occupations", &[("name", "臨床工学技士")]);
    assert!(added.status == 200 && added.text.contains("臨床工学技士"), "{}", added.text);
    let twice = hanako.post("/settings/occupations", &[("name", "臨床工学技士")]);
    assert!(twice.status == 422 && twice.text.contains("同じ名称の職種"), "{}", twice.text);
    let ids = occupations(&hanako.get("/settings/departments"));
    let last = ids.last().expect("an occupation").clone();
    add(&mut hanako, &[("name", "薬剤部"), (&format!("people-{last}"), "7")]);
    let removal = format!("/settings/occupations/{last}/removal");
    assert!(hanako.get(&removal).text.contains("7人"));
    assert_eq!(hanako.post(&removal, &[]).status, 200);
    assert!(!hanako.get("/settings/departments").text.contains("臨床工学技士"));
}

#[test]
fn all_headcounts_are_typed_on_one_page_and_only_what_changed_is_recorded() {
    let (_server, mut hanako) = Server::with_hospital();
    add(&mut hanako, &[("name", "看護部")]);
    add(&mut hanako, &[("name", "薬剤部")]);
    let page = hanako.get("/settings/headcounts?first");
    let cells = occupations(&page);
    assert_eq!(cells.len(), 2 * 9, "{}", page.text);
    let cell = |nth: usize| format!("people-{}", cells[nth]);
    let saved = hanako.post("/settings/headcounts", &[("first", "1"), (&cell(10), "５"), (&cell(11), "")]);
    assert!(saved.status == 200 && saved.text.contains("次へ：当院に当てはまるもの"), "{}", saved.text);
    assert!(saved.text.contains("<td class=\"number\">5</td>"), "{}", saved.text);
    let again = hanako.get("/settings/headcounts");
    assert_eq!(again.text.matches("value=\"5\"").count(), 1);
    assert_eq!(hanako.post("/settings/headcounts", &[(&cell(10), "5")]).status, 200);
    let log = hanako.get("/settings/audit-events?event=headcount-changed");
    assert_eq!(log.text.matches(">0 → 5</td>").count(), 1, "{}", log.text);
    let wrong = hanako.post("/settings/headcounts", &[(&cell(0), "多数"), (&cell(1), "3")]);
    assert!(wrong.status == 422 && wrong.text.contains("value=\"多数\""), "{}", wrong.text);
    assert!(!hanako.get("/settings/headcounts").text.contains("value=\"3\""), "nothing is stored by half");
    assert_eq!(hanako.post("/settings/headcounts", &[("people-nobody.nothing", "3")]).status, 404);
}
