//! The staff's departments and occupations over rounds: only what each closed round shows of them, hidden where it is hidden.

use maud::{Markup, html};
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Group, GroupKey};
use tenken_domain::trend::{Series, Subject};

use super::show::{Named, Past, chart};
use super::tables;
use crate::web::results::words::drawn;
use crate::web::support::text::Text;

/// So many groups are drawn beside the whole hospital where nobody has chosen one.
const DRAWN: usize = 3;

/// One axis, folded: a drawing, a choice of whom to draw, and every group's figures. Nothing for lists that groups do not answer.
pub fn view(text: Text, past: &Past, (list, axis): (&Checklist, &str), chosen: Option<&GroupKey>) -> Markup {
    let groups = groups(past, list, axis);
    if groups.is_empty() {
        return html! {};
    }
    let own = chosen.filter(|chosen| groups.iter().any(|group| group.key == **chosen));
    let title = format!("{}：{}", list.title, text.of("trend-groups", axis));
    let named: Vec<Named> = groups.iter().map(|group| named(list, group)).collect();
    html! {
        details id={ "trend-" (axis) } open[own.is_some()] {
            summary { (text.of("trend-groups", axis)) " (" (groups.len()) ")" }
            p.hint { (text.text("trend-groups-intro")) }
            (choice(text, axis, &groups, own))
            @if own.is_some_and(|own| is_never_shown(past, list, own)) { p { (text.text("trend-never-shown")) } }
            @if let Some(chart) = chart(text, past, (&title, &shown(text, past, (list, &groups), own))) {
                (drawn(&chart))
            }
            (tables::of_rates(text, past, (&title, &named)))
        }
    }
}

fn is_never_shown(past: &Past, list: &Checklist, group: &GroupKey) -> bool {
    Series::of(&past.facts, &Subject::Group(list.id.clone(), group.clone())).pieces().is_empty()
}

/// Every group that any of the rounds asked, as the latest of them knows it, in its order.
fn groups<'p>(past: &'p Past, list: &Checklist, axis: &str) -> Vec<&'p Group> {
    let mut groups: Vec<&Group> = Vec::new();
    let asked = past.facts.iter().rev().filter_map(|facts| facts.staff.as_ref());
    for staff in asked.filter(|staff| staff.list == list.id) {
        for group in staff.departments.iter().chain(&staff.occupations) {
            if group.key.axis() == axis && groups.iter().all(|known| known.key != group.key) {
                groups.push(group);
            }
        }
    }
    groups
}

fn named(list: &Checklist, group: &Group) -> Named {
    (group.name.clone(), Subject::Group(list.id.clone(), group.key.clone()))
}

/// The whole hospital beside the chosen group, or beside those that the latest round shows with the fewest ○.
fn shown(
    text: Text,
    past: &Past,
    (list, groups): (&Checklist, &[&Group]),
    chosen: Option<&GroupKey>,
) -> Vec<Named> {
    let whole = (text.text("whole-hospital"), Subject::List(list.id.clone()));
    let latest = |group: &&Group| {
        let series = Series::of(&past.facts, &Subject::Group(list.id.clone(), group.key.clone()));
        series.points.last().copied().flatten().and_then(|value| value.rate())
    };
    let beside: Vec<&Group> = match chosen {
        Some(chosen) => groups.iter().copied().filter(|group| group.key == *chosen).collect(),
        None => {
            let mut rated: Vec<(u64, &Group)> =
                groups.iter().filter_map(|group| Some((latest(group)?, *group))).collect();
            rated.sort_by_key(|(rate, _)| *rate);
            rated.into_iter().take(DRAWN).map(|(_, group)| group).collect()
        }
    };
    std::iter::once(whole).chain(beside.into_iter().map(|group| named(list, group))).collect()
}

fn choice(text: Text, axis: &str, groups: &[&Group], chosen: Option<&GroupKey>) -> Markup {
    html! {
        form.inline method="get" action={ "/trend#trend-" (axis) } {
            div.field {
                label for={ "choose-" (axis) } { (text.text("trend-drawn")) }
                select id={ "choose-" (axis) } name=(axis) {
                    option value="" { (text.text("trend-lowest")) }
                    @for group in groups {
                        option value=(group.key.id()) selected[chosen == Some(&group.key)] { (group.name) }
                    }
                }
            }
            button.quiet type="submit" { (text.text("trend-draw")) }
        }
    }
}
