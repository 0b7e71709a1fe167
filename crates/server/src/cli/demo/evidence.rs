//! Evidence of the sample hospital: for some ○ there is any, one piece has ended, another ends soon.

use jiff::Span;
use tenken_domain::id::{ChecklistId, ItemId};

use super::hospital::Hospital;
use super::making::Making;
use crate::actions::evidence::{self, Wish};
use crate::actions::{Doing, in_tx_or_excused};

type Days = Option<i32>;
type Piece = (&'static str, &'static str, &'static str, Days, Days);

/// List, item, what and where, days until it ends, days since restoring was tried.
const PIECES: [Piece; 5] = [
    ("executive", "policy", "情報セキュリティ基本方針 第3版（総務課キャビネット3）", None, None),
    ("executive", "backup-rule", "バックアップ運用手順書（医療情報室 棚2）", Some(400), Some(75)),
    ("administrator", "vulnerability-scan", "脆弱性検査報告書（医療情報室 棚1）", Some(-20), None),
    ("administrator", "two-factor", "二要素認証の設定記録（医療情報室 棚1）", Some(30), None),
    ("administrator", "drill", "訓練実施記録（総務課キャビネット3）", None, None),
];

pub async fn make(making: &Making, hospital: &Hospital) -> anyhow::Result<()> {
    let after = |days: i32| making.today.saturating_add(Span::new().days(days));
    for (list, item, place, ends, tried) in PIECES {
        let wish = Wish {
            list: ChecklistId::new(list),
            item: ItemId::new(item),
            place: place.to_owned(),
            valid_until: ends.map(after),
            restored_on: tried.map(|days| after(-days)),
        };
        let doing =
            Doing { principal: hospital.administrator.clone(), means: making.means(after(-60), 300)? };
        in_tx_or_excused(&making.db, move |tx| {
            Box::pin(async move { evidence::record(tx, &doing, wish).await })
        })
        .await?;
    }
    Ok(())
}
