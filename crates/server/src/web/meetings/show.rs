//! One meeting: when and who, status reports, decisions, papers, conclusion.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::meeting::{Meeting, MeetingFacts, MeetingRefusal, State};
use tenken_domain::permission::Right;
use tenken_store::meeting;

use super::{address, could, decide, decisions, frozen, load, may_read, report, sentence};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// The forms of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Papers,
    Report,
    Decision,
    Conclusion,
}

/// What is shown of the meeting of an address.
pub async fn load_shown(person: &Person, id: &str) -> Result<MeetingFacts, WebError> {
    let own = load(person, id).await?;
    Ok(meeting::facts(&mut person.app().db.reader().await?, person.facility_id(), own).await?)
}

/// The page with the reason why something was not done.
pub fn refused(permit: &Permit<'_>, shown: &MeetingFacts, (part, why): (Part, MeetingRefusal)) -> Reply {
    let mut problems = Problems::default();
    problems.add("", sentence(why));
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
    reply::refused(view(permit, shown, Some((part, form))))
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let shown = load_shown(&person, &id).await?;
    reply::page(view(&permit, &shown, None))
}

/// `refused` is the form that was refused, with what was typed; the others are empty.
pub fn view(permit: &Permit<'_>, shown: &MeetingFacts, refused: Option<(Part, Form<'_>)>) -> Markup {
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
            @if let (State::Concluded { .. }, Some((Part::Report | Part::Decision | Part::Conclusion, form))) = (meeting.state, refused) {
                (form.summary())
            }
            (facts(text, shown))
            // The screen shows the plan of today, not of the day of the meeting.
            @if meeting.state == State::Open {
                p {
                    a.button href={ (address(meeting)) "/screen" } { (text.text("meeting-screen")) } " "
                    @if manages { a.button.quiet href={ (address(meeting)) "/edit" } { (text.text("meeting-change")) } }
                }
            }
            (frozen::section(permit, shown, form_of(Part::Papers)))
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

fn facts(text: Text, shown: &MeetingFacts) -> Markup {
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
