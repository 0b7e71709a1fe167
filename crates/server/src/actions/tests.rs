//! Two actions at the same moment: the second waits for the first and sees what it did. SQLite has one writer anyway;
//! on PostgreSQL it is the lock in the first line of each that these hold.

use std::collections::BTreeMap;

use tenken_domain::account::Role;
use tenken_domain::id::{AccountId, DepartmentId};
use tenken_store::{audit, department, facility, session};
use tokio::sync::oneshot;

use super::accounts::{self, Invited};
use super::departments::{self, Wish};
use super::installation::{Installation, PASSWORD};
use super::logins::{self, Attempt};
use super::*;

type Work = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(), Failure<Never>>> + Send>;

/// Begins the second after the first has done its work and before it commits; says which of them were done.
async fn side_by_side(place: &Installation, first: Work, second: Work) -> (bool, bool) {
    let (go_on, goes_on) = oneshot::channel::<()>();
    let (done, is_done) = oneshot::channel::<()>();
    let held: Work = Box::new(move |tx| {
        Box::pin(async move {
            first(tx).await?;
            done.send(()).unwrap();
            goes_on.await.unwrap();
            Ok(())
        })
    });
    let run = |work: Work| {
        let db = place.db.clone();
        tokio::spawn(async move { in_tx(&db, work).await.is_ok() })
    };
    let first = run(held);
    is_done.await.unwrap();
    let second = run(second);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!second.is_finished(), "the second has to wait");
    go_on.send(()).unwrap();
    (first.await.unwrap(), second.await.unwrap())
}

/// Any action, whatever it gives and refuses.
fn done<T, R>(outcome: Result<T, Failure<R>>) -> Result<(), Failure<Never>> {
    outcome.map(drop).map_err(|_| Failure::Denied(Denial::WrongState))
}

async fn invite(place: &Installation, doing: &Doing, login_name: &str, role: Role) -> Invited {
    let (login_name, display_name) = (login_name.to_owned(), "髙﨑 次郎".to_owned());
    let (doing, wish) = (doing.clone(), accounts::Wish { login_name, display_name, role });
    in_tx(&place.db, move |tx| Box::pin(async move { accounts::invite(tx, &doing, wish).await }))
        .await
        .unwrap()
}

fn suspension(doing: &Doing, id: &AccountId) -> Work {
    let (doing, id) = (doing.clone(), id.clone());
    Box::new(move |tx| Box::pin(async move { done(accounts::suspend(tx, &doing, &id).await) }))
}

#[tokio::test]
async fn a_change_beside_a_suspension_does_not_undo_it() {
    let (place, doing) = Installation::with_hanako().await;
    let id = invite(&place, &doing, "jiro", Role::Auditor).await.account.id;
    let (taro, jiro) = (doing.clone(), id.clone());
    let change: Work = Box::new(move |tx| {
        let wish = ("新しい 名前".to_owned(), Role::Auditor);
        Box::pin(async move { done(accounts::change(tx, &taro, &jiro, wish).await) })
    });
    assert_eq!(side_by_side(&place, suspension(&doing, &id), change).await, (true, true));
    let left = account::find(&mut place.db.reader().await.unwrap(), &id).await.unwrap().unwrap();
    assert_eq!((left.state, left.display_name.as_str()), (AccountState::Suspended, "新しい 名前"));
}

#[tokio::test]
async fn of_two_administrators_who_stop_each_other_one_remains() {
    let (place, hanako) = Installation::with_hanako().await;
    let invited = invite(&place, &hanako, "jiro", Role::Administrator).await;
    let typed = ("jiro".to_owned(), invited.code);
    let chosen = super::passwords::Chosen::new(
        PASSWORD.to_owned(),
        tenken_domain::account::PasswordProfile::Long,
        &[],
    );
    logins::activate(&place.db, &place.means, typed, chosen.unwrap()).await.unwrap();
    let principal = Principal {
        account: invited.account.id.clone(),
        facility: invited.account.facility.clone(),
        name: invited.account.display_name.clone(),
        role: Role::Administrator,
        state: AccountState::Active,
    };
    let jiro = Doing { principal, means: place.means.clone() };
    let first = suspension(&hanako, &invited.account.id);
    let second = suspension(&jiro, &hanako.principal.account);
    assert_eq!(side_by_side(&place, first, second).await, (true, false));
}

