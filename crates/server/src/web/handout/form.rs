//! The staff's list as a blank paper form, with 部署, 職種 and, in 記名 rounds, 記入者 to be written on it.

use axum::extract::Path;
use tenken_domain::facts::{Issuer, SheetFacts};
use tenken_domain::permission::{Object, Right};
use tenken_report::filled_sheet::{self, FilledSheet, StaffForm};
use tenken_store::staff::{Axis, asked};

use crate::actions::{exports, in_tx};
use crate::web::rounds::load;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

pub async fn download(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), &round))?;
    let (catalog, list) = super::list_of(&person, &round)?;
    let asked = asked(&mut person.app().db.reader().await?, &round.id, Axis::Occupation).await?;
    let occupations: Vec<String> = asked.into_iter().map(|one| one.name).collect();
    let name = format!("{}_{}.pdf", permit.text.text("handout-form"), round.name);
    let issuer = Issuer { hospital: person.facility.name.clone(), edition: person.facility.edition };
    let made = tokio::task::spawn_blocking(move || {
        filled_sheet::pdf(&FilledSheet {
            issuer: &issuer,
            catalog,
            round: &round.name,
            sheet: &SheetFacts::blank(list.id.clone()),
            annex: None,
            staff: Some(StaffForm { occupations: &occupations, naming: round.naming }),
        })
    });
    let bytes = made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let (doing, file) = (permit.doing(), name.clone());
    in_tx(&person.app().db, move |tx| Box::pin(async move { exports::record_form(tx, &doing, file).await }))
        .await?;
    download::attachment(bytes, "application/pdf", &name)
}
