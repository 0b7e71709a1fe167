//! Concluding a meeting. Its papers are made before, outside the transaction that keeps them and concludes.

use axum::extract::Path;
use tenken_domain::calendar;

use super::show::{Part, load_shown, refused};
use super::{address, may_manage};
use crate::actions::{in_tx, meetings};
use crate::papers;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let shown = load_shown(&person, &id).await?;
    let doing = permit.doing();
    if let Err(why) = shown.meeting.concluded(calendar::day_of(doing.means.now), doing.means.now) {
        return refused(&permit, &shown, (Part::Conclusion, why));
    }
    let papers = papers::as_concluded(&person.asking(), &doing.means, shown.clone()).await?;
    let seen = shown.clone();
    let concluded = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { meetings::conclude(tx, &doing, &seen, papers).await })
    });
    match concluded.await.map_err(refusal) {
        Ok(()) => reply::see(&address(&shown.meeting)),
        Err(Ok(why)) => refused(&permit, &shown, (Part::Conclusion, why)),
        Err(Err(error)) => Err(error),
    }
}
