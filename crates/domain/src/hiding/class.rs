//! The classes of sheets whose numbers a reader follows through departments and occupations.

use super::MOST_DIFFERING;
use super::worlds::Sum;
use crate::facts::{Band, Count, Figure};

/// Sheets with one mark, or with any other than ○.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Yes,
    ButYes,
    No,
    NotApplicable,
    Blank,
}

impl Class {
    pub(super) const ALL: [Self; 5] = [Self::Yes, Self::ButYes, Self::No, Self::NotApplicable, Self::Blank];

    /// Whether nobody is to know that there are none of this class. That nobody said 該当なし or left an item blank may
    /// be known.
    pub(super) const fn must_be_possible(self) -> bool {
        match self {
            Self::Yes | Self::ButYes | Self::No => true,
            Self::NotApplicable | Self::Blank => false,
        }
    }

    /// Whether nobody is to know that all are of this class. That all are of any but ○ is the same as that none is of ○.
    pub(super) const fn must_not_be_certain(self) -> bool {
        match self {
            Self::Yes | Self::No | Self::NotApplicable | Self::Blank => true,
            Self::ButYes => false,
        }
    }

    /// What a figure tells of how many sheets are of this class.
    pub(super) fn sum(self, figure: Figure, count: Count) -> Sum {
        let (now, sheets) = (self.of(count), count.sheets());
        let few = Sum::between(now, (0, MOST_DIFFERING));
        let nearly_all = Sum::between(now, (sheets.saturating_sub(MOST_DIFFERING), sheets));
        match (self, figure) {
            (_, Figure::Count(_)) | (Self::Yes | Self::ButYes, Figure::Printed(_)) => Sum::exact(now),
            (Self::No | Self::NotApplicable | Self::Blank, Figure::Printed(share)) => {
                Sum::between(now, (0, sheets - share.yes))
            }
            (Self::Yes, Figure::Band(Band::AtLeast(_))) | (Self::ButYes, Figure::Band(Band::AtMost(_))) => {
                nearly_all
            }
            (Self::Yes, Figure::Band(Band::AtMost(_))) | (_, Figure::Band(Band::AtLeast(_))) => few,
            (Self::No | Self::NotApplicable | Self::Blank, Figure::Band(Band::AtMost(_)))
            | (_, Figure::Hidden) => Sum::hidden(now, sheets),
        }
    }

    /// What to show of this figure instead, so that it tells less of this class.
    pub(super) fn instead(self, figure: Figure, count: Count) -> Option<Figure> {
        match (self, figure) {
            (Self::No | Self::NotApplicable | Self::Blank, Figure::Count(_)) => {
                Some(Figure::Printed(count.as_printed()))
            }
            (_, Figure::Count(_) | Figure::Printed(_) | Figure::Band(_)) => Some(Figure::Hidden),
            (_, Figure::Hidden) => None,
        }
    }

    fn of(self, count: Count) -> u64 {
        match self {
            Self::Yes => count.yes,
            Self::ButYes => count.sheets() - count.yes,
            Self::No => count.no,
            Self::NotApplicable => count.not_applicable,
            Self::Blank => count.blank,
        }
    }
}
