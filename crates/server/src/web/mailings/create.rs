//! The yes to a preview: the mailing is stored and leaves after its delay.

use axum::extract::Path;
use tenken_domain::id::MailingId;
use tenken_domain::permission::{Object, Right};

use super::{desk, inputs, preview};
use crate::actions::in_tx_or_excused;
use crate::actions::mailings::{self, MailingRefusal, Wish, of_departments};
use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::staff_sheets::key_of;
use crate::web::support::fields::Problems;
use crate::web::support::form::Form;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::Remind, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let key = key_of(&fields)?;
    let mut problems = Problems::default();
    let written = inputs::read(&fields, &mut problems).ok_or(WebError::BadForm)?;
    let wish = Wish {
        id: MailingId::new(key.as_str()),
        kind: written.kind,
        subject: written.subject.clone(),
        body: written.body.clone(),
        departments: written.departments.clone(),
        seen: fields.get("seen"),
    };
    let (doing, round_id) = (permit.doing(), round.id.clone());
    let prepared = in_tx_or_excused(&person.app().db, move |tx| {
        Box::pin(async move { mailings::prepare(tx, &doing, (&round_id, wish)).await })
    })
    .await;
    let refused = match prepared.map_err(refusal) {
        Ok(mailing) => return reply::see(&format!("/rounds/{}/mailings/{mailing}", round.id)),
        Err(Ok(refused)) => refused,
        Err(Err(error)) => return Err(error),
    };
    let desk = desk(&person, round.clone()).await?;
    let sentence = match refused {
        MailingRefusal::OthersThanSeen => {
            let to = of_departments(desk.everybody.clone(), &written.departments);
            let page = preview::page(&permit, &desk, (&written, &to), preview::Seen::Others).await?;
            return reply::refused(page);
        }
        MailingRefusal::NoServer => "mailing-no-server",
        MailingRefusal::NobodyToWrite => "mailing-nobody",
        MailingRefusal::AfterLastDay => "mailing-after-last-day",
    };
    problems.add("", sentence);
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(inputs::view(&permit, &desk, form))
}
