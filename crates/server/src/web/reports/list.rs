//! Which reports there are, and what is in each.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::facts::RoundFacts;
use tenken_domain::round::Round;
use tenken_report::{Format, Make, REPORTS, Report};

use crate::web::results;
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = super::permit(&person, &round)?;
    let facts = results::facts(&person, &round).await?;
    reply::page(view(&permit, &round, &facts))
}

fn view(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let text = permit.text;
    let title = format!("{} {}", text.text("reports-title"), round.name);
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { a href={"/rounds/" (round.id) "/result"} { (text.text("round-result")) } }
            p.hint { (text.text("reports-recorded")) }
            @for report in REPORTS {
                @match report.make {
                    Make::Sheet(_) => (sheets(text, round, facts, report)),
                    Make::Round(_) | Make::FullReport(_) => (section(text, report, &html! {
                        (files(text, &format!("/rounds/{}/reports/{}", round.id, report.id), &report.formats()))
                    })),
                    Make::GroupSheets(_)
                    | Make::WallPoster(_)
                    | Make::Posters(_)
                    | Make::Slips(_)
                    | Make::MissingLists(_)
                    | Make::RecoveryCodes(_)
                    | Make::Handbook(_)
                    | Make::Leaflet(_)
                    | Make::Plan(_)
                    | Make::BudgetRequest(_)
                    | Make::Board(_)
                    | Make::MeetingPapers(_)
                    | Make::Minutes(_)
                    | Make::Inquiry(_)
                    | Make::Training(_)
                    | Make::AttendanceList(_)
                    | Make::TrainingRecord(_) => {}
                }
            }
        },
    )
}

fn section(text: Text, report: &Report, files: &Markup) -> Markup {
    html! {
        section {
            h2 { (text.of("report", report.id)) }
            p { (text.of("report-inside", report.id)) }
            (files)
        }
    }
}

fn sheets(text: Text, round: &Round, facts: &RoundFacts<'_>, report: &Report) -> Markup {
    let lists = super::lists_on_paper(facts);
    let files = html! {
        @for list in &lists {
            h3 { (list.title) }
            (files(text, &format!("/rounds/{}/reports/{}/{}", round.id, list.id, report.id), &report.formats()))
        }
    };
    html! { @if !lists.is_empty() { (section(text, report, &files)) } }
}

/// One link a format, as large as a button.
pub fn files(text: Text, address: &str, formats: &[Format]) -> Markup {
    html! {
        p.inline {
            @for format in formats {
                a.button.quiet href={(address) "." (format.code())} { (text.of("format", format.code())) }
                " "
            }
        }
    }
}
