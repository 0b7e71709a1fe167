//! What a clock has to say about accounts: codes that have run out.

use jiff::{SignedDuration, Timestamp};
use tenken_domain::account::PasswordProfile;
use tenken_domain::facts::Edition;
use tenken_domain::permission::Principal;
use tenken_store::{Db, Place};

use super::*;
use crate::actions::facilities::{self, FirstRun};
use crate::actions::in_tx;
use crate::secrets::keys::Keys;
use crate::secrets::random::Randomness;

/// An empty installation in a folder of its own.
struct Installation {
    db: Db,
    means: Means,
    _folder: tempfile::TempDir,
}

async fn installation() -> Installation {
    let folder = tempfile::tempdir().unwrap();
    let random = Randomness::from_seed(11);
    let keys = Keys::open(folder.path(), &random).unwrap();
    let db = Db::open(Place::File(&folder.path().join("tenken.db"))).await.unwrap();
    let now: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
    let means = Means { now, source: "127.0.0.1".to_owned(), random, keys };
    Installation { db, means, _folder: folder }
}

/// さくら病院's first administrator.
async fn hanako(place: &Installation) -> Doing {
    let wish = FirstRun {
        hospital: "さくら病院".to_owned(),
        edition: Edition::Real,
        login_name: "hanako".to_owned(),
        display_name: "管理 花子".to_owned(),
        password_hash: String::new(),
        profile: PasswordProfile::Long,
        occupations: Vec::new(),
    };
    let means = place.means.clone();
    let made =
        in_tx(&place.db, move |tx| Box::pin(async move { facilities::set_up(tx, &means, wish).await }));
    let (facility, account) = made.await.unwrap();
    let principal = Principal {
        account: account.id,
        facility: facility.id,
        name: account.display_name,
        role: account.role,
        state: account.state,
    };
    Doing { principal, means: place.means.clone() }
}

#[tokio::test]
async fn a_code_works_to_the_end_of_its_week_and_not_a_moment_longer() {
    let place = installation().await;
    let doing = hanako(&place).await;
    let wish = Wish { login_name: "jiro".to_owned(), display_name: "次郎".to_owned(), role: Role::Auditor };
    let invited = in_tx(&place.db, move |tx| Box::pin(async move { invite(tx, &doing, wish).await }));
    let code = invited.await.unwrap().code;
    let later = |duration: SignedDuration| Means {
        now: place.means.now.checked_add(duration).unwrap(),
        ..place.means.clone()
    };
    let activated = async |means: Means| {
        let (code, hash) = (code.clone(), String::new());
        let password = NewPassword { hash, profile: PasswordProfile::Long };
        in_tx(&place.db, move |tx| {
            Box::pin(async move { activate(tx, &means, ("jiro", &code), password).await })
        })
        .await
    };
    let too_late = activated(later(INVITATION_VALID + SignedDuration::from_millis(1))).await;
    assert!(matches!(too_late, Err(Failure::Refused(ActivationRefusal::NotAccepted))));
    let in_time = activated(later(INVITATION_VALID)).await.unwrap();
    assert_eq!(in_time.state, AccountState::Active);
    let twice = activated(later(SignedDuration::ZERO)).await;
    assert!(matches!(twice, Err(Failure::Refused(ActivationRefusal::NotAccepted))));
}
