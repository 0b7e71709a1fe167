//! The copies of a meeting's papers (資料の控え): each with its hash, sent as it was kept.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::frozen_paper::{FrozenPaper, Occasion, kept_on};
use tenken_domain::meeting::{MeetingFacts, State};
use tenken_domain::permission::{Denial, Object, Right};

use super::freeze::FILE;
use super::show::load_shown;
use super::{address, may_read};
use crate::actions::meetings::target;
use crate::web::stored_files;
use crate::web::support::form::{self, Form};
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::Reply;
use crate::web::support::text::Text;

/// One copy, by its number.
pub async fn page(person: Person, Path((id, number)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let shown = load_shown(&person, &id).await?;
    let paper = shown.papers.iter().find(|paper| paper.number.to_string() == number);
    let paper = paper.ok_or(Denial::Invisible)?;
    stored_files::send(&permit, target(&shown.meeting), &paper.file).await
}

/// All papers of a meeting: made now while it is open, as they were kept once it is concluded.
pub fn section(permit: &Permit<'_>, shown: &MeetingFacts, form: Form<'_>) -> Markup {
    let (text, meeting) = (permit.text, &shown.meeting);
    let is_concluded = meeting.state != State::Open;
    let could = |right| permit.person.could(right, Object::Facility(permit.person.facility_id()));
    html! {
        section #papers {
            h2 { (text.text("meeting-papers")) }
            (form.summary())
            @if !is_concluded {
                (made_now(text, shown))
                p.hint { (text.text("reports-recorded")) }
            } @else if kept_on(&shown.papers, Occasion::Concluded) == 0 {
                p { strong { (text.text("papers-made-anew")) } " " (text.text("papers-made-anew-why")) }
                (made_now(text, shown))
            }
            @if !shown.papers.is_empty() {
                h3 { (text.text("papers-kept")) }
                p { (text.text("papers-kept-what")) }
                (table(text, shown))
            }
            @if !is_concluded && could(Right::FreezePapers) {
                form method="post" action={ (address(meeting)) "/frozen-papers" } {
                    (form::token(permit))
                    p.hint { (text.text("papers-freeze-what")) }
                    button.quiet type="submit" { (text.text("papers-freeze")) }
                }
            }
            @if is_concluded && could(Right::ManageMeetings) { (further(permit, shown, form)) }
        }
    }
}

/// Minutes with their stamps and the like.
fn further(permit: &Permit<'_>, shown: &MeetingFacts, form: Form<'_>) -> Markup {
    html! {
        details open[!form.problems.is_empty()] {
            summary { (permit.text.text("papers-add")) }
            form method="post" action={ (address(&shown.meeting)) "/further-papers" } enctype="multipart/form-data" {
                (form::token(permit))
                (form.file(FILE))
                (form.submit("papers-add-submit"))
            }
        }
    }
}

fn made_now(text: Text, shown: &MeetingFacts) -> Markup {
    let meeting = &shown.meeting;
    html! {
        p.inline {
            a.button.quiet href={ (address(meeting)) "/meeting-papers.pdf" } { (text.text("meeting-invitation")) } " "
            @if meeting.round.is_some() {
                a.button.quiet href={ (address(meeting)) "/board-paper.pdf" } { (text.text("meeting-board-paper")) } " "
            }
            a.button.quiet href={ (address(meeting)) "/minutes.pdf" } { (text.text("meeting-minutes")) }
        }
    }
}

fn table(text: Text, shown: &MeetingFacts) -> Markup {
    let keys = ["papers-number", "papers-name", "papers-frozen-at", "stored-file-facts"];
    let [number, name, at, _] = keys.map(|key| text.text(key));
    html! {
        table.list.stacked {
            thead { tr {
                th.number scope="col" { (number) }
                @for key in &keys[1..] { th scope="col" { (text.text(key)) } }
            } }
            tbody { @for paper in &shown.papers {
                tr {
                    td.number data-label=(number) { (paper.number) }
                    th scope="row" data-label=(name) { (link(shown, paper)) }
                    td data-label=(at) {
                        (calendar::moment(paper.file.stored_at)) " " (paper.frozen_by)
                        br; (text.of("papers-occasion", paper.occasion.code()))
                    }
                    td.stored { (stored_files::facts(text, &paper.file)) }
                }
            } }
        }
    }
}

fn link(shown: &MeetingFacts, paper: &FrozenPaper) -> Markup {
    let to = format!("{}/frozen-papers/{}", address(&shown.meeting), paper.number);
    html! { a href=(to) { (paper.file.name) } }
}
