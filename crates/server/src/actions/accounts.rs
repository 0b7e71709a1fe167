//! Accounts: invited by an administrator, activated by their owner, changed, stopped, recovered at the console.
//! Nobody ever chooses a password for somebody else.

use jiff::SignedDuration;
use tenken_domain::account::{Account, AccountState, PasswordProfile, Role};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::{AccountId, DepartmentId, SystemId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::session::Session;
use tenken_store::{Conn, StoreError, Tx, account, department, departmental_system, dialect, session};

use super::changes::Changes;
use super::logins::{Begun, begin_anew, renew};
use super::{Doing, Failure, Means, Never, missing};
use crate::secrets::{token, totp};

/// How long an invitation can be used.
pub const INVITATION_VALID: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How many recovery codes are printed.
pub const RECOVERY_CODES: usize = 10;

/// Who is to get an account.
#[derive(Clone, Debug)]
pub struct Wish {
    pub login_name: String,
    pub display_name: String,
    pub role: Role,
}

/// An account with the code its owner needs; the code is shown once and stored as a hash.
#[derive(Clone, Debug)]
pub struct Invited {
    pub account: Account,
    pub code: String,
}

/// Why an account cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    LoginNameTaken,
    /// Somebody must remain who can administer.
    LastAdministrator,
    NoSuchDepartment,
    NoSuchSystem,
}

/// Why an invitation does not work. One text for all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivationRefusal {
    NotAccepted,
}

/// Why a second factor is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrolRefusal {
    /// The code does not fit the secret.
    WrongCode,
}

/// A second factor in use, the codes for the day it is lost, and the session that goes on under a new id.
#[derive(Clone, Debug)]
pub struct Enrolled {
    pub codes: Vec<String>,
    pub begun: Begun,
}

/// What became of a recovery at the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The one-time code.
    Code(String),
    NoSuchAdministrator,
    /// Somebody stopped this account on purpose; only another administrator lets it be used again.
    Suspended,
}

/// A password that has been checked and hashed.
#[derive(Clone, Debug)]
pub struct NewPassword {
    pub hash: String,
    pub profile: PasswordProfile,
}

/// Makes an account and a one-time code for its owner.
pub async fn invite(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<Invited, Failure<AccountRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageAccounts, Object::Facility(doing.facility()))?;
    if account::find_by_login(tx, &wish.login_name).await?.is_some() {
        return Err(Failure::Refused(AccountRefusal::LoginNameTaken));
    }
    check_group(tx, doing, &wish.role).await?;
    let new = Account {
        id: AccountId::new(doing.means.random.id(doing.means.now)),
        facility: doing.facility().clone(),
        login_name: wish.login_name,
        display_name: wish.display_name,
        role: wish.role,
        state: AccountState::Invited,
    };
    account::insert(tx, &new, doing.means.millis()).await?;
    let code = new_code(tx, &doing.means, &new).await?;
    doing.record(tx, (AuditEvent::AccountInvited, target(&new)), new.login_name.clone()).await?;
    Ok(Invited { account: new, code })
}

/// A new code for somebody who lost password or second factor. All sessions end; what was before no longer works.
pub async fn invite_again(
    tx: &mut Tx,
    doing: &Doing,
    id: &AccountId,
) -> Result<Invited, Failure<AccountRefusal>> {
    let old = load(tx, doing, id).await?;
    doing.may(Right::ManageAccounts, Object::Account(&old))?;
    if old.state == AccountState::Suspended {
        return Err(Failure::Denied(Denial::WrongState));
    }
    refuse_last_administrator(tx, &old).await?;
    let new = Account { state: AccountState::Invited, ..old };
    account::update(tx, &new).await?;
    session::delete_all(tx, &new.id, None).await?;
    let code = new_code(tx, &doing.means, &new).await?;
    doing.record(tx, (AuditEvent::AccountInvited, target(&new)), new.login_name.clone()).await?;
    Ok(Invited { account: new, code })
}

/// The owner uses the code and sets the first password.
pub async fn activate(
    tx: &mut Tx,
    means: &Means,
    (login_name, code): (&str, &str),
    password: NewPassword,
) -> Result<Account, Failure<ActivationRefusal>> {
    let refused = || Failure::Refused(ActivationRefusal::NotAccepted);
    let found = account::find_by_login(tx, login_name).await?.ok_or_else(refused)?;
    dialect::lock_facility(tx, found.facility.as_str()).await?;
    let old = invited(tx, means, login_name, code).await?.ok_or_else(refused)?;
    let new = Account { state: AccountState::Active, ..old };
    account::update(tx, &new).await?;
    account::set_password(tx, &new.id, &password.hash, password.profile).await?;
    let actor = Actor::Visitor { source: means.source.clone() };
    let what = (AuditEvent::AccountActivated, target(&new));
    means.record(tx, (&actor, Some(&new.facility)), what, new.login_name.clone()).await?;
    Ok(new)
}

