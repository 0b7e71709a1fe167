//! 要改善事項: the items the hospital marked ×, in the sheet's order.

use serde::Serialize;
use tenken_domain::catalog::Certainty;
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;

/// One item marked ×.
#[derive(Serialize)]
pub(crate) struct Finding<'a> {
    list: &'a str,
    number: u32,
    viewpoint: &'static str,
    title: &'a str,
}

pub(crate) fn findings<'a>(facts: &'a RoundFacts<'_>) -> Vec<Finding<'a>> {
    let sheets = facts.sheets.iter().filter_map(|sheet| Some((sheet, facts.catalog.checklist(&sheet.list)?)));
    let findings = sheets.flat_map(|(sheet, list)| {
        let marked = list.items.iter().zip(sheet.marks(list));
        marked.filter(|(_, mark)| *mark == Some(Mark::No)).map(|(item, _)| Finding {
            list: &list.title,
            number: item.number,
            viewpoint: item.viewpoint.map_or("-", |viewpoint| viewpoint.label()),
            title: &item.title,
        })
    });
    findings.collect()
}

/// Whether every number on these lists is the printed sheet's own.
pub(crate) fn numbers_are_certain(facts: &RoundFacts) -> bool {
    let lists = facts.sheets.iter().filter_map(|sheet| facts.catalog.checklist(&sheet.list));
    lists.flat_map(|list| &list.items).all(|item| item.number_is == Certainty::Certain)
}
