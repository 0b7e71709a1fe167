//! The staff's result: the hospital's one line, each item with what changed since the last round, and items by department
//! and by occupation.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::change::Changes;
use tenken_domain::facts::{Figures, Group, GroupKey, RoundFacts, StaffFacts};
use tenken_domain::finding::STAFF_RATE_WANTED;
use tenken_domain::occupation::Affiliation;
use tenken_domain::result::Share;
use tenken_report::chart::staff_rates_by_topic;

use super::improvements::number;
use super::sheet;
use super::words::{self, CellWords};
use crate::web::collection;
use crate::web::support::text::Text;

/// The whole hospital and every group of it.
pub fn whole(text: Text, facts: &RoundFacts<'_>) -> Markup {
    let Some((staff, list)) = asked(facts) else { return html! {} };
    let of = |affiliation| staff.occupations_of(affiliation).collect::<Vec<_>>();
    let departments: Vec<&Group> = staff.departments.iter().collect();
    html! {
        section #staff {
            h2 { (text.text("result-staff")) }
            p { (list.title) }
            (returned(text, (staff.handed_in, staff.asked, staff.away), &words::figure(text, &staff.figures, staff.total())))
            (legend(text, facts, staff))
            (items(text, facts, None))
            (sheet::by_topic(text, &staff_rates_by_topic(facts.catalog, list, &staff.figures)))
            (groups(text, facts, ("result-by-department", "department"), &departments))
            (groups(text, facts, ("result-by-occupation", "staff-occupation"), &of(Affiliation::Staff)))
            (groups(text, facts, ("result-by-contractor", "staff-occupation"), &of(Affiliation::Contractor)))
        }
    }
}

/// A head's own department beside the whole hospital.
pub fn of_group(text: Text, facts: &RoundFacts<'_>, own: &Group) -> Markup {
    let Some((staff, list)) = asked(facts) else { return html! {} };
    let total = match &own.figures {
        Figures::Shown { total, .. } => words::figure(text, &own.figures, *total),
        Figures::AfterClose | Figures::TooFew => html! { (words::why_not(text, &own.figures)) },
    };
    html! {
        section #staff {
            h2 { (text.text("result-staff")) }
            p { (list.title) }
            h3 { (own.name) }
            (returned(text, (own.handed_in, own.asked, own.away), &total))
            (legend(text, facts, staff))
            (items(text, facts, Some(own)))
            (sheet::by_topic(text, &staff_rates_by_topic(facts.catalog, list, &own.figures)))
        }
    }
}

fn asked<'f>(facts: &'f RoundFacts<'_>) -> Option<(&'f StaffFacts, &'f Checklist)> {
    let staff = facts.staff.as_ref()?;
    Some((staff, facts.catalog.checklist(&staff.list)?))
}

fn returned(text: Text, (handed_in, asked, away): (u64, u64, u64), total: &Markup) -> Markup {
    html! {
        dl.facts {
            dt { (text.text("collection-handed-in")) }
            dd {
                (handed_in) "/" (asked) " (" (Share::new(handed_in, asked).rate()) ")"
                @if away > 0 { br; (collection::set_aside(text, away)) }
            }
            dt { (text.text("result-of-check")) }
            dd { (total) }
        }
    }
}

/// What is hidden and why, and what the marks mean.
fn legend(text: Text, facts: &RoundFacts<'_>, staff: &StaffFacts) -> Markup {
    if staff.figures == Figures::AfterClose {
        return html! { p.note { (text.text("result-staff-after-close")) } };
    }
    html! {
        p.hint { (text.with("result-hiding", [("minimum", FluentValue::from(staff.minimum))])) }
        p.hint { (text.with("result-weak-means", [("percent", FluentValue::from(STAFF_RATE_WANTED))])) }
        p.hint {
            @match &facts.previous {
                Some(previous) => {
                    (text.with("result-difference-means", [("round", FluentValue::from(previous.round.as_str()))]))
                    " " (text.text("result-by-chance-means"))
                }
                None => (text.text("result-no-previous")),
            }
        }
    }
}

fn changes(
    facts: &RoundFacts<'_>,
    (key, figures): (Option<&GroupKey>, &Figures),
    item: &Item,
) -> Option<Changes> {
    let previous = facts.previous.as_ref()?;
    previous.changes(key, (&item.id, figures.of(&item.id)))
}

/// A row an item: the own group, if there is one, then the whole hospital.
fn items(text: Text, facts: &RoundFacts<'_>, own: Option<&Group>) -> Markup {
    let Some((staff, list)) = asked(facts) else { return html! {} };
    let whole = text.text("whole-hospital");
    let own = own.map(|own| (own.name.as_str(), Some(&own.key), &own.figures));
    let columns: Vec<(&str, Option<&GroupKey>, &Figures)> =
        own.into_iter().chain([(whole.as_str(), None, &staff.figures)]).collect();
    let said = CellWords::of(text);
    html! {
        @if columns.len() == 1 { h3 { (whole) } }
        (words::wide(&text.text("result-staff"), &html! {
            table.list.stacked {
                thead { tr {
                    th.number scope="col" { (text.text("result-number")) }
                    th scope="col" { (text.text("result-item")) }
                    @for (name, _, _) in &columns {
                        th scope="col" { (name) " " (text.text("result-yes-rate")) }
                        th scope="col" { (text.text("result-difference")) }
                    }
                } }
                tbody {
                    @for item in list.items_by_number() {
                        tr {
                            td.number data-label=(text.text("result-number")) { (number(item)) }
                            th scope="row" { (item.title) }
                            @for (name, key, figures) in &columns {
                                td data-label=(name) { (said.weak(figures.of(&item.id))) (words::figure(text, figures, figures.of(&item.id))) }
                                td data-label=(text.text("result-difference")) { (said.difference(changes(facts, (*key, figures), item))) }
                            }
                        }
                    }
                }
            }
        }))
    }
}

/// A row a group, a column an item.
fn groups(text: Text, facts: &RoundFacts<'_>, (title, kind): (&str, &str), groups: &[&Group]) -> Markup {
    let Some((_, list)) = asked(facts) else { return html! {} };
    let (title, handed_in, said) = (text.text(title), text.text("collection-handed-in"), CellWords::of(text));
    html! {
        @if !groups.is_empty() {
            div.across {
                h3 { (title) }
                p.hint { (text.text("result-cell-means")) }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    table.list.stacked {
                        thead { tr {
                            th scope="col" { (text.text(kind)) }
                            th.number scope="col" { (handed_in) }
                            @for item in list.items_by_number() { th scope="col" { (number(item)) " " (item.title) } }
                        } }
                        tbody {
                            @for group in groups {
                                tr {
                                    th scope="row" { (group.name) }
                                    td.number data-label=(handed_in) { (group.handed_in) "/" (group.asked) }
                                    (cells(text, (facts, list), group, &said))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cells(
    text: Text,
    (facts, list): (&RoundFacts<'_>, &Checklist),
    group: &Group,
    said: &CellWords,
) -> Markup {
    html! {
        @match group.figures {
            Figures::AfterClose | Figures::TooFew => {
                td colspan=(list.items.len()) { (words::why_not(text, &group.figures)) }
            }
            Figures::Shown { .. } => {
                @for item in list.items_by_number() {
                    td data-label=(item.title) {
                        (said.narrow(
                            group.figures.of(&item.id),
                            changes(facts, (Some(&group.key), &group.figures), item),
                        ))
                    }
                }
            }
        }
    }
}