/// The account that this invitation belongs to, if it can still be used.
pub async fn invited(
    conn: &mut Conn,
    means: &Means,
    login_name: &str,
    code: &str,
) -> Result<Option<Account>, StoreError> {
    let Some(found) = account::find_by_login(conn, login_name).await? else { return Ok(None) };
    let Some(credentials) = account::credentials(conn, &found.id).await? else { return Ok(None) };
    let hash = token::stored_code_hash(&means.keys.secret, code);
    let right = credentials.invitation_hash.is_some_and(|stored| token::same(&stored, &hash));
    let in_time = credentials.invitation_until.is_some_and(|until| means.millis() <= until);
    Ok(Some(found).filter(|account| right && in_time && account.state == AccountState::Invited))
}

/// Changes name and role. A new role ends the sessions that began under the old one.
pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &AccountId,
    (display_name, role): (String, Role),
) -> Result<(), Failure<AccountRefusal>> {
    let old = load(tx, doing, id).await?;
    doing.may(Right::ManageAccounts, Object::Account(&old))?;
    check_group(tx, doing, &role).await?;
    if role != Role::Administrator {
        refuse_last_administrator(tx, &old).await?;
    }
    let new = Account { display_name, role, ..old.clone() };
    account::update(tx, &new).await?;
    if new.role != old.role {
        session::delete_all(tx, &new.id, None).await?;
    }
    let department = |account: &Account| account.role.department().map(DepartmentId::to_string);
    let system = |account: &Account| account.role.system().map(SystemId::to_string);
    let changes = Changes::default()
        .note("display-name", &old.display_name, &new.display_name)
        .note("role", old.role.code(), new.role.code())
        .note("department", department(&old).unwrap_or_default(), department(&new).unwrap_or_default())
        .note("system", system(&old).unwrap_or_default(), system(&new).unwrap_or_default());
    doing.record(tx, (AuditEvent::AccountChanged, target(&new)), changes.detail()).await?;
    Ok(())
}

/// Stops an account at once.
pub async fn suspend(tx: &mut Tx, doing: &Doing, id: &AccountId) -> Result<(), Failure<AccountRefusal>> {
    let old = load(tx, doing, id).await?;
    doing.may(Right::ManageAccounts, Object::Account(&old))?;
    if old.state == AccountState::Suspended {
        return Err(Failure::Denied(Denial::WrongState));
    }
    refuse_last_administrator(tx, &old).await?;
    let new = Account { state: AccountState::Suspended, ..old };
    account::update(tx, &new).await?;
    session::delete_all(tx, &new.id, None).await?;
    doing.record(tx, (AuditEvent::AccountSuspended, target(&new)), new.login_name.clone()).await?;
    Ok(())
}

/// Lets a stopped account be used again, with the password and second factor it had.
pub async fn resume(tx: &mut Tx, doing: &Doing, id: &AccountId) -> Result<(), Failure<Never>> {
    let old = load(tx, doing, id).await?;
    doing.may(Right::ManageAccounts, Object::Account(&old))?;
    if old.state != AccountState::Suspended {
        return Err(Failure::Denied(Denial::WrongState));
    }
    let credentials = account::credentials(tx, id).await?;
    let has_password = credentials.is_some_and(|credentials| credentials.password_hash.is_some());
    let state = if has_password { AccountState::Active } else { AccountState::Invited };
    let new = Account { state, ..old };
    account::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::AccountResumed, target(&new)), new.login_name.clone()).await?;
    Ok(())
}

/// One's own new password; every other session ends, and this one goes on under a new id.
pub async fn change_password(
    tx: &mut Tx,
    doing: &Doing,
    password: NewPassword,
    own: &Session,
) -> Result<Begun, Failure<Never>> {
    doing.hold(tx).await?;
    let id = &doing.principal.account;
    account::set_password(tx, id, &password.hash, password.profile).await?;
    session::delete_all(tx, id, Some(&own.id_hash)).await?;
    let what = (AuditEvent::PasswordChanged, Target::new("account", id));
    doing.record(tx, what, password.profile.code()).await?;
    Ok(renew(tx, &doing.means, own).await?)
}

/// Takes a second factor into use. Every other session ends, and this one goes on under a new id.
pub async fn enrol(
    tx: &mut Tx,
    doing: &Doing,
    (secret, code): (&totp::SharedSecret, &str),
    own: &Session,
) -> Result<Enrolled, Failure<EnrolRefusal>> {
    doing.hold(tx).await?;
    let id = &doing.principal.account;
    let step = secret.step_of(code, doing.means.now.as_second());
    let step = step.ok_or(Failure::Refused(EnrolRefusal::WrongCode))?;
    let sealed = doing.means.keys.secret.seal("totp", secret.as_bytes(), &doing.means.random);
    account::set_totp(tx, id, Some(&sealed)).await?;
    account::use_totp_step(tx, id, step).await?;
    session::delete_all(tx, id, Some(&own.id_hash)).await?;
    doing.record(tx, (AuditEvent::SecondFactorEnrolled, Target::new("account", id)), "").await?;
    let codes = new_recovery_codes(tx, &doing.means, id).await?;
    Ok(Enrolled { codes, begun: renew(tx, &doing.means, own).await? })
}

