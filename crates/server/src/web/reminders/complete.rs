//! Ticking a list off as handed round.

use axum::extract::Path;
use tenken_domain::id::ReminderId;
use tenken_domain::permission::{Object, Right};

use crate::actions::{in_tx, reminders};
use crate::web::rounds::load;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Path((round, id)): Path<(String, String)>, Posted { person, .. }: Posted) -> Reply {
    let round = load(&person, &round).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    let (doing, which) = (permit.doing(), (round.id.clone(), ReminderId::new(id)));
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { reminders::complete(tx, &doing, (&which.0, &which.1)).await })
    })
    .await?;
    reply::see(&format!("/rounds/{}/reminders", round.id))
}
