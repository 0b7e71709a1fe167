//! What would be taken from a returned answer sheet, and the yes to it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::filled::inquiry_form::InquiryForm;
use tenken_domain::inquiry::{Lack, Receipt, Way};

use super::answers::{ANSWERED_ON, ANSWERER, FINISH, signed};
use super::replies::{self, Leads};
use super::upload::{PURPOSE, understand};
use super::{Asked, explain};
use crate::actions::inquiries::answers::{self, Wish};
use crate::actions::{in_tx, uploads};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::vendors::may_manage;

pub async fn page(person: Person, Path((id, upload)): Path<(String, String)>) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let Some(look) = Look::load(&person, &asked, upload).await? else { return gone(&permit, &asked) };
    let today = calendar::day_of(person.app().clock.now());
    let fields = Fields::new(vec![
        (ANSWERER.name.to_owned(), look.read.answerer.clone()),
        (ANSWERED_ON.name.to_owned(), today.to_string()),
        ("seen".to_owned(), asked.inquiry.revision.to_string()),
    ]);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, (&asked, &look), form))
}

pub async fn submit(Path((id, upload)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let Some(look) = Look::load(&person, &asked, upload).await? else { return gone(&permit, &asked) };
    let mut problems = Problems::default();
    let receipt = match fields.get(FINISH).as_str() {
        "yes" => signed(&fields, &mut problems).map(|(by, on)| Receipt { on, by, way: Way::File }),
        _ => None,
    };
    if let Some(receipt) = &receipt {
        replies::note_lacks(&look.read.replies, receipt.on, &mut problems);
    }
    if problems.is_empty() {
        let seen = fields.get("seen").parse().unwrap_or(-1);
        let upload = Some(look.upload.clone());
        let wish = Wish { replies: look.read.replies.clone(), seen, receipt, upload };
        let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
        let taken = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { answers::answer(tx, &doing, &id, wish).await })
        });
        match taken.await.map_err(refusal) {
            Ok(()) => return reply::see(&asked.address()),
            Err(Ok(refused)) => explain(refused, ANSWERED_ON, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, (&asked, &look), form))
}

/// A waiting file as it was understood.
struct Look {
    upload: String,
    name: String,
    read: InquiryForm,
}

impl Look {
    /// `None` where the file waits no more, is somebody else's, or belongs to another inquiry.
    async fn load(person: &Person, asked: &Asked, upload: String) -> Result<Option<Self>, WebError> {
        let means = person.visitor.means();
        let mut conn = person.app().db.reader().await?;
        let sent = uploads::open(&mut conn, (&means, &person.principal.account), PURPOSE, &upload).await?;
        drop(conn);
        let Some(sent) = sent else { return Ok(None) };
        let name = sent.name.clone();
        let read = understand(sent, asked.inquiry.clone()).await?;
        Ok(read.ok().map(|read| Self { upload, name, read }))
    }
}

fn gone(permit: &Permit<'_>, asked: &Asked) -> Reply {
    let title = permit.text.text("inquiry-file-gone");
    let main = html! {
        h1 { (title) }
        p { a.button href=(asked.address()) { (permit.text.text("inquiry-back")) } }
    };
    Ok((StatusCode::NOT_FOUND, Html(page::page(permit, &title, &main).into_string())).into_response())
}

fn view(permit: &Permit<'_>, (asked, look): (&Asked, &Look), form: Form<'_>) -> Markup {
    let text = permit.text;
    let title = format!("{}：{}", text.text("inquiry-file-check"), asked.name());
    let items = replies::asked(asked.catalog, &asked.inquiry);
    let lacks =
        |lack: Lack| look.read.replies.values().filter(|reply| reply.lack(Date::MIN) == Some(lack)).count();
    let (open, without_reason) = (lacks(Lack::Unanswered), lacks(Lack::Reason));
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (look.name) }
            (replies::summary(form, &items, Leads::ToRows))
            p { (text.text("inquiry-file-check-hint")) }
            @if open > 0 { p.warning { (text.with("inquiry-file-open", [("open", open.into())])) } }
            @if without_reason > 0 { p.warning { (text.with("inquiry-file-no-reason", [("count", without_reason.into())])) } }
            (table(permit, (asked, look), &items))
            form method="post" action={ (asked.address()) "/upload/" (look.upload) } {
                (form::token(permit))
                input type="hidden" name="seen" value=(form.fields.get("seen"));
                (form.line(ANSWERER, "text", "off"))
                (form.line(ANSWERED_ON, "text", "off"))
                p.hint { (text.text("inquiry-frozen-hint")) }
                @if open + without_reason == 0 {
                    button.primary type="submit" name=(FINISH) value="yes" { (text.text("inquiry-file-hand-in")) } " "
                }
                button type="submit" name=(FINISH) value="no" { (text.text("inquiry-file-keep")) }
                " " a.button.quiet href=(asked.address()) { (text.text("form-cancel")) }
            }
        },
    )
}

fn table(permit: &Permit<'_>, (asked, look): (&Asked, &Look), items: &[(&Checklist, &Item)]) -> Markup {
    let text = permit.text;
    let row = |(list, item): &(&Checklist, &Item)| {
        let now = asked.inquiry.question(&item.id).map(|question| &question.answer);
        html! {
            tr id={ "item-" (item.id) } {
                th scope="row" { (item.title) br; span.hint { (replies::place(text, (list, item))) } }
                td data-label=(text.text("inquiry-stands")) { @if let Some(now) = now { (replies::in_words(text, now)) } }
                td data-label=(text.text("inquiry-in-file")) {
                    @if let Some(reply) = look.read.replies.get(&item.id) { (replies::in_words(text, reply)) }
                }
            }
        }
    };
    html! {
        table.list.stacked.told {
            thead { tr {
                th scope="col" { (text.text("result-item")) }
                th scope="col" { (text.text("inquiry-stands")) }
                th scope="col" { (text.text("inquiry-in-file")) }
            } }
            tbody { @for one in items { (row(one)) } }
        }
    }
}
