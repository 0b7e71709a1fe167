//! The way in, by a department's link or by a card: what this is, 記名 or 無記名, who sees what; then one's occupation.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facility::{AppraisalPolicy, Facility};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, FacilityId, OccupationId, RoundId};
use tenken_domain::round::{Naming, Round};
use tenken_domain::slip::AskedPerson;
use tenken_store::staff::{Axis, asked};
use tenken_store::{facility, round};

use super::carried::{self, Brought};
use crate::actions::rounds;
use crate::actions::slips::Card;
use crate::actions::staff_sheets::{HandInRefusal, accepts};
use crate::secrets::token;
use crate::web::guidance::Reading;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply, WebError};

/// What a link or a card leads to.
pub struct Entrance {
    pub visitor: Visitor,
    pub door: Door,
    pub facility: Facility,
    pub round: Round,
    pub catalog: &'static Catalog,
    pub list: &'static Checklist,
    pub department: AskedDepartment,
    /// Those this round asks.
    pub occupations: Vec<AskedOccupation>,
}

/// By what somebody came in.
pub enum Door {
    /// The secret of a department's link.
    Poster(String),
    Slip(Box<Card>, Place),
}

/// Where a card is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// On a device of one's own, or one where somebody else will not sit down at once.
    OwnDevice,
    /// 共用端末: the next person is waiting.
    Kiosk,
}

/// The department as it was called when the round opened.
pub struct AskedDepartment {
    pub id: DepartmentId,
    pub name: String,
}

/// An occupation as it was called when the round opened.
pub struct AskedOccupation {
    pub id: OccupationId,
    pub name: String,
}

/// Whether a link leads anywhere.
pub enum Way {
    In(Box<Entrance>),
    /// The page that says why not and whom to ask.
    Shut(Response),
}

/// What the address says.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    draft: String,
}

/// How somebody comes to the entrance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    ByLink,
    /// The sheet that was under way cannot be shown again.
    AfterLostDraft,
}

/// Where somebody answers who came by card.
pub const SLIP: &str = "/slip";
/// 共用端末
pub const KIOSK: &str = "/kiosk";

/// Says in the address that a draft was lost.
const LOST: &str = "lost";

pub async fn page(
    visitor: Visitor,
    Path(token): Path<String>,
    Query(wanted): Query<Wanted>,
    brought: Brought,
) -> Reply {
    match enter(visitor, &token).await? {
        Way::In(entrance) => {
            let arrival = if wanted.draft == LOST { Arrival::AfterLostDraft } else { Arrival::ByLink };
            let mut response = reply::page(view(&entrance, arrival))?;
            if brought.sealed().is_some() {
                carried::forget_thanks(&entrance, &mut response)?;
            }
            Ok(response)
        }
        Way::Shut(page) => Ok(page),
    }
}

/// Follows a link; shut unless the round takes sheets now. A wrong link costs one hash and one look-up, whatever it is.
pub async fn enter(visitor: Visitor, token: &str) -> Result<Way, WebError> {
    let mut conn = visitor.app.db.reader().await?;
    let Some((facility, round, department)) = round::entrance(&mut conn, &token::stored_hash(token)).await?
    else {
        let hospital = facility::only(&mut conn).await?;
        return Ok(Way::Shut(wrong_link(&visitor, hospital.as_ref())));
    };
    drop(conn);
    through(visitor, Door::Poster(token.to_owned()), (facility, round, department)).await
}

/// Opens the round that a door leads to, if it takes sheets now.
pub async fn through(
    visitor: Visitor,
    door: Door,
    (facility, round, department): (FacilityId, RoundId, DepartmentId),
) -> Result<Way, WebError> {
    let mut conn = visitor.app.db.reader().await?;
    let broken = || WebError::Bug(anyhow::anyhow!("an entrance leads nowhere"));
    let facility = facility::find(&mut conn, &facility).await?.ok_or_else(broken)?;
    let round = round::find(&mut conn, &facility.id, &round).await?.ok_or_else(broken)?;
    let catalog = visitor.app.catalog(&round.catalog).ok_or_else(broken)?;
    let list = rounds::staff_list(catalog, &round).ok_or_else(broken)?;
    let departments = asked(&mut conn, &round.id, Axis::Department).await?;
    let key = Some(GroupKey::Department(department.clone()));
    let name = departments.into_iter().find(|one| one.key == key).ok_or_else(broken)?.name;
    let occupations = asked(&mut conn, &round.id, Axis::Occupation).await?;
    let occupation = |one: tenken_store::staff::Asked| match one.key {
        Some(GroupKey::Occupation(id)) => Some(AskedOccupation { id, name: one.name }),
        Some(GroupKey::Department(_)) | None => None,
    };
    let occupations = occupations.into_iter().filter_map(occupation).collect();
    let department = AskedDepartment { id: department, name };
    let entrance = Entrance { visitor, door, facility, round, catalog, list, department, occupations };
    Ok(match accepts(&entrance.round, &entrance.visitor.means()) {
        Ok(()) => Way::In(Box::new(entrance)),
        Err(refusal) => Way::Shut(refused(&entrance, refusal)),
    })
}

