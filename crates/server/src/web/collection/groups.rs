//! Every department and occupation with how far it is; contractors' apart from the hospital's own staff.

use maud::{Markup, html};
use tenken_domain::collection::Progress;
use tenken_domain::facts::GroupKey;
use tenken_domain::permission::Right;
use tenken_domain::round::Round;

use super::scope;
use super::show::{Board, Kind, Row, Section};
use crate::web::results::words::wide;
use crate::web::support::person::Permit;
use crate::web::support::text::Text;

/// Whether there is a column of those set aside: where nobody is, it would only take room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Shown,
    Spared,
}

/// How wide a full bar is.
const FULL: u64 = 100;

pub fn view(permit: &Permit<'_>, round: &Round, board: &Board) -> Markup {
    let text = permit.text;
    let aside = if board.whole.asked.away > 0 { Column::Shown } else { Column::Spared };
    let may_read_missing = scope(permit.person, round, Right::ReadMissing).is_ok();
    let missing = may_read_missing.then(|| format!("/rounds/{}/missing?department=", round.id));
    html! {
        @for section in &board.sections {
            @let title = text.text(section.kind.title());
            h2 { (title) }
            (wide(&title, &table(text, (board, section), aside, missing.as_deref())))
        }
    }
}

fn table(text: Text, (board, section): (&Board, &Section), aside: Column, missing: Option<&str>) -> Markup {
    let (kind, above, below) = match section.kind {
        Kind::Department => ("department", Some(board.whole.asked.progress()), None),
        Kind::Occupation(_) => ("staff-occupation", None, Some(sum(&section.rows))),
    };
    html! {
        table.list.collection {
            thead { tr {
                th scope="col" { (text.text(kind)) }
                th.number scope="col" { (text.text("collection-handed-in")) }
                th.number scope="col" { (text.text("collection-rate")) }
                th.number scope="col" { (text.text("collection-missing")) }
                @if aside == Column::Shown { th.number scope="col" { (text.text("collection-away")) } }
            } }
            tbody {
                @if let Some(hospital) = above {
                    tr { th scope="row" { (text.text("whole-hospital")) } (cells(hospital, aside)) }
                }
                @for row in &section.rows {
                    tr { th scope="row" { (name(row, missing)) } (cells(row.asked.progress(), aside)) }
                }
            }
            @if let Some(all) = below {
                tfoot { tr { th scope="row" { (text.text("collection-sum")) } (cells(all, aside)) } }
            }
        }
    }
}

/// A department leads to who is missing in it.
fn name(row: &Row, missing: Option<&str>) -> Markup {
    match (&row.asked.key, missing) {
        (Some(GroupKey::Department(id)), Some(missing)) => {
            html! { a href={ (missing) (id) } { (row.asked.name) } }
        }
        (Some(GroupKey::Department(_) | GroupKey::Occupation(_)) | None, _) => html! { (row.asked.name) },
    }
}

fn sum(rows: &[Row]) -> Progress {
    rows.iter().fold(Progress::default(), |sum, row| sum + row.asked.progress())
}

fn cells(progress: Progress, aside: Column) -> Markup {
    html! {
        td.number { (progress.share()) }
        td.number.rate { (progress.share().rate()) " " (bar(progress)) }
        td.number { (progress.missing()) }
        @if aside == Column::Shown { td.number { (progress.away) } }
    }
}

/// The rate beside its number, drawn so that paper without colour shows it too; screen readers have the number.
pub fn bar(progress: Progress) -> Markup {
    let length = progress.share().per_mille().unwrap_or(0).min(1000) * FULL / 1000;
    html! {
        svg.bar viewBox={ "0 0 " (FULL + 2) " 12" } width=(FULL + 2) height="12" aria-hidden="true" {
            rect x="1" y="1" width=(FULL) height="10" fill="#ffffff" stroke="#1a1a1c" {}
            rect x="1" y="1" width=(length) height="10" fill="#4d4d54" {}
        }
    }
}
