//! Which items of a sheet are shown: by topic, viewpoint, mark, assignee and due date. Kept in the address.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item, Viewpoint};
use tenken_domain::id::{ItemId, TopicId};
use tenken_domain::mark::Mark;

use super::Sight;
use super::show::SheetPage;
use crate::web::assignments;
use crate::web::support::text::Text;

/// The filter as it stands in an address; what cannot be read filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    topic: String,
    viewpoint: String,
    show: String,
    assignee: String,
    due: String,
    at: String,
}

/// Which state of an item is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Open,
    Pending,
    No,
    Yes,
    NotApplicable,
}

impl Show {
    const ALL: [Self; 6] = [Self::All, Self::Open, Self::Pending, Self::No, Self::Yes, Self::NotApplicable];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::No => "no",
            Self::Yes => "yes",
            Self::NotApplicable => "not-applicable",
        }
    }

    fn wants(self, mark: Option<Mark>) -> bool {
        match self {
            Self::All => true,
            Self::Open => mark.is_none(),
            Self::Pending => matches!(mark, Some(Mark::Pending(_))),
            Self::No => mark == Some(Mark::No),
            Self::Yes => mark == Some(Mark::Yes),
            Self::NotApplicable => mark == Some(Mark::NotApplicable),
        }
    }
}

/// Whose items are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whose {
    Anybodys,
    Nobodys,
    Mine,
    One(Assignee),
}

impl Whose {
    fn from_code(code: &str) -> Self {
        match code {
            "nobody" => Self::Nobodys,
            "me" => Self::Mine,
            _ => assignments::from_value(code).map_or(Self::Anybodys, Self::One),
        }
    }

    fn code(&self) -> String {
        match self {
            Self::Anybodys => String::new(),
            Self::Nobodys => "nobody".to_owned(),
            Self::Mine => "me".to_owned(),
            Self::One(assignee) => assignments::value(assignee),
        }
    }

    fn wants(&self, page: &SheetPage<'_>, own: &[&Assignment]) -> bool {
        match self {
            Self::Anybodys => true,
            Self::Nobodys => own.is_empty(),
            Self::Mine => own.iter().any(|one| one.assignee.is(&page.permit.person.principal)),
            Self::One(assignee) => own.iter().any(|one| one.assignee == *assignee),
        }
    }
}

/// How soon items are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Any,
    Overdue,
    /// Within seven days, or overdue.
    Soon,
}

impl Due {
    const ALL: [Self; 3] = [Self::Any, Self::Overdue, Self::Soon];

    const fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
        }
    }

    fn wants(self, page: &SheetPage<'_>, own: &[&Assignment]) -> bool {
        let today = calendar::day_of(page.permit.person.app().clock.now());
        let due =
            |until: Date| own.iter().filter_map(|one| one.due_in(&page.place.round)).any(|day| day < until);
        match self {
            Self::Any => true,
            Self::Overdue => due(today),
            Self::Soon => due(today.saturating_add(jiff::Span::new().days(8))),
        }
    }
}

/// A filter that can be used.
pub struct Filter {
    topic: Option<TopicId>,
    viewpoint: Option<Viewpoint>,
    show: Show,
    whose: Whose,
    due: Due,
    /// Shown whatever else is asked for: the item that was just answered.
    at: Option<ItemId>,
}