impl Entrance {
    pub fn occupation(&self, id: &OccupationId) -> Option<&AskedOccupation> {
        self.occupations.iter().find(|one| one.id == *id)
    }

    /// What is said beside the items; `None` where nothing is.
    pub fn reading(&self) -> Option<Reading> {
        Reading::new(&self.visitor.app, self.visitor.text, &self.facility, self.catalog)
    }

    /// The card somebody came by.
    pub fn card(&self) -> Option<&Card> {
        match &self.door {
            Door::Poster(_) => None,
            Door::Slip(card, _) => Some(card),
        }
    }

    /// Who came in, where a card says so.
    pub fn person(&self) -> Option<&AskedPerson> {
        self.card()?.person.as_ref()
    }

    /// The address of this way in on this server; a card's bears no secret.
    pub fn address(&self) -> String {
        match &self.door {
            Door::Poster(token) => format!("/a/{token}"),
            Door::Slip(..) => SLIP.to_owned(),
        }
    }

    /// Where the next person begins; nowhere on a device of one's own.
    pub fn next_person(&self) -> Option<String> {
        match &self.door {
            Door::Poster(_) => Some(self.address()),
            Door::Slip(_, Place::Kiosk) => Some(KIOSK.to_owned()),
            Door::Slip(_, Place::OwnDevice) => None,
        }
    }

    /// The same, where one has to begin again.
    pub fn address_after_lost_draft(&self) -> String {
        format!("{}?draft={LOST}", self.address())
    }
}

/// A page with one sentence: why a sheet was not taken, and whom to ask.
pub fn refused(entrance: &Entrance, refusal: HandInRefusal) -> Response {
    let text = entrance.visitor.text;
    let period = entrance.round.period;
    let (status, key) = match refusal {
        HandInRefusal::NotOpen => (StatusCode::CONFLICT, "staff-closed"),
        HandInRefusal::TooEarly => (StatusCode::CONFLICT, "staff-too-early"),
        HandInRefusal::TooLate => (StatusCode::CONFLICT, "staff-too-late"),
        HandInRefusal::TakenBefore => (StatusCode::CONFLICT, "staff-taken-before"),
        HandInRefusal::NoFiller => (StatusCode::UNPROCESSABLE_ENTITY, "staff-no-filler"),
        HandInRefusal::UnknownDepartment => (StatusCode::UNPROCESSABLE_ENTITY, "staff-unknown-department"),
        HandInRefusal::UnknownOccupation => (StatusCode::UNPROCESSABLE_ENTITY, "staff-unknown-occupation"),
        HandInRefusal::Empty => (StatusCode::UNPROCESSABLE_ENTITY, "staff-empty"),
        HandInRefusal::MarkNotOnThisList => (StatusCode::UNPROCESSABLE_ENTITY, "failure-bad-form"),
        HandInRefusal::UnknownReceipt => (StatusCode::UNPROCESSABLE_ENTITY, "staff-unknown-receipt"),
        HandInRefusal::UnknownSlip => (StatusCode::NOT_FOUND, "slip-unknown"),
        HandInRefusal::SlipUsed => (StatusCode::CONFLICT, "slip-used"),
    };
    let (from, until) = (calendar::both(period.from), calendar::both(period.until));
    let sentence = text.with(key, [("from", from.into()), ("until", until.into())]);
    let main = html! {
        h1 { (entrance.round.name) }
        p { (entrance.facility.name) "　" (entrance.department.name) }
        p { (sentence) }
        (whom_to_ask(&entrance.visitor, Some(&entrance.facility)))
        @match refusal {
            HandInRefusal::NotOpen
            | HandInRefusal::TooEarly
            | HandInRefusal::TooLate
            | HandInRefusal::UnknownSlip => {}
            HandInRefusal::SlipUsed => {
                @if let Some(next) = entrance.next_person() {
                    p { a.button href=(next) { (text.text("staff-next-person")) } }
                }
            }
            HandInRefusal::TakenBefore
            | HandInRefusal::NoFiller
            | HandInRefusal::UnknownDepartment
            | HandInRefusal::UnknownOccupation
            | HandInRefusal::Empty
            | HandInRefusal::MarkNotOnThisList
            | HandInRefusal::UnknownReceipt => {
                p { a.button href=(entrance.address()) { (text.text("staff-to-entrance")) } }
            }
        }
    };
    let page = page::public(&entrance.visitor, &entrance.round.name, &main);
    (status, Html(page.into_string())).into_response()
}

