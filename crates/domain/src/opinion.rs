//! 参考回答: what single executives would answer before they meet. It is shown beside the hospital's answer and never counted.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::id::{AccountId, ItemId};
use crate::mark::Mark;

/// Most characters of a memo.
pub const LONGEST_MEMO: usize = 500;

/// One executive's answer to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    pub item: ItemId,
    pub by: AccountId,
    /// The name at that time.
    pub name: String,
    /// One of [`Mark::SETTLED`].
    pub mark: Mark,
    pub memo: String,
    pub set_at: Timestamp,
}

/// How the answers to one item lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Lie {
    pub yes: usize,
    pub no: usize,
    pub not_applicable: usize,
}

impl Lie {
    /// Whether not all said the same.
    pub fn is_split(self) -> bool {
        [self.yes, self.no, self.not_applicable].into_iter().filter(|said| *said > 0).count() > 1
    }
}

/// How the answers lie, by item.
pub fn lie(opinions: &[Opinion]) -> BTreeMap<ItemId, Lie> {
    let mut lies: BTreeMap<ItemId, Lie> = BTreeMap::new();
    for one in opinions {
        let lie = lies.entry(one.item.clone()).or_default();
        match one.mark {
            Mark::Yes => lie.yes += 1,
            Mark::No | Mark::Pending(_) => lie.no += 1,
            Mark::NotApplicable => lie.not_applicable += 1,
        }
    }
    lies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_split_where_not_all_say_the_same() {
        let said = |item: &str, by: &str, mark| Opinion {
            item: ItemId::new(item),
            by: AccountId::new(by),
            name: String::new(),
            mark,
            memo: String::new(),
            set_at: Timestamp::UNIX_EPOCH,
        };
        let lies = lie(&[
            said("csirt", "a", Mark::Yes),
            said("csirt", "b", Mark::No),
            said("policy", "a", Mark::Yes),
            said("policy", "b", Mark::Yes),
        ]);
        let of = |item: &str| lies[&ItemId::new(item)];
        assert!(of("csirt").is_split() && !of("policy").is_split());
        assert_eq!(of("policy"), Lie { yes: 2, no: 0, not_applicable: 0 });
    }
}