impl From<Asked> for Filter {
    fn from(asked: Asked) -> Self {
        Self {
            topic: Some(asked.topic).filter(|text| !text.is_empty()).map(TopicId::new),
            viewpoint: Viewpoint::from_label(&asked.viewpoint),
            show: Show::ALL.into_iter().find(|show| show.code() == asked.show).unwrap_or(Show::All),
            whose: Whose::from_code(&asked.assignee),
            due: Due::ALL.into_iter().find(|due| due.code() == asked.due).unwrap_or(Due::Any),
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

    /// The items to show of those this person may see, in the order of their numbers.
    pub fn items(&self, page: &SheetPage<'_>) -> Vec<&'static Item> {
        let shown = |item: &&Item| {
            page.sight.shows(&item.id) && (self.at.as_ref() == Some(&item.id) || self.wants(page, item))
        };
        page.place.list.items_by_number().into_iter().filter(shown).collect()
    }

    fn wants(&self, page: &SheetPage<'_>, item: &Item) -> bool {
        let own: Vec<&Assignment> =
            assignments::of(&page.place.assignments, (&page.place.list.id, &item.id)).collect();
        self.topic.as_ref().is_none_or(|topic| *topic == item.topic)
            && self.viewpoint.is_none_or(|viewpoint| item.viewpoint == Some(viewpoint))
            && self.show.wants(page.own_mark(item))
            && self.whose.wants(page, &own)
            && self.due.wants(page, &own)
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
        let whose = self.whose.code();
        if self.whose != Whose::Anybodys {
            pairs.push(("assignee", whose.as_str()));
        }
        if self.due != Due::Any {
            pairs.push(("due", self.due.code()));
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
    pub fn form(&self, page: &SheetPage<'_>) -> Markup {
        let (text, place) = (page.permit.text, page.place);
        html! {
            form.inline.filter method="get" action=(place.address()) {
                (by_kind(text, (place.catalog, place.list), (self.topic.as_ref(), self.viewpoint)))
                div.field { label for="show" { (text.text("sheet-show")) }
                select #show name="show" {
                    @for show in Show::ALL {
                        option value=(show.code()) selected[self.show == show] { (text.of("sheet-show", show.code())) }
                    }
                } }
                @if *page.sight == Sight::Whole && !place.assignments.is_empty() { (self.by_assignment(page)) }
                button type="submit" { (text.text("sheet-filter")) }
            }
        }
    }

    fn by_assignment(&self, page: &SheetPage<'_>) -> Markup {
        let text = page.permit.text;
        let known: BTreeSet<&Assignee> = page.place.assignments.iter().map(|one| &one.assignee).collect();
        let one =
            |assignee: &Assignee| (Whose::One(assignee.clone()), page.contents.assignees.name(assignee));
        let fixed = [
            (Whose::Anybodys, text.text("sheet-all")),
            (Whose::Mine, text.text("sheet-assignee-me")),
            (Whose::Nobodys, text.text("sheet-assignee-nobody")),
        ];
        html! {
            div.field { label for="assignee" { (text.text("sheet-assignee")) }
            select #assignee name="assignee" {
                @for (whose, name) in fixed.into_iter().chain(known.into_iter().map(one)) {
                    option value=(whose.code()) selected[self.whose == whose] { (name) }
                }
            } }
            div.field { label for="due" { (text.text("sheet-due")) }
            select #due name="due" {
                @for due in Due::ALL {
                    option value=(due.code()) selected[self.due == due] { (text.of("sheet-due", due.code())) }
                }
            } }
        }
    }
}

/// The choices of topic and of viewpoint for items of a list, with what is chosen.
pub fn by_kind(
    text: Text,
    (catalog, list): (&Catalog, &Checklist),
    (topic, viewpoint): (Option<&TopicId>, Option<Viewpoint>),
) -> Markup {
    html! {
        div.field { label for="topic" { (text.text("sheet-topic")) }
        select #topic name="topic" {
            option value="" { (text.text("sheet-all")) }
            @for one in catalog.topics_of(list) {
                option value=(one.id) selected[topic == Some(&one.id)] { (one.title) }
            }
        } }
        @if list.has_viewpoints() {
            div.field { label for="viewpoint" { (text.text("sheet-viewpoint")) }
            select #viewpoint name="viewpoint" {
                option value="" { (text.text("sheet-all")) }
                @for one in Viewpoint::ALL {
                    option value=(one.label()) selected[viewpoint == Some(one)] { (one.label()) }
                }
            } }
        }
    }
}