fn wrong_link(visitor: &Visitor, hospital: Option<&Facility>) -> Response {
    let title = visitor.text.text("staff-wrong-link-title");
    let main = html! {
        h1 { (title) }
        p { (visitor.text.text("staff-wrong-link")) }
        (whom_to_ask(visitor, hospital))
    };
    (StatusCode::NOT_FOUND, Html(page::public(visitor, &title, &main).into_string())).into_response()
}

/// The hospital's own contact, where it named one.
pub fn whom_to_ask(visitor: &Visitor, hospital: Option<&Facility>) -> Markup {
    let contact = hospital.map_or("", |hospital| hospital.contact.as_str());
    html! {
        @if contact.is_empty() { p { (visitor.text.text("staff-ask-administrator")) } }
        @else { p { (visitor.text.with("staff-ask", [("contact", FluentValue::from(contact))])) } }
    }
}

fn view(entrance: &Entrance, arrival: Arrival) -> Markup {
    let (text, round) = (entrance.visitor.text, &entrance.round);
    let items = entrance.list.items.len();
    page::public(
        &entrance.visitor,
        &round.name,
        &html! {
            h1 { (round.name) }
            @match arrival {
                Arrival::ByLink => {}
                Arrival::AfterLostDraft => div.problems role="alert" { p { (text.text("staff-draft-lost")) } },
            }
            dl.facts {
                dt { (text.text("staff-hospital")) } dd { (entrance.facility.name) }
                dt { (text.text("department")) } dd { (entrance.department.name) }
                dt { (text.text("round-period")) }
                dd { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
            }
            (naming(entrance))
            p { (text.with("staff-duration", [("items", FluentValue::from(items))])) }
            (occupations(entrance))
            @match round.naming {
                Naming::Named => p { a href={ (entrance.address()) "/correction" } { (text.text("staff-correct")) } },
                Naming::Anonymous => {}
            }
            (about(entrance))
        },
    )
}

/// A button for each occupation, which leads to the sheet.
pub fn occupations(entrance: &Entrance) -> Markup {
    let text = entrance.visitor.text;
    html! {
        h2 { (text.text("staff-occupation")) }
        p.hint { (text.text("staff-occupation-hint")) }
        div.choices {
            @for one in &entrance.occupations {
                a.button href={ (entrance.address()) "/sheet?occupation=" (one.id) } { (one.name) }
            }
        }
    }
}

/// 記名 or 無記名 in plain words, before the first item.
pub fn naming(entrance: &Entrance) -> Markup {
    let text = entrance.visitor.text;
    let code = entrance.round.naming.code();
    html! {
        section.note {
            h2 { (text.of("staff-naming", code)) }
            ul { @for line in means(entrance).lines() { li { (line) } } }
            @match entrance.facility.appraisal_policy {
                AppraisalPolicy::NotUsed => p {
                    (text.with("staff-appraisal", [("hospital", FluentValue::from(entrance.facility.name.as_str()))]))
                },
                AppraisalPolicy::NotDeclared => {}
            }
        }
    }
}

/// What who can see, and what can be changed afterwards, a sentence a line.
fn means(entrance: &Entrance) -> String {
    let (text, round) = (entrance.visitor.text, &entrance.round);
    let general = text.of("staff-naming-means", round.naming.code());
    let own = match round.naming {
        Naming::Anonymous => text.of("staff-naming-who", round.slips.code()),
        Naming::Named if entrance.card().is_some() => text.text("staff-naming-by-card"),
        Naming::Named => text.text("staff-naming-by-link"),
    };
    format!("{general}\n{own}")
}

/// The sheet's own words about itself, for whoever wants them.
fn about(entrance: &Entrance) -> Markup {
    let (list, texts) = (entrance.list, &entrance.catalog.texts);
    html! {
        details {
            summary { (entrance.visitor.text.text("staff-about")) }
            @if let Some(title) = &list.usage_title { h2 { (title) } }
            @for line in &list.usage { p { (line) } }
            h2 { (entrance.catalog.title) }
            @for line in &texts.introduction { p { (line) } }
            ul { @for line in &texts.references { li { (line) } } }
            @for line in &texts.caveat { p { (line) } }
        }
    }
}
