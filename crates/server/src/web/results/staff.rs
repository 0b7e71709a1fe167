//! The staff's result: the hospital's one line, each item, and items by department and by occupation.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::{Figure, Figures, Group, StaffFacts};
use tenken_domain::result::Share;
use tenken_report::chart::staff_rates_by_topic;

use super::improvements::number;
use super::{sheet, words};
use crate::web::collection;
use crate::web::support::text::Text;

/// `whose` names those the result is of: the whole hospital, or a head's department.
pub fn view(text: Text, whose: &str, catalog: &Catalog, staff: &StaffFacts) -> Markup {
    let Some(list) = catalog.checklist(&staff.list) else { return html! {} };
    html! {
        section #staff {
            h2 { (text.text("result-staff")) }
            p { (list.title) }
            dl.facts {
                dt { (text.text("collection-handed-in")) }
                dd {
                    (staff.handed_in) "/" (staff.asked) " (" (Share::new(staff.handed_in, staff.asked).rate()) ")"
                    @if staff.away > 0 { br; (collection::set_aside(text, staff.away)) }
                }
                dt { (text.text("result-of-check")) }
                dd { (words::figure(text, &staff.figures, staff.total())) }
            }
            @if staff.figures == Figures::AfterClose { p.note { (text.text("result-staff-after-close")) } }
            @else { (hiding(text, staff)) }
            (items(text, whose, list, staff))
            (sheet::by_topic(text, &staff_rates_by_topic(catalog, list, &staff.figures)))
            (groups(text, list, ("result-by-department", "department"), &staff.departments))
            (groups(text, list, ("result-by-occupation", "staff-occupation"), &staff.occupations))
        }
    }
}

fn hiding(text: Text, staff: &StaffFacts) -> Markup {
    html! { p.hint { (text.with("result-hiding", [("minimum", FluentValue::from(staff.minimum))])) } }
}

fn items(text: Text, whose: &str, list: &Checklist, staff: &StaffFacts) -> Markup {
    html! {
        h3 { (whose) }
        table.list {
            thead { tr {
                th.number scope="col" { (text.text("result-number")) }
                th scope="col" { (text.text("result-item")) }
                th scope="col" { (text.text("result-yes-rate")) }
            } }
            tbody {
                @for item in list.items_by_number() {
                    tr {
                        td.number { (number(item)) }
                        th scope="row" { (item.title) }
                        td { (words::figure(text, &staff.figures, staff.figures.of(&item.id))) }
                    }
                }
            }
        }
    }
}

/// A row a group, a column an item.
fn groups(text: Text, list: &Checklist, (title, kind): (&str, &str), groups: &[Group]) -> Markup {
    let title = text.text(title);
    html! {
        @if !groups.is_empty() {
            div.across {
                h3 { (title) }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    table.list {
                        thead { tr {
                            th scope="col" { (text.text(kind)) }
                            th.number scope="col" { (text.text("collection-handed-in")) }
                            @for item in list.items_by_number() { th scope="col" { (number(item)) " " (item.title) } }
                        } }
                        tbody { @for group in groups { (row(text, list, group)) } }
                    }
                }
            }
        }
    }
}

fn row(text: Text, list: &Checklist, group: &Group) -> Markup {
    html! {
        tr {
            th scope="row" { (group.name) }
            td.number { (group.handed_in) "/" (group.asked) }
            @match group.figures {
                Figures::AfterClose | Figures::TooFew => {
                    td colspan=(list.items.len()) { (words::why_not(text, &group.figures)) }
                }
                Figures::Shown { .. } => {
                    @for item in list.items_by_number() { td { (short(text, group.figures.of(&item.id))) } }
                }
            }
        }
    }
}

/// Both rates of a narrow cell; the second only where it differs.
fn short(text: Text, figure: Figure) -> Markup {
    match figure {
        Figure::Count(count) if count.as_printed() == count.applicable() => {
            html! { (words::share(count.as_printed())) }
        }
        Figure::Count(count) => html! {
            (words::share(count.as_printed())) br;
            (text.text("sheet-applicable")) " " (words::share(count.applicable()))
        },
        Figure::Printed(share) => html! { (words::share(share)) br; (words::not_split(text)) },
        Figure::Band(band) => html! { (words::band(text, band)) },
        Figure::Hidden => html! { (text.text("result-too-few")) },
    }
}
