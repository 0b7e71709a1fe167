//! Moving the last day of an open round.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use super::show::{self, UNTIL};
use crate::actions::in_tx;
use crate::actions::rounds::{self, ExtendRoundRefusal};
use crate::web::support::fields::Problems;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::ExtendRound, Object::Round(person.facility_id(), &round))?;
    let mut problems = Problems::default();
    let Some(until) = fields.day(UNTIL, &mut problems) else {
        return show::refused(&permit, &round, (fields, problems)).await;
    };
    let (doing, id) = (permit.doing(), round.id.clone());
    let extended = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { rounds::extend(tx, &doing, &id, until).await })
    })
    .await;
    match extended.map_err(refusal) {
        Ok(extended) => reply::see(&format!("/rounds/{}", extended.id)),
        Err(Ok(ExtendRoundRefusal::EndsBeforeItBegins)) => {
            problems.add(UNTIL, "round-until-before-from");
            show::refused(&permit, &round, (fields, problems)).await
        }
        Err(Err(error)) => Err(error),
    }
}
