//! Writing a mailing, and looking at it before anything is stored.

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::mailing::Kind;
use tenken_domain::permission::{Object, Right};

use super::{desk, inputs, preview};
use crate::actions::mailings::of_departments;
use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::support::fields::Problems;
use crate::web::support::form::Form;
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};

/// What the address asks for.
#[derive(Deserialize)]
pub struct Asked {
    kind: Option<String>,
}

pub async fn page(person: Person, Path(id): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let kind = asked.kind.as_deref().and_then(Kind::from_code).unwrap_or(Kind::Reminder);
    let desk = desk(&person, round.clone()).await?;
    let fields = inputs::usual(&permit, &desk, kind);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(inputs::view(&permit, &desk, form))
}

/// The preview; or the fields again, where something is wrong with them or they are to be changed.
pub async fn preview(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let desk = desk(&person, round.clone()).await?;
    if Kind::from_code(&fields.get("kind")).is_none() {
        return Err(WebError::BadForm);
    }
    let mut problems = Problems::default();
    let written = inputs::read(&fields, &mut problems);
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    let Some(written) = written else { return reply::refused(inputs::view(&permit, &desk, form)) };
    if fields.get("again") == "1" {
        return reply::page(inputs::view(&permit, &desk, form));
    }
    let to = of_departments(desk.everybody.clone(), &written.departments);
    if desk.server.is_none() || to.iter().all(|one| one.address().is_none()) {
        problems.add("", if desk.server.is_none() { "mailing-no-server" } else { "mailing-nobody" });
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(inputs::view(&permit, &desk, form));
    }
    reply::page(preview::page(&permit, &desk, (&written, &to), preview::Seen::First).await?)
}
