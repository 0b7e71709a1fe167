//! A catalog as a whole: its lists, its own texts, topics and circumstances, and how to find things in it.

use super::item::{Certainty, Item, Viewpoint};
use crate::id::{CatalogId, ChecklistId, ConditionId, ItemId, TopicId};

/// Who fills in a list. Decides the page, the marks and who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    Executive,
    Administrator,
    Staff,
}

impl Audience {
    pub const ALL: [Self; 3] = [Self::Executive, Self::Administrator, Self::Staff];

    /// The word in a catalog.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Executive => "executive",
            Self::Administrator => "administrator",
            Self::Staff => "staff",
        }
    }

    /// The audience with this [`code`](Self::code), or `None` for any other word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == code)
    }
}

/// One version of the ministry's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    pub id: CatalogId,
    /// The sheet's own title.
    pub title: String,
    pub texts: Texts,
    pub viewpoints: Vec<ViewpointDefinition>,
    pub topics: Vec<Topic>,
    pub conditions: Vec<Condition>,
    pub checklists: Vec<Checklist>,
}

/// The sheet's own running texts, word for word, and the two notices we must print beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The heading above `composition`: 全体のチェックリストの構成について.
    pub composition_title: String,
    /// How the lists make up a whole, one entry a paragraph.
    pub composition: Vec<String>,
    /// The introduction (昨今、…).
    pub introduction: Vec<String>,
    /// The guidelines it names, one an entry.
    pub references: Vec<String>,
    /// The caveat (なお、…).
    pub caveat: Vec<String>,
    /// Printed under チェックの結果 on every list.
    pub closing: String,
    /// Ours: where the text is from and that this form is not the ministry's.
    pub source_line: String,
    /// Ours: what this sheet is not.
    pub not_for: Option<String>,
}

/// What the sheet says a viewpoint means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewpointDefinition {
    pub viewpoint: Viewpoint,
    pub text: String,
}

/// One of our twelve fields (分野).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub title: String,
}

/// A circumstance (当院に当てはまるもの).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub id: ConditionId,
    pub title: String,
}

/// One list of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    pub id: ChecklistId,
    pub title: String,
    /// The sheet prints no title here; ours stands in.
    pub title_is_ours: bool,
    pub audience: Audience,
    /// Stands on another list's sheet, with a result of its own.
    pub annex_of: Option<ChecklistId>,
    /// Printed above an annex.
    pub instruction: Option<String>,
    /// 「使い方」: heading and paragraphs.
    pub usage_title: Option<String>,
    pub usage: Vec<String>,
    /// A circumstance without which the whole list does not apply.
    pub applies_when: Option<ConditionId>,
    /// A remark of ours on the list as a whole.
    pub note: Option<String>,
    /// In catalog order, which numbers put right by a hospital do not change.
    pub items: Vec<Item>,
}

impl Catalog {
    /// The list with this id, or `None`.
    pub fn checklist(&self, id: &ChecklistId) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.id == *id)
    }

    /// The first list of those who are asked here, or `None`; an annex comes after its list.
    pub fn list_for(&self, audience: Audience) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.audience == audience)
    }

    /// The lists that the hospital answers as one, on official sheets: all but the staff's.
    pub fn official_lists(&self) -> impl Iterator<Item = &Checklist> + Clone {
        self.checklists.iter().filter(|list| list.audience != Audience::Staff)
    }

    /// The annex that stands on this list's sheet, or `None`.
    pub fn annex_of(&self, id: &ChecklistId) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.annex_of.as_ref() == Some(id))
    }

    /// The topic with this id, or `None`.
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == *id)
    }

    /// The topics that a list has items of, in the catalog's order.
    pub fn topics_of<'c>(&'c self, list: &'c Checklist) -> impl Iterator<Item = &'c Topic> {
        self.topics.iter().filter(|topic| list.items.iter().any(|item| item.topic == topic.id))
    }

    pub fn condition(&self, id: &ConditionId) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.id == *id)
    }

    /// The item with this id, with the list it stands on, or `None`.
    pub fn item(&self, id: &ItemId) -> Option<(&Checklist, &Item)> {
        self.checklists.iter().find_map(|list| Some((list, list.item(id)?)))
    }
}

impl Checklist {
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// Whether items bear viewpoints; the staff list's do not.
    pub fn has_viewpoints(&self) -> bool {
        self.items.iter().any(|item| item.viewpoint.is_some())
    }

    /// The items as the printed sheet orders them.
    pub fn items_by_number(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by_key(|item| item.number);
        items
    }

    /// Whether a number shown for this list may differ from the printed sheet's: then 整理番号 wants its footnote.
    pub fn has_uncertain_numbers(&self) -> bool {
        self.items.iter().any(|item| item.number_is != Certainty::Certain)
    }
}
