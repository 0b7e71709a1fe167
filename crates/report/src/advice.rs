//! One line on what to do about an item, from the explanations beside the catalog, with the hospital's own contact in it.

use tenken_domain::catalog::Item;
use tenken_domain::guidance::{Book, Part};

/// Where the lines come from.
#[derive(Clone, Copy)]
pub struct Advice<'a> {
    /// `None` where nothing is said beside the catalog.
    pub book: Option<&'a Book>,
    /// Whom the staff call, in the hospital's own words: 情報システム室（内線 1234）.
    pub contact: &'a str,
}

impl Advice<'_> {
    /// What to do; empty where nothing is said about the item.
    pub fn what_to_do(&self, item: &Item) -> String {
        let entry = self.book.and_then(|book| book.entry(&item.id));
        entry.map_or_else(String::new, |entry| entry.line(Part::Do).replace("{contact}", self.contact))
    }
}
