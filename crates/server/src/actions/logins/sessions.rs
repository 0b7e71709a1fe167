//! Sessions: begun after a login, renewed when rights or ways to log in change, ended.

use jiff::{SignedDuration, Timestamp};
use tenken_domain::account::Account;
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_store::session::{self, Session, Stage};
use tenken_store::{StoreError, Tx, account};

use super::delay;
use crate::actions::{Doing, Failure, Means, Never};
use crate::secrets::token;

/// A session nobody used for this long is over.
pub const IDLE: SignedDuration = SignedDuration::from_mins(10);
/// A session is over after this long, used or not.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// A session that has begun, or goes on under another id: the secret for the cookie, and what is stored.
#[derive(Clone, Debug)]
pub struct Begun {
    pub secret: String,
    pub session: Session,
}

/// Begins a session for an account that has proved itself. Also used right after set-up and activation.
pub async fn begin<R>(
    tx: &mut Tx,
    means: &Means,
    account: &Account,
    stage: Stage,
) -> Result<Begun, Failure<R>> {
    let now = means.millis();
    let secret = new_secret(means);
    let session = Session {
        id_hash: token::stored_hash(&secret),
        account: account.id.clone(),
        stage,
        source: means.source.clone(),
        created_at: now,
        seen_at: now,
    };
    let since = |duration: SignedDuration| now - i64::try_from(duration.as_millis()).unwrap_or(0);
    session::delete_expired(tx, since(IDLE), since(LONGEST)).await?;
    session::insert(tx, &session).await?;
    let event = match stage {
        Stage::SecondFactor => AuditEvent::PasswordAccepted,
        Stage::LoggedIn => {
            delay::forgive(tx, means, &account.login_name).await?;
            account::logged_in(tx, &account.id, now).await?;
            AuditEvent::LoggedIn
        }
    };
    let actor = Actor::Person {
        account: account.id.clone(),
        facility: account.facility.clone(),
        name: account.display_name.clone(),
        source: means.source.clone(),
    };
    let what = (event, Target::new("account", &account.id));
    means.record(tx, (&actor, Some(&account.facility)), what, "").await?;
    Ok(Begun { secret, session })
}

/// Goes on with a session under a new id; the old one is nothing any more. It does not live longer by that.
pub async fn renew(tx: &mut Tx, means: &Means, old: &Session) -> Result<Begun, StoreError> {
    let secret = new_secret(means);
    let session = Session { id_hash: token::stored_hash(&secret), seen_at: means.millis(), ..old.clone() };
    session::delete(tx, &old.id_hash).await?;
    session::insert(tx, &session).await?;
    Ok(Begun { secret, session })
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

/// 256 bits.
fn new_secret(means: &Means) -> String {
    format!("{}{}", means.random.unordered_id(), means.random.unordered_id())
}

#[cfg(test)]
mod tests {
    use tenken_domain::id::AccountId;

    use super::*;

    #[test]
    fn a_session_lives_for_as_long_as_it_is_used_and_half_a_day_at_most() {
        let begun = Timestamp::from_second(1_000_000).expect("a moment").as_millisecond();
        let minutes = |minutes: i64| minutes * 60_000;
        // Minutes after the beginning: the last use, now, and whether the session still counts.
        for (seen, now, alive) in [
            (0, minutes(0), true),
            (0, minutes(10), true),
            (0, minutes(10) + 1, false),
            (minutes(8), minutes(18), true),
            (minutes(8), minutes(18) + 1, false),
            (minutes(719), minutes(720), true),
            (minutes(720), minutes(720) + 1, false),
        ] {
            let session = Session {
                id_hash: String::new(),
                account: AccountId::new("hanako"),
                stage: Stage::LoggedIn,
                source: String::new(),
                created_at: begun,
                seen_at: begun + seen,
            };
            let moment = Timestamp::from_millisecond(begun + now).expect("a moment");
            assert_eq!(is_alive(&session, moment), alive, "seen at {seen}, asked at {now}");
        }
    }
}
