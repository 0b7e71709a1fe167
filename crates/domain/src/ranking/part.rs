//! The named parts of the order.

/// One of the things that are weighed when actions are put in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// How much the care of patients suffers if what is missing is used in an attack.
    Care,
    /// How thin the cell of the finding is.
    Balance,
    /// Person-days.
    Effort,
    /// How many of the staff or of the systems it touches.
    Reach,
    /// How long it has been open.
    Open,
    /// Yen of the first year.
    Cost,
}

impl Part {
    /// In the order in which pages and reports show them.
    pub const ALL: [Self; 6] = [Self::Care, Self::Balance, Self::Effort, Self::Reach, Self::Open, Self::Cost];

    /// As it stands in the data and in locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Care => "care",
            Self::Balance => "balance",
            Self::Effort => "effort",
            Self::Reach => "reach",
            Self::Open => "open",
            Self::Cost => "cost",
        }
    }
}
