//! One entry of the audit log in plain words.

use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::account::PasswordProfile;
use tenken_domain::audit::{AuditEvent, Recorded};
use tenken_domain::calendar;
use tenken_report::csv::AuditLine;

use super::changed;
use super::names::{Names, item_title};
use crate::web::support::text::Text;

/// The kinds of what can be done to; each has a text of its own.
const KINDS: [&str; 21] = [
    "facility",
    "department",
    "occupation",
    "account",
    "login-name",
    "round",
    "sheet",
    "answer",
    "staff-sheet",
    "slip",
    "person",
    "import",
    "mailing",
    "training",
    "action",
    "meeting",
    "evidence",
    "departmental-system",
    "assignment",
    "vendor",
    "inquiry",
];

/// The words of an entry.
pub fn line(text: Text, names: &Names, entry: &Recorded) -> AuditLine {
    let target = target(text, names, entry);
    // Names are noted as they were at that time; where nothing has changed since, once is enough.
    let detail = Some(detail(text, names, entry))
        .filter(|detail| !target.trim_end_matches('）').ends_with(detail))
        .unwrap_or_default();
    AuditLine {
        at: calendar::sortable_moment(entry.at),
        actor: actor(text, entry),
        source: entry.source.clone(),
        event: text.of("audit-event", entry.event.code()),
        target,
        detail,
    }
}

/// The name at that time; somebody without a name is called by what is known. Whoever filled in a sheet did not log in:
/// the name is what the sheet or the card says.
fn actor(text: Text, entry: &Recorded) -> String {
    match entry.actor_kind.as_str() {
        "staff" if !entry.actor.is_empty() => {
            text.with("audit-actor-by-sheet", [("name", FluentValue::from(entry.actor.as_str()))])
        }
        "vendor" if !entry.actor.is_empty() => {
            text.with("audit-actor-by-vendor", [("name", FluentValue::from(entry.actor.as_str()))])
        }
        _ if !entry.actor.is_empty() => entry.actor.clone(),
        "visitor" | "console" | "system" | "staff" | "vendor" => text.of("audit-actor", &entry.actor_kind),
        _ => String::new(),
    }
}

fn target(text: Text, names: &Names, entry: &Recorded) -> String {
    let name = names.target(&entry.object_kind, &entry.object_id);
    match KINDS.iter().find(|kind| **kind == entry.object_kind) {
        Some(kind) if name.is_empty() => text.of("audit-target", kind),
        Some(kind) => format!("{}：{name}", text.of("audit-target", kind)),
        None => name,
    }
}

