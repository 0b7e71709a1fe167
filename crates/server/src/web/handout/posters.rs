//! Posters as PDF: one department's, or all.

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::facility::AppraisalPolicy;
use tenken_domain::facts::Issuer;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_report::poster::{self, DepartmentLink, Posters};

use super::Link;
use crate::actions::{in_tx, rounds};
use crate::web::rounds::load;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// Which department's; none: all.
#[derive(Deserialize)]
pub struct Wanted {
    department: Option<String>,
}

pub async fn download(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), &round))?;
    let (_, list) = super::list_of(&person, &round)?;
    let is_wanted = |link: &Link| {
        wanted.department.as_deref().is_none_or(|department| link.department.as_str() == department)
    };
    let links = super::links(&person, &round).await?.into_iter().filter(is_wanted);
    let departments: Vec<_> =
        links.map(|link| DepartmentLink { department: link.name, url: link.url }).collect();
    if departments.is_empty() {
        return Err(Denial::Invisible.into());
    }
    let (doing, round_id, sheets) = (permit.doing(), round.id.clone(), departments.len());
    let text = permit.text;
    let name = format!("{}_{}.pdf", text.text("handout-poster"), round.name);
    let contact = match person.facility.contact.as_str() {
        "" => text.text("staff-administrator"),
        contact => contact.to_owned(),
    };
    let policy = match person.facility.appraisal_policy {
        AppraisalPolicy::NotUsed => Some(text.text("staff-appraisal-short")),
        AppraisalPolicy::NotDeclared => None,
    };
    let issuer = Issuer { hospital: person.facility.name.clone(), edition: person.facility.edition };
    let questions = list.items.len();
    let made = tokio::task::spawn_blocking(move || {
        poster::pdf(&Posters {
            issuer: &issuer,
            round: &round.name,
            period: round.period,
            naming: round.naming,
            slips: round.slips,
            questions,
            policy: policy.as_deref(),
            contact: &contact,
            departments: &departments,
        })
    });
    let bytes = made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { rounds::print_posters(tx, &doing, &round_id, sheets).await })
    })
    .await?;
    download::attachment(bytes, "application/pdf", &name)
}
