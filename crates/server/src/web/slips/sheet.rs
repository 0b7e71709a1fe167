//! The sheet of somebody who came by card: one's occupation where the card does not know it, the items, and the thanks.
//! In 記名 rounds what was begun is kept, and what was handed in can be corrected, by the card.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::calendar;
use tenken_domain::id::OccupationId;
use tenken_domain::round::Naming;
use tenken_store::staff_sheet::Stage;

use super::pass::{self, Shown};
use crate::actions::in_tx_or_excused;
use crate::actions::staff_sheets::{self, Correction, Filled, HandInRefusal, Marks, Proof};
use crate::web::staff_sheets::carried::{self, Brought, BroughtDraft, Draft};
use crate::web::staff_sheets::entrance::{self, Entrance, SLIP, Way};
use crate::web::staff_sheets::hand_in::{self, Why};
use crate::web::staff_sheets::{correct, key_of, learning, marks_of, new_key, open_items, thanks};
use crate::web::support::fields::Fields;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// Seconds after which a 共用端末 forgets a sheet that nobody goes on with, also where scripts do not run.
const LEFT_ALONE_SECONDS: i64 = 600;

/// What the address of the sheet says.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    occupation: String,
    /// Set where the sheet came back because something is missing.
    #[serde(default)]
    open: String,
}

/// Straight to the sheet, or to one's occupation first.
pub async fn entrance(visitor: Visitor, shown: Shown) -> Reply {
    let is_done = shown.is_done();
    let entrance = match enter(visitor, shown).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    let mut response = if is_done || is_used(&entrance).await? {
        entrance::refused(&entrance, HandInRefusal::SlipUsed)
    } else if entrance.person().is_some() {
        return reply::see(&format!("{SLIP}/sheet"));
    } else {
        reply::page(occupations(&entrance))?
    };
    thanks::leave_after(&entrance, LEFT_ALONE_SECONDS, &mut response)?;
    Ok(response)
}

pub async fn page(
    visitor: Visitor,
    shown: Shown,
    Query(wanted): Query<Wanted>,
    brought: BroughtDraft,
) -> Reply {
    let is_done = shown.is_done();
    let entrance = match enter(visitor, shown).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    if is_done || is_used(&entrance).await? {
        return thanks::over(&entrance);
    }
    let draft = match entrance.round.naming {
        Naming::Named => kept(&entrance, &wanted).await?,
        Naming::Anonymous => brought_back(&entrance, &wanted, &brought).await?,
    };
    let Some((draft, why)) = draft else { return reply::see(SLIP) };
    let mut response = reply::page(hand_in::view(&entrance, &draft, why))?;
    thanks::leave_after(&entrance, LEFT_ALONE_SECONDS, &mut response)?;
    Ok(response)
}

pub async fn submit(shown: Shown, PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let is_done = shown.is_done();
    let entrance = match enter(visitor, shown).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    if !is_of_this_card(&entrance, &fields) {
        return no_pass(&entrance.visitor);
    }
    let Some(occupation) = occupation(&entrance, &fields.get("occupation")) else { return reply::see(SLIP) };
    let marks = marks_of(&fields, entrance.list)?;
    let draft = Draft::new(key_of(&fields)?, occupation, &marks);
    // After 提出 only the same form may come again, from whoever did not see the answer.
    if is_done && !hand_in::is_handed_in(&entrance, &draft).await? {
        return no_pass(&entrance.visitor);
    }
    if let (Naming::Named, Some(card)) = (entrance.round.naming, entrance.card()) {
        let mut conn = entrance.visitor.app.db.reader().await?;
        let kept = staff_sheets::kept(&mut conn, &entrance.round.id, &card.slip.id).await?;
        if let Some((Stage::HandedIn, _)) = kept {
            let proof = Proof::Slip(card.slip.id.clone());
            let wish = Correction { proof, marks, key: draft.key };
            return finished(&entrance, correct::correct_with(&entrance, wish).await);
        }
    }
    let is_empty = marks.values().all(Option::is_none);
    if !is_empty && !fields.get("keep").is_empty() {
        return finished(&entrance, keep(&entrance, &draft, &format!("{SLIP}/kept")).await);
    }
    let as_is = !fields.get("as_is").is_empty();
    if is_empty || (!as_is && !open_items(entrance.list, &marks).is_empty()) {
        return comes_back(&entrance, &draft).await;
    }
    finished(&entrance, hand_in::hand_in(&entrance, draft).await)
}

