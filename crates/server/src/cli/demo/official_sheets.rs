//! The hospital's own sheets: better from round to round, with memos, open questions and items that do not apply.

use jiff::civil::Date;
use tenken_domain::catalog::{Audience, Checklist};
use tenken_domain::id::{IdempotencyKey, ItemId};
use tenken_domain::mark::{Mark, PendingAt};
use tenken_store::sheet;

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::{Course, Progress};
use crate::actions::sheets::{self, AnswerWish, Change, SheetPlace};
use crate::actions::{Doing, in_tx};

/// Fills every official sheet of a round as far as its course has come.
pub async fn fill(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<()> {
    for list in course.catalog.official_lists() {
        let mut conn = making.db.reader().await?;
        let is_there = sheet::find(&mut conn, &course.round.id, &list.id).await?.is_some();
        drop(conn);
        if is_there {
            fill_one(making, hospital, (course, list)).await?;
        }
    }
    Ok(())
}

async fn fill_one(
    making: &Making,
    hospital: &Hospital,
    (course, list): (&Course, &Checklist),
) -> anyhow::Result<()> {
    let day = course.last_day(making.today);
    let doing =
        Doing { principal: Course::filler(list.audience, hospital).clone(), means: making.means(day, 90)? };
    let place = SheetPlace { round: course.round.id.clone(), list: list.id.clone() };
    let answers = answers(making, (course, list));
    let header = (doing.principal.name.clone(), Some(day));
    let (marking, marked) = (doing.clone(), place.clone());
    in_tx(&making.db, move |tx| {
        Box::pin(async move {
            for (item, wish) in answers {
                sheets::set_answer(tx, &marking, (&marked, &item), wish).await?;
            }
            Ok::<_, crate::actions::Failure<sheets::SetAnswerRefusal>>(())
        })
    })
    .await?;
    hand_in(making, doing, place, (course.progress, header)).await
}

async fn hand_in(
    making: &Making,
    doing: Doing,
    place: SheetPlace,
    (progress, header): (Progress, (String, Option<Date>)),
) -> anyhow::Result<()> {
    match progress {
        Progress::Running => {
            in_tx(&making.db, move |tx| {
                Box::pin(async move { sheets::set_header(tx, &doing, &place, header).await })
            })
            .await?;
        }
        Progress::Finished => {
            in_tx(&making.db, move |tx| {
                Box::pin(async move { sheets::hand_in(tx, &doing, &place, header).await })
            })
            .await?;
        }
    }
    Ok(())
}

/// Items that a circumstance can rule out are left to it in the first half of a list.
fn answers(making: &Making, (course, list): (&Course, &Checklist)) -> Vec<(ItemId, AnswerWish)> {
    let mut answers = Vec::new();
    for (position, item) in (0_u64..).zip(&list.items) {
        let hardness = (position * 37 + 11) % 100;
        let is_left = item.applies_when.is_some() && position % 2 == 0;
        let is_late = course.progress == Progress::Running && (position * 53) % 100 >= 70;
        if is_left || is_late {
            continue;
        }
        answers.push((item.id.clone(), wish(making, (course.nth, hardness), list.audience)));
    }
    answers
}

/// What stands at an item of this hardness in the `nth` round.
fn wish(making: &Making, (nth, hardness): (u64, u64), audience: Audience) -> AnswerWish {
    let official = &making.script.official;
    let (mark, memo, reason) = match hardness {
        easy if easy < 48 + nth * 12 => (Mark::Yes, "", ""),
        87..=91 if audience == Audience::Administrator => {
            (Mark::Pending(Some(PendingAt::Vendor)), making.one_of(&official.questions), "")
        }
        84..=86 if audience == Audience::Administrator => {
            (Mark::Pending(Some(PendingAt::Hospital)), making.one_of(&official.questions), "")
        }
        95.. => (Mark::NotApplicable, "", making.one_of(&official.reasons)),
        _ => (Mark::No, making.one_of(&official.memos), ""),
    };
    AnswerWish {
        change: Change::Mark(Some(mark)),
        memo: memo.to_owned(),
        reason: reason.to_owned(),
        seen: 0,
        key: IdempotencyKey::new(making.unordered_id()),
    }
}
