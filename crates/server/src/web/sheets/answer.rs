//! One mark or memo of one item, saved at once: by the page's own button or by the script in the background.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Serialize;
use tenken_domain::catalog::Item;
use tenken_domain::id::{IdempotencyKey, ItemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::Denial;
use tenken_domain::sheet::SetAnswerError;
use tenken_store::answer::{self, Signed};
use tenken_store::{departmental_system, sheet};

use super::contents::{Progress, SystemAnswers, Tally, clock_time, own_mark};
use super::filter::{Asked, Filter};
use super::sender::{self, Sender};
use super::show::{self, Trouble};
use super::{Place, Sight, item, summary};
use crate::actions::sheets::{AnswerWish, Change, Saved, SetAnswerRefusal, set_answer};
use crate::actions::{Doing, Failure, in_tx};
use crate::config::stall_after_commit;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub const LONGEST_MEMO: usize = 2000;
pub const LONGEST_REASON: usize = 300;

/// A form as it came, and where it belongs.
pub struct Sent {
    pub person: Person,
    pub place: Place,
    pub item: &'static Item,
    pub filter: Filter,
    pub sender: Sender,
    pub fields: Fields,
}

pub async fn submit(
    Path((round, list, id)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    sender: Sender,
    Posted { person, fields }: Posted,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let filter = Filter::from(asked).at(&item.id);
    let sent = Sent { person, place, item, filter, sender, fields };
    match sent.place.permit_to_answer_item(&sent.person, &sent.item.id) {
        Ok(permit) => save(&sent, permit.doing()).await,
        Err(WebError::Denied(Denial::WrongState)) => refuse_closed(&sent).await,
        Err(error) => Err(error),
    }
}

async fn save(sent: &Sent, doing: Doing) -> Reply {
    let mut problems = Problems::default();
    let wish = read(&sent.fields, &mut problems)?;
    if !problems.is_empty() {
        return refuse(sent, StatusCode::UNPROCESSABLE_ENTITY, &problems).await;
    }
    let (sheet, id) = (sent.place.sheet(), sent.item.id.clone());
    let saved = in_tx(&sent.person.app().db, move |tx| {
        Box::pin(async move { set_answer(tx, &doing, (&sheet, &id), wish).await })
    })
    .await;
    if let (Ok(_), Some(stall)) = (&saved, stall_after_commit()) {
        tokio::time::sleep(stall).await;
    }
    answer(sent, saved).await
}

/// Reads what was typed, with problems noted at their fields.
pub fn read(fields: &Fields, problems: &mut Problems) -> Result<AnswerWish, WebError> {
    let change = match fields.get("mark").as_str() {
        "memo" => Change::MemoOnly,
        "undo" => Change::Undo,
        "blank" => Change::Mark(None),
        code => Change::Mark(Some(Mark::from_code(code).ok_or(WebError::BadForm)?)),
    };
    let key = Some(fields.get("key")).filter(|key| !key.is_empty() && key.len() <= 100);
    Ok(AnswerWish {
        change,
        memo: fields.optional("memo", LONGEST_MEMO, problems),
        reason: fields.optional("reason", LONGEST_REASON, problems),
        seen: fields.get("seen").parse().unwrap_or(0),
        key: IdempotencyKey::new(key.ok_or(WebError::BadForm)?),
    })
}

async fn answer(sent: &Sent, saved: Result<Saved, Failure<SetAnswerRefusal>>) -> Reply {
    match saved.map_err(refusal) {
        Ok(saved) => match sent.sender {
            Sender::Page => reply::see(&address_of_row(sent)),
            Sender::Script => tell_the_script(sent, &saved).await,
        },
        Err(Ok(refused)) => {
            let (status, field, key) = explain(&refused);
            let mut problems = Problems::default();
            problems.add(field, key);
            refuse(sent, status, &problems).await
        }
        Err(Err(WebError::Denied(Denial::WrongState))) => refuse_closed(sent).await,
        Err(Err(WebError::Store(error))) if sent.sender == Sender::Script => {
            tracing::error!(%error, "a mark was not saved");
            let sentence = sent.person.visitor.text.text("sheet-not-saved");
            sender::not_saved(StatusCode::SERVICE_UNAVAILABLE, "", &sentence)
        }
        Err(Err(error)) => Err(error),
    }
}

fn address_of_row(sent: &Sent) -> String {
    format!("{}{}#item-{}", sent.place.address(), sent.filter.query(), sent.item.id)
}

/// Status, field and sentence of a refusal.
pub fn explain(refused: &SetAnswerRefusal) -> (StatusCode, &'static str, &'static str) {
    match refused {
        SetAnswerRefusal::Rule(SetAnswerError::NoReason) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "reason", "sheet-no-reason")
        }
        SetAnswerRefusal::Rule(SetAnswerError::MarkNotOnThisList) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "mark", "sheet-mark-not-on-this-list")
        }
        SetAnswerRefusal::Rule(SetAnswerError::NotEverywhere) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "mark", "sheet-not-everywhere")
        }
        SetAnswerRefusal::NothingToUndo => (StatusCode::CONFLICT, "mark", "sheet-nothing-to-undo"),
        SetAnswerRefusal::Rule(SetAnswerError::HandedIn) => {
            (StatusCode::CONFLICT, "mark", "sheet-withdraw-first")
        }
        SetAnswerRefusal::ChangedMeanwhile(Signed { .. }) => {
            (StatusCode::CONFLICT, "mark", "sheet-changed-meanwhile")
        }
        SetAnswerRefusal::KeyUsed => (StatusCode::CONFLICT, "mark", "sheet-key-used"),
    }
}