/// What was taken leads on; whoever sits down here next finds none of it.
fn finished(entrance: &Entrance, reply: Reply) -> Reply {
    let mut response = reply?;
    if response.status().is_redirection() {
        pass::finish(entrance, &mut response)?;
    }
    Ok(response)
}

pub async fn done(visitor: Visitor, shown: Shown, brought: Brought) -> Reply {
    match enter(visitor, shown).await? {
        Way::In(entrance) => thanks::shown(&entrance, &brought),
        Way::Shut(page) => Ok(page),
    }
}

/// What may be read after the thanks.
pub async fn learning(visitor: Visitor, shown: Shown, brought: Brought) -> Reply {
    match enter(visitor, shown).await? {
        Way::In(entrance) => learning::shown(&entrance, &brought),
        Way::Shut(page) => Ok(page),
    }
}

pub async fn read(shown: Shown, brought: Brought, posted: PostedByVisitor) -> Reply {
    match enter(posted.visitor, shown).await? {
        Way::In(entrance) => learning::read(&entrance, &brought).await,
        Way::Shut(page) => Ok(page),
    }
}

/// 途中保存 is done: how to go on later.
pub async fn kept_page(visitor: Visitor, shown: Shown) -> Reply {
    let entrance = match enter(visitor, shown).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    let text = entrance.visitor.text;
    let title = text.text("slip-kept");
    let main = html! {
        h1 { (title) }
        p { (text.text("slip-kept-explained")) }
        (thanks::next(&entrance))
    };
    let mut response = reply::page(page::public(&entrance.visitor, &title, &main))?;
    thanks::leave_after(&entrance, thanks::KIOSK_SECONDS, &mut response)?;
    Ok(response)
}

/// Without a pass that counts one is asked for the code, or told to open the card again.
async fn enter(visitor: Visitor, shown: Shown) -> Result<Way, WebError> {
    match pass::enter(visitor.clone(), shown).await? {
        Some(way) => Ok(way),
        None => Ok(Way::Shut(no_pass(&visitor)?)),
    }
}

fn no_pass(visitor: &Visitor) -> Result<Response, WebError> {
    let title = visitor.text.text("slip-no-pass-title");
    let main = html! {
        h1 { (title) }
        p { (visitor.text.text("slip-no-pass")) }
        p { a.button.primary href="/code" { (visitor.text.text("slip-code-title")) } }
    };
    reply::refused(page::public(visitor, &title, &main))
}

/// Whether the sheet was shown to the card that counts now: another may have been shown to this browser since.
fn is_of_this_card(entrance: &Entrance, fields: &Fields) -> bool {
    entrance.card().is_some_and(|card| fields.get("slip") == card.slip.id.as_str())
}

/// Whether a sheet was handed in by this card that cannot be changed any more.
async fn is_used(entrance: &Entrance) -> Result<bool, WebError> {
    let Some(card) = entrance.card() else { return Ok(false) };
    match entrance.round.naming {
        Naming::Named => Ok(false),
        Naming::Anonymous if card.slip.handed_in => Ok(true),
        Naming::Anonymous => {
            let mut conn = entrance.visitor.app.db.reader().await?;
            let means = entrance.visitor.means();
            Ok(staff_sheets::is_waiting(&mut conn, &means, &entrance.round, &card.slip.id).await?)
        }
    }
}

/// The occupation the card knows, or else one of those asked.
fn occupation(entrance: &Entrance, chosen: &str) -> Option<OccupationId> {
    match entrance.person() {
        Some(person) => Some(person.occupation.clone()),
        None => entrance.occupation(&OccupationId::new(chosen)).map(|one| one.id.clone()),
    }
}

