//! The one function that says who may do what to which object. Everything is denied that is not allowed here.
//! The id that is checked is the id of the loaded object, never one from the request.

use crate::account::{Account, AccountState, Role};
use crate::assignment::Assignee;
use crate::catalog::Audience;
use crate::id::{AccountId, DepartmentId, FacilityId, SystemId};
use crate::round::Round;

/// What somebody wants to do, and may or may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the first page and change one's own password.
    UseOwnAccount,
    /// See departments, occupations, circumstances and the hospital's own settings.
    ReadFacility,
    ManageFacility,
    /// See who can log in, with which role and how well protected.
    ReadAccounts,
    ManageAccounts,
    ReadAuditEvents,
    MakeBackup,
    /// See that a round exists, its period and how far it is.
    ReadRound,
    PrepareRound,
    OpenRound,
    CloseRound,
    /// Move the end of the period while the round is open.
    ExtendRound,
    /// Print posters and links.
    HandOut,
    /// See how many sheets came back.
    ReadCollection,
    /// See the list of people who may be asked.
    ReadPeople,
    /// Import, add, change people and set them aside.
    ManagePeople,
    /// See who has not handed in.
    ReadMissing,
    /// Ask again: mail, lists to print, planned reminders.
    Remind,
    /// Record that a group's result was shared with whoever answers for it, and what was agreed.
    RecordSharing,
    /// See trainings and their papers.
    ReadTrainings,
    ManageTrainings,
    /// See the improvement plan: actions, what they cost and how far they are.
    ReadPlan,
    ManagePlan,
    /// Say how far an action is.
    ReportAction,
    /// Record and withdraw what shows that an item is done; whoever reads sheets sees it.
    ManageEvidence,
    /// See vendors, what they were asked and what they answered.
    ReadVendors,
    /// Register vendors, ask them, chase them and type in what they answer.
    ManageVendors,
    /// See meetings, their papers, minutes and decisions.
    ReadMeetings,
    /// Plan meetings, record who came, take down status reports, conclude.
    ManageMeetings,
    /// Take down what was decided.
    Decide,
    /// Keep a copy of a meeting's papers as they are now (配った資料).
    FreezePapers,
    /// See the official sheets with memos.
    ReadSheets,
    /// See which items one is to answer oneself.
    ReadOwnItems,
    /// Set marks, hand in, withdraw on the official sheet of this audience's lists.
    AnswerSheet(Audience),
    /// Say what one would answer oneself to the executives' list (参考回答).
    GiveOpinion,
    /// Write one's own status report before a meeting (状況報告).
    ReportStatus,
    /// 確認 of a sheet that was handed in, and 差し戻し.
    CheckSheet,
    /// 承認 of a sheet that was checked.
    ApproveSheet,
    /// Say how an item stands with a departmental system.
    AnswerForSystem,
    /// Write into the discussion of an item.
    Discuss,
    /// Say who answers which item.
    ManageAssignments,
    /// Type in a paper sheet of the staff's list (代行入力).
    EnterPaper,
    /// See and download results of the whole hospital.
    ReadResults,
    /// See single sheets of the staff in a 記名 round.
    ReadStaffSheets,
    /// See and download blank forms.
    ReadForms,
}

