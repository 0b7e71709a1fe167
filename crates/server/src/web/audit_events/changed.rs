//! What an event says of changes, in words: field by field, what stood there and what stands there now.

use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::calendar;
use tenken_domain::catalog;
use tenken_domain::id::ChecklistId;
use tenken_domain::money::yen;

use super::names::{Names, item_title};
use crate::actions::changes::{Change, Changes};
use crate::web::support::text::Text;

/// The words of a detail; one that notes no changes stays as it is.
pub fn words(text: Text, names: &Names, noted: &str) -> String {
    let Some(changes) = Changes::read(noted) else { return noted.to_owned() };
    changes.iter().map(|change| line(text, names, change)).collect::<Vec<_>>().join(" / ")
}

fn line(text: Text, names: &Names, change: &Change) -> String {
    let value = |noted: &str| FluentValue::from(value(text, names, (&change.field, noted)));
    let field = FluentValue::from(text.of("audit-field", &change.field));
    text.with("audit-changed", [("field", field), ("old", value(&change.old)), ("new", value(&change.new))])
}

/// Codes, ids and days become words; what somebody typed stays as it was typed.
fn value(text: Text, names: &Names, (field, noted): (&str, &str)) -> String {
    match field {
        _ if noted.is_empty() => text.text("audit-nothing"),
        "appraisal-policy" => text.of("appraisal-policy", noted),
        "naming" => text.of("audit-naming", noted),
        "slips" => text.of("slips", noted),
        "role" => text.of("role", noted),
        "mail-security" => text.of("mail-security", noted),
        "mail-password" | "mail-certificates" => text.of("audit-mail", noted),
        "affiliation" => text.of("affiliation", noted),
        "action-charge" | "meeting-round" | "department" | "system" | "parent" | "person-department"
        | "person-occupation" => names.of(noted).unwrap_or(noted).to_owned(),
        "action-state" => text.of("action-state", noted),
        "action-cost-once" | "action-cost-yearly" => noted.parse().map_or_else(|_| noted.to_owned(), yen),
        "action-findings" => noted.split(' ').map(|code| finding(names, code)).collect::<Vec<_>>().join(", "),
        "from" | "until" | "joined-on" | "left-on" | "held-on" | "action-due" => {
            noted.parse().map_or_else(|_| noted.to_owned(), calendar::both)
        }
        "lists" => noted.split(' ').map(list_title).collect::<Vec<_>>().join(", "),
        "items" => noted.split(' ').map(|id| item_title(id).unwrap_or(id)).collect::<Vec<_>>().join(", "),
        _ => noted.to_owned(),
    }
}

/// `administrator/patches`, or `staff/usb/department/ID`.
fn finding(names: &Names, code: &str) -> String {
    let parts: Vec<&str> = code.split('/').collect();
    let title = parts.get(1).and_then(|item| item_title(item)).unwrap_or(code);
    match parts.get(3).and_then(|group| names.of(group)) {
        Some(group) => format!("{title}（{group}）"),
        None => title.to_owned(),
    }
}

fn list_title(id: &str) -> &str {
    let wanted = ChecklistId::new(id);
    let known = catalog::builtin().iter().find_map(|catalog| catalog.checklist(&wanted));
    known.map_or(id, |list| list.title.as_str())
}
