//! The classes of sheets whose numbers a reader follows through departments and occupations.

use super::MOST_DIFFERING;
use super::worlds::Sum;
use crate::facts::{Band, Count, Figure};

/// How an item was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    NotApplicable,
    Blank,
}

/// Sheets with one answer, or with any but it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Of(Answer),
    AllBut(Answer),
}

impl Answer {
    pub(super) const ALL: [Self; 4] = [Self::Yes, Self::No, Self::NotApplicable, Self::Blank];

    /// Where it stands among all.
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::NotApplicable => 2,
            Self::Blank => 3,
        }
    }

    pub(super) fn of(self, count: Count) -> u64 {
        match self {
            Self::Yes => count.yes,
            Self::No => count.no,
            Self::NotApplicable => count.not_applicable,
            Self::Blank => count.blank,
        }
    }

    /// Between which numbers a figure says that they lie; `None` where it says nothing.
    pub(super) fn bounds(self, figure: Figure, count: Count) -> Option<(u64, u64)> {
        let (now, sheets) = (self.of(count), count.sheets());
        match (self, figure) {
            (_, Figure::Count(_)) | (Self::Yes, Figure::Printed(_)) => Some((now, now)),
            (_, Figure::Printed(share)) => Some((0, sheets - share.yes)),
            (Self::Yes, Figure::Band(Band::AtLeast(_))) => {
                Some((sheets.saturating_sub(MOST_DIFFERING), sheets))
            }
            (Self::Yes, Figure::Band(Band::AtMost(_))) | (_, Figure::Band(Band::AtLeast(_))) => {
                Some((0, MOST_DIFFERING))
            }
            (_, Figure::Band(Band::AtMost(_)) | Figure::Hidden) => None,
        }
    }
}

impl Class {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Answer::ALL.into_iter().flat_map(|answer| [Self::Of(answer), Self::AllBut(answer)])
    }

    /// Whether nobody is to know that there are none of this class. That nobody said 該当なし or left an item blank may be
    /// known.
    pub(super) const fn must_be_possible(self) -> bool {
        !matches!(self, Self::Of(Answer::NotApplicable | Answer::Blank))
    }

    /// Whether nobody is to know that all are of this class.
    pub(super) const fn must_not_be_certain(self) -> bool {
        matches!(self, Self::Of(_))
    }

    /// What a figure tells of how many sheets are of this class.
    pub(super) fn sum(self, figure: Figure, count: Count) -> Sum {
        let sheets = count.sheets();
        let (now, bounds) = match self {
            Self::Of(answer) => (answer.of(count), answer.bounds(figure, count)),
            Self::AllBut(answer) => {
                let others = |(least, most): (u64, u64)| (sheets.saturating_sub(most), sheets - least);
                (sheets - answer.of(count), answer.bounds(figure, count).map(others))
            }
        };
        bounds.map_or_else(|| Sum::hidden(now, sheets), |bounds| Sum::between(now, bounds))
    }

    /// What to show of this figure instead, so that it tells less of this class.
    pub(super) fn instead(self, figure: Figure, count: Count) -> Option<Figure> {
        match (self, figure) {
            (_, Figure::Hidden) => None,
            (Self::Of(Answer::Yes) | Self::AllBut(Answer::Yes), _)
            | (_, Figure::Printed(_) | Figure::Band(_)) => Some(Figure::Hidden),
            (_, Figure::Count(_)) => Some(Figure::Printed(count.as_printed())),
        }
    }
}
