//! One sheet: who fills it in, what the sheet says, the result so far, and every item.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Audience, Item};
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Object, Right};

use super::about::{self, Unfolded};
use super::contents::{Contents, Progress, own_mark};
use super::filter::{Asked, Filter};
use super::{Place, Sight, header, item, state, summary, systems};
use crate::web::guidance::{Reading, words};
use crate::web::support::form::Form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// Everything the page is made from.
pub struct SheetPage<'p> {
    pub permit: &'p Permit<'p>,
    pub place: &'p Place,
    pub contents: &'p Contents,
    pub sight: &'p Sight,
    pub filter: &'p Filter,
    /// What is said beside the items; `None` where nothing is.
    pub reading: Option<&'p Reading>,
    pub trouble: Option<Trouble<'p>>,
}

/// What was refused: the fields as typed with their problems, and the row they belong to (`None`: 記入者 and 日付).
#[derive(Clone, Copy)]
pub struct Trouble<'p> {
    pub form: Form<'p>,
    pub item: Option<&'p ItemId>,
}

pub async fn page(
    person: Person,
    Path((round, list)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let (permit, sight) = place.permit_to_read(&person)?;
    let contents = Contents::load(&person, &place).await?;
    let filter = Filter::from(asked);
    let reading = reading(&permit, &place);
    let page = SheetPage {
        permit: &permit,
        place: &place,
        contents: &contents,
        sight: &sight,
        filter: &filter,
        reading: reading.as_ref(),
        trouble: None,
    };
    reply::page(view(&page, &annex_address(&person, &place).await?))
}

/// The same page with what was refused and what was typed.
pub async fn refused(
    person: &Person,
    place: &Place,
    filter: &Filter,
    (status, trouble): (StatusCode, Trouble<'_>),
) -> Reply {
    let (permit, sight) = place.permit_to_read(person)?;
    let contents = Contents::load(person, place).await?;
    let reading = reading(&permit, place);
    let page = SheetPage {
        permit: &permit,
        place,
        contents: &contents,
        sight: &sight,
        filter,
        reading: reading.as_ref(),
        trouble: Some(trouble),
    };
    let markup = view(&page, &annex_address(person, place).await?);
    Ok((status, Html(markup.into_string())).into_response())
}

fn reading(permit: &Permit<'_>, place: &Place) -> Option<Reading> {
    Reading::new(permit.person.app(), permit.text, &permit.person.facility, place.catalog)
}

/// The annex stands on a page of its own, where this round has it.
async fn annex_address(person: &Person, place: &Place) -> Result<Option<String>, reply::WebError> {
    let Some(annex) = place.catalog.annex_of(&place.list.id) else { return Ok(None) };
    let mut conn = person.app().db.reader().await?;
    let sheet = tenken_store::sheet::find(&mut conn, &place.round.id, &annex.id).await?;
    Ok(sheet.map(|_| super::address(&place.round, annex)))
}

impl SheetPage<'_> {
    /// Whether this person may write on the whole sheet as it stands now: 記入者, 日付, handing in.
    pub fn is_editable(&self) -> bool {
        self.may_answer() && !self.contents.marked.sheet.is_handed_in()
    }

    /// Whether this person may answer this item as the sheet stands now.
    pub fn is_open(&self, item: &Item) -> bool {
        let may_answer = self.place.permit_to_answer_item(self.permit.person, &item.id).is_ok();
        may_answer && !self.contents.marked.sheet.is_handed_in()
    }

    /// The items this person may see.
    pub fn seen(&self) -> impl Iterator<Item = &'static Item> {
        self.place.list.items.iter().filter(|item| self.sight.shows(&item.id))
    }

    pub fn may_answer(&self) -> bool {
        let person = self.permit.person;
        let action = Right::AnswerSheet(self.place.list.audience);
        person.could(action, Object::Round(person.facility_id(), &self.place.round))
    }

    /// The mark that this person is asked for.
    pub fn own_mark(&self, item: &Item) -> Option<Mark> {
        let stands = (self.contents.marked.mark(item), &self.contents.systems);
        own_mark(self.permit.person, self.place, item, stands)
    }

    /// How far the items are that this person may see.
    fn progress(&self) -> Progress {
        Progress::of(self.seen().map(|item| self.own_mark(item)))
    }

    /// Whether this person could still answer the item: a link to the next one leads to such items only.
    fn is_unanswered(&self, item: &Item) -> bool {
        let person = self.permit.person;
        let may_answer = match self.place.own_system(person, &item.id) {
            Some(system) => systems::may_answer(self, system),
            None => self.is_open(item),
        };
        may_answer && self.own_mark(item).is_none()
    }

    /// The trouble of this row.
    pub fn trouble_at(&self, item: &Item) -> Option<Trouble<'_>> {
        self.trouble.filter(|trouble| trouble.item == Some(&item.id))
    }
}

