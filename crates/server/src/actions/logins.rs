//! Logging in and out: growing delays, second factors, sessions. Unknown names, wrong passwords and delays look alike.

use jiff::{SignedDuration, Timestamp};
use tenken_domain::account::{Account, AccountState};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::AccountId;
use tenken_store::account::Credentials;
use tenken_store::login::Failures;
use tenken_store::session::{Session, Stage};
use tenken_store::{Db, StoreError, Tx, account, login, session};

use super::accounts::{self, ActivationRefusal, NewPassword};
use super::{Doing, Failure, Means, Never, in_tx};
use crate::secrets::{password, token, totp};

/// A session nobody used for this long is over.
pub const IDLE: SignedDuration = SignedDuration::from_mins(10);
/// A session is over after this long, used or not.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

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

/// A session that has begun: the secret for the cookie, and what is still to come.
#[derive(Clone, Debug)]
pub struct Begun {
    pub secret: String,
    pub stage: Stage,
}

/// Checks name and password and begins a session.
pub async fn log_in(db: &Db, means: &Means, attempt: Attempt) -> Result<Begun, Failure<LoginRefusal>> {
    let known = look_up(db, means, &attempt.login_name).await?;
    let right = known.is_password(means, &attempt.password).await?;
    let (means, name) = (means.clone(), attempt.login_name);
    match known.account {
        Some((account, credentials)) if right && !known.must_wait => {
            let stage = if credentials.totp_sealed.is_some() { Stage::SecondFactor } else { Stage::LoggedIn };
            in_tx(db, move |tx| Box::pin(async move { begin(tx, &means, &account, stage).await })).await
        }
        Some(_) | None => {
            in_tx(db, move |tx| Box::pin(async move { note_failure(tx, &means, &name).await })).await?;
            Err(Failure::Refused(LoginRefusal::NotAccepted))
        }
    }
}

/// The second factor: a one-time code or a recovery code. Ends the half-open session and begins a full one.
pub async fn pass_second_factor(
    db: &Db,
    means: &Means,
    half_open: &Session,
    typed: String,
) -> Result<Begun, Failure<LoginRefusal>> {
    let (id, hash) = (half_open.account.clone(), half_open.id_hash.clone());
    let mut conn = db.reader().await?;
    let name = account::find(&mut conn, &id).await?.map(|account| account.login_name).unwrap_or_default();
    let known = look_up(db, means, &name).await?;
    let Some((account, credentials)) = known.account.filter(|_| !known.must_wait) else {
        return Err(Failure::Refused(LoginRefusal::NotAccepted));
    };
    let proof = Proof::of(means, &credentials, &typed);
    let for_success = means.clone();
    let passed = in_tx(db, move |tx| {
        Box::pin(async move {
            if !proof.use_up(tx, &account.id).await? {
                return Err(Failure::Refused(LoginRefusal::NotAccepted));
            }
            session::delete(tx, &hash).await?;
            begin(tx, &for_success, &account, Stage::LoggedIn).await
        })
    })
    .await;
    if matches!(passed, Err(Failure::Refused(_))) {
        let means = means.clone();
        in_tx(db, move |tx| Box::pin(async move { note_failure(tx, &means, &name).await })).await?;
    }
    passed
}

/// Somebody logged in shows to be the same one still; a wrong password counts like a failed login.
pub async fn confirm(
    db: &Db,
    means: &Means,
    id: &AccountId,
    password: &str,
) -> Result<(), Failure<LoginRefusal>> {
    let found = account::find(&mut db.reader().await?, id).await?;
    let name = found.map(|account| account.login_name).unwrap_or_default();
    let known = look_up(db, means, &name).await?;
    if known.is_password(means, password).await? && !known.must_wait {
        return Ok(());
    }
    let means = means.clone();
    in_tx(db, move |tx| Box::pin(async move { note_failure(tx, &means, &name).await })).await?;
    Err(Failure::Refused(LoginRefusal::NotAccepted))
}

/// The owner of an invitation sets the first password and is logged in; a wrong code counts like a failed login.
pub async fn activate(
    db: &Db,
    means: &Means,
    (login_name, code): (String, String),
    password: NewPassword,
) -> Result<Begun, Failure<LoginRefusal>> {
    let must_wait = look_up(db, means, &login_name).await?.must_wait;
    let (for_success, name) = (means.clone(), login_name.clone());
    let activated = in_tx(db, move |tx| {
        Box::pin(async move {
            if must_wait {
                return Err(Failure::Refused(ActivationRefusal::NotAccepted));
            }
            let account = accounts::activate(tx, &for_success, (&name, &code), password).await?;
            begin(tx, &for_success, &account, Stage::LoggedIn).await
        })
    })
    .await;
    match activated {
        Ok(begun) => Ok(begun),
        Err(Failure::Refused(ActivationRefusal::NotAccepted)) => {
            let means = means.clone();
            in_tx(db, move |tx| Box::pin(async move { note_failure(tx, &means, &login_name).await })).await?;
            Err(Failure::Refused(LoginRefusal::NotAccepted))
        }
        Err(Failure::Denied(denial)) => Err(Failure::Denied(denial)),
        Err(Failure::Store(error)) => Err(Failure::Store(error)),
        Err(Failure::Unrecorded) => Err(Failure::Unrecorded),
    }
}

