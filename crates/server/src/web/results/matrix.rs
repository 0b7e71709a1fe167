//! Audience × viewpoint: which part of the hospital is weak. Staff have no viewpoints and so a column of their own.

use maud::{Markup, html};
use tenken_domain::catalog::Viewpoint;
use tenken_domain::facts::{RoundFacts, SheetFacts, StaffFacts};

use super::words;
use crate::web::collection;
use crate::web::support::text::Text;

pub fn view(text: Text, facts: &RoundFacts<'_>) -> Markup {
    let title = text.text("result-matrix");
    html! {
        section #matrix {
            h2 { (title) }
            p.hint { (text.text("result-matrix-hint")) }
            (words::wide(&title, &table(text, facts)))
        }
    }
}

fn table(text: Text, facts: &RoundFacts<'_>) -> Markup {
    html! {
        table.list {
            thead { tr {
                th scope="col" { (text.text("result-audience")) }
                @for viewpoint in Viewpoint::ALL { th scope="col" { (viewpoint.label()) } }
                th scope="col" { (text.text("result-staff")) }
            } }
            tbody {
                @for sheet in &facts.sheets { (row(text, facts, sheet)) }
                @if let Some(staff) = &facts.staff { (staff_row(text, facts, staff)) }
            }
        }
    }
}

fn row(text: Text, facts: &RoundFacts<'_>, sheet: &SheetFacts) -> Markup {
    let Some(list) = facts.catalog.checklist(&sheet.list) else { return html! {} };
    html! {
        tr {
            th scope="row" { (list.title) }
            @for row in sheet.result(list) { td { (words::cell(text, row.rates)) } }
            td { "-" }
        }
    }
}

fn staff_row(text: Text, facts: &RoundFacts<'_>, staff: &StaffFacts) -> Markup {
    let title = facts.catalog.checklist(&staff.list).map_or("", |list| list.title.as_str());
    html! {
        tr {
            th scope="row" {
                (title) br;
                (text.text("collection-handed-in")) " " (staff.handed_in) "/" (staff.asked)
                @if staff.away > 0 { br; small { (collection::set_aside(text, staff.away)) } }
            }
            @for _ in Viewpoint::ALL { td { "-" } }
            td { (words::figure(text, &staff.figures, staff.total())) }
        }
    }
}