/// 無記名: a new sheet, or what was marked where something is missing.
async fn brought_back(
    entrance: &Entrance,
    wanted: &Wanted,
    brought: &BroughtDraft,
) -> Result<Option<(Draft, Why)>, WebError> {
    if !wanted.open.is_empty()
        && let Some(draft) = brought.sealed().and_then(|sealed| carried::open_draft(entrance, sealed))
        && !hand_in::is_handed_in(entrance, &draft).await?
    {
        return Ok(Some((draft, Why::ComesBack)));
    }
    Ok(fresh(entrance, wanted, &Marks::new()).map(|draft| (draft, Why::New)))
}

/// 記名: what stands on the sheet of this card.
async fn kept(entrance: &Entrance, wanted: &Wanted) -> Result<Option<(Draft, Why)>, WebError> {
    let Some(card) = entrance.card() else { return Ok(None) };
    let mut conn = entrance.visitor.app.db.reader().await?;
    let kept = staff_sheets::kept(&mut conn, &entrance.round.id, &card.slip.id).await?;
    let (marks, why) = match kept {
        None => (Marks::new(), Why::New),
        Some((Stage::Begun, marks)) => (marks, Why::Kept),
        Some((Stage::HandedIn, marks)) => (marks, Why::Corrected),
    };
    let why = if why != Why::Corrected && !wanted.open.is_empty() { Why::ComesBack } else { why };
    Ok(fresh(entrance, wanted, &marks).map(|draft| (draft, why)))
}

fn fresh(entrance: &Entrance, wanted: &Wanted, marks: &Marks) -> Option<Draft> {
    let key = new_key(&entrance.visitor.app.random);
    Some(Draft::new(key, occupation(entrance, &wanted.occupation)?, marks))
}

/// 記名 sheets are kept; 無記名 ones live in this browser for ten minutes, and nowhere else.
async fn comes_back(entrance: &Entrance, draft: &Draft) -> Reply {
    let back = format!("{SLIP}/sheet?open=1&occupation={}", draft.occupation);
    if entrance.round.naming == Naming::Named && draft.marks().values().any(Option::is_some) {
        return keep(entrance, draft, &back).await;
    }
    let mut response = reply::see(&back)?;
    carried::give_draft(entrance, draft, &mut response)?;
    Ok(response)
}

async fn keep(entrance: &Entrance, draft: &Draft, then: &str) -> Reply {
    let (means, place) =
        (entrance.visitor.means(), (entrance.facility.id.clone(), entrance.round.id.clone()));
    let filled = filled(entrance, draft);
    let kept = in_tx_or_excused(&entrance.visitor.app.db, move |tx| {
        Box::pin(async move { staff_sheets::keep(tx, &means, (&place.0, &place.1), filled).await })
    })
    .await;
    match kept.map_err(refusal) {
        Ok(()) => reply::see(then),
        Err(Ok(refusal)) => Ok(entrance::refused(entrance, refusal)),
        Err(Err(error)) => Err(error),
    }
}

fn filled(entrance: &Entrance, draft: &Draft) -> Filled {
    Filled {
        department: entrance.department.id.clone(),
        occupation: draft.occupation.clone(),
        filler: draft.filler.clone(),
        day: calendar::day_of(entrance.visitor.means().now),
        marks: draft.marks(),
        key: draft.key.clone(),
        slip: entrance.card().map(|card| card.slip.id.clone()),
    }
}

fn occupations(entrance: &Entrance) -> Markup {
    let text = entrance.visitor.text;
    page::public(
        &entrance.visitor,
        &entrance.round.name,
        &html! {
            h1 { (entrance.round.name) }
            p { (entrance.facility.name) "　" (entrance.department.name) }
            (entrance::occupations(entrance))
            (entrance::naming(entrance))
            p.hint { (text.text("slip-nameless")) }
        },
    )
}