/// On what.
#[derive(Clone, Copy, Debug)]
pub enum Object<'o> {
    Facility(&'o FacilityId),
    Round(&'o FacilityId, &'o Round),
    /// One item of a round's official sheet, and who is to answer it.
    Item(&'o FacilityId, &'o Round, &'o [Assignee]),
    /// A status report that is asked of somebody under this name; the names are those under which whoever acts reports.
    StatusReport(&'o FacilityId, &'o str, &'o [String]),
    /// What is said of a departmental system in a round.
    System(&'o FacilityId, &'o Round, &'o SystemId),
    /// An action, and who is told of it.
    Action(&'o FacilityId, Option<&'o Assignee>),
    /// A department's part of a round's staff result.
    DepartmentResult(&'o FacilityId, &'o Round, &'o DepartmentId),
    Account(&'o Account),
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Denial {
    /// Another hospital's, or nothing this person may know of: shown exactly like something that is not there (404).
    Invisible,
    /// May be seen, may not be done (403).
    NotAllowed,
    /// Could be done by this person, but not in this state (409).
    WrongState,
}

/// The answer of [`decide`].
pub type Decision = Result<(), Denial>;

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub account: AccountId,
    pub facility: FacilityId,
    pub name: String,
    pub role: Role,
    pub state: AccountState,
}

/// Decides. Order: the account's own state, the tenant, the role, the state of the object.
pub fn decide(principal: &Principal, right: Right, object: Object<'_>) -> Decision {
    if principal.state != AccountState::Active || principal.facility != *facility_of(&object) {
        return Err(Denial::Invisible);
    }
    if !role_may(principal, right, &object) {
        return Err(denial_for(&principal.role, right));
    }
    match object {
        Object::Round(_, round)
        | Object::Item(_, round, _)
        | Object::System(_, round, _)
        | Object::DepartmentResult(_, round, _) => state_allows(right, round),
        Object::Facility(_) | Object::Account(_) | Object::StatusReport(_, _, _) | Object::Action(_, _) => {
            Ok(())
        }
    }
}

fn facility_of<'o>(object: &'o Object<'_>) -> &'o FacilityId {
    match object {
        Object::Facility(facility)
        | Object::Round(facility, _)
        | Object::Item(facility, _, _)
        | Object::System(facility, _, _)
        | Object::StatusReport(facility, _, _)
        | Object::Action(facility, _)
        | Object::DepartmentResult(facility, _, _) => facility,
        Object::Account(account) => &account.facility,
    }
}

fn role_may(principal: &Principal, right: Right, object: &Object<'_>) -> bool {
    match &principal.role {
        // 承認 and 参考回答 are the executives'.
        Role::Administrator => !matches!(right, Right::ApproveSheet | Right::GiveOpinion),
        Role::Executive => executive_may(principal, right, object),
        Role::Auditor => is_reading(right),
        Role::DepartmentHead(own) => match (right, object) {
            (Right::UseOwnAccount | Right::ReadForms | Right::ReadRound, _) => true,
            (
                Right::ReadResults | Right::ReadCollection | Right::ReadMissing | Right::RecordSharing,
                Object::DepartmentResult(_, _, department),
            ) => own == *department,
            (_, _) => may_with_own_items(principal, right, object),
        },
        Role::SystemManager(own) => match (right, object) {
            (Right::UseOwnAccount | Right::ReadForms | Right::ReadRound, _) => true,
            (Right::AnswerForSystem, Object::System(_, _, system)) => own == *system,
            (_, _) => may_with_own_items(principal, right, object),
        },
    }
}

fn executive_may(principal: &Principal, right: Right, object: &Object<'_>) -> bool {
    match right {
        Right::AnswerSheet(audience) => audience == Audience::Executive || is_answered_by(principal, object),
        Right::ReportStatus => is_asked(object),
        Right::ReportAction => is_charged(principal, object),
        Right::UseOwnAccount
        | Right::ReadOwnItems
        | Right::Discuss
        | Right::CheckSheet
        | Right::ApproveSheet
        | Right::GiveOpinion
        | Right::ReadRound
        | Right::ReadCollection
        | Right::ReadSheets
        | Right::ReadResults
        | Right::ReadTrainings
        | Right::ReadPlan
        | Right::ReadMeetings
        | Right::ReadVendors
        | Right::Decide
        | Right::FreezePapers
        | Right::ReadForms => true,
        Right::ReadFacility
        | Right::ReadPeople
        | Right::ManagePeople
        | Right::ReadMissing
        | Right::Remind
        | Right::RecordSharing
        | Right::ManageTrainings
        | Right::ManagePlan
        | Right::ManageEvidence
        | Right::ManageVendors
        | Right::ManageMeetings
        | Right::ManageAssignments
        | Right::AnswerForSystem
        | Right::ManageFacility
        | Right::ReadAccounts
        | Right::ManageAccounts
        | Right::ReadAuditEvents
        | Right::MakeBackup
        | Right::PrepareRound
        | Right::OpenRound
        | Right::CloseRound
        | Right::ExtendRound
        | Right::HandOut
        | Right::EnterPaper
        | Right::ReadStaffSheets => false,
    }
}

/// What somebody may who sees no sheet as a whole: know which items are assigned, see, discuss and answer those.
fn may_with_own_items(principal: &Principal, right: Right, object: &Object<'_>) -> bool {
    match (right, object) {
        (Right::ReadOwnItems, _) => true,
        (Right::ReadSheets | Right::Discuss, Object::Item(_, _, assignees)) => {
            assignees.iter().any(|assignee| assignee.is(principal))
        }
        (Right::AnswerSheet(_), _) => is_answered_by(principal, object),
        (Right::ReportStatus, _) => is_asked(object),
        (Right::ReadPlan | Right::ReportAction, _) => is_charged(principal, object),
        (_, _) => false,
    }
}

/// Whether the object is a status report that is asked of this person.
fn is_asked(object: &Object<'_>) -> bool {
    matches!(object, Object::StatusReport(_, reporter, own) if own.iter().any(|name| name == reporter))
}

/// Whether the object is an action of which this person is told.
fn is_charged(principal: &Principal, object: &Object<'_>) -> bool {
    matches!(object, Object::Action(_, Some(charge)) if charge.is(principal))
}

/// Whether the object is an item that this person is to answer for the whole hospital.
fn is_answered_by(principal: &Principal, object: &Object<'_>) -> bool {
    match object {
        Object::Item(_, _, assignees) => {
            assignees.iter().any(|assignee| assignee.is_for_hospital() && assignee.is(principal))
        }
        Object::Facility(_)
        | Object::Round(_, _)
        | Object::System(_, _, _)
        | Object::StatusReport(_, _, _)
        | Object::Action(_, _)
        | Object::DepartmentResult(_, _, _)
        | Object::Account(_) => false,
    }
}

fn is_reading(right: Right) -> bool {
    match right {
        Right::UseOwnAccount
        | Right::ReadOwnItems
        | Right::ReadFacility
        | Right::ReadAccounts
        | Right::ReadAuditEvents
        | Right::ReadRound
        | Right::ReadCollection
        | Right::ReadSheets
        | Right::ReadResults
        | Right::ReadPeople
        | Right::ReadMissing
        | Right::ReadTrainings
        | Right::ReadPlan
        | Right::ReadMeetings
        | Right::ReadVendors
        | Right::ReadForms => true,
        Right::ManageFacility
        | Right::ManagePeople
        | Right::Remind
        | Right::RecordSharing
        | Right::ManageTrainings
        | Right::ManagePlan
        | Right::ManageEvidence
        | Right::ManageVendors
        | Right::ManageMeetings
        | Right::Decide
        | Right::FreezePapers
        | Right::ManageAccounts
        | Right::MakeBackup
        | Right::PrepareRound
        | Right::OpenRound
        | Right::CloseRound
        | Right::ExtendRound
        | Right::HandOut
        | Right::AnswerSheet(_)
        | Right::AnswerForSystem
        | Right::Discuss
        | Right::CheckSheet
        | Right::ApproveSheet
        | Right::GiveOpinion
        | Right::ReportStatus
        | Right::ReportAction
        | Right::ManageAssignments
        | Right::EnterPaper
        | Right::ReadStaffSheets => false,
    }
}

/// What heads and system managers may not see does not exist for them; the others see that it is not theirs to do.
fn denial_for(role: &Role, right: Right) -> Denial {
    match role {
        Role::DepartmentHead(_) | Role::SystemManager(_) => Denial::Invisible,
        Role::Administrator | Role::Executive | Role::Auditor if is_reading(right) => Denial::Invisible,
        Role::Administrator | Role::Executive | Role::Auditor => Denial::NotAllowed,
    }
}

fn state_allows(right: Right, round: &Round) -> Decision {
    let allowed = match right {
        Right::PrepareRound | Right::OpenRound => round.is_preparing(),
        Right::CloseRound | Right::ExtendRound | Right::HandOut | Right::EnterPaper | Right::Remind => {
            round.is_open()
        }
        Right::ReadMissing | Right::ApproveSheet => !round.is_preparing(),
        Right::RecordSharing => round.is_closed(),
        // Who is asked was fixed at the opening and only changes until the close; the register is no round's.
        Right::AnswerSheet(_)
        | Right::AnswerForSystem
        | Right::CheckSheet
        | Right::GiveOpinion
        | Right::Discuss
        | Right::ManagePeople => round.is_open(),
        Right::ReadStaffSheets => !round.is_preparing() && round.naming == crate::round::Naming::Named,
        Right::UseOwnAccount
        | Right::ReadOwnItems
        | Right::ReportStatus
        | Right::ReportAction
        | Right::ManageAssignments
        | Right::ReadFacility
        | Right::ManageFacility
        | Right::ReadAccounts
        | Right::ManageAccounts
        | Right::ReadAuditEvents
        | Right::MakeBackup
        | Right::ReadRound
        | Right::ReadCollection
        | Right::ReadSheets
        | Right::ReadResults
        | Right::ReadPeople
        | Right::ReadTrainings
        | Right::ManageTrainings
        | Right::ReadPlan
        | Right::ManagePlan
        | Right::ManageEvidence
        | Right::ReadVendors
        | Right::ManageVendors
        | Right::ReadMeetings
        | Right::ManageMeetings
        | Right::Decide
        | Right::FreezePapers
        | Right::ReadForms => true,
    };
    if allowed { Ok(()) } else { Err(Denial::WrongState) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(role: Role) -> Principal {
        Principal {
            account: AccountId::new("somebody"),
            facility: FacilityId::new("sakura"),
            name: "somebody".to_owned(),
            role,
            state: AccountState::Active,
        }
    }

    #[test]
    fn another_hospital_does_not_exist() {
        let elsewhere = FacilityId::new("momiji");
        for role in [Role::Administrator, Role::Executive, Role::Auditor] {
            let decision = decide(&somebody(role), Right::UseOwnAccount, Object::Facility(&elsewhere));
            assert_eq!(decision, Err(Denial::Invisible));
        }
    }

    #[test]
    fn a_suspended_account_may_nothing() {
        let suspended = Principal { state: AccountState::Suspended, ..somebody(Role::Administrator) };
        let decision = decide(&suspended, Right::UseOwnAccount, Object::Facility(&FacilityId::new("sakura")));
        assert_eq!(decision, Err(Denial::Invisible));
    }

    #[test]
    fn an_auditor_reads_and_changes_nothing() {
        let (auditor, here) = (somebody(Role::Auditor), FacilityId::new("sakura"));
        for right in [Right::ReadAuditEvents, Right::ReadAccounts] {
            assert_eq!(decide(&auditor, right, Object::Facility(&here)), Ok(()));
        }
        for right in [Right::ManageFacility, Right::ManageAccounts, Right::PrepareRound, Right::MakeBackup] {
            assert_eq!(decide(&auditor, right, Object::Facility(&here)), Err(Denial::NotAllowed));
        }
    }
}
