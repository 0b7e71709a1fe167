//! Typing a card's code: on any device, and at a 共用端末, where everything of the last person is taken away first.

use axum::response::Response;
use maud::{Markup, html};
use tenken_domain::facility::Facility;
use tenken_domain::feature::Feature;
use tenken_domain::permission::Denial;
use tenken_domain::round::Slips;
use tenken_domain::slip::{Code, CodeProblem};
use tenken_store::{Conn, StoreError, facility, feature, round};

use super::pass;
use crate::actions::in_tx_or_excused;
use crate::actions::slips::guessing::{self, Answer};
use crate::web::staff_sheets::entrance::{KIOSK, Place};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// Where a code is typed on a device of one's own.
const CODE: &str = "/code";
const FIELD: Field = Field::new("code", "slip-code").hint("slip-code-hint");

pub async fn page(visitor: Visitor) -> Reply {
    let place = place(&visitor.path);
    let hospital = hospital(&visitor, place).await?;
    let mut response = reply::page(view(&visitor, (&hospital, place), &Problems::default()))?;
    forget(&visitor, &mut response)?;
    Ok(response)
}

pub async fn submit(PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let place = place(&visitor.path);
    let hospital = hospital(&visitor, place).await?;
    let problem = match Code::read(fields.secret(FIELD.name)) {
        Err(CodeProblem::Length) => "slip-code-length",
        Err(CodeProblem::Character) => "slip-code-character",
        Err(CodeProblem::Check) => "slip-code-check",
        Ok(code) => match look_up(&visitor, &hospital, code).await? {
            Answer::Found(found) => return pass::let_through(&visitor, *found, place).await,
            Answer::Unknown => "slip-code-unknown",
            Answer::Wait => "slip-code-wait",
        },
    };
    let mut problems = Problems::default();
    problems.add(FIELD, problem);
    reply::refused(view(&visitor, (&hospital, place), &problems))
}

async fn look_up(visitor: &Visitor, hospital: &Facility, code: Code) -> Result<Answer, WebError> {
    let (means, id) = (visitor.means(), hospital.id.clone());
    let looked = in_tx_or_excused(&visitor.app.db, move |tx| {
        Box::pin(async move { guessing::look_up(tx, &means, &id, &code).await })
    })
    .await;
    looked.map_err(|failure| match refusal(failure) {
        Ok(never) => match never {},
        Err(error) => error,
    })
}

fn place(path: &str) -> Place {
    if path == KIOSK { Place::Kiosk } else { Place::OwnDevice }
}

/// The hospital, where it has switched this on.
async fn hospital(visitor: &Visitor, place: Place) -> Result<Facility, WebError> {
    let mut conn = visitor.app.db.reader().await?;
    let hospital = facility::only(&mut conn).await?.ok_or(Denial::Invisible)?;
    let features = feature::all(&mut conn, &hospital.id).await?;
    let is_on = match place {
        // Cards that were handed out go on counting, whatever is planned next.
        Place::OwnDevice => features.contains(&Feature::Slips) || has_cards(&mut conn, &hospital).await?,
        Place::Kiosk => features.contains(&Feature::Kiosk),
    };
    if is_on { Ok(hospital) } else { Err(Denial::Invisible.into()) }
}

async fn has_cards(conn: &mut Conn, hospital: &Facility) -> Result<bool, StoreError> {
    let rounds = round::all(conn, &hospital.id).await?;
    Ok(rounds.iter().any(|round| round.is_open() && round.slips != Slips::None))
}

/// Whoever sits down finds nothing of whoever sat here before.
fn forget(visitor: &Visitor, response: &mut Response) -> Result<(), WebError> {
    pass::take(visitor, response)?;
    crate::web::staff_sheets::carried::forget_slip(visitor, response)?;
    reply::forget_pages(response);
    Ok(())
}

fn view(visitor: &Visitor, (hospital, place): (&Facility, Place), problems: &Problems) -> Markup {
    let (text, title) = (visitor.text, visitor.text.text("slip-code-title"));
    // What was typed is not put back: it may be somebody else's by then.
    let form = Form { text, fields: &Fields::default(), problems };
    let address = match place {
        Place::OwnDevice => CODE,
        Place::Kiosk => KIOSK,
    };
    page::public(
        visitor,
        &title,
        &html! {
            h1 { (title) }
            p { (hospital.name) }
            (form.summary_under("slip-code-refused"))
            form.code method="post" action=(address) autocomplete="off" {
                (form.line(FIELD, "text", "off"))
                (form.submit("slip-code-submit"))
            }
            p.hint { (text.text("slip-code-lost")) }
            (crate::web::staff_sheets::entrance::whom_to_ask(visitor, Some(hospital)))
        },
    )
}
