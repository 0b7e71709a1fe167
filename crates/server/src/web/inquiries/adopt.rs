//! 採用する: a vendor's answer becomes the hospital's mark, with a memo that says whose answer it was.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::answer::Answer;
use tenken_domain::calendar;
use tenken_domain::id::{IdempotencyKey, ItemId};
use tenken_domain::inquiry::Receipt;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::sheet::SetAnswerError;

use super::told::Own;
use super::{Asked, show};
use crate::actions::in_tx;
use crate::actions::inquiries::adoption::adopt;
use crate::actions::sheets::{AnswerWish, Change, SetAnswerRefusal, SheetPlace};
use crate::web::sheets::answer::{LONGEST_MEMO, LONGEST_REASON, explain};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::vendors::may_read;

pub async fn submit(Path((id, item)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_read(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let item = ItemId::new(item);
    let question = asked.inquiry.question(&item).ok_or(Denial::Invisible)?;
    let receipt = asked.inquiry.receipt().ok_or(Denial::WrongState)?;
    let list = asked.catalog.checklist(&question.list).ok_or(Denial::Invisible)?;
    let own = Own::load(&person, &asked).await?;
    let round = own.round.as_ref().ok_or(Denial::WrongState)?;
    let permit_to_answer =
        person.may(Right::AnswerSheet(list.audience), Object::Round(person.facility_id(), round))?;
    let standing = own.sheets.get(&list.id).and_then(|sheet| sheet.answers.get(&item));
    let standing = standing.map(|signed| signed.answer.clone()).unwrap_or_default();
    let place = SheetPlace { round: round.id.clone(), list: list.id.clone() };
    let wish = wish(&permit, (&asked, receipt), (&item, standing), &fields)?;
    let (doing, inquiry, done) = (permit_to_answer.doing(), asked.inquiry.id.clone(), item.clone());
    let adopted = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { adopt(tx, &doing, (&inquiry, &done), (&place, wish)).await })
    });
    let sentence = match adopted.await.map_err(refusal) {
        Ok(()) => return reply::see(&format!("{}#item-{item}", asked.address())),
        Err(Ok(SetAnswerRefusal::Rule(SetAnswerError::NoReason))) => "inquiry-adopt-no-reason",
        Err(Ok(refused)) => explain(&refused).2,
        Err(Err(error)) => return Err(error),
    };
    let mut problems = Problems::default();
    problems.add("", sentence);
    show::refused(&permit, &asked, (&fields, &problems)).await
}

/// What stands beside the mark: the memo so far and whose answer it is; for 該当なし the vendor's own reason.
fn wish(
    permit: &Permit<'_>,
    (asked, receipt): (&Asked, &Receipt),
    (item, standing): (&ItemId, Answer),
    fields: &Fields,
) -> Result<AnswerWish, WebError> {
    let comment = asked.inquiry.question(item).map_or("", |question| question.answer.comment.as_str());
    let line = permit.text.with(
        "inquiry-adopted-memo",
        [
            ("vendor", FluentValue::from(asked.name())),
            ("day", FluentValue::from(calendar::japanese(receipt.on))),
            ("by", FluentValue::from(receipt.by.as_str())),
            ("comment", FluentValue::from(comment)),
        ],
    );
    let memo = match standing.memo.as_str() {
        "" => line,
        memo if memo.contains(&line) => memo.to_owned(),
        memo => format!("{memo}\n{line}"),
    };
    let key = Some(fields.get("key")).filter(|key| !key.is_empty() && key.len() <= 100);
    Ok(AnswerWish {
        change: Change::MemoOnly,
        memo: memo.chars().take(LONGEST_MEMO).collect(),
        reason: comment.chars().take(LONGEST_REASON).collect(),
        seen: fields.get("seen").parse().unwrap_or(0),
        key: IdempotencyKey::new(key.ok_or(WebError::BadForm)?),
    })
}
