//! 要改善事項: the items the hospital marked ×, in the sheet's order.

use serde::Serialize;
use tenken_domain::answer::effective_mark;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;

use super::name_of;

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
        let items = list.items_by_number().into_iter();
        let marked_no = |item: &&Item| effective_mark(item, &sheet.answers, &sheet.absent) == Some(Mark::No);
        items.filter(marked_no).map(|item| Finding {
            list: name_of(list),
            number: item.number,
            viewpoint: item.viewpoint.map_or("-", |viewpoint| viewpoint.label()),
            title: &item.title,
        })
    });
    findings.collect()
}

/// Whether every number on these lists is the printed sheet's own.
pub(crate) fn numbers_are_certain(facts: &RoundFacts) -> bool {
    let sheets =
        facts.sheets.iter().map(|sheet| &sheet.list).chain(facts.staff.iter().map(|staff| &staff.list));
    !sheets.filter_map(|list| facts.catalog.checklist(list)).any(Checklist::has_uncertain_numbers)
}