/// Ends a session.
pub async fn log_out(tx: &mut Tx, doing: &Doing, session_hash: &str) -> Result<(), Failure<Never>> {
    session::delete(tx, session_hash).await?;
    doing.record(tx, (AuditEvent::LoggedOut, Target::new("account", &doing.principal.account)), "").await?;
    Ok(())
}

/// Ends every other session of one's own.
pub async fn end_other_sessions(tx: &mut Tx, doing: &Doing, own: &str) -> Result<(), Failure<Never>> {
    session::delete_all(tx, &doing.principal.account, Some(own)).await?;
    doing
        .record(tx, (AuditEvent::SessionsEnded, Target::new("account", &doing.principal.account)), "")
        .await?;
    Ok(())
}

/// Whether a session still counts at this moment.
pub fn is_alive(session: &Session, now: Timestamp) -> bool {
    left(session, now) >= SignedDuration::ZERO
}

/// How long a session lasts from this moment on if nobody uses it; negative where it is over.
pub fn left(session: &Session, now: Timestamp) -> SignedDuration {
    let since = |millis: i64| SignedDuration::from_millis(now.as_millisecond() - millis);
    (IDLE - since(session.seen_at)).min(LONGEST - since(session.created_at))
}

/// Begins a session for an account that has proved itself. Also used right after set-up and activation.
pub async fn begin<R>(
    tx: &mut Tx,
    means: &Means,
    account: &Account,
    stage: Stage,
) -> Result<Begun, Failure<R>> {
    let secret = format!("{}{}", means.random.unordered_id(), means.random.unordered_id());
    let now = means.millis();
    let new = Session {
        id_hash: token::stored_hash(&secret),
        account: account.id.clone(),
        stage,
        source: means.source.clone(),
        created_at: now,
        seen_at: now,
    };
    let since = |duration: SignedDuration| now - i64::try_from(duration.as_millis()).unwrap_or(0);
    session::delete_expired(tx, since(IDLE), since(LONGEST)).await?;
    session::insert(tx, &new).await?;
    if stage == Stage::LoggedIn {
        login::forget(tx, &of_account(&account.login_name)).await?;
        account::logged_in(tx, &account.id, now).await?;
    }
    let actor = Actor::Person {
        account: account.id.clone(),
        facility: account.facility.clone(),
        name: account.display_name.clone(),
        source: means.source.clone(),
    };
    let detail = if stage == Stage::LoggedIn { "" } else { "二要素目の確認待ち" };
    let what = (AuditEvent::LoggedIn, Target::new("account", &account.id));
    means.record(tx, (&actor, Some(&account.facility)), what, detail).await?;
    Ok(Begun { secret, stage })
}

/// What is known of a login name before anything is checked.
struct Known {
    account: Option<(Account, Credentials)>,
    must_wait: bool,
}

impl Known {
    /// Does the same work whether there is such an account or not.
    async fn is_password(&self, means: &Means, typed: &str) -> Result<bool, StoreError> {
        let stored = self.account.as_ref().and_then(|(_, credentials)| credentials.password_hash.clone());
        let right = password::is_right(&means.keys.secret, typed, stored).await;
        right.map_err(|error| StoreError::NotSaved(error.to_string()))
    }
}

async fn look_up(db: &Db, means: &Means, name: &str) -> Result<Known, Failure<LoginRefusal>> {
    let mut conn = db.reader().await?;
    let by_account = login::failures(&mut conn, &of_account(name)).await?;
    let by_address = login::failures(&mut conn, &of_address(&means.source)).await?;
    let must_wait = !may_try(by_account, 3, means.now) || !may_try(by_address, 20, means.now);
    let found = account::find_by_login(&mut conn, name).await?;
    let found = found.filter(|account| account.state == AccountState::Active);
    let account = match found {
        Some(account) => account::credentials(&mut conn, &account.id).await?.map(|secret| (account, secret)),
        None => None,
    };
    Ok(Known { account, must_wait })
}

/// After `free` failures in a row each further one doubles the wait, from one second to a quarter of an hour.
fn may_try(failures: Failures, free: u64, now: Timestamp) -> bool {
    let Some(beyond) = failures.count.checked_sub(free) else { return true };
    let seconds = 1_i64 << beyond.min(10);
    now.as_millisecond() >= failures.last_at + seconds.min(900) * 1_000
}

async fn note_failure(tx: &mut Tx, means: &Means, name: &str) -> Result<(), Failure<LoginRefusal>> {
    login::add_failure(tx, &of_account(name), means.millis()).await?;
    login::add_failure(tx, &of_address(&means.source), means.millis()).await?;
    let actor = Actor::Visitor { source: means.source.clone() };
    let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
    let what = (AuditEvent::LoginFailed, Target::new("login-name", shown));
    means.record(tx, (&actor, None), what, "").await?;
    Ok(())
}

fn of_account(name: &str) -> String {
    format!("account:{}", name.chars().take(100).collect::<String>())
}
fn of_address(source: &str) -> String {
    format!("address:{source}")
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
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_never_locks_for_good() {
        let now = Timestamp::from_second(1_000_000).expect("a moment");
        let failed =
            |count, seconds_ago: i64| Failures { count, last_at: now.as_millisecond() - seconds_ago * 1_000 };
        assert!(may_try(failed(2, 0), 3, now));
        assert!(!may_try(failed(3, 0), 3, now));
        assert!(may_try(failed(3, 1), 3, now));
        assert!(!may_try(failed(8, 31), 3, now));
        assert!(may_try(failed(8, 32), 3, now));
        assert!(may_try(failed(1_000, 900), 3, now));
    }
}
