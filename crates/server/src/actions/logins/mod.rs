//! Logging in: passwords, second factors, invitations. Unknown names, wrong passwords and waits look alike; each try is
//! charged before it is checked. Sessions are begun, renewed and ended beside this.

pub(in crate::actions) mod delay;
mod sessions;

use tenken_domain::account::{Account, AccountState, PasswordError, own_words};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::AccountId;
use tenken_store::account::Credentials;
use tenken_store::session::{self, Session, Stage};
use tenken_store::{Db, StoreError, Tx, account, dialect, facility};

use super::accounts::{self, ActivationRefusal};
use super::passwords::Chosen;
use super::{Failure, Means, Unrecorded, in_tx, in_unrecorded_tx, missing};
use crate::secrets::turnstile::Turn;
use crate::secrets::{password, token, totp};

pub use delay::{Charge, begin_anew, charge_address};
pub use sessions::{Begun, begin, end_other_sessions, is_alive, left, log_out, renew};

/// What was typed at the login page.
#[derive(Clone)]
pub struct Attempt {
    pub login_name: String,
    pub password: String,
}

/// Why there is no login. One text for all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginRefusal {
    NotAccepted,
}

/// Why an invitation is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationRefusal {
    /// Unknown, used, too old, or tried too often.
    NotAccepted,
    /// The code is right, but the password says too much of its owner.
    Password(PasswordError),
}

/// Checks name and password and begins a session.
pub async fn log_in(db: &Db, means: &Means, attempt: Attempt) -> Result<Begun, Failure<LoginRefusal>> {
    let turn = means.turn_for(&attempt.login_name).await?;
    let charge = delay::charge(db, means, &attempt.login_name).await?;
    let known = look_up(db, &attempt.login_name).await?;
    let is_right = is_password(&turn, means, known.as_ref(), &attempt.password).await?;
    let Some(known) = known.filter(|_| is_right && !charge.is_waiting()) else {
        return Err(refuse(db, means, attempt.login_name, LoginRefusal::NotAccepted).await);
    };
    let means = means.clone();
    in_tx(db, move |tx| {
        Box::pin(async move {
            let account = known.hold(tx).await?;
            if known.credentials.totp_sealed.is_none() {
                return begin(tx, &means, &account, Stage::LoggedIn).await;
            }
            charge.take_back(tx).await?;
            begin(tx, &means, &account, Stage::SecondFactor).await
        })
    })
    .await
}

/// The second factor: a one-time code or a recovery code. Ends the half-open session and begins a full one.
pub async fn pass_second_factor(
    db: &Db,
    means: &Means,
    half_open: &Session,
    typed: String,
) -> Result<Begun, Failure<LoginRefusal>> {
    let name = login_name(db, &half_open.account).await?;
    let _turn = means.turn_for(&name).await?;
    let charge = delay::charge(db, means, &name).await?;
    let Some(known) = look_up(db, &name).await?.filter(|_| !charge.is_waiting()) else {
        return Err(refuse(db, means, name, LoginRefusal::NotAccepted).await);
    };
    let proof = Proof::of(means, &known.credentials, &typed);
    let (for_success, hash) = (means.clone(), half_open.id_hash.clone());
    let passed = in_tx(db, move |tx| {
        Box::pin(async move {
            let account = known.hold(tx).await?;
            if !proof.use_up(tx, &account.id).await? {
                return Err(Failure::Refused(LoginRefusal::NotAccepted));
            }
            session::delete(tx, &hash).await?;
            begin(tx, &for_success, &account, Stage::LoggedIn).await
        })
    })
    .await;
    match passed {
        Err(Failure::Refused(refusal)) => Err(refuse(db, means, name, refusal).await),
        other => other,
    }
}

/// Somebody logged in shows to be the same one still; a wrong password counts like a failed login.
pub async fn confirm(
    db: &Db,
    means: &Means,
    id: &AccountId,
    password: &str,
) -> Result<(), Failure<LoginRefusal>> {
    let name = login_name(db, id).await?;
    let turn = means.turn_for(&name).await?;
    let charge = delay::charge(db, means, &name).await?;
    let known = look_up(db, &name).await?;
    if !is_password(&turn, means, known.as_ref(), password).await? || charge.is_waiting() {
        return Err(refuse(db, means, name, LoginRefusal::NotAccepted).await);
    }
    take_back(db, charge).await
}

/// What was tried was right and needs nothing more: it counts for nothing.
pub async fn take_back<R: Send + 'static>(db: &Db, charge: Charge) -> Result<(), Failure<R>> {
    in_unrecorded_tx(db, Unrecorded::LoginTry, move |tx| {
        Box::pin(async move { Ok(charge.take_back(tx).await?) })
    })
    .await
}

