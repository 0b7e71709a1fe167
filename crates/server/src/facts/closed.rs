//! The staff's results of rounds that have closed, kept in memory: what small groups hide takes a tenth of a second and
//! more to work out, and a closed round never changes, in this process or any other. Who may see them is decided before anybody asks here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tenken_domain::facts::StaffFacts;
use tenken_domain::id::RoundId;

/// How many rounds are kept; one of 60 departments takes some hundred kilobytes.
const MOST_KEPT: usize = 32;

type Kept = (RoundId, Arc<StaffFacts>);

/// The results that were looked at last, the latest first. Cheap to clone.
#[derive(Clone, Default)]
pub struct ClosedRounds(Arc<Mutex<VecDeque<Kept>>>);

impl ClosedRounds {
    pub fn find(&self, round: &RoundId) -> Option<StaffFacts> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(id, _)| id == round)?;
        let found = kept.remove(place)?;
        let staff = Arc::clone(&found.1);
        kept.push_front(found);
        drop(kept);
        Some(StaffFacts::clone(&staff))
    }

    /// Keeps what was read of a round after it had closed.
    pub fn keep(&self, round: &RoundId, staff: &StaffFacts) {
        let new = (round.clone(), Arc::new(staff.clone()));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(id, _)| id != round);
        kept.push_front(new);
        kept.truncate(MOST_KEPT);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tenken_domain::facts::Figures;
    use tenken_domain::id::ChecklistId;

    use super::*;

    fn result(handed_in: u64) -> StaffFacts {
        StaffFacts {
            list: ChecklistId::new("staff"),
            asked: 100,
            handed_in,
            away: 0,
            minimum: 5,
            figures: Figures::TooFew,
            departments: Vec::new(),
            occupations: Vec::new(),
            contractors: BTreeSet::new(),
        }
    }

    #[test]
    fn the_rounds_looked_at_last_are_kept_and_no_more_than_that() {
        let (rounds, id) = (ClosedRounds::default(), |nth: usize| RoundId::new(nth.to_string()));
        for nth in 0..MOST_KEPT {
            rounds.keep(&id(nth), &result(nth as u64));
        }
        assert_eq!(rounds.find(&id(0)).map(|staff| staff.handed_in), Some(0));
        rounds.keep(&id(MOST_KEPT), &result(7));
        assert!(rounds.find(&id(0)).is_some() && rounds.find(&id(1)).is_none());
        assert_eq!(rounds.find(&id(MOST_KEPT)), Some(result(7)));
    }
}
