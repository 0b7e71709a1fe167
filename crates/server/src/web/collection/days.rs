//! Day by day: the sheets of each group, and the running total of the whole; the last day first.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::collection::{Days, Step, Window};

use super::show::{Board, name_of_whole};
use crate::web::results::words::wide;
use crate::web::support::text::Text;

/// Most days that stand in columns of their own; a page of more is slow to read and to send.
const MOST_DAYS: usize = 60;

pub fn view(text: Text, board: &Board, course: &[Step]) -> Markup {
    if course.is_empty() {
        return html! {};
    }
    let title = text.text("collection-by-day");
    let window = Window::of(course, MOST_DAYS);
    html! {
        div.across {
            h2 { (title) }
            p.hint { (text.text("collection-by-day-hint")) }
            (wide(&title, &table(text, board, (course, &window))))
        }
    }
}

fn table(text: Text, board: &Board, (course, window): (&[Step], &Window)) -> Markup {
    let columns = window.days.len() + 1 + usize::from(window.has_earlier);
    html! {
        table.list.days {
            thead { tr {
                th scope="col" { (name_of_whole(text, board)) }
                @for (nth, day) in window.days.iter().enumerate() {
                    th.number scope="col" { (heading(*day, nth.checked_sub(1).map(|left| window.days[left]))) }
                }
                @if window.has_earlier { th.number scope="col" { (text.text("collection-earlier")) } }
            } }
            tbody {
                (row(&text.text("collection-each-day"), &board.whole.days, window))
                tr {
                    th scope="row" { (text.text("collection-total")) }
                    @for step in course.iter().rev().take(window.days.len()) { td.number { strong { (step.total) } } }
                    @if window.has_earlier { td.number { (window.earlier(&board.whole.days)) } }
                }
            }
            @for section in &board.sections {
                tbody {
                    tr { th.group scope="rowgroup" colspan=(columns) { (text.text(section.kind.title())) } }
                    @for one in &section.rows { (row(&one.asked.name, &one.days, window)) }
                }
            }
        }
    }
}

/// `11/22`, with the year where it changes.
fn heading(day: Date, left: Option<Date>) -> Markup {
    html! {
        @if left.is_none_or(|left| left.year() != day.year()) { small { (day.year()) } br; }
        time datetime=(day) { (day.month()) "/" (day.day()) }
    }
}

fn row(name: &str, days: &Days, window: &Window) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            @for day in &window.days {
                td.number { @if let Some(sheets) = days.get(day) { (sheets) } }
            }
            @if window.has_earlier { td.number { (window.earlier(days)) } }
        }
    }
}
