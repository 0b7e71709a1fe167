//! Files beside a vendor's answers: one an item, sent by the vendor behind its link or put there by hand.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use maud::{Markup, html};
use tenken_domain::catalog::Catalog;
use tenken_domain::id::ItemId;
use tenken_domain::inquiry::Inquiry;
use tenken_domain::permission::Denial;
use tenken_domain::stored_file::StoredFile;

use super::door::{OWN, ended};
use super::pass::{Pass, Shown};
use super::{Asked, explain, own, replies, show};
use crate::actions::in_tx;
use crate::actions::inquiries::{files, target};
use crate::actions::stored_files::Sealed;
use crate::app::App;
use crate::web::stored_files::{self, FORM_LIMIT};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::person::{Person, Visitor};
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::support::text::Text;
use crate::web::support::upload::{Uploaded, UploadedFile, of_visitor};
use crate::web::vendors::{may_manage, may_read};

const ITEM: Field = Field::new("attached_item", "attached-item");
pub const FILE: Field = Field::new("attached", "attached-file").hint("evidence-file-hint");

/// What a vendor sends; nothing of it is read before its pass is known to be right.
pub struct Sent {
    visitor: Visitor,
    /// `None` where the pass has ended.
    sent: Option<(Pass, Fields, Vec<UploadedFile>)>,
}

impl FromRequest<App> for Sent {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let Ok(Shown(pass)) = Shown::from_request_parts(&mut parts, app).await;
        let Some(pass) = pass else { return Ok(Self { visitor, sent: None }) };
        let (fields, files) = of_visitor(Request::from_parts(parts, body), FORM_LIMIT).await?;
        Ok(Self { visitor, sent: Some((pass, fields, files)) })
    }
}

/// From the vendor.
pub async fn by_link(Sent { visitor, sent }: Sent) -> Reply {
    let Some((pass, fields, files)) = sent else { return ended(&visitor).await };
    let mut problems = Problems::default();
    let means = visitor.means();
    if let Some((item, sealed)) = chosen(&means, (&fields, files), &mut problems).await? {
        let place = ((pass.facility.clone(), pass.inquiry.clone()), pass.salt);
        let kept = in_tx(&visitor.app.db, move |tx| {
            Box::pin(async move { files::by_link(tx, &means, &place, (&item, sealed)).await })
        });
        match kept.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("{OWN}#files")),
            Err(Ok(refused)) => explain(refused, "", &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    own::refused(&visitor, pass, &problems).await
}

/// From whoever got it by mail.
pub async fn by_hand(Path(id): Path<String>, upload: Uploaded<FORM_LIMIT>) -> Reply {
    let Uploaded { person, fields, files } = upload;
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let mut problems = Problems::default();
    let doing = permit.doing();
    if let Some((item, sealed)) = chosen(&doing.means, (&fields, files), &mut problems).await? {
        let id = asked.inquiry.id.clone();
        let kept = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { files::by_hand(tx, &doing, &id, (&item, sealed)).await })
        });
        match kept.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("{}#files", asked.address())),
            Err(Ok(refused)) => explain(refused, "", &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    show::refused(&permit, &asked, (&fields, &problems)).await
}

pub async fn download(person: Person, Path((id, item)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let file = asked.files.get(&ItemId::new(item)).ok_or(Denial::Invisible)?;
    stored_files::send(&permit, target(&asked.inquiry), file).await
}

/// The item and the file, sealed; problems at their fields.
async fn chosen(
    means: &crate::actions::Means,
    (fields, files): (&Fields, Vec<UploadedFile>),
    problems: &mut Problems,
) -> Result<Option<(ItemId, Sealed)>, WebError> {
    let item = fields.get(ITEM.name);
    if item.is_empty() {
        problems.add(ITEM, "problem-required");
    }
    let sealed = stored_files::sealed(means, files, FILE, problems).await?;
    if sealed.is_none() && problems.is_empty() {
        problems.add(FILE, "problem-required");
    }
    Ok(sealed.filter(|_| problems.is_empty()).map(|sealed| (ItemId::new(item), sealed)))
}

/// The files there are; each a link where `address` leads to one.
pub fn listing(
    text: Text,
    (catalog, inquiry): (&Catalog, &Inquiry),
    (files, address): (&BTreeMap<ItemId, StoredFile>, Option<&str>),
) -> Markup {
    html! {
        @if !files.is_empty() {
            ul {
                @for (list, item) in replies::asked(catalog, inquiry) {
                    @if let Some(file) = files.get(&item.id) {
                        li {
                            (replies::place(text, (list, item))) "："
                            @match address {
                                Some(address) => a href={ (address) "/files/" (item.id) } download { (file.name) },
                                None => (file.name),
                            }
                            " " (stored_files::facts(text, file))
                        }
                    }
                }
            }
        }
    }
}

/// The form that puts a file beside an item. `token` is the session's, where there is one.
pub fn form(
    form: Form<'_>,
    (catalog, inquiry): (&Catalog, &Inquiry),
    (address, token): (&str, Markup),
) -> Markup {
    let text = form.text;
    let asked = replies::asked(catalog, inquiry).into_iter();
    let options: Vec<(String, String)> = asked
        .map(|one| (one.1.id.to_string(), format!("{} {}", replies::place(text, one), one.1.title)))
        .collect();
    html! {
        form method="post" action=(address) enctype="multipart/form-data" {
            (token)
            (form.select(ITEM, &options))
            (form.file(FILE))
            button type="submit" { (text.text("attached-send")) }
        }
    }
}