/// New recovery codes; the old ones no longer work.
pub async fn print_recovery_codes(tx: &mut Tx, doing: &Doing) -> Result<Vec<String>, Failure<Never>> {
    doing.hold(tx).await?;
    let id = &doing.principal.account;
    let codes = new_recovery_codes(tx, &doing.means, id).await?;
    doing.record(tx, (AuditEvent::RecoveryCodesPrinted, Target::new("account", id)), "").await?;
    Ok(codes)
}

/// At the machine's console: an administrator who lost password or second factor gets a new code.
/// What is refused is recorded too, with the code of why.
pub async fn recover(tx: &mut Tx, means: &Means, login_name: &str) -> Result<Recovery, Failure<Never>> {
    if let Some(found) = account::find_by_login(tx, login_name).await? {
        dialect::lock_facility(tx, found.facility.as_str()).await?;
    }
    let found = account::find_by_login(tx, login_name).await?;
    let Some(old) = found.filter(|account| account.role == Role::Administrator) else {
        let what = (AuditEvent::RecoveryRefused, Target::new("login-name", login_name));
        means.record(tx, (&Actor::Console, None), what, "no-such-administrator").await?;
        return Ok(Recovery::NoSuchAdministrator);
    };
    if old.state == AccountState::Suspended {
        let what = (AuditEvent::RecoveryRefused, target(&old));
        means.record(tx, (&Actor::Console, Some(&old.facility)), what, "suspended").await?;
        return Ok(Recovery::Suspended);
    }
    let new = Account { state: AccountState::Invited, ..old };
    account::update(tx, &new).await?;
    session::delete_all(tx, &new.id, None).await?;
    let code = new_code(tx, means, &new).await?;
    let what = (AuditEvent::AccountRecovered, target(&new));
    means.record(tx, (&Actor::Console, Some(&new.facility)), what, new.login_name.clone()).await?;
    Ok(Recovery::Code(code))
}

/// The account, which nobody else changes until the end of the transaction.
async fn load<R>(tx: &mut Tx, doing: &Doing, id: &AccountId) -> Result<Account, Failure<R>> {
    doing.hold(tx).await?;
    let found = account::find(tx, id).await?;
    found.filter(|account| account.facility == *doing.facility()).ok_or_else(missing)
}

/// The department or system somebody is to answer for must be there.
async fn check_group(tx: &mut Tx, doing: &Doing, role: &Role) -> Result<(), Failure<AccountRefusal>> {
    let (known, refusal) = match role {
        Role::DepartmentHead(wanted) => {
            let all = department::all(tx, doing.facility()).await?;
            (all.iter().any(|one| one.id == *wanted), AccountRefusal::NoSuchDepartment)
        }
        Role::SystemManager(wanted) => {
            let all = departmental_system::all(tx, doing.facility()).await?;
            (all.iter().any(|one| one.id == *wanted), AccountRefusal::NoSuchSystem)
        }
        Role::Administrator | Role::Executive | Role::Auditor => return Ok(()),
    };
    if known { Ok(()) } else { Err(Failure::Refused(refusal)) }
}

async fn refuse_last_administrator(tx: &mut Tx, old: &Account) -> Result<(), Failure<AccountRefusal>> {
    let is_active_administrator = old.role == Role::Administrator && old.state == AccountState::Active;
    if is_active_administrator && account::active_administrators(tx, &old.facility).await? <= 1 {
        return Err(Failure::Refused(AccountRefusal::LastAdministrator));
    }
    Ok(())
}

async fn new_code(tx: &mut Tx, means: &Means, of: &Account) -> Result<String, StoreError> {
    let code = means.random.spoken_code(12);
    let hash = token::stored_code_hash(&means.keys.secret, &code);
    let valid = i64::try_from(INVITATION_VALID.as_millis()).unwrap_or(0);
    account::invite(tx, &of.id, &hash, means.millis() + valid).await?;
    begin_anew(tx, &of.login_name).await?;
    Ok(code)
}

async fn new_recovery_codes(tx: &mut Tx, means: &Means, id: &AccountId) -> Result<Vec<String>, StoreError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| means.random.spoken_code(12)).collect();
    let hashes: Vec<String> =
        codes.iter().map(|code| token::stored_code_hash(&means.keys.secret, code)).collect();
    account::replace_recovery_codes(tx, id, &hashes).await?;
    Ok(codes)
}

fn target(account: &Account) -> Target {
    Target::new("account", &account.id)
}

#[cfg(test)]
mod tests;
