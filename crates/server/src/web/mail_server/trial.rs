//! Trying the mail server out: one message to one address, at once.

use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::facts::Edition;
use tenken_domain::mail::Address;
use tenken_domain::permission::{Denial, Object, Right};

use super::change::{TO, refused_trial};
use crate::actions::{in_tx, mail_servers};
use crate::mail::{self, Letter, Outcome};
use crate::web::support::fields::Problems;
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    super::require_mail(&person).await?;
    let Some(to) = Address::parse(&fields.get(TO.name)) else {
        let mut problems = Problems::default();
        problems.add(TO, "mail-address-wrong");
        return refused_trial(&permit, (fields, problems)).await;
    };
    // The sample hospital writes to nobody.
    if person.app().edition == Edition::Sample {
        return reply::see("/settings/mail?tried=sample");
    }
    let own_port = person.app().settings.listen.port();
    let mut conn = person.app().db.reader().await?;
    let login = mail_servers::login(&mut conn, (person.facility_id(), &person.app().keys), own_port).await?;
    drop(conn);
    let login = login.ok_or(Denial::WrongState)?;
    let (doing, letter) = (permit.doing(), letter(&permit, to.clone()));
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { mail_servers::record_trial(tx, &doing, &to).await })
    })
    .await?;
    let tried = match mail::send_one(&login, &letter).await {
        Outcome::Taken => "taken",
        Outcome::NotNow(problem) | Outcome::Never(problem) => problem.code(),
        Outcome::Unknown => "unknown",
    };
    reply::see(&format!("/settings/mail?tried={tried}"))
}

fn letter(permit: &Permit<'_>, to: Address) -> Letter {
    let (text, app) = (permit.text, permit.person.app());
    let hospital = FluentValue::from(permit.person.facility.name.as_str());
    Letter {
        to,
        subject: text.text("mail-trial-subject"),
        body: text.with("mail-trial-body", [("hospital", hospital)]),
        id: app.random.unordered_id(),
        at: app.clock.now(),
    }
}
