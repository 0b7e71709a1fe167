//! Keeping copies of a meeting's papers: as they are handed out, and further ones after the conclusion.

use axum::extract::Path;
use tenken_domain::permission::{Object, Right};

use super::show::{Part, load_shown, refused, view};
use super::{address, may_manage, sentence};
use crate::actions::{frozen_papers, in_tx_or_excused};
use crate::papers;
use crate::web::stored_files::{self, FORM_LIMIT};
use crate::web::support::fields::Problems;
use crate::web::support::form::{Field, Form};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::support::upload::Uploaded;

/// The file of a further paper.
pub const FILE: Field = Field::new("file", "papers-file").hint("papers-file-hint");

/// 配った資料として残す
pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::FreezePapers, Object::Facility(person.facility_id()))?;
    let shown = load_shown(&person, &id).await?;
    if let Err(why) = shown.meeting.check_open() {
        return refused(&permit, &shown, (Part::Papers, why));
    }
    let doing = permit.doing();
    let papers = papers::as_shown(&person.asking(), &doing.means, shown.clone()).await?;
    let id = shown.meeting.id.clone();
    let kept = in_tx_or_excused(&person.app().db, move |tx| {
        Box::pin(async move { frozen_papers::freeze(tx, &doing, &id, papers).await })
    });
    match kept.await.map_err(refusal) {
        Ok(()) => reply::see(&format!("{}#papers", address(&shown.meeting))),
        Err(Ok(why)) => refused(&permit, &shown, (Part::Papers, why)),
        Err(Err(error)) => Err(error),
    }
}

/// Minutes that were put right or bear their stamps, beside what was kept before.
pub async fn add(Path(id): Path<String>, upload: Uploaded<FORM_LIMIT>) -> Reply {
    let Uploaded { person, fields, files } = upload;
    let permit = may_manage(&person)?;
    let shown = load_shown(&person, &id).await?;
    let mut problems = Problems::default();
    let paper = stored_files::sealed(&permit.doing().means, files, FILE, &mut problems).await?;
    if let Some(paper) = paper {
        let (doing, id) = (permit.doing(), shown.meeting.id.clone());
        let added = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { frozen_papers::add(tx, &doing, &id, paper).await })
        });
        match added.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("{}#papers", address(&shown.meeting))),
            Err(Ok(why)) => problems.add(FILE, sentence(why)),
            Err(Err(error)) => return Err(error),
        }
    } else if problems.is_empty() {
        problems.add(FILE, "papers-no-file");
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, Some((Part::Papers, form))))
}
