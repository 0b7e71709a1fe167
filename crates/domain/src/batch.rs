//! Anonymous sheets wait, sealed, until enough of one group are together; then only their sums are kept.
//! Sealing itself and the random order need keys and randomness and are the server's.

use std::collections::BTreeMap;

use crate::facts::{Counts, GroupKey};
use crate::id::ItemId;
use crate::mark::Mark;

/// One half of an anonymous sheet, opened: its department or its occupation, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    pub group: GroupKey,
    pub marks: BTreeMap<ItemId, Option<Mark>>,
}

/// Halves of one group that are let go together: the keys of their records and the sums that stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<K> {
    pub group: GroupKey,
    pub records: Vec<K>,
    pub counts: Counts,
}

/// Takes every group of which at least `size` halves wait; the others go on waiting.
pub fn ready<K: Clone>(waiting: &[(K, Half)], size: u64) -> Vec<Batch<K>> {
    grouped(waiting).into_iter().filter(|batch| batch.records.len() as u64 >= size).collect()
}

/// Every group with whatever waits in it, however little: for the end of a round.
pub fn grouped<K: Clone>(waiting: &[(K, Half)]) -> Vec<Batch<K>> {
    let mut groups: BTreeMap<&GroupKey, Vec<&(K, Half)>> = BTreeMap::new();
    for one in waiting {
        groups.entry(&one.1.group).or_default().push(one);
    }
    let batch = |(group, halves): (&GroupKey, Vec<&(K, Half)>)| Batch {
        group: group.clone(),
        records: halves.iter().map(|(record, _)| record.clone()).collect(),
        counts: sum(halves.iter().map(|(_, half)| half)),
    };
    groups.into_iter().map(batch).collect()
}

/// Adds up the marks of several halves.
pub fn sum<'h>(halves: impl Iterator<Item = &'h Half>) -> Counts {
    let mut counts = Counts::new();
    for half in halves {
        for (item, mark) in &half.marks {
            counts.entry(item.clone()).or_default().add(*mark);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DepartmentId;

    fn half(department: &str, mark: Mark) -> Half {
        let marks = BTreeMap::from([(ItemId::new("clear-screen"), Some(mark))]);
        Half { group: GroupKey::Department(DepartmentId::new(department)), marks }
    }

    #[test]
    fn a_group_is_let_go_only_when_enough_wait() {
        let mut waiting: Vec<(u32, Half)> = (0..4).map(|n| (n, half("ward", Mark::Yes))).collect();
        waiting.push((9, half("office", Mark::No)));
        assert_eq!(ready(&waiting, 5), []);
        waiting.push((4, half("ward", Mark::No)));
        let batches = ready(&waiting, 5);
        assert_eq!(batches.len(), 1);
        assert_eq!(batches[0].records, [0, 1, 2, 3, 4]);
        let count = batches[0].counts[&ItemId::new("clear-screen")];
        assert_eq!((count.yes, count.no), (4, 1));
    }
}
