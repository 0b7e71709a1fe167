//! Correcting a 記名 sheet with its receipt while the round is open.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::round::Naming;

use super::carried::{self, Draft};
use super::entrance::{self, Entrance, Way};
use super::hand_in::is_handed_in;
use super::items::{self, Filler};
use super::{key_of, marks_of, new_key};
use crate::actions::in_tx_or_excused;
use crate::actions::staff_sheets::{self, Correction, Proof};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, refusal};

const RECEIPT: Field = Field::new("receipt", "staff-receipt").hint("staff-receipt-hint");

/// What the address says.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    draft: String,
}

/// Asks for the receipt, or shows the sheet that was found by it.
pub async fn page(visitor: Visitor, Path(token): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    if entrance.round.naming == Naming::Anonymous {
        return reply::see(&entrance.address());
    }
    if wanted.draft.is_empty() {
        return reply::page(ask(&entrance, &Fields::default(), &Problems::default()));
    }
    match carried::open_draft(&entrance, &wanted.draft) {
        Some(draft) if is_handed_in(&entrance, &draft).await? => super::thanks::over(&entrance),
        Some(draft) => reply::page(sheet(&entrance, &draft)),
        None => {
            let mut problems = Problems::default();
            problems.add("", "staff-correction-lost");
            reply::page(ask(&entrance, &Fields::default(), &problems))
        }
    }
}

/// First the receipt alone; then the receipt with new marks.
pub async fn submit(
    Path(token): Path<String>,
    PostedByVisitor { visitor, fields }: PostedByVisitor,
) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    if entrance.round.naming == Naming::Anonymous {
        return reply::see(&entrance.address());
    }
    if fields.secret("key").is_empty() {
        find(&entrance, &fields).await
    } else {
        correct(&entrance, &fields).await
    }
}

async fn find(entrance: &Entrance, fields: &Fields) -> Reply {
    let means = entrance.visitor.means();
    let receipt = fields.get("receipt");
    let mut conn = entrance.visitor.app.db.reader().await?;
    let proof = Proof::Receipt(receipt.clone());
    let found = staff_sheets::by_proof(&mut conn, &means, &entrance.round, &proof).await?;
    let Some((found, marks)) = found else {
        let mut problems = Problems::default();
        problems.add(RECEIPT, "staff-unknown-receipt");
        return reply::refused(ask(entrance, fields, &problems));
    };
    let draft = Draft::new(new_key(&means.random), found.occupation, &marks).by(&found.filler);
    let sealed = carried::seal_draft(entrance, &draft.correcting(&receipt));
    reply::see(&format!("{}/correction?draft={sealed}", entrance.address()))
}

async fn correct(entrance: &Entrance, fields: &Fields) -> Reply {
    let marks = marks_of(fields, entrance.list)?;
    let proof = Proof::Receipt(fields.get("receipt"));
    correct_with(entrance, Correction { proof, marks, key: key_of(fields)? }).await
}

/// Corrects the sheet, and on to the thanks.
pub async fn correct_with(entrance: &Entrance, wish: Correction) -> Reply {
    let (means, facility, round) =
        (entrance.visitor.means(), entrance.facility.id.clone(), entrance.round.id.clone());
    let marks = wish.marks.clone();
    let corrected = in_tx_or_excused(&entrance.visitor.app.db, move |tx| {
        Box::pin(async move { staff_sheets::correct(tx, &means, (&facility, &round), wish).await })
    })
    .await;
    match corrected.map_err(refusal) {
        Ok(done) => super::thanks::see(entrance, done, (&marks, None)),
        Err(Ok(refusal)) => Ok(entrance::refused(entrance, refusal)),
        Err(Err(error)) => Err(error),
    }
}

fn ask(entrance: &Entrance, fields: &Fields, problems: &Problems) -> Markup {
    let text = entrance.visitor.text;
    let form = Form { text, fields, problems };
    page::public(
        &entrance.visitor,
        &text.text("staff-correct"),
        &html! {
            h1 { (text.text("staff-correct")) }
            (form.summary())
            form method="post" action={ (entrance.address()) "/correction" } autocomplete="off" {
                (form.line(RECEIPT, "text", "off"))
                (form.submit("staff-correct-find"))
            }
        },
    )
}

fn sheet(entrance: &Entrance, draft: &Draft) -> Markup {
    let (text, marks) = (entrance.visitor.text, draft.marks());
    let reading = entrance.reading();
    page::public_with_scripts(
        &entrance.visitor,
        (&text.text("staff-correct"), &super::SCRIPTS),
        &html! {
            h1 { (text.text("staff-correct")) }
            p { (entrance.facility.name) "　" (entrance.department.name) "　" (draft.filler) }
            form method="post" action={ (entrance.address()) "/correction" } autocomplete="off" data-unsent="" {
                input type="hidden" name="key" value=(draft.key);
                input type="hidden" name="receipt" value=(draft.receipt.as_deref().unwrap_or_default());
                (items::progress(text, entrance.list, &marks))
                (items::items(text, Filler::Staff(reading.as_ref()), entrance.list, &marks))
                button.primary type="submit" { (text.text("staff-correct-submit")) }
            }
            (items::meanings(reading.as_ref(), entrance.list))
        },
    )
}
