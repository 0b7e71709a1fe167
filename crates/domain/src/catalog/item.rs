//! One item of a list (チェック項目), its viewpoint, and how sure we are of both its number and its viewpoint.

use crate::id::{ConditionId, ItemId, TopicId};

/// 予防, 発見 or 是正; the staff list has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Viewpoint {
    /// 予防
    Prevention,
    /// 発見
    Detection,
    /// 是正
    Correction,
}

impl Viewpoint {
    /// In the order in which the sheet prints them.
    pub const ALL: [Self; 3] = [Self::Prevention, Self::Detection, Self::Correction];

    /// The sheet's own word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Prevention => "予防",
            Self::Detection => "発見",
            Self::Correction => "是正",
        }
    }

    /// The viewpoint with this [`label`](Self::label), or `None` for any other word.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|viewpoint| viewpoint.label() == label)
    }
}

/// How sure it is which number or viewpoint the printed sheet gives this text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Certain,
    WellFounded,
    Likely,
    Unknown,
}

impl Certainty {
    /// From surest to least sure.
    pub const ALL: [Self; 4] = [Self::Certain, Self::WellFounded, Self::Likely, Self::Unknown];

    /// The word in a catalog.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::WellFounded => "well-founded",
            Self::Likely => "likely",
            Self::Unknown => "unknown",
        }
    }

    /// The certainty with this [`code`](Self::code), or `None` for any other word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|certainty| certainty.code() == code)
    }
}

/// One item. `text` is the ministry's, one entry a paragraph or bullet; `title`, `topic`, `yes_means`, `no_means`,
/// `applies_when` and `note` are ours and are shown as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    /// 整理番号 within the list, from 1; the ministry's own number only where `number_is` is certain.
    pub number: u32,
    pub number_is: Certainty,
    pub viewpoint: Option<Viewpoint>,
    pub viewpoint_is: Option<Certainty>,
    pub title: String,
    pub topic: TopicId,
    /// The page of the printed sheet, where known.
    pub page: Option<u32>,
    pub applies_when: Option<ConditionId>,
    /// What ○ means, where the ministry asks 「…していないか」.
    pub yes_means: Option<String>,
    pub no_means: Option<String>,
    /// A remark of ours, e.g. that a slip is the original's.
    pub note: Option<String>,
    pub text: Vec<String>,
}

impl Item {
    /// The bullets of the item (・, a, b …), for working ticks that are never scored; empty for most items.
    pub fn bullets(&self) -> impl Iterator<Item = &str> {
        self.text.iter().map(String::as_str).filter(|line| Self::is_bullet(line))
    }

    /// Whether a line of an item's text is a bullet.
    pub fn is_bullet(line: &str) -> bool {
        line.starts_with('・')
    }
}
