//! The sheet: all items on one page, and 提出. A first 提出 with open items brings the page back with what was marked.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::calendar;
use tenken_domain::id::OccupationId;
use tenken_domain::round::Naming;

use super::carried::{self, Draft};
use super::entrance::{self, Door, Entrance, Place, Way};
use super::items::{self, Filler};
use super::{LONGEST_NAME, key_of, marks_of, new_key, open_items};
use crate::actions::staff_sheets::{self, Bringer, Filled, HandInRefusal, Marks};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// What the address of the sheet says.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    occupation: String,
    #[serde(default)]
    draft: String,
}

/// Why the page is shown with what was marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Why {
    New,
    /// 記名, by card: begun before and kept.
    Kept,
    /// 記名, by card: handed in, to be corrected.
    Corrected,
    /// Something is missing.
    ComesBack,
    TooLongName,
    /// The disk or the database failed.
    NotSaved,
}

pub async fn page(visitor: Visitor, Path(token): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    if wanted.draft.is_empty() {
        let occupation = OccupationId::new(wanted.occupation);
        if occupation.as_str().is_empty() {
            return reply::see(&entrance.address());
        }
        if entrance.occupation(&occupation).is_none() {
            return Ok(entrance::refused(&entrance, HandInRefusal::UnknownOccupation));
        }
        let key = new_key(&entrance.visitor.app.random);
        return reply::page(view(&entrance, &Draft::new(key, occupation, &Marks::new()), Why::New));
    }
    match carried::open_draft(&entrance, &wanted.draft) {
        Some(draft) if is_handed_in(&entrance, &draft).await? => super::thanks::over(&entrance),
        Some(draft) => reply::page(view(&entrance, &draft, Why::ComesBack)),
        None => reply::see(&entrance.address_after_lost_draft()),
    }
}

/// A sheet that was handed in meanwhile is shown to nobody again.
pub async fn is_handed_in(entrance: &Entrance, draft: &Draft) -> Result<bool, WebError> {
    let mut conn = entrance.visitor.app.db.reader().await?;
    Ok(staff_sheets::earlier(&mut conn, &entrance.round.id, &draft.key).await?.is_some())
}

pub async fn submit(
    Path(token): Path<String>,
    PostedByVisitor { visitor, fields }: PostedByVisitor,
) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    let marks = marks_of(&fields, entrance.list)?;
    let occupation = OccupationId::new(fields.get("occupation"));
    if entrance.occupation(&occupation).is_none() {
        return Ok(entrance::refused(&entrance, HandInRefusal::UnknownOccupation));
    }
    let draft = Draft::new(key_of(&fields)?, occupation, &marks).by(&fields.get("filler").replace('\n', " "));
    if draft.filler.chars().count() > LONGEST_NAME {
        return reply::refused(view(&entrance, &draft, Why::TooLongName));
    }
    let as_is = !fields.get("as_is").is_empty();
    let is_open = !open_items(entrance.list, &marks).is_empty();
    let is_empty = marks.values().all(Option::is_none);
    let is_nameless = entrance.round.naming == Naming::Named && draft.filler.is_empty();
    if is_empty || is_nameless || (is_open && !as_is) {
        return comes_back(&entrance, &draft);
    }
    hand_in(&entrance, draft).await
}

fn comes_back(entrance: &Entrance, draft: &Draft) -> Reply {
    let sealed = carried::seal_draft(entrance, draft);
    reply::see(&format!("{}/sheet?draft={sealed}", entrance.address()))
}

