//! Which items of a sheet are shown: by topic, by viewpoint, and by what is still to do. Kept in the address.

use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::catalog::{Checklist, Item, Viewpoint};
use tenken_domain::id::{ItemId, TopicId};
use tenken_domain::mark::Mark;

use super::Place;
use super::contents::Marked;
use crate::web::support::text::Text;

/// The filter as it stands in an address; what cannot be read filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    topic: String,
    viewpoint: String,
    show: String,
    at: String,
}

/// Which state of an item is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Open,
    Pending,
    No,
}

impl Show {
    const ALL: [Self; 4] = [Self::All, Self::Open, Self::Pending, Self::No];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::No => "no",
        }
    }

    fn wants(self, mark: Option<Mark>) -> bool {
        match self {
            Self::All => true,
            Self::Open => mark.is_none(),
            Self::Pending => matches!(mark, Some(Mark::Pending(_))),
            Self::No => mark == Some(Mark::No),
        }
    }
}

/// A filter that can be used.
pub struct Filter {
    topic: Option<TopicId>,
    viewpoint: Option<Viewpoint>,
    show: Show,
    /// Shown whatever else is asked for: the item that was just answered.
    at: Option<ItemId>,
}

impl From<Asked> for Filter {
    fn from(asked: Asked) -> Self {
        Self {
            topic: Some(asked.topic).filter(|text| !text.is_empty()).map(TopicId::new),
            viewpoint: Viewpoint::from_label(&asked.viewpoint),
            show: Show::ALL.into_iter().find(|show| show.code() == asked.show).unwrap_or(Show::All),
            at: Some(asked.at).filter(|text| !text.is_empty()).map(ItemId::new),
        }
    }
}

impl Filter {
    /// The same filter with this item shown in any case.
    pub fn at(mut self, item: &ItemId) -> Self {
        self.at = Some(item.clone());
        self
    }

    /// The items to show, in the order of their numbers.
    pub fn items<'l>(&self, list: &'l Checklist, marked: &Marked) -> Vec<&'l Item> {
        let shown = |item: &&Item| {
            self.at.as_ref() == Some(&item.id)
                || (self.topic.as_ref().is_none_or(|topic| *topic == item.topic)
                    && self.viewpoint.is_none_or(|viewpoint| item.viewpoint == Some(viewpoint))
                    && self.show.wants(marked.mark(item)))
        };
        list.items_by_number().into_iter().filter(shown).collect()
    }

    /// `?topic=…` for addresses that come back to the same items; empty where nothing is filtered.
    pub fn query(&self) -> String {
        let mut pairs = Vec::new();
        if let Some(topic) = &self.topic {
            pairs.push(("topic", topic.as_str()));
        }
        if let Some(viewpoint) = self.viewpoint {
            pairs.push(("viewpoint", viewpoint.label()));
        }
        if self.show != Show::All {
            pairs.push(("show", self.show.code()));
        }
        if let Some(item) = &self.at {
            pairs.push(("at", item.as_str()));
        }
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("?{query}"),
            Ok(_) | Err(_) => String::new(),
        }
    }

    /// The form that changes the filter.
    pub fn form(&self, text: Text, place: &Place) -> Markup {
        let used = |topic: &TopicId| place.list.items.iter().any(|item| item.topic == *topic);
        html! {
            form.inline.filter method="get" action=(place.address()) {
                div.field { label for="topic" { (text.text("sheet-topic")) }
                select #topic name="topic" {
                    option value="" { (text.text("sheet-all")) }
                    @for topic in place.catalog.topics.iter().filter(|topic| used(&topic.id)) {
                        option value=(topic.id) selected[self.topic.as_ref() == Some(&topic.id)] { (topic.title) }
                    }
                } }
                @if place.list.has_viewpoints() {
                    div.field { label for="viewpoint" { (text.text("sheet-viewpoint")) }
                    select #viewpoint name="viewpoint" {
                        option value="" { (text.text("sheet-all")) }
                        @for viewpoint in Viewpoint::ALL {
                            option value=(viewpoint.label()) selected[self.viewpoint == Some(viewpoint)] {
                                (viewpoint.label())
                            }
                        }
                    } }
                }
                div.field { label for="show" { (text.text("sheet-show")) }
                select #show name="show" {
                    @for show in Show::ALL {
                        option value=(show.code()) selected[self.show == show] { (text.of("sheet-show", show.code())) }
                    }
                } }
                button type="submit" { (text.text("sheet-filter")) }
            }
        }
    }
}
