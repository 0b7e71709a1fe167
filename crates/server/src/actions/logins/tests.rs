//! What guessing meets: waits that grow with wrong guesses only, seen by guesses side by side, and forgotten in time.

use futures_util::future::join_all;
use jiff::SignedDuration;
use tenken_domain::account::{PasswordProfile, Role};
use tenken_store::login;

use super::*;
use crate::actions::installation::{HER_DESK, Installation, PASSWORD};

async fn try_as(place: &Installation, means: &Means, name: &str, password: &str) -> bool {
    let attempt = Attempt { login_name: name.to_owned(), password: password.to_owned() };
    log_in(&place.db, means, attempt).await.is_ok()
}

async fn failures(place: &Installation, subject: &str) -> u64 {
    login::failures(&mut place.db.reader().await.unwrap(), subject).await.unwrap().count
}

#[tokio::test]
async fn what_is_tried_while_waiting_does_not_make_the_wait_longer() {
    let (place, _) = Installation::with_hanako().await;
    let elsewhere = place.at("198.51.100.7");
    for _ in 0..20 {
        assert!(!try_as(&place, &elsewhere, "hanako", "wrong").await);
    }
    assert!(!try_as(&place, &elsewhere, "hanako", PASSWORD).await, "three wrong guesses make everybody wait");
    let soon = Means { now: place.later(SignedDuration::from_secs(1)).now, ..elsewhere };
    assert!(try_as(&place, &soon, "hanako", PASSWORD).await, "but for one second only");
}

#[tokio::test]
async fn a_stranger_who_keeps_guessing_keeps_nobody_out_of_her_own_desk() {
    let (place, _) = Installation::with_hanako().await;
    assert!(try_as(&place, &place.means, "hanako", PASSWORD).await);
    for second in 0..40 {
        let now = place.later(SignedDuration::from_secs(second)).now;
        let stranger = Means { now, ..place.at(&format!("198.51.100.{second}")) };
        assert!(!try_as(&place, &stranger, "hanako", "wrong").await);
    }
    let her = place.later(SignedDuration::from_secs(40));
    let elsewhere = Means { source: "192.0.2.99".to_owned(), ..her.clone() };
    assert!(!try_as(&place, &elsewhere, "hanako", PASSWORD).await, "elsewhere she waits like anybody");
    assert!(try_as(&place, &her, "hanako", PASSWORD).await, "where she has logged in before she does not");
}

#[tokio::test]
async fn guesses_side_by_side_meet_the_same_wait_as_one_after_the_other() {
    let (place, _) = Installation::with_hanako().await;
    let strangers: Vec<Means> = (0..12).map(|nth| place.at(&format!("198.51.100.{nth}"))).collect();
    let guesses = strangers.iter().map(|stranger| try_as(&place, stranger, "hanako", "wrong"));
    assert!(join_all(guesses).await.into_iter().all(|right| !right));
    assert_eq!(failures(&place, "account:hanako").await, 3, "three were looked at, nine had to wait");
}

#[tokio::test]
async fn right_passwords_side_by_side_are_no_guesses() {
    let (place, _) = Installation::with_hanako().await;
    for password in ["wrong", "Wrong"] {
        assert!(!try_as(&place, &place.means, "hanako", password).await);
    }
    let logins = (0..16).map(|_| try_as(&place, &place.means, "hanako", PASSWORD));
    assert!(join_all(logins).await.into_iter().all(|right| right), "two clicks are no guesses");
}

#[tokio::test]
async fn failures_of_yesterday_count_no_more_and_a_login_clears_its_address() {
    let (place, _) = Installation::with_hanako().await;
    for second in 0..5 {
        let now = place.later(SignedDuration::from_mins(second * 16)).now;
        try_as(&place, &Means { now, ..place.at("198.51.100.7") }, "hanako", "wrong").await;
    }
    assert_eq!(failures(&place, "address:198.51.100.7").await, 5);
    let next_day = Means { source: "198.51.100.7".to_owned(), ..place.later(SignedDuration::from_hours(26)) };
    assert!(!try_as(&place, &next_day, "hanako", "wrong").await);
    assert_eq!(failures(&place, "account:hanako").await, 1, "the count begins anew");
    assert_eq!(failures(&place, "address:198.51.100.7").await, 1);
    assert!(try_as(&place, &next_day, "hanako", PASSWORD).await);
    for subject in ["account:hanako", "address:198.51.100.7"] {
        assert_eq!(failures(&place, subject).await, 0, "{subject}");
    }
}

