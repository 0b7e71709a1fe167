//! Concluding a meeting.

use axum::extract::Path;

use super::show::{Part, Shown, view};
use super::{address, may_manage, sentence};
use crate::actions::{in_tx, meetings};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let shown = Shown::load(&person, &id).await?;
    let (doing, id) = (permit.doing(), shown.meeting.id.clone());
    let concluded =
        in_tx(&person.app().db, move |tx| Box::pin(async move { meetings::conclude(tx, &doing, &id).await }));
    match concluded.await.map_err(refusal) {
        Ok(()) => reply::see(&address(&shown.meeting)),
        Err(Ok(refused)) => {
            let mut problems = Problems::default();
            problems.add("", sentence(refused));
            let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
            reply::refused(view(&permit, &shown, Some((Part::Conclusion, form))))
        }
        Err(Err(error)) => Err(error),
    }
}
