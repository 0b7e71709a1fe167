//! 院内の判断で並べ替え: places of the order that people set by hand, each with its reason. The calculated rank stays beside it.

use super::{Ranked, What};

/// Most characters of a reason.
pub const LONGEST_REASON: usize = 300;

/// A place that somebody set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// [`What::code`] of what was placed.
    pub what: String,
    /// From 1.
    pub place: usize,
    pub reason: String,
    /// The name of whoever set it, at that time.
    pub by: String,
}

/// One line of the order as it is shown: what was calculated, and what was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub ranked: Ranked,
    pub by_hand: Option<Placement>,
}

impl What {
    /// As it stands in forms and database rows.
    pub fn code(&self) -> String {
        match self {
            Self::Action(id) => format!("action/{id}"),
            Self::Finding(finding) => format!("finding/{}", finding.code()),
        }
    }
}

/// The calculated order with what was placed by hand at its places; of two for one place, the one placed first in the
/// list given. A place beyond the end is the end.
pub fn placed(ranked: Vec<Ranked>, placements: &[Placement]) -> Vec<Placed> {
    let by_hand =
        |one: &Ranked| placements.iter().find(|placement| placement.what == one.candidate.what.code());
    let (set, mut order): (Vec<Placed>, Vec<Placed>) = ranked
        .into_iter()
        .map(|ranked| Placed { by_hand: by_hand(&ranked).cloned(), ranked })
        .partition(|one| one.by_hand.is_some());
    let mut set: Vec<(usize, Placed)> =
        set.into_iter().filter_map(|one| Some((one.by_hand.as_ref()?.place, one))).collect();
    set.sort_by_key(|(place, _)| *place);
    for (place, one) in set {
        let place = place.saturating_sub(1).min(order.len());
        order.insert(place, one);
    }
    order
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::action::Cost;
    use crate::id::ActionId;
    use crate::ranking::Candidate;

    fn ranked(rank: usize, id: &str) -> Ranked {
        let candidate = Candidate {
            what: What::Action(ActionId::new(id)),
            title: id.to_owned(),
            findings: Vec::new(),
            effort: None,
            cost: Cost::default(),
            since: date(2026, 4, 1),
            due: None,
        };
        Ranked { rank, candidate, total: 0, scores: Vec::new() }
    }

    fn placement(what: &str, place: usize) -> Placement {
        Placement {
            what: format!("action/{what}"),
            place,
            reason: "監査で約束した".to_owned(),
            by: "管理 花子".to_owned(),
        }
    }

    #[test]
    fn what_was_placed_stands_at_its_place_and_all_others_keep_their_order() {
        let order = |placements: &[Placement]| -> String {
            let ranked = ["a", "b", "c", "d"].iter().zip(1..).map(|(id, rank)| ranked(rank, id)).collect();
            placed(ranked, placements).iter().map(|one| one.ranked.candidate.title.clone()).collect()
        };
        assert_eq!(order(&[]), "abcd");
        assert_eq!(order(&[placement("d", 1)]), "dabc");
        assert_eq!(order(&[placement("a", 9), placement("d", 2)]), "bdca");
        assert_eq!(order(&[placement("gone", 1)]), "abcd");
    }
}
