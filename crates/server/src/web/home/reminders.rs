//! What waits for a person beyond the running rounds, in the order in which it presses; nothing for those who may not
//! know of it.

use tenken_domain::calendar;
use tenken_domain::evidence::Validity;
use tenken_domain::permission::{Object, Right};
use tenken_store::{action, evidence, inquiry};

use super::executive::Brief;
use crate::web::meetings::own_report;
use crate::web::plan;
use crate::web::sheets;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::WebError;

/// So many of something wait at an address.
pub struct Reminder {
    pub address: &'static str,
    pub key: &'static str,
    pub count: usize,
}

/// Those of which there are any.
pub async fn load(permit: &Permit<'_>, brief: Option<&Brief>) -> Result<Vec<Reminder>, WebError> {
    let person = permit.person;
    let own = sheets::list::waiting(person).await?;
    let reports = own_report::asked(person).await?.iter().filter(|one| one.written.is_none()).count();
    let (overdue, soon) = match brief {
        // The brief says what is overdue.
        Some(brief) => (0, brief.soon),
        None => actions(person).await?,
    };
    let charged = plan::own::load(person).await?;
    let today = calendar::day_of(person.app().clock.now());
    let late = charged.iter().filter(|one| one.is_overdue(today)).count();
    let all = [
        ("/answering", "answering-own-open", own),
        ("/plan/own", "own-actions-overdue-count", late),
        ("/plan/own", "own-actions-count", charged.iter().filter(|one| one.state.is_open()).count() - late),
        ("/status-reports", "own-reports-asked", reports),
        ("/plan", "plan-overdue-count", overdue),
        ("/plan", "plan-soon-count", soon),
        ("/evidence", "evidence-ending-count", ending(person).await?),
        ("/vendors", "inquiries-overdue-count", unanswered(person).await?),
    ];
    let reminders = all.map(|(address, key, count)| Reminder { address, key, count });
    Ok(reminders.into_iter().filter(|one| one.count > 0).collect())
}

fn could(person: &Person, right: Right) -> bool {
    person.could(right, Object::Facility(person.facility_id()))
}

/// How many actions are late, and how many soon will be.
async fn actions(person: &Person) -> Result<(usize, usize), WebError> {
    if !could(person, Right::ReadPlan) {
        return Ok((0, 0));
    }
    let today = calendar::day_of(person.app().clock.now());
    let all = action::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let overdue = all.iter().filter(|one| one.is_overdue(today)).count();
    Ok((overdue, all.iter().filter(|one| one.is_due_soon(today)).count()))
}

/// How many pieces of evidence have ended or end soon, for whoever may replace them.
async fn ending(person: &Person) -> Result<usize, WebError> {
    if !could(person, Right::ManageEvidence) {
        return Ok(0);
    }
    let today = calendar::day_of(person.app().clock.now());
    let standing = evidence::standing(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(standing.iter().filter(|one| one.validity(today) != Validity::Valid).count())
}

/// How many inquiries vendors should have answered, for those who chase them.
async fn unanswered(person: &Person) -> Result<usize, WebError> {
    if !could(person, Right::ManageVendors) {
        return Ok(0);
    }
    let today = calendar::day_of(person.app().clock.now());
    let overdue = inquiry::overdue(&mut person.app().db.reader().await?, person.facility_id(), today).await?;
    Ok(usize::try_from(overdue).unwrap_or(0))
}
