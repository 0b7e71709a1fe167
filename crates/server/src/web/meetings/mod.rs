//! Meetings of the executives (会議): planned over the year, prepared, held on a screen, decided, concluded.

pub mod answer;
pub mod change;
pub mod conclude;
pub mod decide;
mod decisions;
pub mod files;
pub mod freeze;
pub mod frozen;
mod inputs;
pub mod list;
pub mod own_report;
pub mod plan;
pub mod report;
pub mod screen;
pub mod show;

use tenken_domain::id::MeetingId;
use tenken_domain::meeting::{Meeting, MeetingRefusal, State};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::meeting;

use super::stored_files;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;

/// The meeting of an address.
async fn load(person: &Person, id: &str) -> Result<Meeting, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = meeting::find(&mut conn, person.facility_id(), &MeetingId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

fn address(meeting: &Meeting) -> String {
    format!("/meetings/{}", meeting.id)
}

fn may_read(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ReadMeetings, Object::Facility(person.facility_id()))
}

fn may_manage(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ManageMeetings, Object::Facility(person.facility_id()))
}

fn may_decide(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::Decide, Object::Facility(person.facility_id()))
}

/// Whether somebody with this right still has something to do here.
fn could(person: &Person, right: Right, meeting: &Meeting) -> bool {
    meeting.state == State::Open && person.could(right, Object::Facility(person.facility_id()))
}

/// The sentence for what a meeting refuses.
const fn sentence(refusal: MeetingRefusal) -> &'static str {
    match refusal {
        MeetingRefusal::Concluded => "meeting-is-concluded",
        MeetingRefusal::NotHeldYet => "meeting-not-held-yet",
        MeetingRefusal::NobodyPresent => "meeting-nobody-present",
        MeetingRefusal::NotExpected => "meeting-not-expected",
        MeetingRefusal::ChangedMeanwhile => "meeting-changed-meanwhile",
        MeetingRefusal::NotConcludedYet => "meeting-not-concluded-yet",
        MeetingRefusal::TooManyPapers => "papers-too-many",
        MeetingRefusal::File(refusal) => stored_files::sentence(refusal),
    }
}
