//! What is asked and what was answered, item by item: the hospital's own mark beside it, the answer before, and the
//! button that adopts it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::id::ChecklistId;
use tenken_domain::inquiry::{Inquiry, Reply, Told, last_answer, latest};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::round;

use super::{Asked, replies};
use crate::web::sheets::contents::Marked;
use crate::web::support::form;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// The sheets of the running round, else of the latest one, by list.
pub struct Own {
    pub round: Option<Round>,
    pub sheets: BTreeMap<ChecklistId, Marked>,
}

impl Own {
    pub async fn load(person: &Person, asked: &Asked) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let mut rounds = round::all(&mut conn, person.facility_id()).await?;
        rounds.retain(|one| one.catalog == asked.catalog.id && !one.is_preparing());
        let running = rounds.iter().position(Round::is_open).unwrap_or_default();
        let round = if rounds.is_empty() { None } else { Some(rounds.swap_remove(running)) };
        let mut sheets = BTreeMap::new();
        for list in &asked.catalog.checklists {
            let is_asked = asked.inquiry.questions.iter().any(|question| question.list == list.id);
            if let Some(round) = round.as_ref().filter(|_| is_asked) {
                let sheet = Marked::load(&mut conn, round, list).await?;
                sheets.extend(sheet.map(|sheet| (list.id.clone(), sheet)));
            }
        }
        Ok(Self { round, sheets })
    }

    pub fn mark(&self, (list, item): (&Checklist, &Item)) -> Option<Mark> {
        self.sheets.get(&list.id)?.mark(item)
    }

    /// The sheet on which this person may set a mark now.
    pub fn open_sheet(&self, person: &Person, list: &Checklist) -> Option<(&Round, &Marked)> {
        let (round, sheet) = (self.round.as_ref()?, self.sheets.get(&list.id)?);
        let right = Right::AnswerSheet(list.audience);
        let may = person.could(right, Object::Round(person.facility_id(), round));
        (may && !sheet.sheet.is_handed_in()).then_some((round, sheet))
    }
}

pub fn table(permit: &Permit<'_>, asked: &Asked, own: &Own) -> Markup {
    let text = permit.text;
    html! {
        h2 { (text.text("inquiry-items")) " (" (asked.inquiry.questions.len()) ")" }
        @if let Some(round) = &own.round { p.hint { (text.with("inquiry-own-of", [("round", round.name.as_str().into())])) } }
        table.list.stacked.told {
            thead { tr {
                th scope="col" { (text.text("result-item")) }
                th scope="col" { (text.text("inquiry-own")) }
                th scope="col" { (text.text("inquiry-answer")) }
                th scope="col" { (text.text("inquiry-before")) }
            } }
            tbody { @for one in replies::asked(asked.catalog, &asked.inquiry) { (row(permit, (asked, own), one)) } }
        }
    }
}

fn row(permit: &Permit<'_>, (asked, own): (&Asked, &Own), (list, item): (&Checklist, &Item)) -> Markup {
    let text = permit.text;
    let Some(question) = asked.inquiry.question(&item.id) else { return html! {} };
    let mark = own.mark((list, item));
    let is_new =
        asked.inquiry.receipt().is_some() && question.answer.mark.is_some() && question.answer.mark != mark;
    // What the hospital is still asking is no contradiction.
    let differs = is_new && mark.is_some_and(|mark| !matches!(mark, Mark::Pending(_)));
    html! {
        tr id={ "item-" (item.id) } {
            th scope="row" {
                (item.title) br;
                span.hint { (replies::place(text, (list, item))) }
            }
            td data-label=(text.text("inquiry-own")) { (text.of("sheet-mark", mark.map_or("none", Mark::code))) }
            td data-label=(text.text("inquiry-answer")) {
                (replies::in_words(text, &question.answer))
                @if differs { " " strong.overdue { (text.text("inquiry-differs")) } }
                @if is_new {
                    @match superseding(asked, item) {
                        None => (adoption(permit, (asked, own), (list, item))),
                        Some(later) => { br; a href={ (super::address(later)) "#item-" (item.id) } { (text.text("inquiry-superseded")) } },
                    }
                }
            }
            td data-label=(text.text("inquiry-before")) { (before(text, asked, (item, &question.answer))) }
        }
    }
}

/// The inquiry whose later answer takes the place of this one's.
fn superseding<'a>(asked: &'a Asked, item: &Item) -> Option<&'a Inquiry> {
    let is_it =
        |told: &Told<'_>| told.question.item == item.id && told.inquiry.is_about_the_same(&asked.inquiry);
    let told = latest(&asked.all).into_iter().find(is_it)?;
    (told.inquiry.id != asked.inquiry.id).then_some(told.inquiry)
}

/// The answer before, and whether it changed since.
fn before(text: Text, asked: &Asked, (item, now): (&Item, &Reply)) -> Markup {
    let Some(told) = last_answer(&asked.all, &asked.inquiry, &item.id) else { return html! { "-" } };
    let has_changed = asked.inquiry.receipt().is_some() && told.question.answer.mark != now.mark;
    html! {
        (replies::in_words(text, &told.question.answer)) br;
        a href=(super::address(told.inquiry)) { (tenken_domain::calendar::japanese(told.receipt.on)) }
        @if has_changed { " " strong { (text.text("inquiry-changed")) } }
    }
}

/// Offered where this person may set the mark: the running round's sheet is open and not handed in.
fn adoption(permit: &Permit<'_>, (asked, own): (&Asked, &Own), (list, item): (&Checklist, &Item)) -> Markup {
    let Some((_, sheet)) = own.open_sheet(permit.person, list) else { return html! {} };
    let seen = sheet.answers.get(&item.id).map_or(0, |signed| signed.revision);
    html! {
        form method="post" action={ (asked.address()) "/adoptions/" (item.id) } {
            (form::token(permit))
            input type="hidden" name="key" value=(permit.person.app().random.unordered_id());
            input type="hidden" name="seen" value=(seen);
            button type="submit" aria-label={ (permit.text.text("inquiry-adopt")) "：" (item.title) } { (permit.text.text("inquiry-adopt")) }
        }
    }
}
