//! What only some hospitals need and switch on; a new hospital has none of it.

/// A way to ask or to answer beyond poster and paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// 回答カード
    Slips,
    /// 依頼・再依頼のメール
    Mail,
    /// 共用端末
    Kiosk,
    /// Excel sheets handed round and read in together.
    Workbooks,
    /// 予算と工数から対策を選ぶ試算
    WhatIf,
    /// 担当→確認→承認 of the hospital's sheets
    Approval,
}

impl Feature {
    pub const ALL: [Self; 6] =
        [Self::Slips, Self::Mail, Self::Kiosk, Self::Workbooks, Self::WhatIf, Self::Approval];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Slips => "slips",
            Self::Mail => "mail",
            Self::Kiosk => "kiosk",
            Self::Workbooks => "workbooks",
            Self::WhatIf => "what-if",
            Self::Approval => "approval",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.code() == code)
    }
}