/// What was noted beside the event; codes, ids and figures become words.
#[expect(clippy::too_many_lines, reason = "a table of every event, which reads better in one piece")]
fn detail(text: Text, names: &Names, entry: &Recorded) -> String {
    let noted = entry.detail.as_str();
    match entry.event {
        AuditEvent::FacilityChanged
        | AuditEvent::DepartmentChanged
        | AuditEvent::AccountChanged
        | AuditEvent::RoundChanged
        | AuditEvent::RoundExtended
        | AuditEvent::MailSettingsChanged
        | AuditEvent::TrainingChanged
        | AuditEvent::ActionChanged
        | AuditEvent::ActionMoved
        | AuditEvent::MeetingChanged
        | AuditEvent::VendorChanged
        | AuditEvent::PersonChanged
        | AuditEvent::OccupationChanged => changed::words(text, names, noted),
        AuditEvent::PeopleImported => imported(text, noted),
        AuditEvent::SheetReviewed => reviewed(text, noted),
        AuditEvent::RecoveryRefused => text.of("audit-recovery", noted),
        AuditEvent::PasswordChanged if PasswordProfile::from_code(noted).is_some() => {
            text.of("password-profile", noted)
        }
        AuditEvent::CircumstancesChanged
        | AuditEvent::PostersPrinted
        | AuditEvent::SlipsPrinted
        | AuditEvent::SlipsAdded
        | AuditEvent::CodesGuessed
        | AuditEvent::WorkbooksTaken
        | AuditEvent::MailingPrepared
        | AuditEvent::MailingSent
        | AuditEvent::PeopleImportUndone
        | AuditEvent::OpinionGiven
        | AuditEvent::TickSet => text.with("audit-count", [("count", FluentValue::from(noted))]),
        AuditEvent::VendorAnswerAdopted => adopted(noted),
        AuditEvent::RemindersPlanned => reminder(text, noted),
        AuditEvent::PaperSheetEntered
        | AuditEvent::StaffSheetHandedIn
        | AuditEvent::StaffSheetBegun
        | AuditEvent::StaffSheetOpened
        | AuditEvent::StaffSheetCorrected => names.of(noted).unwrap_or(noted).to_owned(),
        AuditEvent::PasswordChanged
        | AuditEvent::FacilityCreated
        | AuditEvent::DepartmentCreated
        | AuditEvent::DepartmentRemoved
        | AuditEvent::HeadcountChanged
        | AuditEvent::OccupationCreated
        | AuditEvent::OccupationRemoved
        | AuditEvent::AccountInvited
        | AuditEvent::AccountActivated
        | AuditEvent::AccountSuspended
        | AuditEvent::AccountResumed
        | AuditEvent::AccountRecovered
        | AuditEvent::SecondFactorEnrolled
        | AuditEvent::RecoveryCodesPrinted
        | AuditEvent::PasswordAccepted
        | AuditEvent::LoggedIn
        | AuditEvent::LoginFailed
        | AuditEvent::LoggedOut
        | AuditEvent::SessionsEnded
        | AuditEvent::RoundCreated
        | AuditEvent::RoundOpened
        | AuditEvent::RoundClosed
        | AuditEvent::MarkSet
        | AuditEvent::SystemAnswered
        | AuditEvent::Remarked
        | AuditEvent::ItemAssigned
        | AuditEvent::AssignmentTakenBack
        | AuditEvent::SystemAdded
        | AuditEvent::SystemChanged
        | AuditEvent::SystemRemoved
        | AuditEvent::SheetHeaderChanged
        | AuditEvent::SheetHandedIn
        | AuditEvent::SheetWithdrawn
        | AuditEvent::StaffSheetRead
        | AuditEvent::SlipReplaced
        | AuditEvent::PersonAdded
        | AuditEvent::PersonRemoved
        | AuditEvent::FeaturesChanged
        | AuditEvent::PersonSetAside
        | AuditEvent::PersonTakenBack
        | AuditEvent::MissingListRead
        | AuditEvent::MailTried
        | AuditEvent::MailingCancelled
        | AuditEvent::TrainingRecorded
        | AuditEvent::TrainingRemoved
        | AuditEvent::ActionAdded
        | AuditEvent::PlacementSet
        | AuditEvent::VendorAdded
        | AuditEvent::VendorSetAside
        | AuditEvent::VendorTakenBack
        | AuditEvent::InquiryMade
        | AuditEvent::InquirySent
        | AuditEvent::InquiryWithdrawn
        | AuditEvent::InquiryChased
        | AuditEvent::InquiryLinkReplaced
        | AuditEvent::InquiryOpened
        | AuditEvent::InquiryAnswered
        | AuditEvent::InquiryFileKept
        | AuditEvent::InquiryHandedIn
        | AuditEvent::EvidenceRecorded
        | AuditEvent::EvidenceWithdrawn
        | AuditEvent::StoredFileRead
        | AuditEvent::PapersFrozen
        | AuditEvent::MeetingPlanned
        | AuditEvent::MeetingConcluded
        | AuditEvent::StatusReported
        | AuditEvent::DecisionRecorded
        | AuditEvent::DecisionRemoved
        | AuditEvent::SharingRecorded
        | AuditEvent::ReportExported
        | AuditEvent::FormExported
        | AuditEvent::BackupMade
        | AuditEvent::BackupRestored => noted.to_owned(),
    }
}

/// How many people an import touched: added, changed, moved, left.
fn imported(text: Text, noted: &str) -> String {
    let numbers: Vec<&str> = noted.split(' ').collect();
    let [added, changed, moved, left] = numbers.as_slice() else { return noted.to_owned() };
    let values = [("added", added), ("changed", changed), ("moved", moved), ("left", left)];
    text.with("people-touched", values.map(|(name, number)| (name, FluentValue::from(*number))))
}

/// `sent-back 理由…`: the step, and why.
fn reviewed(text: Text, noted: &str) -> String {
    let (step, reason) = noted.split_once(' ').unwrap_or((noted, ""));
    let step = text.of("review", step);
    if reason.is_empty() { step } else { format!("{step}：{reason}") }
}

/// `tls ×`: the item by its title.
fn adopted(noted: &str) -> String {
    let Some((item, mark)) = noted.split_once(' ') else { return noted.to_owned() };
    format!("{} {mark}", item_title(item).unwrap_or(item))
}

/// `planned list 3`: what was done with which plan.
fn reminder(text: Text, noted: &str) -> String {
    let words: Vec<&str> = noted.split(' ').collect();
    let [what, way, days] = words.as_slice() else { return noted.to_owned() };
    let way = FluentValue::from(text.of("reminder-way", way));
    text.with(&format!("audit-reminder-{what}"), [("way", way), ("days", FluentValue::from(*days))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_and_every_kind_of_target_has_words() {
        let text = Text::default();
        let words = AuditEvent::ALL.iter().map(|event| text.of("audit-event", event.code()));
        let words = words.chain(KINDS.map(|kind| text.of("audit-target", kind)));
        for words in words {
            assert!(!words.contains("Unknown") && !words.is_ascii(), "{words}");
        }
    }
}
