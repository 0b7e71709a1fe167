//! What is planned, on which day it will happen, and the two ways to plan more.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar::{self, day_of};
use tenken_domain::feature::Feature;
use tenken_domain::mailing::Kind;
use tenken_domain::permission::{Object, Right};
use tenken_domain::reminder::{Reminder, Way};
use tenken_domain::round::Round;
use tenken_store::{feature, reminder};

use crate::actions::mail_servers::is_ready;
use crate::web::mailings::inputs::{BODY, SUBJECT};
use crate::web::mailings::template::texts;
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

pub const DAYS: Field = Field::new("days_before", "reminder-days").hint("reminder-days-hint");
/// The same in the form of the mail: names of fields are the page's own.
pub const MAIL_DAYS: Field = Field::new("mail_days_before", "reminder-days").hint("reminder-days-hint");

/// What the page is made from.
struct Plans {
    round: Round,
    reminders: Vec<Reminder>,
    today: Date,
    mail: Mail,
}

/// How far the hospital has got with mail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mail {
    /// Not used here.
    Off,
    /// No server is set up.
    Unready,
    Ready,
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ReadMissing, Object::Round(person.facility_id(), &round))?;
    let plans = plans(&person, round.clone()).await?;
    let (subject, body) = texts(&permit, &round, Kind::Reminder);
    let fields = Fields::new(vec![
        (SUBJECT.name.to_owned(), subject),
        (BODY.name.to_owned(), body),
        (DAYS.name.to_owned(), "3".to_owned()),
        (MAIL_DAYS.name.to_owned(), "7".to_owned()),
    ]);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &plans, form))
}

/// The same page with what was refused.
pub async fn refused(permit: &Permit<'_>, round: &Round, typed: (Fields, Problems)) -> Reply {
    let plans = plans(permit.person, round.clone()).await?;
    let form = Form { text: permit.text, fields: &typed.0, problems: &typed.1 };
    reply::refused(view(permit, &plans, form))
}

async fn plans(person: &Person, round: Round) -> Result<Plans, WebError> {
    let mut conn = person.app().db.reader().await?;
    let reminders = reminder::of_round(&mut conn, &round.id).await?;
    let features = feature::all(&mut conn, person.facility_id()).await?;
    let mail = match is_ready(&mut conn, person.facility_id()).await? {
        true => Mail::Ready,
        false if features.contains(&Feature::Mail) => Mail::Unready,
        false => Mail::Off,
    };
    Ok(Plans { round, reminders, today: day_of(person.app().clock.now()), mail })
}

fn view(permit: &Permit<'_>, plans: &Plans, form: Form<'_>) -> Markup {
    let (text, person, round) = (permit.text, permit.person, &plans.round);
    let may = person.could(Right::Remind, Object::Round(person.facility_id(), round));
    page::page(
        permit,
        &text.text("reminders-title"),
        &html! {
            h1 { (text.text("reminders-title")) }
            p { a href={"/rounds/" (round.id)} { (round.name) } "　" (text.text("round-extend-until")) "：" (calendar::both(round.period.until)) }
            @if plans.mail != Mail::Off {
                p { a.button href={"/rounds/" (round.id) "/mailings"} { (text.text("mailings-title")) } }
            }
            h2 { (text.text("reminders-plans")) }
            p.hint { (text.text("reminders-explained")) }
            (form.summary())
            @if plans.reminders.is_empty() { p { (text.text("reminders-none")) } } @else { (table(permit, plans, may)) }
            @if may {
                h3 { (text.text("reminder-plan-list")) }
                (list_form(permit, round, form))
                @if plans.mail == Mail::Ready { h3 { (text.text("reminder-plan-mail")) } (mail_form(permit, round, form)) }
            }
        },
    )
}

fn table(permit: &Permit<'_>, plans: &Plans, may: bool) -> Markup {
    let text = permit.text;
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("reminder-planned")) }
                th scope="col" { (text.text("reminder-way")) }
                th scope="col" { (text.text("reminder-day")) }
                @if may { th scope="col" { (text.text("reminder-steps")) } }
            } }
            tbody {
                @for one in &plans.reminders {
                    tr {
                        th scope="row" { (text.with("reminder-days-before", [("days", FluentValue::from(one.days_before))])) }
                        td { (text.of("reminder-way", one.way.code())) }
                        td data-label=(text.text("reminder-day")) { (when(text, plans, one)) }
                        @if may { td { (steps(permit, plans, one)) } }
                    }
                }
            }
        }
    }
}

/// The day it will happen or happened, or why it will not.
fn when(text: Text, plans: &Plans, one: &Reminder) -> Markup {
    let (round, reason) = (&plans.round, |key| html! { (text.text(key)) });
    if let Some(done) = one.done_at {
        let day = calendar::both(day_of(done));
        return html! { (text.with("reminder-done-on", [("day", FluentValue::from(day))])) };
    }
    match one.day_to_come(round.period, plans.today) {
        _ if !round.is_open() => reason("reminder-round-closed"),
        None => reason("reminder-no-day-left"),
        Some(day) => html! {
            (calendar::both(day))
            @if one.way == Way::Mail && plans.mail != Mail::Ready { " " strong { (text.text("mailing-no-server")) } }
        },
    }
}

fn steps(permit: &Permit<'_>, plans: &Plans, one: &Reminder) -> Markup {
    let (text, round) = (permit.text, &plans.round);
    let here = format!("/rounds/{}/reminders/{}", round.id, one.id);
    let has_come = one.has_come(round.period, permit.person.app().clock.now());
    html! {
        @if one.done_at.is_none() {
            @if one.way == Way::List && has_come {
                p { a.button href={"/rounds/" (round.id) "/missing"} { (text.text("reminder-print-list")) } }
                form.inline method="post" action={ (here) "/completion" } {
                    (form::token(permit))
                    button type="submit" { (text.text("reminder-complete")) }
                }
            }
            form.inline method="post" action={ (here) "/removal" } {
                (form::token(permit))
                button.plain type="submit" { (text.text("reminder-remove")) }
            }
        }
    }
}

fn list_form(permit: &Permit<'_>, round: &Round, form: Form<'_>) -> Markup {
    html! {
        p.hint { (permit.text.text("reminder-list-explained")) }
        form method="post" action={"/rounds/" (round.id) "/reminders"} {
            (form::token(permit))
            input type="hidden" name="way" value=(Way::List.code());
            (form.line(DAYS, "text", "off"))
            (form.submit("reminder-plan"))
        }
    }
}

fn mail_form(permit: &Permit<'_>, round: &Round, form: Form<'_>) -> Markup {
    html! {
        p.hint { (permit.text.text("reminder-mail-explained")) " " (permit.text.of("mailing-who", round.slips.code())) }
        form method="post" action={"/rounds/" (round.id) "/reminders"} {
            (form::token(permit))
            input type="hidden" name="way" value=(Way::Mail.code());
            (form.line(MAIL_DAYS, "text", "off"))
            (form.line(SUBJECT, "text", "off"))
            (form.lines(BODY, 16))
            (form.submit("reminder-plan"))
        }
    }
}
