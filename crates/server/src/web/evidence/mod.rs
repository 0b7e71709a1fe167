//! Evidence (根拠資料): for which ○ there is any, what ends soon, and each item's own.

pub mod download;
pub mod list;
pub mod record;
pub mod show;
pub mod withdraw;

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::evidence::{Evidence, Validity, best};
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::evidence;

use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use super::support::text::Text;

fn may_read(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ReadSheets, Object::Facility(person.facility_id()))
}

fn may_manage(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ManageEvidence, Object::Facility(person.facility_id()))
}

/// The item of an address: of whichever catalog has it, the newest first.
fn place(person: &Person, list: &str, item: &str) -> Result<(&'static Checklist, &'static Item), WebError> {
    let (list, item) = (ChecklistId::new(list), ItemId::new(item));
    let found = person.app().catalogs().iter().rev().find_map(|catalog| {
        let list = catalog.checklist(&list)?;
        Some((list, list.item(&item)?))
    });
    found.ok_or(WebError::Denied(Denial::Invisible))
}

pub fn address(list: &ChecklistId, item: &ItemId) -> String {
    format!("/evidence/{list}/{item}")
}

/// 「有効」 is not said; 期限切れ and まもなく期限 are, in words.
fn validity(text: Text, validity: Validity) -> Markup {
    match validity {
        Validity::Valid => html! {},
        Validity::EndsSoon | Validity::Ended => {
            html! { " " strong.overdue { (text.of("evidence-validity", validity.code())) } }
        }
    }
}

/// What it is and until when, in one line.
fn in_one_line(text: Text, evidence: &Evidence, worth: Validity) -> Markup {
    html! {
        (evidence.name())
        @if let Some(day) = evidence.valid_until { "（" (text.with("evidence-until", [("day", calendar::both(day).into())])) "）" }
        @if let Some(day) = evidence.restored_on { " " (text.with("evidence-restored", [("day", calendar::both(day).into())])) }
        (validity(text, worth))
    }
}

/// All that stands beside an item, as plain words: 「根拠資料：証明書（期限切れ 令和8年11月2日まで）」, or that there is none.
pub fn in_words(text: Text, own: &[&Evidence], today: Date) -> String {
    let piece = |one: &&Evidence| match (one.validity(today), one.valid_until) {
        (Validity::Ended, Some(day)) => text.with(
            "evidence-ended-line",
            [("name", one.name().into()), ("day", calendar::japanese(day).into())],
        ),
        (Validity::Ended | Validity::EndsSoon | Validity::Valid, _) => one.name(),
    };
    let pieces: Vec<String> = own.iter().map(piece).collect();
    let title = match best(own.iter().copied(), today) {
        None => return text.text("evidence-none"),
        Some(Validity::Ended) => text.text("evidence-ended-only"),
        Some(Validity::EndsSoon | Validity::Valid) => text.text("evidence-title"),
    };
    format!("{title}：{}", pieces.join("、"))
}

/// One piece of an item.
async fn find(person: &Person, (list, item): (&str, &str), id: &str) -> Result<Evidence, WebError> {
    let (list, item) = place(person, list, item)?;
    let all = evidence::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let own = all.into_iter().find(|one| one.id.as_str() == id && one.is_of(&list.id, &item.id));
    own.ok_or(WebError::Denied(Denial::Invisible))
}
