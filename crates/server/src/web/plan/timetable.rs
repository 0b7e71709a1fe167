//! The timetable of a fiscal year, in the reader's language.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_report::chart::{Chart, Line, TimetableWords, timetable};
use tenken_report::plan::Planned;

use crate::web::results::words::drawn;
use crate::web::support::text::Text;

pub fn view(text: Text, (year, today): (i16, Date), planned: &[Planned]) -> Markup {
    let chart = chart(text, (year, today), planned);
    let undated = planned.iter().filter(|action| action.state.is_open() && action.due.is_none()).count();
    html! {
        @match chart {
            Some(chart) => (drawn(&chart)),
            None => p { (text.text("plan-timetable-none")) },
        }
        @if undated > 0 { p.hint { (text.with("plan-timetable-undated", [("count", undated.into())])) } }
    }
}

fn chart(text: Text, (year, today): (i16, Date), planned: &[Planned]) -> Option<Chart> {
    let name = calendar::japanese_fiscal_year(year);
    let title = text.with("plan-timetable", [("year", name.into())]);
    let legend = [text.text("plan-legend-bars"), text.text("plan-legend-lines")];
    let words = TimetableWords { title: &title, legend: &legend.each_ref().map(String::as_str) };
    let label = |action: &Planned| match action.owner.as_str() {
        "" => action.title.clone(),
        owner => format!("{}（{owner}）", action.title),
    };
    let lines: Vec<Line> = planned.iter().filter_map(|action| action.line(&label(action))).collect();
    timetable(words, year, today, &lines)
}
