//! What single executives would answer before they meet (参考回答).

use std::collections::BTreeMap;

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::catalog::Audience;
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::opinion::Opinion;
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, opinion};

use super::sheets::{SheetPlace, hold};
use super::{Doing, Failure, Never, missing};

/// Replaces what this executive said of a sheet; items that are not named have no opinion.
pub async fn give(
    tx: &mut Tx,
    doing: &Doing,
    place: &SheetPlace,
    wish: BTreeMap<ItemId, (Mark, String)>,
) -> Result<(), Failure<Never>> {
    let held = hold(tx, doing, place).await?;
    doing.may(Right::GiveOpinion, Object::Round(doing.facility(), &held.round))?;
    let is_known = |(item, (mark, _)): (&ItemId, &(Mark, String))| {
        held.list.item(item).is_some() && Mark::SETTLED.contains(mark)
    };
    if held.list.audience != Audience::Executive || !wish.iter().all(is_known) {
        return Err(missing());
    }
    let opinion = |(item, (mark, memo)): (ItemId, (Mark, String))| {
        let (by, name) = (doing.principal.account.clone(), doing.principal.name.clone());
        Opinion { item, by, name, mark, memo, set_at: doing.means.now }
    };
    let opinions: Vec<Opinion> = wish.into_iter().map(opinion).collect();
    opinion::replace(tx, (&held.sheet.id, &doing.principal.account), &opinions).await?;
    let what = (AuditEvent::OpinionGiven, Target::new("sheet", &held.sheet.id));
    doing.record(tx, what, opinions.len().to_string()).await?;
    Ok(())
}
