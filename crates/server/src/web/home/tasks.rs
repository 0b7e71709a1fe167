//! What waits for an administrator in the open rounds: lists to hand round, and mail that is about to leave.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::id::ReminderId;
use tenken_domain::mailing::Mailing;
use tenken_domain::permission::{Object, Right};
use tenken_domain::reminder::{Reminder, Way};
use tenken_domain::round::Round;
use tenken_store::{mailing, reminder};

use crate::web::support::form;
use crate::web::support::person::Permit;
use crate::web::support::reply::WebError;

/// The tasks of one round.
pub struct Tasks {
    /// Lists whose day has come.
    lists: Vec<ReminderId>,
    /// Mailings that have not left altogether.
    mailings: Vec<Mailing>,
}

/// What waits in a round; nothing for those who may do nothing about it.
pub async fn load(permit: &Permit<'_>, round: &Round) -> Result<Tasks, WebError> {
    let person = permit.person;
    if !person.could(Right::Remind, Object::Round(person.facility_id(), round)) {
        return Ok(Tasks { lists: Vec::new(), mailings: Vec::new() });
    }
    let (now, mut conn) = (person.app().clock.now(), person.app().db.reader().await?);
    let has_come = |one: &Reminder| one.way == Way::List && one.has_come(round.period, now);
    let reminders = reminder::of_round(&mut conn, &round.id).await?.into_iter().filter(has_come);
    let mailings = mailing::of_round(&mut conn, &round.id).await?.into_iter().filter(|one| !one.is_over());
    Ok(Tasks { lists: reminders.map(|one| one.id).collect(), mailings: mailings.collect() })
}

pub fn view(permit: &Permit<'_>, round: &Round, tasks: &Tasks) -> Markup {
    let text = permit.text;
    html! {
        @for id in &tasks.lists {
            div.warning {
                p { (text.text("home-hand-lists-round")) }
                p { a.button href={"/rounds/" (round.id) "/missing"} { (text.text("reminder-print-list")) } }
                form method="post" action={"/rounds/" (round.id) "/reminders/" (id) "/completion"} {
                    (form::token(permit))
                    button type="submit" { (text.text("reminder-complete")) }
                }
            }
        }
        @for one in &tasks.mailings {
            @let due = calendar::moment(one.due_at);
            p.warning {
                (text.with("home-mail-leaves", [("due", FluentValue::from(due))])) " "
                a href={"/rounds/" (round.id) "/mailings/" (one.id)} { (text.text("home-mail-open")) }
            }
        }
    }
}