#[tokio::test]
async fn invented_names_do_not_pile_up() {
    let (place, _) = Installation::with_hanako().await;
    for nth in 0..6 {
        let now = place.later(SignedDuration::from_secs(nth)).now;
        let stranger = Means { now, ..place.at(&format!("198.51.100.{nth}")) };
        try_as(&place, &stranger, &format!("nobody{nth}"), "wrong").await;
    }
    let next_day =
        Means { source: "198.51.100.99".to_owned(), ..place.later(SignedDuration::from_hours(26)) };
    try_as(&place, &next_day, "nobody", "wrong").await;
    for nth in 0..6 {
        assert_eq!(failures(&place, &format!("account:nobody{nth}")).await, 0);
    }
    assert_eq!(failures(&place, "account:nobody").await, 1);
}

#[tokio::test]
async fn codes_of_invitations_are_guessed_no_faster_side_by_side() {
    let (place, doing) = Installation::with_hanako().await;
    let wish = accounts::Wish {
        login_name: "jiro".to_owned(),
        display_name: "次郎".to_owned(),
        role: Role::Auditor,
    };
    let invited =
        in_tx(&place.db, move |tx| Box::pin(async move { accounts::invite(tx, &doing, wish).await }));
    let code = invited.await.unwrap().code;
    let (stranger, jiro) = (place.at("198.51.100.7"), ("jiro".to_owned(), code));
    let strangers: Vec<Means> = (0..12).map(|nth| place.at(&format!("198.51.100.{nth}"))).collect();
    let guesses = strangers.iter().map(|stranger| {
        let guess = ("jiro".to_owned(), "AAAA-AAAA-AAAA".to_owned());
        activate(&place.db, stranger, guess, chosen())
    });
    assert!(join_all(guesses).await.into_iter().all(|activated| activated.is_err()));
    assert_eq!(failures(&place, "account:jiro").await, 3);
    assert!(activate(&place.db, &stranger, jiro.clone(), chosen()).await.is_err(), "now the right one waits");
    let soon = Means { source: HER_DESK.to_owned(), ..place.later(SignedDuration::from_secs(1)) };
    assert!(activate(&place.db, &soon, jiro, chosen()).await.is_ok());
}

#[tokio::test]
async fn one_time_codes_are_guessed_no_faster_side_by_side() {
    let (place, doing) = Installation::with_hanako().await;
    let secret = totp::SharedSecret::new(&place.means.random);
    let enrolled = secret.clone();
    let session = logged_in(&place).await;
    let code = secret.code_at(place.means.now.as_second());
    let before = session.id_hash.clone();
    let enrolled = in_tx(&place.db, move |tx| {
        Box::pin(async move { accounts::enrol(tx, &doing, (&enrolled, &code), &session).await })
    })
    .await
    .unwrap();
    let renewed = enrolled.begun.session.id_hash;
    for (hash, is_there) in [(before, false), (renewed, true)] {
        let found = session::find(&mut place.db.reader().await.unwrap(), &hash).await.unwrap();
        assert_eq!(found.is_some(), is_there, "enrolling renews the session");
    }
    let attempt = Attempt { login_name: "hanako".to_owned(), password: PASSWORD.to_owned() };
    let stranger = place.at("198.51.100.7");
    let begun = log_in(&place.db, &stranger, attempt).await.unwrap();
    let half_open = begun.session;
    assert_eq!((half_open.stage, failures(&place, "account:hanako").await), (Stage::SecondFactor, 0));
    let strangers: Vec<Means> = (0..12).map(|nth| place.at(&format!("198.51.100.{nth}"))).collect();
    let guesses = strangers
        .iter()
        .map(|stranger| pass_second_factor(&place.db, stranger, &half_open, "000000".to_owned()));
    assert!(join_all(guesses).await.into_iter().all(|passed| passed.is_err()));
    assert_eq!(failures(&place, "account:hanako").await, 3);
    let soon = Means { source: stranger.source.clone(), ..place.later(SignedDuration::from_secs(31)) };
    let next = secret.code_at(soon.now.as_second());
    let passed = pass_second_factor(&place.db, &soon, &half_open, next).await.unwrap();
    assert_eq!((passed.session.stage, failures(&place, "account:hanako").await), (Stage::LoggedIn, 0));
}

fn chosen() -> Chosen {
    Chosen::new(PASSWORD.to_owned(), PasswordProfile::Long, &[]).unwrap()
}

/// 管理 花子's session at her own desk.
async fn logged_in(place: &Installation) -> Session {
    let attempt = Attempt { login_name: "hanako".to_owned(), password: PASSWORD.to_owned() };
    log_in(&place.db, &place.means, attempt).await.unwrap().session
}
