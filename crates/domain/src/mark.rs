//! The marks that can stand in a チェック欄. A blank is the absence of a mark, not a mark.

/// What stands in the チェック欄 of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// ○
    Yes,
    /// ×
    No,
    /// 該当なし; on the staff list 「この業務はない」
    NotApplicable,
    /// 確認中: still being asked; counts as not ○. Administrators' lists only.
    Pending(Option<PendingAt>),
}

/// Whom an administrator is still asking (確認中（院内／事業者）).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PendingAt {
    /// 院内
    Hospital,
    /// 事業者
    Vendor,
}

impl Mark {
    /// Every mark, in the order in which buttons and drop-downs show them.
    pub const ALL: [Self; 6] = [
        Self::Yes,
        Self::No,
        Self::NotApplicable,
        Self::Pending(Some(PendingAt::Hospital)),
        Self::Pending(Some(PendingAt::Vendor)),
        Self::Pending(None),
    ];

    /// Those for which nobody is being asked any more, in the same order: all that a departmental system, a vendor or an
    /// executive's opinion can say.
    pub const SETTLED: [Self; 3] = [Self::Yes, Self::No, Self::NotApplicable];

    /// The text as the sheet, the forms and `tenken check` print it: `○`, `×`, `該当なし` or `確認中`.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Yes => "○",
            Self::No => "×",
            Self::NotApplicable => "該当なし",
            Self::Pending(_) => "確認中",
        }
    }

    /// The word in form fields and database rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "not-applicable",
            Self::Pending(Some(PendingAt::Hospital)) => "pending-hospital",
            Self::Pending(Some(PendingAt::Vendor)) => "pending-vendor",
            Self::Pending(None) => "pending",
        }
    }

    /// The mark with this [`code`](Self::code), or `None` for any other word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_again_by_its_code() {
        for mark in Mark::ALL {
            assert_eq!(Mark::from_code(mark.code()), Some(mark));
        }
        assert_eq!(Mark::from_code("○"), None);
    }
}
