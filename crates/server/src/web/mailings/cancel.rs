//! Taking a mailing back: what has not left stays.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use super::show;
use crate::actions::in_tx;
use crate::actions::mailings::{self, CancelRefusal};
use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path((round, id)): Path<(String, String)>, Posted { person, .. }: Posted) -> Reply {
    let round = load(&person, &round).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let mailing = super::load(&person, &round, &id).await?;
    let (doing, which) = (permit.doing(), (round.id.clone(), mailing.id.clone()));
    let cancelled = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { mailings::cancel(tx, &doing, (&which.0, &which.1)).await })
    });
    match cancelled.await.map_err(refusal) {
        Ok(()) => reply::see(&format!("/rounds/{}/mailings/{}", round.id, mailing.id)),
        Err(Ok(CancelRefusal::Over)) => {
            let mut problems = Problems::default();
            problems.add("", "mailing-cancel-too-late");
            let now = super::load(&person, &round, &id).await?;
            show::refused(&permit, (round.clone(), now), &problems).await
        }
        Err(Err(error)) => Err(error),
    }
}
