//! Every item of a list with those who are to answer it, and the form that assigns many at once.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::catalog::{Audience, Catalog, Checklist, Item, Viewpoint, newest};
use tenken_domain::id::{ChecklistId, TopicId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::assignment;

use super::{Assignees, change, from_value, of};
use crate::web::sheets;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Which items are shown, as it stands in an address; what cannot be read filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub list: String,
    pub topic: String,
    pub viewpoint: String,
    /// `nobody`: only items that nobody is to answer yet.
    pub assignee: String,
}

/// What was just done, as it stands in the address that leads back here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// `assigned` or `taken-back`.
    pub done: String,
    pub items: String,
    pub who: String,
}

/// What the page is made from.
pub struct Shown {
    catalog: &'static Catalog,
    pub list: &'static Checklist,
    /// Those the filter lets through, in the order of their numbers.
    pub items: Vec<&'static Item>,
    assignments: Vec<Assignment>,
    assignees: Assignees,
    asked: Asked,
    done: Done,
}

impl Shown {
    pub async fn load(person: &Person, asked: Asked) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let assignments = assignment::all(&mut conn, person.facility_id()).await?;
        let assignees = Assignees::load(&mut conn, person.facility_id()).await?;
        let catalog = person.app().catalogs().last().unwrap_or(newest());
        let wanted = ChecklistId::new(asked.list.as_str());
        let list = catalog.official_lists().find(|list| list.id == wanted);
        let list = list.or_else(|| catalog.list_for(Audience::Administrator)).ok_or(Denial::Invisible)?;
        let topic = TopicId::new(asked.topic.as_str());
        let viewpoint = Viewpoint::from_label(&asked.viewpoint);
        let is_shown = |item: &&Item| {
            (asked.topic.is_empty() || item.topic == topic)
                && viewpoint.is_none_or(|viewpoint| item.viewpoint == Some(viewpoint))
                && (asked.assignee != "nobody" || of(&assignments, (&list.id, &item.id)).next().is_none())
        };
        let items = list.items_by_number().into_iter().filter(is_shown).collect();
        Ok(Self { catalog, list, items, assignments, assignees, asked, done: Done::default() })
    }

    /// The address of the same selection.
    pub fn address(&self) -> String {
        let Asked { list, topic, viewpoint, assignee } = &self.asked;
        let pairs = [("list", list), ("topic", topic), ("viewpoint", viewpoint), ("assignee", assignee)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("/assignments?{query}"),
            Ok(_) | Err(_) => "/assignments".to_owned(),
        }
    }

    fn holds(&self, who: &Assignee) -> bool {
        self.assignments.iter().any(|one| one.assignee == *who)
    }

    /// The same, with what was done.
    pub fn address_after(&self, done: &Done) -> String {
        let address = self.address();
        let mark = if address.contains('?') { '&' } else { '?' };
        format!("{address}{mark}done={}&items={}&who={}", done.done, done.items, done.who)
    }
}

pub async fn page(person: Person, Query(asked): Query<Asked>, Query(done): Query<Done>) -> Reply {
    let permit = person.may(Right::ManageAssignments, Object::Facility(person.facility_id()))?;
    let mut shown = Shown::load(&person, asked).await?;
    shown.done = done;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &shown, form))
}

pub fn view(permit: &Permit<'_>, shown: &Shown, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("assignments-title"),
        &html! {
            h1 { (text.text("assignments-title")) }
            p.hint { (text.text("assignments-intro")) }
            (what_was_done(text, shown))
            (filter(permit, shown))
            (form.summary())
            form method="post" action=(shown.address()) {
                (form::token(permit))
                (change::inputs(form, &shown.assignees.options(text, |who| shown.holds(who))))
                @if shown.items.is_empty() { p { (text.text("sheet-nothing-shown")) } } @else { (table(permit, shown, form)) }
                (change::buttons(text))
            }
            p { a href="/answering" { (text.text("menu-answering")) } }
        },
    )
}

/// A word of success; and a sentence where nobody is there to answer.
fn what_was_done(text: Text, shown: &Shown) -> Markup {
    let Done { done, items, who } = &shown.done;
    let who = from_value(who).map(|who| (shown.assignees.name(&who), who));
    let Some((name, who)) = who.filter(|(name, _)| !name.is_empty()) else { return html! {} };
    let Some(done) = ["assigned", "taken-back"].into_iter().find(|known| known == done) else {
        return html! {};
    };
    let values = [("name", name.into()), ("count", items.parse::<usize>().unwrap_or_default().into())];
    html! {
        div.done role="status" { p { (text.with(&format!("assignment-done-{done}"), values)) } }
        @if let Some(lack) = shown.assignees.lack(&who).filter(|_| done == "assigned") {
            p.warning { (text.of("assignment-nobody", lack)) }
        }
    }
}

fn filter(permit: &Permit<'_>, shown: &Shown) -> Markup {
    let (text, asked) = (permit.text, &shown.asked);
    let topic = TopicId::new(asked.topic.as_str());
    let viewpoint = Viewpoint::from_label(&asked.viewpoint);
    html! {
        form.inline.filter method="get" action="/assignments" {
            div.field { label for="list" { (text.text("assignments-list")) }
            select #list name="list" {
                @for list in shown.catalog.official_lists() {
                    option value=(list.id) selected[list.id == shown.list.id] { (list.title) }
                }
            } }
            (sheets::filter::by_kind(text, (shown.catalog, shown.list), (Some(&topic), viewpoint)))
            div.field { label for="nobody" { (text.text("sheet-assignee")) }
            select #nobody name="assignee" {
                option value="" { (text.text("sheet-all")) }
                option value="nobody" selected[asked.assignee == "nobody"] { (text.text("sheet-assignee-nobody")) }
            } }
            button type="submit" { (text.text("sheet-filter")) }
        }
    }
}

fn table(permit: &Permit<'_>, shown: &Shown, form: Form<'_>) -> Markup {
    let (text, list) = (permit.text, &shown.list.id);
    html! {
        label.choice {
            input type="checkbox" name="all" value="shown";
            span { (text.with("assignments-all-shown", [("count", shown.items.len().into())])) }
        }
        table.list.stacked.assigned {
            thead { tr {
                th scope="col" { (text.text("assignments-item")) }
                th scope="col" { (text.text("sheet-topic")) }
                th scope="col" { (text.text("sheet-viewpoint")) }
                th scope="col" { (text.text("sheet-assignee")) }
            } }
            tbody {
                @for item in &shown.items {
                    @let code = format!("{list}/{}", item.id);
                    @let names: Vec<String> = of(&shown.assignments, (list, &item.id))
                        .map(|one| (&one.assignee, shown.assignees.with_due(text, (&one.assignee, one.due))))
                        .map(|named| shown.assignees.name_and_lack(text, named)).collect();
                    tr {
                        th scope="row" {
                            label.choice {
                                input type="checkbox" name="item" value=(code)
                                    checked[form.fields.all("item").any(|chosen| chosen == code)];
                                span { (sheets::number(text, item)) " " (item.title) }
                            }
                        }
                        td data-label=(text.text("sheet-topic")) { @if let Some(topic) = shown.catalog.topic(&item.topic) { (topic.title) } }
                        td data-label=(text.text("sheet-viewpoint")) {
                            @if let Some(viewpoint) = item.viewpoint { (viewpoint.label()) }
                        }
                        td data-label=(text.text("sheet-assignee")) { (names.join("、")) }
                    }
                }
            }
        }
    }
}
