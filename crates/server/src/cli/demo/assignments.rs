//! Who answers what in the sample hospital, what a departmental system lacks, a discussion of it, and the director's own
//! opinion.

use anyhow::Context;
use jiff::Span;
use tenken_domain::assignment::Assignee;
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::Principal;

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::Course;
use crate::actions::assignments::{self, Wish};
use crate::actions::departmental_systems::{SystemStep, SystemWish};
use crate::actions::sheets::SheetPlace;
use crate::actions::{Doing, departmental_systems, in_tx, in_tx_or_excused, opinions, remarks};

const LIST: &str = "administrator";
/// What every departmental system is asked.
const ASKED: [&str; 3] = ["access-log", "unsupported-device", "malware-protection"];
/// What the ward answers for the hospital.
const WARDS: [&str; 2] = ["boot-password", "portable-ledger"];
/// Item, mark and memo of the laboratory.
const ANSWERS: [(&str, Mark, &str); 2] = [
    ("malware-protection", Mark::Yes, ""),
    ("unsupported-device", Mark::No, "分析装置2台の操作端末のOSがサポート終了。令和9年3月に更新予定。"),
];
const DISCUSSED: &str = "unsupported-device";
/// What the director would answer before the meeting.
const OPINIONS: [(&str, Mark, &str); 3] = [
    ("policy", Mark::Yes, "第3版を承認済み"),
    ("budget-people", Mark::No, "来年度予算で専任1名を検討"),
    ("csirt", Mark::No, "夜間の連絡先が決まっていない"),
];

pub async fn make(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<()> {
    // After the sheets were filled in.
    let day = making.today.saturating_sub(Span::new().days(1));
    let due = Some(making.today.saturating_add(Span::new().days(5)));
    let by = |principal: &Principal, minutes| {
        anyhow::Ok(Doing { principal: principal.clone(), means: making.means(day, minutes)? })
    };
    let ward = Assignee::Department(hospital.ward(making)?);
    let systems = hospital.systems.iter().map(|one| (Assignee::System(one.id.clone()), &ASKED[..]));
    for (assignee, items) in systems.chain([(ward, &WARDS[..])]) {
        let items = items.iter().map(|item| (ChecklistId::new(LIST), ItemId::new(*item))).collect();
        let (doing, wish) = (by(&hospital.administrator, 100)?, Wish { items, assignee, due });
        in_tx(&making.db, move |tx| Box::pin(async move { assignments::assign(tx, &doing, wish).await }))
            .await?;
    }
    let place = SheetPlace { round: course.round.id.clone(), list: ChecklistId::new(LIST) };
    let own = hospital.system_manager.role.system().context("部門システムがありません")?;
    for (item, mark, memo) in ANSWERS {
        let (doing, place, item) = (by(&hospital.system_manager, 120)?, place.clone(), ItemId::new(item));
        let (system, change) = (own.clone(), SystemStep::Mark(mark));
        let wish = SystemWish { system, change, memo: memo.to_owned(), seen: 0 };
        in_tx(&making.db, move |tx| {
            Box::pin(async move { departmental_systems::answer(tx, &doing, (&place, &item), wish).await })
        })
        .await?;
    }
    for (who, minutes, said) in [
        (&hospital.administrator, 180, "更新までのあいだ、院内ネットワークから切り離せますか。"),
        (
            &hospital.system_manager,
            200,
            "1台は切り離し済みです。もう1台は検査結果の送信に必要なため、通信先を限定しました。",
        ),
    ] {
        let (doing, place) = (by(who, minutes)?, place.clone());
        in_tx_or_excused(&making.db, move |tx| {
            Box::pin(async move {
                remarks::add(tx, &doing, (&place, &ItemId::new(DISCUSSED)), said.to_owned()).await
            })
        })
        .await?;
    }
    let said = OPINIONS.map(|(item, mark, memo)| (ItemId::new(item), (mark, memo.to_owned())));
    let (doing, list) = (by(&hospital.executive, 240)?, ChecklistId::new("executive"));
    let place = SheetPlace { list, ..place };
    in_tx(&making.db, move |tx| {
        Box::pin(async move { opinions::give(tx, &doing, &place, said.into()).await })
    })
    .await?;
    Ok(())
}
