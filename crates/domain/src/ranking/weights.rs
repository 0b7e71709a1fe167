//! What weighs how much: the content of a catalog's `priorities.yaml`. Reading it lives beside this.

use std::collections::BTreeMap;

use super::Part;
use crate::id::ItemId;

/// Everything that decides the order and is not a fact of the hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// 0 to [`Weights::HEAVIEST`], one for each part.
    pub weights: BTreeMap<Part, u64>,
    /// Points of a part of which nothing is known.
    pub unknown: u64,
    pub care: BTreeMap<Care, u64>,
    pub reach: BTreeMap<Reach, u64>,
    /// Points by person-days.
    pub effort: Ladder,
    /// Points by yen.
    pub cost: Ladder,
    /// Points by days.
    pub open: Ladder,
    /// One for each item of the catalog.
    pub items: BTreeMap<ItemId, Assessment>,
}

/// What is said of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub care: Care,
    pub reach: Reach,
}

/// The effect on the care of patients if what is missing is used in an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Care {
    Low,
    Middle,
    High,
}

/// How many of the staff or of the systems something touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// One system, one contract, or few people.
    Few,
    ManySystems,
    AllStaff,
}

/// Points by a number: those of the first step it does not exceed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// From low to high.
    pub steps: Vec<Step>,
    /// Points of what exceeds the last step.
    pub beyond: u64,
}

/// One step of a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub up_to: u64,
    pub points: u64,
}

impl Weights {
    /// The heaviest weight of a part.
    pub const HEAVIEST: u64 = 10;
    /// The most points of a part.
    pub const FULL: u64 = 100;

    /// The weight of a part.
    pub fn weight(&self, part: Part) -> u64 {
        self.weights.get(&part).copied().unwrap_or(0)
    }

    /// The largest total there can be.
    pub fn most(&self) -> u64 {
        Part::ALL.into_iter().map(|part| self.weight(part) * Self::FULL).sum()
    }
}

impl Care {
    pub const ALL: [Self; 3] = [Self::High, Self::Middle, Self::Low];

    /// The word in the data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|care| care.code() == code)
    }
}

impl Reach {
    pub const ALL: [Self; 3] = [Self::AllStaff, Self::ManySystems, Self::Few];

    /// The word in the data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AllStaff => "all-staff",
            Self::ManySystems => "many-systems",
            Self::Few => "few",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.code() == code)
    }
}

impl Ladder {
    /// The points of this amount.
    pub fn points(&self, amount: u64) -> u64 {
        self.steps.iter().find(|step| amount <= step.up_to).map_or(self.beyond, |step| step.points)
    }
}