/// The owner of an invitation sets the first password and is logged in; a wrong code counts like a failed login, and
/// nothing is hashed for it.
pub async fn activate(
    db: &Db,
    means: &Means,
    (login_name, code): (String, String),
    chosen: Chosen,
) -> Result<Begun, Failure<InvitationRefusal>> {
    let turn = means.turn_for(&login_name).await?;
    let charge = delay::charge(db, means, &login_name).await?;
    let invited = accounts::invited(&mut db.reader().await?, means, &login_name, &code).await?;
    let Some(owner) = invited.filter(|_| !charge.is_waiting()) else {
        return Err(refuse(db, means, login_name, InvitationRefusal::NotAccepted).await);
    };
    if let Err(error) = chosen.avoids(&words_of(db, &owner).await?) {
        take_back(db, charge).await?;
        return Err(Failure::Refused(InvitationRefusal::Password(error)));
    }
    let password = chosen.hashed(&turn, means).await?;
    let (for_success, name) = (means.clone(), login_name.clone());
    let activated = in_tx(db, move |tx| {
        Box::pin(async move {
            let account = accounts::activate(tx, &for_success, (&name, &code), password).await?;
            begin(tx, &for_success, &account, Stage::LoggedIn).await
        })
    })
    .await;
    match activated {
        Ok(begun) => Ok(begun),
        Err(Failure::Refused(ActivationRefusal::NotAccepted)) => {
            Err(refuse(db, means, login_name, InvitationRefusal::NotAccepted).await)
        }
        Err(Failure::Denied(denial)) => Err(Failure::Denied(denial)),
        Err(Failure::Store(error)) => Err(Failure::Store(error)),
        Err(Failure::Busy) => Err(Failure::Busy),
        Err(Failure::Unrecorded) => Err(Failure::Unrecorded),
    }
}

/// An active account as it was when something was checked against it.
struct Known {
    account: Account,
    credentials: Credentials,
}

impl Known {
    /// The same account, held; refused where anything that was checked has changed meanwhile.
    async fn hold(&self, tx: &mut Tx) -> Result<Account, Failure<LoginRefusal>> {
        dialect::lock_facility(tx, self.account.facility.as_str()).await?;
        let refused = || Failure::Refused(LoginRefusal::NotAccepted);
        let account = account::find(tx, &self.account.id).await?.ok_or_else(refused)?;
        let now = account::credentials(tx, &account.id).await?.ok_or_else(refused)?;
        let is_same = now.password_hash == self.credentials.password_hash
            && now.totp_sealed == self.credentials.totp_sealed;
        Some(account).filter(|one| is_same && one.state == AccountState::Active).ok_or_else(refused)
    }
}

/// The active account with this login name.
async fn look_up(db: &Db, name: &str) -> Result<Option<Known>, StoreError> {
    let mut conn = db.reader().await?;
    let found = account::find_by_login(&mut conn, name).await?;
    let Some(account) = found.filter(|account| account.state == AccountState::Active) else {
        return Ok(None);
    };
    let credentials = account::credentials(&mut conn, &account.id).await?;
    Ok(credentials.map(|credentials| Known { account, credentials }))
}

async fn login_name<R>(db: &Db, id: &AccountId) -> Result<String, Failure<R>> {
    let found = account::find(&mut db.reader().await?, id).await?;
    found.map(|account| account.login_name).ok_or_else(missing)
}

/// What the owner of an account would be guessed to choose.
async fn words_of(db: &Db, owner: &Account) -> Result<Vec<String>, StoreError> {
    let hospital = facility::find(&mut db.reader().await?, &owner.facility).await?;
    let hospital = hospital.map(|hospital| hospital.name).unwrap_or_default();
    Ok(own_words(&owner.login_name, &owner.display_name, &hospital))
}

/// Does the same work whether there is such an account or not.
async fn is_password(
    turn: &Turn,
    means: &Means,
    known: Option<&Known>,
    typed: &str,
) -> Result<bool, StoreError> {
    let stored = known.and_then(|known| known.credentials.password_hash.clone());
    let right = password::is_right(turn, &means.keys.secret, typed, stored).await;
    right.map_err(|error| StoreError::NotSaved(error.to_string()))
}

/// Records that a try failed; it has been counted before.
async fn refuse<R: Send + 'static>(db: &Db, means: &Means, name: String, refusal: R) -> Failure<R> {
    let means = means.clone();
    let recorded = in_tx(db, move |tx| {
        Box::pin(async move {
            let actor = Actor::Visitor { source: means.source.clone() };
            let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
            let what = (AuditEvent::LoginFailed, Target::new("login-name", shown));
            Ok(means.record(tx, (&actor, None), what, "").await?)
        })
    });
    recorded.await.err().unwrap_or(Failure::Refused(refusal))
}

/// What somebody typed as a second factor.
enum Proof {
    Step(i64),
    RecoveryCode(String),
}

impl Proof {
    fn of(means: &Means, credentials: &Credentials, typed: &str) -> Self {
        let sealed = credentials.totp_sealed.as_deref().unwrap_or_default();
        let secret = means.keys.secret.open_sealed("totp", sealed).map(totp::SharedSecret::from_bytes);
        match secret.and_then(|secret| secret.step_of(typed, means.now.as_second())) {
            Some(step) => Self::Step(step),
            None => Self::RecoveryCode(token::stored_code_hash(&means.keys.secret, typed)),
        }
    }

    async fn use_up(&self, tx: &mut Tx, id: &AccountId) -> Result<bool, StoreError> {
        match self {
            Self::Step(step) => account::use_totp_step(tx, id, *step).await,
            Self::RecoveryCode(hash) => account::use_recovery_code(tx, id, hash).await,
        }
    }
}

#[cfg(test)]
mod tests;
