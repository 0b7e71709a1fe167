//! 未提出の方へのお願い as PDF: one department's, or all in which somebody is missing.

use axum::extract::{Path, Query};
use tenken_domain::audit::Target;
use tenken_domain::calendar;
use tenken_domain::collection::Gap;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_report::missing_list::{self, MissingLists};

use super::{Seen, Wanted, look};
use crate::actions::{exports, in_tx};
use crate::facts::issuer;
use crate::web::rounds::load;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::{Reply, WebError};

/// Only while the round is open: nobody can do anymore what is asked for.
pub async fn download(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let Seen { permit, gaps, .. } = look(&person, &round, wanted).await?;
    let gaps: Vec<Gap> = gaps.into_iter().filter(|gap| gap.missing.number() > 0).collect();
    if !round.is_open() || gaps.is_empty() {
        return Err(Denial::WrongState.into());
    }
    let name = format!("{}_{}.pdf", permit.text.text("missing-letters"), round.name);
    let (doing, target, file) = (permit.doing(), Target::new("round", &round.id), name.clone());
    let bytes = made(&person, round, gaps).await?;
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { exports::record_report(tx, &doing, target, file).await })
    })
    .await?;
    download::attachment(bytes, "application/pdf", &name)
}

async fn made(person: &Person, round: Round, gaps: Vec<Gap>) -> Result<Vec<u8>, WebError> {
    let app = person.app();
    let (issuer, contact) = (issuer(&person.facility), person.facility.contact.clone());
    let code_address = format!("{}/code", app.settings.origin);
    let as_of = calendar::day_of(app.clock.now());
    let made = tokio::task::spawn_blocking(move || {
        missing_list::pdf(&MissingLists {
            issuer: &issuer,
            round: &round.name,
            period: round.period,
            as_of,
            naming: round.naming,
            minimum: round.group_minimum,
            slips: round.slips,
            code_address: &code_address,
            contact: &contact,
            departments: &gaps,
        })
    });
    Ok(made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}
