//! Which items are to be asked about: all of the executives' and administrators' lists by topic, each with the
//! hospital's own mark in the latest round.

use maud::{Markup, html};
use tenken_domain::catalog::{self, Catalog, Checklist, Item};
use tenken_domain::facts::SheetFacts;
use tenken_domain::id::{ChecklistId, ItemId, TopicId};
use tenken_domain::mark::{Mark, PendingAt};

use crate::web::plan::Known;
use crate::web::support::form::{Field, Form};

pub const ITEMS: Field = Field::new("item", "inquiry-items").hint("inquiry-items-hint");

/// Which items stand on the page beside those that were chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    All,
    /// × and 確認中.
    Open,
}

impl Filter {
    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
        }
    }
}

/// What can be asked.
pub struct Picking {
    pub catalog: &'static Catalog,
    sheets: Vec<SheetFacts>,
}

impl Picking {
    /// Of the latest round's catalog with what was answered last, or of the newest catalog there is.
    pub fn of(known: &Known) -> Self {
        match known.latest() {
            Some((_, facts)) => Self { catalog: facts.catalog, sheets: facts.sheets.clone() },
            None => Self { catalog: catalog::newest(), sheets: Vec::new() },
        }
    }

    /// Every item with its list, as the printed sheets order them.
    fn items(&self) -> impl Iterator<Item = (&'static Checklist, &'static Item)> {
        self.catalog
            .official_lists()
            .flat_map(|list| list.items_by_number().into_iter().map(move |item| (list, item)))
    }

    /// The hospital's own mark.
    fn mark(&self, (list, item): (&Checklist, &Item)) -> Option<Mark> {
        self.sheets.iter().find(|sheet| sheet.list == list.id)?.mark(item)
    }

    /// What is proposed: everything that is 確認中（事業者）.
    pub fn proposed(&self) -> Vec<String> {
        let waits = |one: &(&'static Checklist, &'static Item)| {
            self.mark(*one) == Some(Mark::Pending(Some(PendingAt::Vendor)))
        };
        self.items().filter(waits).map(|(_, item)| item.id.to_string()).collect()
    }

    /// The items that were chosen, in the order of the lists; `None` where one is none of these.
    pub fn chosen<'f>(&self, codes: impl Iterator<Item = &'f str>) -> Option<Vec<(ChecklistId, ItemId)>> {
        let codes: Vec<&str> = codes.collect();
        let is_known = |code: &&str| self.items().any(|(_, item)| item.id.as_str() == *code);
        if !codes.iter().all(is_known) {
            return None;
        }
        let is_chosen = |item: &Item| codes.contains(&item.id.as_str());
        let chosen = self.items().filter(|(_, item)| is_chosen(item));
        Some(chosen.map(|(list, item)| (list.id.clone(), item.id.clone())).collect())
    }

    /// Boxes by topic, each with where the item stands and the hospital's own mark.
    pub fn view(&self, form: Form<'_>, filter: Filter) -> Markup {
        let text = form.text;
        html! {
            fieldset.field #item {
                legend { (text.text(ITEMS.label)) }
                p.hint { (text.text("inquiry-items-hint")) }
                @if let Some(problem) = form.problems.at(ITEMS.name, text) { p.problem { (problem) } }
                @for topic in &self.catalog.topics {
                    @let items = self.of_topic(form, (&topic.id, filter));
                    @if !items.is_empty() {
                        h2 { (topic.title) }
                        @for one in items { (self.one(form, one)) }
                    }
                }
            }
        }
    }

    fn of_topic(
        &self,
        form: Form<'_>,
        (topic, filter): (&TopicId, Filter),
    ) -> Vec<(&'static Checklist, &'static Item)> {
        let is_shown = |one: &(&'static Checklist, &'static Item)| {
            let is_open = matches!(self.mark(*one), Some(Mark::No | Mark::Pending(_)));
            one.1.topic == *topic && (filter == Filter::All || is_open || is_chosen(form, one.1))
        };
        self.items().filter(is_shown).collect()
    }

    fn one(&self, form: Form<'_>, (list, item): (&Checklist, &Item)) -> Markup {
        let text = form.text;
        let mark = self.mark((list, item)).map_or("none", Mark::code);
        html! {
            label.choice {
                input type="checkbox" name=(ITEMS.name) value=(item.id) checked[is_chosen(form, item)];
                span {
                    span lang="ja" { (item.title) } " "
                    span.hint { (text.of("action-audience", list.audience.code())) " " (item.number) " ／ " (text.of("sheet-mark", mark)) }
                }
            }
        }
    }
}

fn is_chosen(form: Form<'_>, item: &Item) -> bool {
    form.fields.all(ITEMS.name).any(|code| code == item.id.as_str())
}