/// A closed round never changes; what was typed is shown all the same.
async fn refuse_closed(sent: &Sent) -> Reply {
    let mut problems = Problems::default();
    problems.add("mark", "sheet-round-is-closed");
    refuse(sent, StatusCode::CONFLICT, &problems).await
}

async fn refuse(sent: &Sent, status: StatusCode, problems: &Problems) -> Reply {
    let text = sent.person.visitor.text;
    match sent.sender {
        Sender::Script => {
            let (field, key) = problems.all().next().unwrap_or_default();
            sender::not_saved(status, field, &text.text(key))
        }
        Sender::Page => {
            let form = Form { text, fields: &sent.fields, problems };
            let trouble = Trouble { form, item: Some(&sent.item.id) };
            show::refused(&sent.person, &sent.place, &sent.filter, (status, trouble)).await
        }
    }
}

/// What the script puts into the page: this answer as it was saved, and the sheet as it stands now.
#[derive(Serialize)]
struct Told<'s> {
    state: &'static str,
    mark: &'static str,
    /// What stands beside the mark: an undone change brings the earlier words back.
    memo: &'s str,
    reason: &'s str,
    by: String,
    at: String,
    revision: i64,
    /// The mark that counts now: a blank may fall back to a derived 該当なし.
    effective: &'static str,
    standing: String,
    progress: String,
    both: String,
    /// By the value of `data-rate`.
    result: BTreeMap<String, String>,
}

async fn tell_the_script(sent: &Sent, saved: &Saved) -> Reply {
    let text = sent.person.visitor.text;
    let mut conn = sent.person.app().db.reader().await?;
    let sheet =
        sheet::find(&mut conn, &sent.place.round.id, &sent.place.list.id).await?.ok_or(Denial::Invisible)?;
    let tally = Tally::load(&mut conn, &sent.place.round, &sheet.id).await?;
    let signed = answer::find(&mut conn, &sheet.id, &sent.item.id).await?;
    let (_, sight) = sent.place.permit_to_read(&sent.person)?;
    let counts = tally.mark(sent.item);
    // Whoever sees some items only is not told the result of all.
    let rows = if sight == Sight::Whole { tally.result(sent.place.list) } else { Vec::new() };
    let systems = match sent.person.principal.role.system() {
        Some(_) => departmental_system::answers(&mut conn, &sheet.id).await?,
        None => SystemAnswers::new(),
    };
    let seen = sent.place.list.items.iter().filter(|item| sight.shows(&item.id));
    let own = |item: &Item| own_mark(&sent.person, &sent.place, item, (tally.mark(item), &systems));
    let rates = rows.iter().enumerate().flat_map(|(place, row)| {
        [
            (format!("printed-{place}"), summary::rate(row.rates.as_printed)),
            (format!("applicable-{place}"), summary::rate(row.rates.applicable)),
        ]
    });
    sender::saved(&Told {
        state: "saved",
        mark: item::mark_code(saved.answer.mark),
        memo: &saved.answer.memo,
        reason: &saved.answer.reason,
        by: signed.as_ref().map(|signed| signed.set_by_name.clone()).unwrap_or_default(),
        at: clock_time(saved.at),
        revision: saved.revision,
        effective: item::mark_code(counts),
        standing: item::standing(text, signed.as_ref(), counts),
        progress: summary::progress(text, Progress::of(seen.map(own))),
        both: if rows.is_empty() { String::new() } else { summary::both(text, &rows) },
        result: rates.collect(),
    })
}
