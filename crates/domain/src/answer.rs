//! An answer to one item, and why an item can be open or out of play before anybody answered it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Checklist, Item};
use crate::id::{ConditionId, ItemId};
use crate::mark::Mark;

/// What stands in one row of a sheet: the mark and 院内メモ. The memo never prints on the official form.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Answer {
    pub mark: Option<Mark>,
    pub memo: String,
    /// Why 該当なし, where a person chose it.
    pub reason: String,
}

/// The answers of one sheet, by item.
pub type Answers = BTreeMap<ItemId, Answer>;

/// What the hospital said of a circumstance (当院に当てはまるもの).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Circumstance {
    Applies,
    DoesNotApply,
    /// 分からない: leaves the item open.
    Unknown,
}

impl Circumstance {
    pub const ALL: [Self; 3] = [Self::Applies, Self::DoesNotApply, Self::Unknown];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::DoesNotApply => "does-not-apply",
            Self::Unknown => "unknown",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|circumstance| circumstance.code() == code)
    }
}

/// The circumstances that were fixed as not applying when the round opened.
pub type Absent = BTreeSet<ConditionId>;

/// The mark that counts for an item: what was set by hand, else 該当なし where a circumstance rules the item out.
pub fn effective_mark(item: &Item, answers: &Answers, absent: &Absent) -> Option<Mark> {
    let by_hand = answers.get(&item.id).and_then(|answer| answer.mark);
    by_hand.or_else(|| derived(item, absent).map(|_| Mark::NotApplicable))
}

/// The circumstance that rules this item out, if one does.
pub fn derived<'a>(item: &'a Item, absent: &Absent) -> Option<&'a ConditionId> {
    item.applies_when.as_ref().filter(|condition| absent.contains(*condition))
}

/// The marks of a whole list in catalog order.
pub fn effective_marks(list: &Checklist, answers: &Answers, absent: &Absent) -> Vec<Option<Mark>> {
    list.items.iter().map(|item| effective_mark(item, answers, absent)).collect()
}
