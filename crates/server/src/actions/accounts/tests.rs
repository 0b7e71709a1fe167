//! What a clock has to say about accounts: codes that have run out.

use jiff::SignedDuration;
use tenken_domain::account::PasswordProfile;

use super::*;
use crate::actions::in_tx;
use crate::actions::installation::Installation;

#[tokio::test]
async fn a_code_works_to_the_end_of_its_week_and_not_a_moment_longer() {
    let (place, doing) = Installation::with_hanako().await;
    let wish = Wish { login_name: "jiro".to_owned(), display_name: "次郎".to_owned(), role: Role::Auditor };
    let invited = in_tx(&place.db, move |tx| Box::pin(async move { invite(tx, &doing, wish).await }));
    let code = invited.await.unwrap().code;
    let activated = async |means: Means| {
        let (code, hash) = (code.clone(), String::new());
        let password = NewPassword { hash, profile: PasswordProfile::Long };
        in_tx(&place.db, move |tx| {
            Box::pin(async move { activate(tx, &means, ("jiro", &code), password).await })
        })
        .await
    };
    let too_late = activated(place.later(INVITATION_VALID + SignedDuration::from_millis(1))).await;
    assert!(matches!(too_late, Err(Failure::Refused(ActivationRefusal::NotAccepted))));
    let in_time = activated(place.later(INVITATION_VALID)).await.unwrap();
    assert_eq!(in_time.state, AccountState::Active);
    let twice = activated(place.later(SignedDuration::ZERO)).await;
    assert!(matches!(twice, Err(Failure::Refused(ActivationRefusal::NotAccepted))));
}
