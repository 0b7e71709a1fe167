//! The link of an inquiry. To open it changes nothing and shows nothing, whoever does, a mail scanner too; the code that
//! came another way lets the vendor through.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facility::Facility;
use tenken_domain::inquiry::{Door, Inquiry};
use tenken_domain::slip::Code;
use tenken_store::{facility, inquiry};

use super::{own, pass, replies};
use crate::actions::in_tx_or_excused;
use crate::actions::inquiries::door::{self, Answer, Behind};
use crate::secrets::token;
use crate::web::staff_sheets::entrance::whom_to_ask;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError};

const CODE: Field = Field::new("code", "door-code").hint("door-code-hint");
/// Where the questions stand.
pub const OWN: &str = "/v";

pub async fn page(visitor: Visitor, Path(token): Path<String>) -> Reply {
    match enter(&visitor, &token).await? {
        Way::In(entered) => reply::page(view(&visitor, (&entered, &token), &[], &Problems::default())),
        Way::Shut(page) => Ok(page),
    }
}

pub async fn submit(
    Path(token): Path<String>,
    PostedByVisitor { visitor, fields }: PostedByVisitor,
) -> Reply {
    let entered = match enter(&visitor, &token).await? {
        Way::In(entered) => entered,
        Way::Shut(page) => return Ok(page),
    };
    let typed = replies::typed(&fields);
    // A mistyped code is told by its check character and counts as no guess.
    let problem = match Code::read(fields.secret(CODE.name)) {
        Err(_) => "door-code-mistyped",
        Ok(code) => match try_code(&visitor, &entered, code).await? {
            Answer::Right if !typed.is_empty() => return let_through_with(&visitor, &entered, typed).await,
            Answer::Right => return let_through(&visitor, &entered),
            Answer::Wrong => "door-code-wrong",
            Answer::Wait => "slip-code-wait",
        },
    };
    let mut problems = Problems::default();
    problems.add(CODE, problem);
    reply::refused(view(&visitor, (&entered, &token), &typed, &problems))
}

/// What a link leads to.
enum Way {
    In(Box<Entered>),
    /// The page that says why it opens nothing.
    Shut(Response),
}

/// The inquiry of a link that opens.
struct Entered {
    hospital: Facility,
    inquiry: Inquiry,
}

impl Entered {
    fn behind(&self) -> Behind {
        (self.hospital.id.clone(), self.inquiry.id.clone())
    }
}

async fn enter(visitor: &Visitor, token: &str) -> Result<Way, WebError> {
    let mut conn = visitor.app.db.reader().await?;
    let Some((here, id)) = inquiry::by_token(&mut conn, &token::stored_hash(token)).await? else {
        drop(conn);
        return Ok(Way::Shut(shut(visitor, Door::Shut).await?));
    };
    let found = facility::find(&mut conn, &here).await?.zip(inquiry::find(&mut conn, &here, &id).await?);
    drop(conn);
    let today = calendar::day_of(visitor.app.clock.now());
    let door = found.as_ref().map_or(Door::Shut, |(_, inquiry)| inquiry.door(today));
    match (found, door) {
        (Some((hospital, inquiry)), Door::Open) => Ok(Way::In(Box::new(Entered { hospital, inquiry }))),
        (Some(_) | None, door) => Ok(Way::Shut(shut(visitor, door).await?)),
    }
}

/// For those whose pass ended before they sent their answers: what they typed waits in the form that asks for the code
/// of their link, and is saved only after it.
pub async fn ended_with(visitor: &Visitor, link: &str, fields: &Fields) -> Reply {
    if link.is_empty() {
        return ended(visitor).await;
    }
    match enter(visitor, link).await? {
        Way::Shut(page) => Ok(page),
        Way::In(entered) => {
            let mut problems = Problems::default();
            problems.add("", "door-explained-ended-unsaved");
            reply::refused(view(visitor, (&entered, link), &replies::typed(fields), &problems))
        }
    }
}

/// For those whose pass has ended.
pub async fn ended(visitor: &Visitor) -> Reply {
    let text = visitor.text;
    let hospital = facility::only(&mut visitor.app.db.reader().await?).await?;
    let title = text.of("door", "ended");
    let main = html! {
        h1 { (title) }
        p { (text.with("door-explained-ended", [("hours", pass::HOURS.into())])) }
        (whom_to_ask(visitor, hospital.as_ref()))
    };
    Ok((StatusCode::NOT_FOUND, Html(page::public(visitor, &title, &main).into_string())).into_response())
}

/// Says plainly why nothing opens, and whom to ask. What was never sent, was replaced, or never was, looks the same.
pub async fn shut(visitor: &Visitor, door: Door) -> Result<Response, WebError> {
    let hospital = facility::only(&mut visitor.app.db.reader().await?).await?;
    let (status, code) = match door {
        Door::Open | Door::Shut => (StatusCode::NOT_FOUND, "unknown"),
        Door::HandedIn => (StatusCode::GONE, "handed-in"),
        Door::Withdrawn => (StatusCode::GONE, "withdrawn"),
        Door::Expired => (StatusCode::GONE, "expired"),
    };
    let title = visitor.text.of("door", code);
    let main = html! {
        h1 { (title) }
        p { (visitor.text.of("door-explained", code)) }
        (whom_to_ask(visitor, hospital.as_ref()))
    };
    Ok((status, Html(page::public(visitor, &title, &main).into_string())).into_response())
}

async fn try_code(visitor: &Visitor, entered: &Entered, code: Code) -> Result<Answer, WebError> {
    let (means, behind) = (visitor.means(), entered.behind());
    let tried = in_tx_or_excused(&visitor.app.db, move |tx| {
        Box::pin(async move { door::open(tx, &means, &behind, code.as_str()).await })
    });
    Ok(tried.await?)
}

fn let_through(visitor: &Visitor, entered: &Entered) -> Reply {
    let mut response = reply::see(OWN)?;
    pass::give(visitor, (entered.behind(), entered.inquiry.link_salt), &mut response)?;
    Ok(response)
}

/// Straight to the page of answers, with what was typed before the pass ended.
async fn let_through_with(visitor: &Visitor, entered: &Entered, typed: Vec<(String, String)>) -> Reply {
    let mut response = own::with_typed(visitor, (entered.behind(), entered.inquiry.link_salt), typed).await?;
    pass::give(visitor, (entered.behind(), entered.inquiry.link_salt), &mut response)?;
    Ok(response)
}

/// Neutral: what is asked, and of whom, shows only behind the code.
fn view(
    visitor: &Visitor,
    (entered, token): (&Entered, &str),
    typed: &[(String, String)],
    problems: &Problems,
) -> Markup {
    let (text, title) = (visitor.text, visitor.text.text("door-title"));
    // A code that was typed is not put back.
    let form = Form { text, fields: &Fields::default(), problems };
    page::public(
        visitor,
        &title,
        &html! {
            h1 { (title) }
            p { (entered.hospital.name) }
            (form.summary_under("door-refused"))
            form.code method="post" action={ "/v/" (token) } autocomplete="off" {
                @for (name, value) in typed { input type="hidden" name=(name) value=(value); }
                (form.line(CODE, "text", "off"))
                (form.submit("door-open"))
            }
            (whom_to_ask(visitor, Some(&entered.hospital)))
        },
    )
}
