//! Planning a reminder, by mail or as a list.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};
use tenken_domain::reminder::{MOST_DAYS_BEFORE, Way};

use super::list::{self, DAYS, MAIL_DAYS};
use crate::actions::in_tx;
use crate::actions::reminders::{self, ReminderRefusal, Wish};
use crate::web::mail_server::require_mail;
use crate::web::mailings::inputs::read_texts;
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Field;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    let way = Way::from_code(&fields.get("way")).ok_or(WebError::BadForm)?;
    let days = match way {
        Way::Mail => {
            require_mail(&person).await?;
            MAIL_DAYS
        }
        Way::List => DAYS,
    };
    let mut problems = Problems::default();
    let Some(wish) = read(&fields, (way, days), &mut problems) else {
        return list::refused(&permit, &round, (fields, problems)).await;
    };
    let (doing, round_id) = (permit.doing(), round.id.clone());
    let planned = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { reminders::plan(tx, &doing, (&round_id, wish)).await })
    });
    let sentence = match planned.await.map_err(refusal) {
        Ok(()) => return reply::see(&format!("/rounds/{}/reminders", round.id)),
        Err(Ok(ReminderRefusal::PlannedAlready)) => "reminder-planned-already",
        Err(Ok(ReminderRefusal::DayHasPassed)) => "reminder-day-has-passed",
        Err(Err(error)) => return Err(error),
    };
    problems.add(days, sentence);
    list::refused(&permit, &round, (fields, problems)).await
}

fn read(fields: &Fields, (way, days): (Way, Field), problems: &mut Problems) -> Option<Wish> {
    let typed = fields.get(days.name);
    let days_before = fields.count(days, MOST_DAYS_BEFORE, &mut Problems::default());
    if typed.is_empty() || days_before.is_none() {
        problems.add(days, "reminder-days-wrong");
    }
    let (subject, body) = match way {
        Way::Mail => read_texts(fields, problems),
        Way::List => (String::new(), String::new()),
    };
    let days_before = days_before?;
    problems.is_empty().then_some(Wish { days_before, way, subject, body })
}
