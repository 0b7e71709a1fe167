//! One meeting: when and who, status reports, decisions, papers, conclusion.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::action::Action;
use tenken_domain::calendar;
use tenken_domain::decision::Decision;
use tenken_domain::meeting::{Meeting, State, StatusReport};
use tenken_domain::permission::Right;
use tenken_store::{action, decision, meeting, round};

use super::{address, could, decide, decisions, load, may_read, report};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Everything the page is made from.
pub struct Shown {
    pub meeting: Meeting,
    pub actions: Vec<Action>,
    pub reports: Vec<StatusReport>,
    pub decisions: Vec<Decision>,
    /// The name of the round that is discussed, or empty.
    pub round: String,
}

/// The forms of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Report,
    Decision,
    Conclusion,
}

impl Shown {
    pub async fn load(person: &Person, id: &str) -> Result<Self, WebError> {
        let own = load(person, id).await?;
        let (mut conn, here) = (person.app().db.reader().await?, person.facility_id());
        let round = match &own.round {
            Some(id) => round::find(&mut conn, here, id).await?.map(|round| round.name).unwrap_or_default(),
            None => String::new(),
        };
        Ok(Self {
            actions: action::all(&mut conn, here).await?,
            reports: meeting::reports(&mut conn, &own.id).await?,
            decisions: decision::of_meeting(&mut conn, here, &own.id).await?,
            meeting: own,
            round,
        })
    }
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let shown = Shown::load(&person, &id).await?;
    reply::page(view(&permit, &shown, None))
}

/// `refused` is the form that was refused, with what was typed; the others are empty.
pub fn view(permit: &Permit<'_>, shown: &Shown, refused: Option<(Part, Form<'_>)>) -> Markup {
    let (text, meeting) = (permit.text, &shown.meeting);
    let empty = (Fields::default(), Problems::default());
    let form_of = |part: Part| match refused {
        Some((wanted, form)) if wanted == part => form,
        Some(_) | None => Form { text, fields: &empty.0, problems: &empty.1 },
    };
    let manages = could(permit.person, Right::ManageMeetings, meeting);
    page::page(
        permit,
        &meeting.title,
        &html! {
            h1 { (meeting.title) " " (calendar::japanese(meeting.held_on)) }
            // Where the meeting was concluded in the meantime there are no forms any more, and what was refused is said here.
            @if let (State::Concluded { .. }, Some((_, form))) = (meeting.state, refused) { (form.summary()) }
            (facts(text, shown))
            p {
                a.button href={ (address(meeting)) "/screen" } { (text.text("meeting-screen")) } " "
                @if manages { a.button.quiet href={ (address(meeting)) "/edit" } { (text.text("meeting-change")) } }
            }
            (papers(text, meeting))
            section #reports {
                h2 { (text.text("reports-heading")) }
                @if meeting.reporters.is_empty() { p { (text.text("reports-nobody")) } }
                (report::reports(text, meeting, &shown.reports))
                @if manages && !meeting.reporters.is_empty() {
                    (report::form(permit, (meeting, &shown.reports), form_of(Part::Report)))
                }
            }
            section #decisions {
                h2 { (text.text("decisions-heading")) }
                (decisions::table(permit, (meeting, &shown.actions), &shown.decisions))
                @if could(permit.person, Right::Decide, meeting) {
                    h3 { (text.text("decision-new")) }
                    (decide::form(permit, (meeting, &shown.actions), form_of(Part::Decision), None))
                }
            }
            @if manages { (conclusion(permit, meeting, form_of(Part::Conclusion))) }
            p { a href="/meetings" { (text.text("meetings-title")) } }
        },
    )
}

fn facts(text: Text, shown: &Shown) -> Markup {
    let meeting = &shown.meeting;
    let names = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join("、") };
    html! {
        dl.facts {
            dt { (text.text("meeting-held-on")) } dd { (calendar::both(meeting.held_on)) " " (meeting.hours) }
            @if !meeting.place.is_empty() { dt { (text.text("meeting-place")) } dd { (meeting.place) } }
            @if let Some(round) = &meeting.round {
                dt { (text.text("meeting-round")) } dd { a href={ "/rounds/" (round) "/result" } { (shown.round) } }
            }
            dt { (text.text("meeting-agenda")) }
            dd { @if meeting.agenda.is_empty() { "-" } @else { ol { @for point in meeting.points() { li { (point) } } } } }
            dt { (text.text("meeting-invited")) } dd { (names(&meeting.invited)) }
            dt { (text.text("meeting-present")) } dd { (names(&meeting.present)) }
            dt { (text.text("meeting-state")) }
            dd {
                @match meeting.state {
                    State::Open => (text.text("meeting-state-open")),
                    State::Concluded { at } => (text.with("meeting-state-concluded", [("at", calendar::moment(at).into())])),
                }
            }
        }
    }
}

fn papers(text: Text, meeting: &Meeting) -> Markup {
    html! {
        h2 { (text.text("meeting-papers")) }
        p.inline {
            a.button.quiet href={ (address(meeting)) "/meeting-papers.pdf" } { (text.text("meeting-invitation")) } " "
            @if meeting.round.is_some() {
                a.button.quiet href={ (address(meeting)) "/board-paper.pdf" } { (text.text("meeting-board-paper")) } " "
            }
            a.button.quiet href={ (address(meeting)) "/minutes.pdf" } { (text.text("meeting-minutes")) }
        }
        p.hint { (text.text("reports-recorded")) }
    }
}

fn conclusion(permit: &Permit<'_>, meeting: &Meeting, form: Form<'_>) -> Markup {
    let text = permit.text;
    html! {
        section #conclusion {
            h2 { (text.text("meeting-conclusion")) }
            (form.summary())
            p { (text.text("meeting-conclusion-what")) }
            form method="post" action={ (address(meeting)) "/conclusion" } {
                (form::token(permit))
                button type="submit" { (text.text("meeting-conclude")) }
            }
        }
    }
}