/// What somebody is told who sees the assigned items only.
fn own_items(page: &SheetPage<'_>) -> &'static str {
    match page.permit.person.principal.role.system() {
        Some(_) => "sheet-own-system-only",
        None => "sheet-own-items-only",
    }
}

fn view(page: &SheetPage<'_>, annex: &Option<String>) -> Markup {
    let (text, place, marked) = (page.permit.text, page.place, &page.contents.marked);
    let untouched = if marked.answers.is_empty() { Unfolded::Yes } else { Unfolded::No };
    page::page_with_script(
        page.permit,
        (&place.list.title, "sheet.js"),
        &html! {
            h1 { (place.list.title) }
            @if place.list.title_is_ours { p.ours { (text.text("sheet-title-is-ours")) } }
            p { (place.round.name) " ― " (text.of("round-state", place.round.state.code())) }
            @match page.sight {
                Sight::Whole => {
                    @if let Some(main) = &place.list.annex_of {
                        p { a href={ "/rounds/" (place.round.id) "/sheets/" (main) } { (text.text("sheet-main")) } }
                    }
                    @if let Some(annex) = annex { p { a href=(annex) { (text.text("sheet-annex")) } } }
                    (problems(page))
                    (state::view(page))
                    @if place.list.audience == Audience::Executive {
                        p { a href={ (place.address()) "/opinions" } { (text.text("opinions-title")) } }
                    }
                    (header::view(page))
                    (about::view(text, place, untouched))
                    (summary::table(text, &marked.result(place.list)))
                    p.hint { (place.catalog.texts.closing) }
                }
                Sight::Items(_) => {
                    p { (text.text(own_items(page))) }
                    (problems(page))
                    @if marked.sheet.is_handed_in() { p.warning { (text.text("sheet-handed-in-already")) } }
                    (about::view(text, place, Unfolded::No))
                }
            }
            (place_and_progress(page))
            (items(page))
        },
    )
}

/// What was refused, above everything else, with a link to where it is.
fn problems(page: &SheetPage<'_>) -> Markup {
    let text = page.permit.text;
    let Some(trouble) = page.trouble else { return html! {} };
    html! {
        @match trouble.item {
            None => (trouble.form.summary()),
            Some(item) => div.problems role="alert" {
                p { (text.text("form-refused")) }
                @for (_, key) in trouble.form.problems.all() {
                    p { a href={ "#item-" (item) } { (text.text(key)) } }
                }
            },
        }
        @if !has_its_fields(page, trouble) { (typed(trouble)) }
    }
}

/// Whether what was typed still stands in its fields.
fn has_its_fields(page: &SheetPage<'_>, trouble: Trouble<'_>) -> bool {
    let Some(item) = trouble.item.and_then(|id| page.place.list.item(id)) else { return page.is_editable() };
    let own = page.place.own_system(page.permit.person, &item.id);
    page.is_open(item) || own.is_some_and(|system| systems::may_answer(page, system))
}

/// What was typed into fields that are no longer there.
fn typed(trouble: Trouble<'_>) -> Markup {
    let names = ["filler", "filled_on", "mark", "memo", "system_memo", "reason"];
    let typed = names.map(|name| (name, trouble.form.fields.get(name)));
    html! {
        dl.facts {
            @for (name, value) in typed.iter().filter(|(_, value)| !value.is_empty()) {
                dt { (trouble.form.text.of("sheet-typed", name)) }
                dd { (value) }
            }
        }
    }
}

/// The narrow bar that stays in sight while the items pass by.
fn place_and_progress(page: &SheetPage<'_>) -> Markup {
    let (text, marked) = (page.permit.text, &page.contents.marked);
    let items = page.filter.items(page);
    html! {
        (page.filter.form(page))
        div.sticky {
            span #progress { (summary::progress(text, page.progress())) } " "
            @if *page.sight == Sight::Whole {
                span #both { (summary::both(text, &marked.result(page.place.list))) } " "
            }
            @if let Some(first) = items.iter().find(|item| page.is_unanswered(item)) {
                a.next-open href={ "#item-" (first.id) } { (text.text("sheet-next-open")) }
            }
            " " span #saving role="status" {}
        }
        (for_the_script(page))
    }
}

/// The script's own words and the explanation of its keys; without the script neither is seen.
fn for_the_script(page: &SheetPage<'_>) -> Markup {
    let text = page.permit.text;
    html! {
        div #sheet-script hidden
            data-person=(page.permit.person.principal.account)
            data-saving=(text.text("sheet-saving"))
            data-saved=(text.text("sheet-saved"))
            data-unsent=(text.with("sheet-unsent", [("count", FluentValue::from("{n}"))]))
            data-log-in=(text.text("sheet-log-in-elsewhere"))
            data-somebody-else=(text.text("sheet-somebody-else"))
            data-refused=(text.text("sheet-not-accepted"))
            data-memo=(text.text("sheet-memo-now")) {
            @if page.seen().any(|item| page.is_open(item)) {
                details.keys {
                    summary { (text.text("sheet-keys")) }
                    p { (text.text("sheet-keys-explained")) }
                    label.choice {
                        input #keys type="checkbox" checked autocomplete="off";
                        span { (text.text("sheet-keys-on")) }
                    }
                }
            }
        }
    }
}

fn items(page: &SheetPage<'_>) -> Markup {
    let text = page.permit.text;
    let items = page.filter.items(page);
    let open: Vec<usize> = (0..items.len()).filter(|place| page.is_unanswered(items[*place])).collect();
    html! {
        h2 #items { (text.text("sheet-items")) }
        @if items.is_empty() { p { (text.text("sheet-nothing-shown")) } }
        @for (place, one) in items.iter().enumerate() {
            @let next = open.iter().find(|other| **other > place).or_else(|| open.first());
            (item::view(page, one, next.filter(|next| **next != place).map(|next| &items[*next].id)))
        }
        @if let Some(reading) = page.reading { (words::meanings(reading, items.iter().map(|item| &item.id))) }
        @if page.is_editable() { p { a href="#filler" { (text.text("sheet-to-hand-in")) } } }
    }
}
