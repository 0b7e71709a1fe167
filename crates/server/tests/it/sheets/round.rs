//! Rounds and sheets as these tests use them: opened by 管理 花子, written on as a browser would.

use crate::support::{Page, Somebody};

pub const EXECUTIVE: &str = "executive";
pub const ADMINISTRATOR: &str = "administrator";

/// A prepared round of these lists; its address.
pub fn prepared(hanako: &mut Somebody, name: &str, lists: &[&str]) -> String {
    let form = hanako.get("/rounds/new");
    let catalog = form.between("<option value=\"", "\"").expect("a catalog").to_owned();
    let mut fields = vec![
        ("catalog", catalog.as_str()),
        ("name", name),
        ("from", "2026-04-01"),
        ("until", "2026-04-14"),
        ("naming", "anonymous"),
    ];
    fields.extend(lists.iter().map(|list| ("lists", *list)));
    let page = hanako.post("/rounds", &fields);
    assert_eq!(page.status, 200, "{}", page.text);
    page.path
}

/// An open round of both official lists; its address.
pub fn opened(hanako: &mut Somebody) -> String {
    opened_as(hanako, "令和8年度 第1回")
}

pub fn opened_as(hanako: &mut Somebody, name: &str) -> String {
    let round = prepared(hanako, name, &[EXECUTIVE, ADMINISTRATOR]);
    assert_eq!(hanako.post(&format!("{round}/opening"), &[]).status, 200);
    round
}

pub fn close(hanako: &mut Somebody, round: &str) {
    hanako.get(&format!("{round}/closure"));
    hanako.post(&format!("{round}/closure"), &[]);
    assert!(hanako.get(round).text.contains("締切済"));
}

/// The part of a sheet's page that belongs to one item.
pub fn row<'p>(page: &'p Page, item: &str) -> &'p str {
    let start = format!("<article id=\"item-{item}\"");
    page.between(&start, "</article>").unwrap_or_else(|| panic!("no {item} in {}", page.text))
}

/// The value of a field in a piece of a page.
pub fn value<'t>(text: &'t str, name: &str) -> &'t str {
    let start = format!("name=\"{name}\" value=\"");
    let from = text.find(&start).unwrap_or_else(|| panic!("no {name} in {text}")) + start.len();
    text[from..].split('"').next().expect("a value")
}

/// Opens the sheet, presses a mark of an item and sends what stands in its fields.
pub fn press(
    who: &mut Somebody,
    sheet: &str,
    (item, mark): (&str, &str),
    (memo, reason): (&str, &str),
) -> Page {
    let page = who.get(sheet);
    let row = row(&page, item);
    let (key, seen) = (value(row, "key").to_owned(), value(row, "seen").to_owned());
    let fields = [("key", key.as_str()), ("seen", &seen), ("mark", mark), ("memo", memo), ("reason", reason)];
    who.post(&format!("{sheet}/answers/{item}"), &fields)
}

/// How many changes the record of an item shows.
pub fn changes(who: &mut Somebody, sheet: &str, item: &str) -> usize {
    let page = who.get(&format!("{sheet}/answers/{item}"));
    assert_eq!(page.status, 200);
    page.text.split("<tbody>").nth(1).map_or(0, |body| body.matches("<tr>").count())
}
