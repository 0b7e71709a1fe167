//! 要改善事項: the items the hospital marked ×, in the sheet's order.

use serde::Serialize;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::RoundFacts;
use tenken_domain::finding::{is_improvement, marked_in};

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
    let finding = |(list, item): (&'a Checklist, &'a Item)| Finding {
        list: name_of(list),
        number: item.number,
        viewpoint: item.viewpoint.map_or("-", |viewpoint| viewpoint.label()),
        title: &item.title,
    };
    marked_in(facts, is_improvement).into_iter().map(finding).collect()
}

/// Whether every number on these lists is the printed sheet's own.
pub(crate) fn numbers_are_certain(facts: &RoundFacts) -> bool {
    let sheets =
        facts.sheets.iter().map(|sheet| &sheet.list).chain(facts.staff.iter().map(|staff| &staff.list));
    !sheets.filter_map(|list| facts.catalog.checklist(list)).any(Checklist::has_uncertain_numbers)
}
