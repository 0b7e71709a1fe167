//! What a vendor sees behind link and code: its own questions and answers, nothing else of the hospital. It keeps its
//! answers, comes back, and hands them in under a name; from then on they can only be read.

use std::collections::BTreeMap;

use axum::extract::RawQuery;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{self, Catalog};
use tenken_domain::facility::Facility;
use tenken_domain::id::{FacilityId, InquiryId, ItemId};
use tenken_domain::inquiry::{Door, Inquiry, LONGEST_NAME};
use tenken_domain::stored_file::StoredFile;
use tenken_store::{facility, inquiry, inquiry_file};

use super::answers::{ANSWERER, FINISH};
use super::door::{OWN, ended, ended_with, shut};
use super::pass::{self, Pass, Shown};
use super::replies::{self, Leads};
use super::{attached, explain};
use crate::actions::in_tx;
use crate::actions::inquiries::door::{self, Wish};
use crate::secrets::token;
use crate::web::staff_sheets::entrance::whom_to_ask;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// In the address, after something was kept.
const SAVED: &str = "saved";
/// Where the fields hold what was typed before the code was asked for again.
const TYPED: &str = "typed";
/// The secret part of the link, in the form: it leads back to the code where the pass ends before the form is sent.
const LINK: &str = "link";

/// What stands behind a pass.
struct Behind {
    hospital: Facility,
    inquiry: Inquiry,
    catalog: &'static Catalog,
    door: Door,
    /// What the vendor sent with its answers, by item.
    files: BTreeMap<ItemId, StoredFile>,
}

pub async fn page(visitor: Visitor, Shown(pass): Shown, RawQuery(query): RawQuery) -> Reply {
    let Some((_, behind)) = enter(&visitor, pass).await? else {
        return ended(&visitor).await;
    };
    let mut pairs = replies::fields_of(&behind.inquiry);
    if query.as_deref() == Some(SAVED) {
        pairs.push((SAVED.to_owned(), String::from("yes")));
    }
    let fields = Fields::new(pairs);
    show(&visitor, &behind, (&fields, &Problems::default())).await
}

