//! The poster for the wall as PDF: the whole hospital only.

use axum::extract::Path;
use tenken_domain::facts::RoundFacts;
use tenken_domain::permission::Denial;
use tenken_report::advice::Advice;
use tenken_report::wall_poster::WallPoster;
use tenken_report::{Format, Make, Report, maker};

use super::{Told, advising};
use crate::actions::rounds;
use crate::web::reports::download::send;
use crate::web::results::Sight;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// As it stands in the table of reports.
const REPORT: &str = "wall-poster";

pub async fn download(person: Person, Path(id): Path<String>) -> Reply {
    let Told { permit, sight, round, facts, .. } = Told::load(&person, &id).await?;
    match sight {
        Sight::Everything => {}
        Sight::Department(_) => return Err(Denial::Invisible.into()),
    }
    let report = Report::find(REPORT).ok_or(Denial::Invisible)?;
    let Make::WallPoster(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, Format::Pdf).ok_or(Denial::Invisible)?;
    let name = format!("{}_{}.{}", report.title, round.name, Format::Pdf.extension());
    let (book, contact) = advising(&person, &round);
    let facts = without_groups(facts);
    send(&permit, rounds::target(&round), (name, Format::Pdf), move || {
        make(&WallPoster { facts: &facts, advice: Advice { book, contact: &contact } })
    })
    .await
}

/// What hangs on a wall is made from nothing else.
fn without_groups(mut facts: RoundFacts<'_>) -> RoundFacts<'_> {
    if let Some(staff) = &mut facts.staff {
        staff.departments.clear();
        staff.occupations.clear();
    }
    RoundFacts { previous: None, sheets: Vec::new(), ..facts }
}
