//! Two meetings of the sample hospital's executives: one that was held after the second finished round, and the next.

use anyhow::Context;
use jiff::Span;
use jiff::civil::Date;
use tenken_domain::decision::{Kind, Verdict};
use tenken_domain::id::{ActionId, MeetingId, RoundId};
use tenken_store::{action, meeting};

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::Course;
use crate::actions::meetings::{self, Decided, Report, Wish};
use crate::actions::{Doing, in_tx, in_tx_or_excused};
use crate::papers;

const TITLE: &str = "サイバーセキュリティ会議";
const INVITED: [&str; 4] = ["院長 佐倉", "事務長 梅田", "看護部長 桃井", "医療情報室長 杉本"];
const REPORTERS: [&str; 4] = ["看護部", "薬剤部", "医療情報室", "3階東病棟"];

/// Made after the rounds and the plan.
pub async fn make(making: &Making, hospital: &Hospital, last: &Course) -> anyhow::Result<()> {
    let held = last.round.period.until.saturating_add(Span::new().days(25));
    held_one(making, hospital, (held, &last.round.id)).await?;
    let next = making.today.saturating_add(Span::new().days(16));
    let id = plan(making, hospital, (making.today, next), Some(last.round.id.clone())).await?;
    let report = Report {
        reporter: "医療情報室".to_owned(),
        moved: "バックアップの媒体について3社から見積を取りました。".to_owned(),
        stuck: "部門ごとの保守回線の数が、まだ分かりません。".to_owned(),
        needed: "各部門の長から、保守回線の申告をお願いします。".to_owned(),
    };
    let doing = acting(making, hospital, making.today)?;
    in_tx(&making.db, move |tx| Box::pin(async move { meetings::report(tx, &doing, &id, report).await }))
        .await?;
    Ok(())
}

async fn held_one(
    making: &Making,
    hospital: &Hospital,
    (day, round): (Date, &RoundId),
) -> anyhow::Result<()> {
    let before = day.saturating_sub(Span::new().days(14));
    let id = plan(making, hospital, (before, day), Some(round.clone())).await?;
    let actions = action::all(&mut making.db.reader().await?, &hospital.facility.id).await?;
    let action = |words: &str| actions.iter().find(|one| one.title.contains(words)).map(|one| one.id.clone());
    let after = |days| Some(day.saturating_add(Span::new().days(days)));
    let decisions = [
        decided(
            (Kind::Organisation, Verdict::Do),
            "医療情報室長をサイバーセキュリティの責任者とする。",
            (after(14), None, None),
        ),
        decided(
            (Kind::Budget, Verdict::Do),
            "バックアップの媒体の費用を補正予算に入れる。",
            (after(250), Some(1_800_000), action("バックアップ")),
        ),
        Decided {
            reason: "電子カルテの更新に合わせて行う方が費用が小さいため。".to_owned(),
            ..decided(
                (Kind::Action, Verdict::Postpone),
                "外部との接続口の集約は来年度に行う。",
                (after(300), None, action("外部との接続口")),
            )
        },
    ];
    for one in decisions {
        let (doing, id) = (acting(making, hospital, day)?, id.clone());
        let taken = in_tx_or_excused(&making.db, move |tx| {
            Box::pin(async move { meetings::decide(tx, &doing, &id, one).await })
        });
        taken.await?;
    }
    let present = Wish {
        present: INVITED[..3].iter().map(ToString::to_string).collect(),
        ..wish(day, Some(round.clone()))
    };
    let (doing, own) = (acting(making, hospital, day)?, id.clone());
    in_tx(&making.db, move |tx| Box::pin(async move { meetings::change(tx, &doing, &own, present).await }))
        .await?;
    conclude(making, hospital, (day, &id)).await
}

/// With the copies that a conclusion keeps.
async fn conclude(making: &Making, hospital: &Hospital, (day, id): (Date, &MeetingId)) -> anyhow::Result<()> {
    let (doing, here) = (acting(making, hospital, day)?, &hospital.facility.id);
    let mut conn = making.db.reader().await?;
    let own = meeting::find(&mut conn, here, id).await?.context("the meeting is there")?;
    let seen = meeting::facts(&mut conn, here, own).await?;
    drop(conn);
    let asking = making.asking(&hospital.facility, day);
    let papers = papers::as_concluded(&asking, &doing.means, seen.clone()).await?;
    in_tx(&making.db, move |tx| Box::pin(async move { meetings::conclude(tx, &doing, &seen, papers).await }))
        .await?;
    Ok(())
}

async fn plan(
    making: &Making,
    hospital: &Hospital,
    (today, day): (Date, Date),
    round: Option<RoundId>,
) -> anyhow::Result<MeetingId> {
    let (doing, wish) = (acting(making, hospital, today)?, wish(day, round));
    let planned = in_tx_or_excused(&making.db, move |tx| {
        Box::pin(async move { meetings::plan(tx, &doing, wish).await })
    });
    Ok(planned.await?)
}

fn wish(day: Date, round: Option<RoundId>) -> Wish {
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    Wish {
        title: TITLE.to_owned(),
        held_on: day,
        hours: "15:00～16:00".to_owned(),
        place: "第1会議室".to_owned(),
        agenda: "自己点検の結果\n改善計画の進み具合\n来年度の予算".to_owned(),
        round,
        invited: names(&INVITED),
        present: Vec::new(),
        reporters: names(&REPORTERS),
    }
}

fn decided(
    (kind, verdict): (Kind, Verdict),
    content: &str,
    (until, amount, action): (Option<Date>, Option<u64>, Option<ActionId>),
) -> Decided {
    Decided { kind, verdict, content: content.to_owned(), reason: String::new(), until, amount, action }
}

/// The administrator on a day.
fn acting(making: &Making, hospital: &Hospital, day: Date) -> anyhow::Result<Doing> {
    Ok(Doing { principal: hospital.administrator.clone(), means: making.means(day, 450)? })
}
