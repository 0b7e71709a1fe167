//! Moving the last day of an open round.

use axum::extract::Path;
use tenken_domain::permission::{Action, Object};

use super::show;
use crate::actions::in_tx;
use crate::actions::rounds::{self, ExtendRoundRefusal};
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Action::ExtendRound, Object::Round(person.facility_id(), &round))?;
    let Some(until) = fields.day("until", &mut Problems::default()) else {
        return show::refused(&permit, &round, "problem-day").await;
    };
    let (doing, id) = (permit.doing(), round.id.clone());
    let extended = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { rounds::extend(tx, &doing, &id, until).await })
    })
    .await;
    match extended.map_err(refusal) {
        Ok(extended) => reply::see(&format!("/rounds/{}", extended.id)),
        Err(Ok(ExtendRoundRefusal::EndsBeforeItBegins)) => {
            show::refused(&permit, &round, "round-until-before-from").await
        }
        Err(Err(error)) => Err(error),
    }
}
