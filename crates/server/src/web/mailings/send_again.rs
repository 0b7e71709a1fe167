//! Another try for those whom a mailing did not reach.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use crate::actions::in_tx;
use crate::actions::mailings;
use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Path((round, id)): Path<(String, String)>, Posted { person, .. }: Posted) -> Reply {
    let round = load(&person, &round).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let mailing = super::load(&person, &round, &id).await?;
    let (doing, which) = (permit.doing(), (round.id.clone(), mailing.id.clone()));
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { mailings::send_again(tx, &doing, (&which.0, &which.1)).await })
    })
    .await?;
    reply::see(&format!("/rounds/{}/mailings/{}", round.id, mailing.id))
}
