//! Occupations (職種): one of the two axes of the staff's results.

use crate::id::OccupationId;

/// Whose people they are; contractors' are shown apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Affiliation {
    /// 職員
    Staff,
    /// 委託（清掃、給食、警備など）
    Contractor,
}

impl Affiliation {
    pub const ALL: [Self; 2] = [Self::Staff, Self::Contractor];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Contractor => "contractor",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|affiliation| affiliation.code() == code)
    }
}

/// One occupation of a hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupation {
    pub id: OccupationId,
    pub name: String,
    pub affiliation: Affiliation,
    /// Who answers for it (看護部長), as printed on its sheet of results; may be empty.
    pub responsible: String,
}

impl Occupation {
    /// An occupation of the hospital's own staff, nobody named for it yet.
    pub fn of_staff(id: OccupationId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), affiliation: Affiliation::Staff, responsible: String::new() }
    }
}
