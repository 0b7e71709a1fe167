//! The staff's sheets: the way in by a department's link, the sheet, thanks, what may be read then, correction; typing in from paper; and the
//! single sheets of 記名 rounds.

pub mod carried;
pub mod correct;
pub mod entrance;
pub mod hand_in;
mod items;
pub mod learning;
pub mod list;
pub mod paper;
pub mod show;
pub mod thanks;

use std::collections::BTreeMap;

use tenken_domain::catalog::Checklist;
use tenken_domain::id::{IdempotencyKey, ItemId};
use tenken_domain::mark::Mark;

use super::support::fields::Fields;
use super::support::reply::WebError;
use crate::actions::staff_sheets::Marks;
use crate::secrets::random::Randomness;

/// The scripts of a page with the staff's items; it works without them.
const SCRIPTS: [&str; 2] = ["staff.js", "read-aloud.js"];

/// 記入者 is not longer than this.
pub const LONGEST_NAME: usize = 60;

/// The marks of a form. Fields of unknown items, unknown marks and fields that come twice are no form of ours.
pub fn marks_of(fields: &Fields, list: &Checklist) -> Result<Marks, WebError> {
    let mut marks: Marks = BTreeMap::new();
    for (item, value) in fields.starting("mark-") {
        let item = list.item(&ItemId::new(item)).ok_or(WebError::BadForm)?.id.clone();
        let mark = match Mark::from_code(value) {
            Some(mark @ (Mark::Yes | Mark::No | Mark::NotApplicable)) => Some(mark),
            Some(Mark::Pending(_)) => return Err(WebError::BadForm),
            None if value.is_empty() => None,
            None => return Err(WebError::BadForm),
        };
        if marks.insert(item, mark).is_some() {
            return Err(WebError::BadForm);
        }
    }
    Ok(marks)
}

/// The items that bear no mark yet, in the order of the page.
pub fn open_items<'l>(list: &'l Checklist, marks: &Marks) -> Vec<&'l tenken_domain::catalog::Item> {
    let is_open = |item: &&_| marks.get(item_id(item)).copied().flatten().is_none();
    list.items_by_number().into_iter().filter(is_open).collect()
}

fn item_id(item: &tenken_domain::catalog::Item) -> &ItemId {
    &item.id
}

/// The key a form carries so that sending it twice counts once.
pub fn new_key(random: &Randomness) -> IdempotencyKey {
    IdempotencyKey::new(random.unordered_id())
}

/// The key of a form that was sent. A form without one of ours is not taken: two of them would count as one.
pub fn key_of(fields: &Fields) -> Result<IdempotencyKey, WebError> {
    let key = fields.secret("key");
    let is_ours =
        key.len() == 22 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_ours { Ok(IdempotencyKey::new(key)) } else { Err(WebError::BadForm) }
}