#[tokio::test]
async fn a_login_beside_a_suspension_opens_nothing() {
    let (place, hanako) = Installation::with_hanako().await;
    invite(&place, &hanako, "jiro", Role::Administrator).await;
    let id = hanako.principal.account.clone();
    // Nobody can stop the last administrator, so she is stopped as a second one would: straight in the store.
    let stopped = id.clone();
    let means = place.means.clone();
    let suspend: Work = Box::new(move |tx| {
        Box::pin(async move {
            dialect::lock_facility(tx, hanako.facility().as_str()).await?;
            let own = account::find(tx, &stopped).await?.unwrap();
            account::update(tx, &Account { state: AccountState::Suspended, ..own }).await?;
            session::delete_all(tx, &stopped, None).await?;
            done::<(), Never>(Ok(hanako
                .record(tx, (AuditEvent::AccountSuspended, Target::new("account", &stopped)), "")
                .await?))
        })
    });
    let (go_on, goes_on) = oneshot::channel::<()>();
    let (began, has_begun) = oneshot::channel::<()>();
    let db = place.db.clone();
    let suspending = tokio::spawn(async move {
        in_tx::<_, Never, _>(&db, move |tx| {
            Box::pin(async move {
                suspend(tx).await?;
                began.send(()).unwrap();
                goes_on.await.unwrap();
                Ok(())
            })
        })
        .await
    });
    has_begun.await.unwrap();
    let db = place.db.clone();
    let logging_in = tokio::spawn(async move {
        let attempt = Attempt { login_name: "hanako".to_owned(), password: PASSWORD.to_owned() };
        logins::log_in(&db, &means, attempt).await
    });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    go_on.send(()).unwrap();
    suspending.await.unwrap().unwrap();
    assert!(logging_in.await.unwrap().is_err(), "the password was right, the account is stopped");
    assert!(session::of_account(&mut place.db.reader().await.unwrap(), &id).await.unwrap().is_empty());
}

#[tokio::test]
async fn two_departments_cannot_be_put_under_each_other() {
    let (place, doing) = Installation::with_hanako().await;
    let mut ids = Vec::new();
    for name in ["看護部", "薬剤部"] {
        let (doing, wish) = (doing.clone(), Wish { name: name.to_owned(), ..Wish::default() });
        let made =
            in_tx(&place.db, move |tx| Box::pin(async move { departments::create(tx, &doing, wish).await }));
        ids.push(made.await.unwrap().id);
    }
    let below = |name: &str, id: &DepartmentId, parent: &DepartmentId| -> Work {
        let (doing, id, name) = (doing.clone(), id.clone(), name.to_owned());
        let wish = Wish { name, parent: Some(parent.clone()), headcount: BTreeMap::new() };
        Box::new(move |tx| Box::pin(async move { done(departments::change(tx, &doing, &id, wish).await) }))
    };
    let (first, second) = (below("看護部", &ids[0], &ids[1]), below("薬剤部", &ids[1], &ids[0]));
    assert_eq!(side_by_side(&place, first, second).await, (true, false));
    let all = department::all(&mut place.db.reader().await.unwrap(), doing.facility()).await.unwrap();
    assert_eq!(all.iter().filter(|one| one.parent.is_none()).count(), 1);
}

#[tokio::test]
async fn a_hospital_is_set_up_once() {
    let place = Installation::empty().await;
    let mut works = Vec::new();
    for login_name in ["hanako", "taro"] {
        let (means, wish) = (place.means.clone(), place.first_run(login_name).await);
        let work: Work = Box::new(move |tx| {
            Box::pin(async move { done(super::facilities::set_up(tx, &means, wish).await) })
        });
        works.push(work);
    }
    let (second, first) = (works.pop().unwrap(), works.pop().unwrap());
    assert_eq!(side_by_side(&place, first, second).await, (true, false));
    let hospital = facility::only(&mut place.db.reader().await.unwrap()).await.unwrap().unwrap();
    let all = account::all(&mut place.db.reader().await.unwrap(), &hospital.id).await.unwrap();
    let names: Vec<_> = all.iter().map(|listed| listed.account.login_name.as_str()).collect();
    assert_eq!(names, ["hanako"]);
}

#[tokio::test]
async fn what_happened_in_one_millisecond_is_listed_in_its_order() {
    let (place, doing) = Installation::with_hanako().await;
    let (done, here) = (doing.clone(), doing.facility().clone());
    let recorded = in_tx::<_, Never, _>(&place.db, move |tx| {
        Box::pin(async move {
            for nth in 0..50 {
                let what = (AuditEvent::SessionsEnded, Target::new("account", "hanako"));
                done.record(tx, what, nth.to_string()).await?;
            }
            Ok(())
        })
    });
    recorded.await.unwrap();
    let (event, now) = (Some(AuditEvent::SessionsEnded), place.means.now);
    let filter = audit::Filter { event, from: now, until: now, offset: 0, limit: 100 };
    let listed = audit::list(&mut place.db.reader().await.unwrap(), &here, &filter).await.unwrap();
    let nths: Vec<u32> = listed.iter().map(|entry| entry.detail.parse().unwrap()).collect();
    assert_eq!(nths, (0..50).rev().collect::<Vec<_>>(), "newest first");
}
