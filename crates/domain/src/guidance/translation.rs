//! The staff's items in other languages than Japanese. What nobody has reviewed is shown to nobody.

use std::collections::BTreeMap;

use super::Entry;
use crate::id::ItemId;

/// A language's code (BCP 47), which is also the ending of its folder, and its own name.
pub(super) const LANGUAGES: [(&str, &str); 6] = [
    ("en", "English"),
    ("zh-Hans", "简体中文"),
    ("vi", "Tiếng Việt"),
    ("fil", "Filipino"),
    ("ne", "नेपाली"),
    ("id", "Bahasa Indonesia"),
];

/// What is said in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// BCP 47.
    pub code: &'static str,
    /// The language's own name.
    pub name: &'static str,
    entries: BTreeMap<ItemId, Entry>,
}

impl Translation {
    pub(super) fn new((code, name): (&'static str, &'static str), entries: Vec<Entry>) -> Self {
        let entries = entries.into_iter().map(|entry| (entry.item.clone(), entry)).collect();
        Self { code, name, entries }
    }

    /// What is said about an item, or `None` where nobody has reviewed it.
    pub fn entry(&self, item: &ItemId) -> Option<&Entry> {
        self.entries.get(item).filter(|entry| entry.reviewed.is_some())
    }

    /// Items about which something is written, reviewed or not.
    pub fn items(&self) -> impl Iterator<Item = &ItemId> {
        self.entries.keys()
    }

    pub(super) fn take_over(&mut self, own: Vec<Entry>) {
        for own in own {
            match self.entries.get_mut(&own.item) {
                Some(entry) => entry.take_over(own),
                None => {
                    self.entries.insert(own.item.clone(), own);
                }
            }
        }
    }
}
