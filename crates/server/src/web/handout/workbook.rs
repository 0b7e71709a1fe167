//! The staff's form of the round as a workbook to be handed round: one department's, or with all to choose from.

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_report::Format;
use tenken_report::xlsx::{self, StaffForm};

use crate::actions::{exports, in_tx};
use crate::facts::issuer;
use crate::web::rounds::load;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;
use crate::web::workbooks::choices::Choices;
use crate::web::workbooks::must_be_used;

/// Which department, if not all.
#[derive(Deserialize)]
pub struct Wanted {
    department: Option<String>,
}

pub async fn download(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), &round))?;
    must_be_used(&person).await?;
    let (catalog, list) = super::list_of(&person, &round)?;
    let choices = Choices::load(&mut person.app().db.reader().await?, person.facility_id(), &round).await?;
    let is_wanted = |id: &str| wanted.department.as_ref().is_none_or(|wanted| wanted == id);
    let named = choices.departments.into_iter().filter(|(id, _)| is_wanted(id.as_str()));
    let departments: Vec<String> = named.map(|(_, name)| name).collect();
    if departments.is_empty() {
        return Err(Denial::Invisible.into());
    }
    let occupations: Vec<String> = choices.occupations.into_iter().map(|(_, name)| name).collect();
    let only = wanted.department.map(|_| format!("_{}", departments.join(""))).unwrap_or_default();
    let name = format!("{}_{}{only}.xlsx", permit.text.text("handout-workbook-file"), round.name);
    let issuer = issuer(&person.facility);
    let made = tokio::task::spawn_blocking(move || {
        xlsx::staff_form(&StaffForm {
            issuer: &issuer,
            catalog,
            list,
            round: &round.id,
            round_name: &round.name,
            period: round.period,
            naming: round.naming,
            slips: round.slips,
            departments: &departments,
            occupations: &occupations,
        })
    });
    let bytes = made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let (doing, file) = (permit.doing(), name.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { exports::record_form(tx, &doing, file).await }))
        .await?;
    download::attachment(bytes, Format::Xlsx.media_type(), &name)
}
