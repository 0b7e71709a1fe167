//! Invitation and papers, the board paper, and the minutes as files made now. What was frozen is sent by its own page.

use axum::extract::Path;
use tenken_domain::frozen_paper::{Occasion, kept_on};
use tenken_domain::meeting::State;
use tenken_domain::permission::Denial;
use tenken_report::{Make, maker};

use super::may_read;
use super::show::load_shown;
use crate::actions::meetings::target;
use crate::papers::{self, Paper, Papers};
use crate::web::reports::download::{named, send};
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// `minutes.pdf` and the like; what is not made from a meeting is nothing here. Of a concluded meeting the copies that
/// were frozen are sent instead; only a meeting of which there are none is printed from what is known now.
pub async fn page(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let shown = load_shown(&person, &id).await?;
    let (report, format) = named(&file)?;
    if shown.meeting.state != State::Open && kept_on(&shown.papers, Occasion::Concluded) > 0 {
        return Err(Denial::Invisible.into());
    }
    let name = papers::name(report, &shown.meeting, format);
    let target = target(&shown.meeting);
    if let Make::Minutes(makers) = report.make {
        let make = maker(makers, format).ok_or(Denial::Invisible)?;
        let paper = Paper::of(&person.asking(), shown);
        return send(&permit, target, (name, format), move || make(&paper.minutes())).await;
    }
    let papers = Papers::read(&person.asking(), shown).await?;
    if let Make::MeetingPapers(makers) = report.make {
        let make = maker(makers, format).ok_or(Denial::Invisible)?;
        return send(&permit, target, (name, format), move || make(&papers.invitation())).await;
    }
    let Make::Board(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    if papers.board().is_none() {
        return Err(Denial::Invisible.into());
    }
    let made = move || papers.board().map_or_else(|| Ok(Vec::new()), |board| make(&board));
    send(&permit, target, (name, format), made).await
}
