//! One training after the first finished round; the second shows what changed.

use anyhow::Context;
use jiff::Span;
use tenken_domain::catalog::builtin;
use tenken_domain::training::{PROPOSED, weakest_first};

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::Course;
use crate::actions::trainings::{self, Wish};
use crate::actions::{Doing, in_tx};
use crate::facts::{ClosedRounds, Sources, round_facts};

/// Made from the weakest items of a finished round, two months after it.
pub async fn make(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<()> {
    let mut conn = making.db.reader().await?;
    let round = tenken_store::round::find(&mut conn, &hospital.facility.id, &course.round.id).await?;
    let round = round.context("the round is there")?;
    let closed = ClosedRounds::default();
    let from = (Sources { catalogs: builtin(), closed: &closed }, course.catalog);
    let facts = round_facts(&mut conn, from, (&hospital.facility, &round), making.today).await?;
    drop(conn);
    let staff = facts.staff.context("the staff were asked")?;
    let list = course.catalog.checklist(&staff.list).context("a list")?;
    let weakest = weakest_first(list, &staff.figures).into_iter().take(PROPOSED);
    let held_on = round.period.until.saturating_add(Span::new().days(60));
    let wish = Wish {
        title: "情報セキュリティ研修".to_owned(),
        held_on,
        place: "大会議室".to_owned(),
        audience: "全職員".to_owned(),
        items: weakest.map(|item| item.id.clone()).collect(),
        attended: Some(186),
        note: "欠席者には資料を配付し、部署ごとに説明した。".to_owned(),
    };
    let doing = Doing { principal: hospital.administrator.clone(), means: making.means(held_on, 540)? };
    in_tx(&making.db, move |tx| {
        Box::pin(async move { trainings::record(tx, &doing, &round.id, wish).await })
    })
    .await?;
    Ok(())
}
