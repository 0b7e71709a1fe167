//! Evidence of the sample hospital: for some ○ there is any, one piece has ended, another ends soon.

use anyhow::anyhow;
use jiff::Span;
use tenken_domain::id::{ChecklistId, ItemId};

use super::hospital::Hospital;
use super::making::Making;
use crate::actions::evidence::{self, Wish};
use crate::actions::stored_files::seal;
use crate::actions::uploads::Sent;
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

/// The item for which there is a file.
const FILED: (&str, &str) = ("administrator", "privacy-training");
const FILE: &str = "個人情報保護研修の記録.csv";
const CONTENT: &str = "\u{feff}開催日,内容,参加者数\r\n2026-09-03,個人情報の持ち出しと紛失,86\r\n2026-09-10,同上（夜勤者向け）,41\r\n";

pub async fn make(making: &Making, hospital: &Hospital) -> anyhow::Result<()> {
    let after = |days: i32| making.today.saturating_add(Span::new().days(days));
    for (list, item, place, ends, tried) in PIECES {
        let wish = Wish {
            list: ChecklistId::new(list),
            item: ItemId::new(item),
            place: place.to_owned(),
            file: None,
            valid_until: ends.map(after),
            restored_on: tried.map(|days| after(-days)),
        };
        record(making, hospital, wish).await?;
    }
    let (list, item) = FILED;
    let means = making.means(making.today.saturating_add(Span::new().days(-60)), 300)?;
    let sent = Sent { name: FILE.to_owned(), bytes: CONTENT.as_bytes().to_vec() };
    let file = seal(&means, sent).await?.map_err(|why| anyhow!("the sample's file: {why:?}"))?;
    let wish = Wish {
        list: ChecklistId::new(list),
        item: ItemId::new(item),
        place: String::new(),
        file: Some(file),
        valid_until: None,
        restored_on: None,
    };
    record(making, hospital, wish).await
}

async fn record(making: &Making, hospital: &Hospital, wish: Wish) -> anyhow::Result<()> {
    let day = making.today.saturating_add(Span::new().days(-60));
    let doing = Doing { principal: hospital.administrator.clone(), means: making.means(day, 300)? };
    in_tx_or_excused(&making.db, move |tx| Box::pin(async move { evidence::record(tx, &doing, wish).await }))
        .await?;
    Ok(())
}
