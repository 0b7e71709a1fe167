//! What if (予算と工数から選ぶ): which actions lift the weakest cells most within a budget and so many person-days, and why
//! these. Nothing is decided here: what is chosen is shown, and people plan.

mod bound;
mod explain;
mod instance;
mod question;
mod search;
#[cfg(test)]
mod tests;

use question::Question;
use search::search;

use super::{Candidate, CellKey, What};
use crate::facts::RoundFacts;
use crate::id::ItemId;
use crate::result::Share;

/// What may be spent, or is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Yen that are paid once; what is paid yearly is not in it.
    pub yen: u64,
    /// Person-days.
    pub days: u64,
}

/// The best set of actions, what it does, and how sure it is that there is no better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In the order of the candidates.
    pub chosen: Vec<Chosen>,
    /// Those that would add most first.
    pub left_out: Vec<LeftOut>,
    pub unable: Vec<Unable>,
    /// All cells of the round.
    pub cells: Vec<Lift>,
    /// What all turned items are worth together; see [`choose`].
    pub value: u64,
    pub spent: Budget,
    pub proof: Proof,
}

/// An action of the best set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub what: What,
    pub title: String,
    pub price: Budget,
    /// The items it turns into ○.
    pub items: Vec<ItemId>,
    /// Those of them that no other chosen action turns.
    pub alone: Vec<ItemId>,
    /// By how much the value would be smaller without it.
    pub worth: u64,
}

/// An action that could have been chosen and was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub what: What,
    pub title: String,
    pub price: Budget,
    /// What it would add to the value of the best set.
    pub gain: u64,
    pub reason: Reason,
}

/// Why an action was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// None of its items can be turned: they are ○, do not apply, or it reaches only a part of the weak groups.
    TurnsNothing,
    /// The chosen actions turn all of its items already.
    TurnedAlready,
    /// By so much it is dearer than everything that may be spent.
    BeyondBudget(Budget),
    /// So much is missing beside the best set.
    NoRoom {
        missing: Budget,
        /// The exchange of one chosen action for it that would come nearest; `None` where none makes enough room.
        exchange: Option<Exchange>,
    },
}

/// One chosen action given up for one that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub out: What,
    pub title: String,
    /// The value of the set after the exchange.
    pub value: u64,
}

/// A candidate that cannot be chosen, because something about it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unable {
    pub what: What,
    pub title: String,
    pub lacks: Vec<Lack>,
}

/// What is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A finding without an action.
    Action,
    /// What it costs once.
    Cost,
    /// Person-days.
    Effort,
}

/// A cell before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    pub key: CellKey,
    pub before: Share,
    pub after: Share,
}

/// How sure it is that there is no better set, and how many places of the search were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// No set within the budget has more value.
    Optimal { nodes: u64 },
    /// The search ended at its limit: a set of value `found` is known, and none has more than `bound`.
    Gap { found: u64, bound: u64, nodes: u64 },
}

impl Lack {
    /// As it stands in locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Cost => "cost",
            Self::Effort => "effort",
        }
    }
}

/// Chooses the actions that lift the weakest cells most within a budget.
///
/// An item that is turned into ○ is worth the thinness of its cell at that moment, squared: with k of n items ○,
/// (1000 - 1000 (k + 1) / (n + 2))² / 100, rounded down. So the weakest cells come first, the second item of a cell is
/// worth less than the first, and several actions on one item count it once. The value of a set is the sum. A cell of
/// one item is worth no more than the first item of the thinnest cell of several; an item of the staff is turned only by
/// an action about all of its weak departments or all of its weak occupations.
///
/// `most_nodes` limits the search; the same question with the same limit always has the same answer.
pub fn choose(candidates: &[Candidate], facts: &RoundFacts<'_>, budget: Budget, most_nodes: u64) -> Choice {
    let question = Question::of(candidates, facts, budget);
    let found = search(&question.instance, most_nodes);
    explain::choice(&question, found)
}
