//! The timetables of fiscal years, in the reader's language: this year's and what is to come, earlier ones folded.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar::{self, fiscal_year};
use tenken_report::chart::{Line, TimetableWords, timetable, timetable_years};
use tenken_report::plan::Planned;

use crate::web::results::words::drawn;
use crate::web::support::text::Text;

pub fn view(text: Text, today: Date, planned: &[Planned]) -> Markup {
    let label = |action: &Planned| match action.owner.as_str() {
        "" => action.title.clone(),
        owner => format!("{}（{owner}）", action.title),
    };
    let lines: Vec<Line> = planned.iter().filter_map(|action| action.line(&label(action))).collect();
    let this = fiscal_year(today);
    let (past, to_come): (Vec<i16>, Vec<i16>) =
        timetable_years(today, &lines).into_iter().partition(|year| *year < this);
    let undated = planned.iter().filter(|action| action.state.is_open() && action.due.is_none()).count();
    html! {
        @if to_come.is_empty() { p { (text.text("plan-timetable-none")) } }
        @for year in to_come { (of_year(text, (year, today), &lines)) }
        @if undated > 0 { p.hint { (text.with("plan-timetable-undated", [("count", undated.into())])) } }
        @if !past.is_empty() {
            details {
                summary { (text.text("plan-timetable-past")) }
                @for year in past.into_iter().rev() { (of_year(text, (year, today), &lines)) }
            }
        }
    }
}

fn of_year(text: Text, (year, today): (i16, Date), lines: &[Line]) -> Markup {
    let title = text.with("plan-timetable", [("year", calendar::japanese_fiscal_year(year).into())]);
    let legend = ["plan-legend-bars", "plan-legend-lines", "plan-legend-edges"].map(|key| text.text(key));
    let legend = legend.each_ref().map(String::as_str);
    let chart = timetable(TimetableWords { title: &title, legend: &legend }, year, today, lines);
    html! { @if let Some(chart) = chart { (drawn(&chart)) } }
}