/// 提出, and on to the thanks.
pub async fn hand_in(entrance: &Entrance, draft: Draft) -> Reply {
    let means = entrance.visitor.means();
    let filled = Filled {
        department: entrance.department.id.clone(),
        occupation: draft.occupation.clone(),
        filler: draft.filler.clone(),
        day: calendar::day_of(means.now),
        marks: draft.marks(),
        key: draft.key.clone(),
        slip: entrance.card().map(|card| card.slip.id.clone()),
    };
    let place = (&entrance.facility.id, &entrance.round);
    let taken = staff_sheets::bring(&entrance.visitor.app.db, Bringer::Staff(means), place, filled).await;
    match taken.map_err(refusal) {
        Ok(done) => super::thanks::see(entrance, done, (&draft.marks(), Some(&draft.key))),
        Err(Ok(refusal)) => Ok(entrance::refused(entrance, refusal)),
        Err(Err(WebError::Store(error))) => {
            tracing::error!(%error, "a staff sheet was not saved");
            let page = view(entrance, &draft, Why::NotSaved).into_string();
            Ok((StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response())
        }
        Err(Err(error)) => Err(error),
    }
}

/// The sheet with what was marked.
pub fn view(entrance: &Entrance, draft: &Draft, why: Why) -> Markup {
    let (text, marks) = (entrance.visitor.text, draft.marks());
    let occupation = entrance.occupation(&draft.occupation).map_or("", |one| one.name.as_str());
    let open = open_items(entrance.list, &marks).len();
    let reading = entrance.reading();
    page::public_with_scripts(
        &entrance.visitor,
        (&entrance.round.name, &super::SCRIPTS),
        &html! {
            h1 { (entrance.list.title) }
            p { (entrance.facility.name) "　" (entrance.department.name) "　" (occupation) }
            (bearer(entrance))
            (promise(entrance))
            (problems(entrance, draft, why))
            form method="post" action={ (entrance.address()) "/sheet" } autocomplete="off" data-unsent=""
                data-left-alone=[left_alone(entrance)] {
                input type="hidden" name="key" value=(draft.key);
                input type="hidden" name="occupation" value=(draft.occupation);
                @if let Some(card) = entrance.card() { input type="hidden" name="slip" value=(card.slip.id); }
                @if asks_filler(entrance) { (filler_field(entrance, draft, why)) }
                (items::progress(text, entrance.list, &marks))
                (items::items(text, Filler::Staff(reading.as_ref()), entrance.list, &marks))
                p.hint { (final_or_not(entrance)) }
                button.primary type="submit" {
                    (text.text(if why == Why::Corrected { "staff-correct-submit" } else { "staff-submit" }))
                }
                @if why == Why::ComesBack && (1..entrance.list.items.len()).contains(&open) {
                    " " button type="submit" name="as_is" value="1" { (text.text("staff-submit-as-is")) }
                }
                @if can_keep(entrance) && why != Why::Corrected {
                    " " button type="submit" name="keep" value="1" { (text.text("slip-keep")) }
                }
            }
            (items::meanings(reading.as_ref(), entrance.list))
        },
    )
}

/// Whose card it is, so that nobody answers on a colleague's.
fn bearer(entrance: &Entrance) -> Markup {
    let (text, naming) = (entrance.visitor.text, entrance.round.naming.code());
    html! {
        @if let Some(person) = entrance.person() {
            p { strong { (text.with("slip-bearer", [("name", FluentValue::from(person.name.as_str()))])) } }
            p.hint { (text.of("slip-bearer", naming)) }
        }
    }
}

/// 記名, and no card says who it is.
fn asks_filler(entrance: &Entrance) -> bool {
    entrance.round.naming == Naming::Named && entrance.person().is_none()
}

fn can_keep(entrance: &Entrance) -> bool {
    entrance.round.naming == Naming::Named && entrance.card().is_some()
}

fn final_or_not(entrance: &Entrance) -> String {
    let text = entrance.visitor.text;
    if can_keep(entrance) {
        text.text("slip-final-named")
    } else {
        text.of("staff-final", entrance.round.naming.code())
    }
}

/// Where a 共用端末 goes when nobody has touched the sheet for a while.
fn left_alone(entrance: &Entrance) -> Option<String> {
    matches!(entrance.door, Door::Slip(_, Place::Kiosk)).then(|| entrance.next_person()).flatten()
}

/// The promise once more in one line, where the marks are set.
fn promise(entrance: &Entrance) -> Markup {
    html! { p.hint { (entrance.visitor.text.of("staff-promise", entrance.round.naming.code())) } }
}

fn problems(entrance: &Entrance, draft: &Draft, why: Why) -> Markup {
    let (text, marks) = (entrance.visitor.text, draft.marks());
    let is_nameless = asks_filler(entrance) && draft.filler.is_empty();
    html! {
        @match why {
            Why::New => {}
            Why::Kept => div.note { p { (text.text("slip-kept-before")) } },
            Why::Corrected => div.note { p { (text.text("slip-handed-in-before")) } },
            Why::TooLongName => div.problems role="alert" { p { a href="#filler" { (text.text("problem-too-long")) } } },
            Why::NotSaved => div.problems role="alert" { p { (text.text("staff-not-saved")) } },
            Why::ComesBack => {
                @if is_nameless {
                    div.problems role="alert" { p { a href="#filler" { (text.text("staff-no-filler")) } } }
                }
                @if !open_items(entrance.list, &marks).is_empty() {
                    (items::open_list(text, entrance.list, &marks))
                }
            }
        }
    }
}

fn filler_field(entrance: &Entrance, draft: &Draft, why: Why) -> Markup {
    let text = entrance.visitor.text;
    let missing = (why == Why::ComesBack && draft.filler.is_empty()) || why == Why::TooLongName;
    html! {
        div.field {
            label for="filler" { (text.text("staff-filler")) }
            p.hint id="filler-notes" {
                (text.with("staff-filler-hint", [("longest", FluentValue::from(LONGEST_NAME))]))
            }
            input #filler name="filler" type="text" value=(draft.filler) maxlength=(LONGEST_NAME) autocomplete="off"
                aria-describedby="filler-notes" aria-invalid=[missing.then_some("true")];
        }
    }
}