pub async fn submit(Shown(pass): Shown, PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let Some((pass, behind)) = enter(&visitor, pass).await? else {
        return ended_with(&visitor, &fields.get(LINK), &fields).await;
    };
    let mut problems = Problems::default();
    let answers = replies::read(&fields, &behind.inquiry, &mut problems);
    let answerer =
        (fields.get(FINISH) == "yes").then(|| fields.one_line(ANSWERER, LONGEST_NAME, &mut problems));
    if answerer.is_some() {
        replies::note_lacks(&answers, calendar::day_of(visitor.app.clock.now()), &mut problems);
    }
    if problems.is_empty() && behind.door == Door::Open {
        let wish = Wish { replies: answers, seen: fields.get("seen").parse().unwrap_or(-1), answerer };
        let (means, place) = (visitor.means(), ((pass.facility.clone(), pass.inquiry.clone()), pass.salt));
        let answered = in_tx(&visitor.app.db, move |tx| {
            Box::pin(async move { door::answer(tx, &means, &place, wish).await })
        });
        match answered.await.map_err(refusal) {
            Ok(()) => {
                let mut response = reply::see(&format!("{OWN}?{SAVED}"))?;
                let place = ((pass.facility, pass.inquiry), pass.salt);
                pass::give(&visitor, place, &mut response)?;
                return Ok(response);
            }
            Err(Ok(refused)) => explain(refused, "", &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    show(&visitor, &behind, (&fields, &problems)).await
}

/// `None` without a pass, or where the link was replaced since.
async fn enter(visitor: &Visitor, pass: Option<Pass>) -> Result<Option<(Pass, Behind)>, WebError> {
    let Some(pass) = pass else { return Ok(None) };
    let behind = Behind::load(visitor, ((&pass.facility, &pass.inquiry), pass.salt)).await?;
    Ok(behind.map(|behind| (pass, behind)))
}

impl Behind {
    async fn load(
        visitor: &Visitor,
        ((facility, inquiry), salt): ((&FacilityId, &InquiryId), i64),
    ) -> Result<Option<Self>, WebError> {
        let mut conn = visitor.app.db.reader().await?;
        let hospital = facility::find(&mut conn, facility).await?;
        let files = inquiry_file::of_inquiry(&mut conn, inquiry).await?;
        let inquiry = inquiry::find(&mut conn, facility, inquiry).await?;
        drop(conn);
        let inquiry = inquiry.filter(|inquiry| inquiry.link_salt == salt);
        Ok(hospital.zip(inquiry).and_then(|(hospital, inquiry)| {
            let catalog = catalog::find(&inquiry.catalog)?;
            let door = inquiry.door(calendar::day_of(visitor.app.clock.now()));
            Some(Self { hospital, inquiry, catalog, door, files })
        }))
    }
}

/// The page after the code was asked for again: with what was typed before, which is not saved yet.
pub async fn with_typed(
    visitor: &Visitor,
    ((facility, inquiry), salt): (door::Behind, i64),
    mut typed: Vec<(String, String)>,
) -> Reply {
    let Some(behind) = Behind::load(visitor, ((&facility, &inquiry), salt)).await? else {
        return ended(visitor).await;
    };
    typed.push((TYPED.to_owned(), String::from("yes")));
    show(visitor, &behind, (&Fields::new(typed), &Problems::default())).await
}

/// A file that was not taken: what was kept before stays in the form.
pub async fn refused(visitor: &Visitor, pass: Pass, problems: &Problems) -> Reply {
    let Some((_, behind)) = enter(visitor, Some(pass)).await? else {
        return ended(visitor).await;
    };
    let fields = Fields::new(replies::fields_of(&behind.inquiry));
    show(visitor, &behind, (&fields, problems)).await
}

async fn show(visitor: &Visitor, behind: &Behind, (fields, problems): (&Fields, &Problems)) -> Reply {
    let form = Form { text: visitor.text, fields, problems };
    match behind.door {
        Door::Open if problems.is_empty() => reply::page(questions(visitor, behind, form)),
        Door::Open => reply::refused(questions(visitor, behind, form)),
        Door::HandedIn => reply::page(answered(visitor, behind)),
        door @ (Door::Shut | Door::Withdrawn | Door::Expired) => Ok(shut(visitor, door).await?),
    }
}

fn head(visitor: &Visitor, behind: &Behind) -> Markup {
    let text = visitor.text;
    html! {
        dl.facts {
            dt { (text.text("staff-hospital")) } dd { (behind.hospital.name) }
            dt { (text.text("inquiry-system")) } dd { (behind.inquiry.system) }
            dt { (text.text("inquiry-due")) } dd { (calendar::both(behind.inquiry.due)) }
        }
    }
}

fn questions(visitor: &Visitor, behind: &Behind, form: Form<'_>) -> Markup {
    let (text, title) = (visitor.text, visitor.text.text("reply-title"));
    let (inquiry, answered) =
        (&behind.inquiry, behind.inquiry.questions.len() - behind.inquiry.open_questions());
    let items = replies::asked(behind.catalog, inquiry);
    let link = token::inquiry_token(&visitor.app.keys.secret, (&inquiry.id, inquiry.link_salt));
    page::public(
        visitor,
        &title,
        &html! {
            h1 { (title) }
            (head(visitor, behind))
            @if !inquiry.message.is_empty() { p.typed { (inquiry.message) } }
            p { (text.text("reply-hint")) }
            @if !form.fields.get(SAVED).is_empty() { p.done role="status" { (text.text("reply-saved")) } }
            @if !form.fields.get(TYPED).is_empty() { p.warning role="status" { (text.text("reply-typed")) } }
            p role="status" {
                (text.with("reply-progress", [("answered", answered.into()), ("all", inquiry.questions.len().into())]))
            }
            p { (text.with("reply-hours", [("hours", pass::HOURS.into())])) }
            (replies::summary(form, &items, Leads::ToFields))
            form method="post" action=(OWN) autocomplete="off" {
                input type="hidden" name="seen" value=(form.fields.get("seen"));
                input type="hidden" name=(LINK) value=(link);
                (replies::inputs(form, &items))
                p.bottom-bar { button type="submit" name=(FINISH) value="no" { (text.text("inquiry-keep")) } }
                h2 { (text.text("reply-hand-in")) }
                p { (text.text("reply-hand-in-hint")) }
                (form.line(ANSWERER, "text", "name"))
                button.primary type="submit" name=(FINISH) value="yes" { (text.text("reply-hand-in")) }
            }
            section #files {
                h2 { (text.text("attached-title")) }
                p.hint { (text.text("attached-own-hint")) }
                (attached::listing(text, (behind.catalog, inquiry), (&behind.files, None)))
                (attached::form(form, (behind.catalog, inquiry), ("/v/file", Markup::default())))
            }
            p.hint lang="ja" { (behind.catalog.texts.source_line) }
            (whom_to_ask(visitor, Some(&behind.hospital)))
        },
    )
}

/// The vendor's own answers as they were handed in.
fn answered(visitor: &Visitor, behind: &Behind) -> Markup {
    let (text, title) = (visitor.text, visitor.text.text("reply-thanks"));
    page::public(
        visitor,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("reply-frozen")) }
            (head(visitor, behind))
            @if let Some(receipt) = behind.inquiry.receipt() {
                p { (text.text("inquiry-answerer")) "：" (receipt.by) " " (calendar::both(receipt.on)) }
            }
            table.list.stacked.told {
                thead { tr {
                    th scope="col" { (text.text("result-item")) }
                    th scope="col" { (text.text("inquiry-answer")) }
                } }
                tbody { @for (list, item) in replies::asked(behind.catalog, &behind.inquiry) {
                    tr {
                        th scope="row" lang="ja" {
                            span.hint { (replies::place(text, (list, item))) }
                            @for line in &item.text { p { (line) } }
                        }
                        td data-label=(text.text("inquiry-answer")) {
                            @if let Some(question) = behind.inquiry.question(&item.id) { (replies::in_words(text, &question.answer)) }
                        }
                    }
                } }
            }
            (attached::listing(text, (behind.catalog, &behind.inquiry), (&behind.files, None)))
            (whom_to_ask(visitor, Some(&behind.hospital)))
        },
    )
}
