//! What a meeting of the executives needs on paper: the one-page board paper (経営会議資料), invitation with agenda and
//! papers in one file, and the minutes.

mod board;
mod minutes;
mod papers;

pub(crate) use board::moved_line;
pub use board::{Asked, BoardPaper, Order, board_pdf};
pub use minutes::{Minutes, minutes_pdf};
pub use papers::{MeetingPapers, papers_pdf};

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::meeting::{Meeting, StatusReport};

/// When and where, in the words that will be printed.
#[derive(Serialize)]
struct When {
    title: String,
    day: String,
    hours: String,
    place: String,
    points: Vec<String>,
    invited: Vec<String>,
    present: Vec<String>,
}

impl When {
    fn of(meeting: &Meeting) -> Self {
        Self {
            title: meeting.title.clone(),
            day: calendar::both(meeting.held_on),
            hours: meeting.hours.clone(),
            place: meeting.place.clone(),
            points: meeting.points().map(str::to_owned).collect(),
            invited: meeting.invited.clone(),
            present: meeting.present.clone(),
        }
    }
}

/// 状況報告 of one person.
#[derive(Serialize)]
struct Status {
    reporter: String,
    moved: String,
    stuck: String,
    needed: String,
}

fn statuses(reports: &[StatusReport]) -> Vec<Status> {
    let status = |report: &StatusReport| Status {
        reporter: report.reporter.clone(),
        moved: report.moved.clone(),
        stuck: report.stuck.clone(),
        needed: report.needed.clone(),
    };
    reports.iter().map(status).collect()
}

#[cfg(test)]
mod tests;
