//! Audit events (操作記録): who did what to what, when, from where. One variant per thing that can be done.

use jiff::Timestamp;

use crate::id::{AccountId, AuditEventId, FacilityId};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody logged in.
    Person { account: AccountId, facility: FacilityId, name: String, source: String },
    /// Somebody at the login page, known only by what was typed.
    Visitor { source: String },
    /// Somebody at the machine's own console.
    Console,
    /// The program itself, at a time that was planned.
    System,
    /// A member of staff in a 記名 round, by the department's link.
    Staff { name: String, source: String },
    /// Somebody of a vendor, by the link and the code of an inquiry.
    Vendor { name: String, source: String },
}

/// Declares the events with the word each has in database rows and locale keys (`audit-event-round-opened`).
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident => $code:literal),+ $(,)?) => {
        /// Everything that is recorded.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum AuditEvent { $($(#[$doc])* $name),+ }

        impl AuditEvent {
            /// Every event, for the filter of the page.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The event with this code, or `None`.
            pub fn from_code(code: &str) -> Option<Self> { Self::ALL.iter().copied().find(|event| event.code() == code) }
        }
    };
}

events! {
    FacilityCreated => "facility-created",
    FacilityChanged => "facility-changed",
    CircumstancesChanged => "circumstances-changed",
    DepartmentCreated => "department-created",
    DepartmentChanged => "department-changed",
    DepartmentRemoved => "department-removed",
    HeadcountChanged => "headcount-changed",
    OccupationCreated => "occupation-created",
    OccupationRemoved => "occupation-removed",
    AccountInvited => "account-invited",
    AccountActivated => "account-activated",
    AccountChanged => "account-changed",
    AccountSuspended => "account-suspended",
    AccountResumed => "account-resumed",
    AccountRecovered => "account-recovered",
    /// At the console, for somebody who is no administrator or was stopped.
    RecoveryRefused => "recovery-refused",
    PasswordChanged => "password-changed",
    SecondFactorEnrolled => "second-factor-enrolled",
    RecoveryCodesPrinted => "recovery-codes-printed",
    /// Half a login: the second factor is still to come.
    PasswordAccepted => "password-accepted",
    LoggedIn => "logged-in",
    LoginFailed => "login-failed",
    LoggedOut => "logged-out",
    SessionsEnded => "sessions-ended",
    RoundCreated => "round-created",
    RoundChanged => "round-changed",
    RoundOpened => "round-opened",
    RoundExtended => "round-extended",
    RoundClosed => "round-closed",
    PostersPrinted => "posters-printed",
    MarkSet => "mark-set",
    TickSet => "tick-set",
    SystemAnswered => "system-answered",
    Remarked => "remarked",
    ItemAssigned => "item-assigned",
    AssignmentTakenBack => "assignment-taken-back",
    SheetHeaderChanged => "sheet-header-changed",
    SheetHandedIn => "sheet-handed-in",
    SheetWithdrawn => "sheet-withdrawn",
    SheetReviewed => "sheet-reviewed",
    OpinionGiven => "opinion-given",
    StaffSheetHandedIn => "staff-sheet-handed-in",
    StaffSheetCorrected => "staff-sheet-corrected",
    PaperSheetEntered => "paper-sheet-entered",
    StaffSheetRead => "staff-sheet-read",
    PeopleImported => "people-imported",
    PeopleImportUndone => "people-import-undone",
    PersonAdded => "person-added",
    PersonChanged => "person-changed",
    PersonRemoved => "person-removed",
    OccupationChanged => "occupation-changed",
    FeaturesChanged => "features-changed",
    SystemAdded => "system-added",
    SystemChanged => "system-changed",
    SystemRemoved => "system-removed",
    PersonSetAside => "person-set-aside",
    PersonTakenBack => "person-taken-back",
    SlipsPrinted => "slips-printed",
    SlipsAdded => "slips-added",
    SlipReplaced => "slip-replaced",
    /// 記名: a sheet was begun by card and kept, not handed in yet.
    StaffSheetBegun => "staff-sheet-begun",
    /// A card showed what stands on a 記名 sheet.
    StaffSheetOpened => "staff-sheet-opened",
    CodesGuessed => "codes-guessed",
    MissingListRead => "missing-list-read",
    WorkbooksTaken => "workbooks-taken",
    MailSettingsChanged => "mail-settings-changed",
    /// A message to try the mail server out.
    MailTried => "mail-tried",
    MailingPrepared => "mailing-prepared",
    MailingCancelled => "mailing-cancelled",
    MailingSent => "mailing-sent",
    RemindersPlanned => "reminders-planned",
    TrainingRecorded => "training-recorded",
    TrainingChanged => "training-changed",
    TrainingRemoved => "training-removed",
    ActionAdded => "action-added",
    ActionChanged => "action-changed",
    /// It went on, back, or something was noted.
    ActionMoved => "action-moved",
    MeetingPlanned => "meeting-planned",
    MeetingChanged => "meeting-changed",
    /// Nothing of it changes any more.
    MeetingConcluded => "meeting-concluded",
    /// Copies of its papers were kept, as they were then.
    PapersFrozen => "papers-frozen",
    StatusReported => "status-reported",
    DecisionRecorded => "decision-recorded",
    DecisionRemoved => "decision-removed",
    EvidenceRecorded => "evidence-recorded",
    EvidenceWithdrawn => "evidence-withdrawn",
    /// The bytes of a file that is kept were handed out.
    StoredFileRead => "stored-file-read",
    VendorAdded => "vendor-added",
    VendorChanged => "vendor-changed",
    VendorSetAside => "vendor-set-aside",
    VendorTakenBack => "vendor-taken-back",
    InquiryMade => "inquiry-made",
    InquirySent => "inquiry-sent",
    InquiryWithdrawn => "inquiry-withdrawn",
    /// It was spoken of with the vendor, or the vendor was asked again.
    InquiryChased => "inquiry-chased",
    /// The old link opens nothing any more.
    InquiryLinkReplaced => "inquiry-link-replaced",
    /// Link and code let the vendor in.
    InquiryOpened => "inquiry-opened",
    /// Answers were kept, not handed in yet.
    InquiryAnswered => "inquiry-answered",
    InquiryFileKept => "inquiry-file-kept",
    InquiryHandedIn => "inquiry-handed-in",
    /// A vendor's answer became the hospital's.
    VendorAnswerAdopted => "vendor-answer-adopted",
    PlacementSet => "placement-set",
    SharingRecorded => "sharing-recorded",
    ReportExported => "report-exported",
    FormExported => "form-exported",
    BackupMade => "backup-made",
    BackupRestored => "backup-restored",
}

/// What was done to: its kind (`round`) and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub kind: &'static str,
    pub id: String,
}

impl Target {
    pub fn new(kind: &'static str, id: impl ToString) -> Self {
        Self { kind, id: id.to_string() }
    }
}

/// One line of the audit log as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub id: AuditEventId,
    pub at: Timestamp,
    /// `person`, `visitor`, `console`, `system`, `staff` or `vendor`.
    pub actor_kind: String,
    /// The name at that time; empty where none is known.
    pub actor: String,
    pub source: String,
    pub event: AuditEvent,
    pub object_kind: String,
    pub object_id: String,
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_event_has_a_code_of_its_own() {
        let codes: BTreeSet<_> = AuditEvent::ALL.iter().map(|event| event.code()).collect();
        assert_eq!(codes.len(), AuditEvent::ALL.len());
        assert_eq!(AuditEvent::from_code("round-opened"), Some(AuditEvent::RoundOpened));
    }
}
