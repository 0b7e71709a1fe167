//! The collection board: the hospital first, or a head's department; then its groups, then day by day.

use std::collections::BTreeMap;

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::collection::{Days, Step, course};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::DepartmentId;
use tenken_domain::occupation::Affiliation;
use tenken_domain::permission::{Denial, Right};
use tenken_domain::round::{Naming, Round};
use tenken_report::chart::{self, CourseWords};
use tenken_store::collection::{by_day, by_slip};
use tenken_store::staff::{Asked, Axis, asked};
use tenken_store::{Conn, StoreError};

use super::{days, groups, scope, set_aside, whole};
use crate::web::results::words::drawn;
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// A group with its course.
pub(super) struct Row {
    pub asked: Asked,
    pub days: Days,
}

/// Groups of one kind.
pub(super) struct Section {
    pub kind: Kind,
    pub rows: Vec<Row>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Department,
    Occupation(Affiliation),
}

impl Kind {
    /// Locale key of the section's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Department => "collection-by-department",
            Self::Occupation(Affiliation::Staff) => "collection-by-occupation",
            Self::Occupation(Affiliation::Contractor) => "collection-by-contractor",
        }
    }
}

/// What the page shows.
pub(super) struct Board {
    /// The hospital, or a head's own department.
    pub whole: Row,
    /// Nothing for a head.
    pub sections: Vec<Section>,
    /// Sheets that came by poster or paper without a card.
    without_slip: u64,
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let (permit, own) = scope(&person, &round, Right::ReadCollection)?;
    if round.is_preparing() {
        return Err(Denial::WrongState.into());
    }
    let board = board(&person, &round, own).await?;
    reply::page(view(&permit, &round, &board))
}

/// A round that does not ask the staff, or not this department, has no board.
async fn board(person: &Person, round: &Round, own: Option<&DepartmentId>) -> Result<Board, WebError> {
    let mut conn = person.app().db.reader().await?;
    let asked = whole(&mut conn, round, own).await?.ok_or(Denial::Invisible)?;
    let axis = if own.is_some() { Axis::Department } else { Axis::Hospital };
    let id = own.map_or("", DepartmentId::as_str);
    let by_slip = by_slip(&mut conn, &round.id).await?.get(id).copied().unwrap_or(0);
    let days = by_day(&mut conn, &round.id, axis).await?.remove(id).unwrap_or_default();
    let sections = if own.is_some() { Vec::new() } else { sections(&mut conn, round).await? };
    let without_slip = asked.handed_in.saturating_sub(by_slip);
    Ok(Board { whole: Row { asked, days }, sections, without_slip })
}

async fn sections(conn: &mut Conn, round: &Round) -> Result<Vec<Section>, StoreError> {
    let departments = rows(conn, round, Axis::Department).await?;
    let is_staff = |row: &Row| row.asked.affiliation == Affiliation::Staff;
    let (staff, contractors) = rows(conn, round, Axis::Occupation).await?.into_iter().partition(is_staff);
    let sections = [
        (Kind::Department, departments),
        (Kind::Occupation(Affiliation::Staff), staff),
        (Kind::Occupation(Affiliation::Contractor), contractors),
    ];
    let sections = sections.into_iter().map(|(kind, rows)| Section { kind, rows });
    Ok(sections.filter(|section| !section.rows.is_empty()).collect())
}

async fn rows(conn: &mut Conn, round: &Round, axis: Axis) -> Result<Vec<Row>, StoreError> {
    let mut days: BTreeMap<String, Days> = by_day(conn, &round.id, axis).await?;
    let row = |asked: Asked| {
        let days = match asked.key.as_ref()? {
            GroupKey::Department(id) => days.remove(id.as_str()),
            GroupKey::Occupation(id) => days.remove(id.as_str()),
        };
        Some(Row { asked, days: days.unwrap_or_default() })
    };
    Ok(asked(conn, &round.id, axis).await?.into_iter().filter_map(row).collect())
}

fn view(permit: &Permit<'_>, round: &Round, board: &Board) -> Markup {
    let text = permit.text;
    let course = course(&board.whole.days);
    let may_read_missing = scope(permit.person, round, Right::ReadMissing).is_ok();
    page::page(
        permit,
        &text.text("collection-title"),
        &html! {
            h1 { (text.text("collection-title")) }
            p { a href={ "/rounds/" (round.id) } { (round.name) } }
            (facts(text, round, board, &course))
            (notes(text, round, board))
            @if may_read_missing {
                p { a.button href={ "/rounds/" (round.id) "/missing" } { (text.text("missing-open")) } }
            }
            (drawing(text, round, board, &course))
            (groups::view(permit, round, board))
            (days::view(text, board, &course))
        },
    )
}

/// The name of the whole: the hospital's, or the head's department's.
pub(super) fn name_of_whole(text: Text, board: &Board) -> String {
    if board.whole.asked.key.is_some() { board.whole.asked.name.clone() } else { text.text("whole-hospital") }
}

fn facts(text: Text, round: &Round, board: &Board, course: &[Step]) -> Markup {
    let progress = board.whole.asked.progress();
    html! {
        dl.facts {
            dt { (name_of_whole(text, board)) }
            dd.whole {
                (text.text("collection-handed-in")) " "
                strong.count { (progress.share()) } " （" (progress.share().rate()) "） "
                (groups::bar(progress))
            }
            dt { (text.text("collection-missing")) }
            dd { (text.with("collection-people", [("people", FluentValue::from(progress.missing()))])) }
            @if progress.away > 0 {
                dt { (text.text("collection-away")) }
                dd { (set_aside(text, progress.away)) }
            }
            dt { (text.text("round-state")) }
            dd { (text.of("round-state", round.state.code())) }
            dt { (text.text("round-period")) }
            dd { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
            @if round.naming == Naming::Anonymous && round.is_open() {
                dt { (text.text("collection-last-moved")) }
                dd {
                    (course.last().map_or_else(
                        || text.text("collection-never-moved"),
                        |step| calendar::both(step.day),
                    ))
                }
            }
        }
    }
}

/// What the numbers are, and what they are not.
fn notes(text: Text, round: &Round, board: &Board) -> Markup {
    html! {
        @if round.is_closed() { p.hint { (text.text("collection-final")) } }
        @else if round.naming == Naming::Anonymous {
            p.hint {
                (text.with("collection-in-batches", [("minimum", FluentValue::from(round.group_minimum))]))
            }
        }
        @if board.without_slip > 0 {
            p.hint {
                (text.with("collection-doubles", [("sheets", FluentValue::from(board.without_slip))]))
            }
        }
    }
}

fn drawing(text: Text, round: &Round, board: &Board, course: &[Step]) -> Markup {
    let [title, asked, total, legend] =
        ["collection-course", "collection-asked", "collection-total", "collection-legend"]
            .map(|key| text.text(key));
    let words = CourseWords { title: &title, asked: &asked, total: &total, legend: &legend };
    let drawing = chart::course(words, course, board.whole.asked.asked, round.period);
    html! { @if let Some(drawing) = drawing { (drawn(&drawing)) } }
}
