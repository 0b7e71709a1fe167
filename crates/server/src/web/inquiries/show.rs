//! One inquiry: how far it is, what comes next, how it is answered, how it was chased, and every item with its answer.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::{Chase, ChaseWay, State};
use tenken_store::inquiry;

use super::told::{self, Own};
use super::{Asked, attached, chase, files, link, overdue, send, state, upload};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;
use crate::web::vendors::{self, could_manage, may_read};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let today = calendar::day_of(person.app().clock.now()).to_string();
    let pairs = [send::ON, chase::DAY].map(|field| (field.name.to_owned(), today.clone()));
    let pairs =
        pairs.into_iter().chain([(chase::WAY.name.to_owned(), ChaseWay::Telephone.code().to_owned())]);
    let fields = Fields::new(pairs.collect());
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &asked, form).await?)
}

/// The same page with what was refused and what was typed.
pub async fn refused(permit: &Permit<'_>, asked: &Asked, (fields, problems): (&Fields, &Problems)) -> Reply {
    let form = Form { text: permit.text, fields, problems };
    let markup = view(permit, asked, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(markup.into_string())).into_response())
}

async fn view(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Result<Markup, reply::WebError> {
    let (text, person) = (permit.text, permit.person);
    let chases = inquiry::chases(&mut person.app().db.reader().await?, &asked.inquiry.id).await?;
    let own = Own::load(person, asked).await?;
    let today = calendar::day_of(person.app().clock.now());
    let title = format!("{}：{}", text.text("inquiry-title"), asked.name());
    Ok(page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (form.summary())
            (facts(text, asked, today))
            (papers(permit, asked))
            @if could_manage(person) { (next(permit, asked, form)) }
            (told::table(permit, asked, &own))
            @if !asked.files.is_empty() {
                section #files {
                    h2 { (text.text("attached-title")) }
                    (attached::listing(text, (asked.catalog, &asked.inquiry), (&asked.files, Some(&asked.address()))))
                }
            }
            @if could_manage(person) && asked.inquiry.is_waiting() { (chase::view(permit, asked, form)) }
            (log(text, &chases))
            @if could_manage(person) { (again(permit, asked)) }
            p { a href=(vendors::address(&asked.vendor)) { (asked.vendor.name) } " " a href="/vendors" { (text.text("vendors-title")) } }
        },
    ))
}

fn facts(text: Text, asked: &Asked, today: Date) -> Markup {
    let inquiry = &asked.inquiry;
    html! {
        dl.facts {
            dt { (text.text("inquiry-state")) } dd { (state(text, &inquiry.state)) }
            @if let Some(sent) = inquiry.sent_on() {
                dt { (text.text("inquiry-sent-on")) } dd { (calendar::both(sent)) }
            }
            dt { (text.text("inquiry-due")) }
            dd { (calendar::both(inquiry.due)) @if inquiry.is_overdue(today) { " " (overdue(text)) } }
            @if inquiry.first_due != inquiry.due {
                dt { (text.text("inquiry-first-due")) } dd { (calendar::both(inquiry.first_due)) }
            }
            @if inquiry.is_waiting() {
                dt { (text.text("inquiry-days-open")) } dd { (super::days_open(text, inquiry, today)) }
            }
            @if let Some(receipt) = inquiry.receipt() {
                dt { (text.text("inquiry-answerer")) } dd { (receipt.by) }
                dt { (text.text("inquiry-way")) } dd { (text.of("inquiry-way", receipt.way.code())) }
            }
            @if !inquiry.message.is_empty() {
                dt { (text.text("inquiry-message")) } dd.typed { (inquiry.message) }
            }
            dt { (text.text("inquiry-made-by")) } dd { (calendar::moment(inquiry.made_at)) " " (inquiry.made_by) }
        }
    }
}

/// The letter and the answer sheet; with the code only for those who send it.
fn papers(permit: &Permit<'_>, asked: &Asked) -> Markup {
    let (text, address) = (permit.text, asked.address());
    html! {
        h2 { (text.text("inquiry-papers")) }
        p.hint { (text.text("inquiry-recorded")) }
        p {
            a.button href={ (address) "/" (files::LETTER) } { (text.text("inquiry-letter")) } " "
            a.button href={ (address) "/" (files::WORKBOOK) } { (text.text("inquiry-workbook")) } " "
            @if could_manage(permit.person) && !is_over(asked) {
                a.button href={ (address) "/letter-with-code.pdf" } { (text.text("inquiry-letter-with-code")) }
            }
        }
    }
}

fn is_over(asked: &Asked) -> bool {
    matches!(asked.inquiry.state, State::HandedIn { .. } | State::Withdrawn { .. })
}

/// What comes next: sending it, or taking the answer in.
fn next(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Markup {
    let text = permit.text;
    html! {
        @match asked.inquiry.state {
            State::Draft => { (send::view(permit, asked, form)) (withdrawal(permit, asked)) }
            State::Sent { .. } | State::AskedAgain { .. } => {
                (link::view(permit, asked))
                h2 { (text.text("inquiry-enter")) }
                p { a.button.primary href={ (asked.address()) "/answers" } { (text.text("inquiry-enter-paper")) } }
                (upload::view(permit, asked, form))
                h3 { (text.text("attached-title")) }
                (attached::form(form, (asked.catalog, &asked.inquiry), (&format!("{}/files", asked.address()), form::token(permit))))
                (withdrawal(permit, asked))
            }
            State::HandedIn { .. } | State::Withdrawn { .. } => {}
        }
    }
}

fn withdrawal(permit: &Permit<'_>, asked: &Asked) -> Markup {
    html! {
        details {
            summary { (permit.text.text("inquiry-withdraw")) }
            p { (permit.text.text("inquiry-withdraw-hint")) }
            form method="post" action={ (asked.address()) "/withdrawal" } {
                (form::token(permit))
                button.quiet type="submit" { (permit.text.text("inquiry-withdraw")) }
            }
        }
    }
}

fn log(text: Text, chases: &[Chase]) -> Markup {
    html! {
        @if !chases.is_empty() {
            h2 { (text.text("inquiry-chases")) " (" (chases.len()) ")" }
            ol.history { @for one in chases { li {
                p {
                    (calendar::both(one.day)) " " (text.of("inquiry-chase", one.way.code())) " " (one.whom)
                    @if let Some(due) = one.new_due { " " strong { (text.with("inquiry-again-until", [("day", calendar::both(due).into())])) } }
                }
                @if !one.said.is_empty() { p.typed { (one.said) } }
                p.hint { (calendar::moment(one.written_at)) " " (one.written_by) }
            } } }
        }
    }
}

/// The same items as a new inquiry, where this one does not change any more.
fn again(permit: &Permit<'_>, asked: &Asked) -> Markup {
    let items = asked.inquiry.questions.iter().map(|question| ("item", question.item.as_str()));
    let query = items.chain([("system", asked.inquiry.system.as_str())]).collect::<Vec<_>>();
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    html! {
        @if is_over(asked) && asked.vendor.is_active() {
            p { a.button.quiet href={ (vendors::address(&asked.vendor)) "/inquiries/new?" (query) } { (permit.text.text("inquiry-ask-anew")) } }
        }
    }
}
