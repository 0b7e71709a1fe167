//! Writing down what a responsible person reports before a meeting.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::meeting::{LONGEST_NAME, LONGEST_PART, Meeting, StatusReport};

use super::show::{Part, load_shown, view};
use super::{address, may_manage, sentence};
use crate::actions::meetings::Report;
use crate::actions::{in_tx, meetings};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::support::text::Text;

const REPORTER: Field = Field::new("reporter", "report-reporter");
const MOVED: Field = Field::new("moved", "report-moved").hint("report-part-hint");
const STUCK: Field = Field::new("stuck", "report-stuck");
const NEEDED: Field = Field::new("needed", "report-needed");

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let shown = load_shown(&person, &id).await?;
    let mut problems = Problems::default();
    let report = read(&fields, &mut problems);
    if problems.is_empty() {
        let (doing, id) = (permit.doing(), shown.meeting.id.clone());
        let written = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { meetings::report(tx, &doing, &id, report).await })
        });
        match written.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("{}#reports", address(&shown.meeting))),
            Err(Ok(refused)) => problems.add(REPORTER, sentence(refused)),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, Some((Part::Report, form))))
}

/// Reads what was typed; a report that says nothing is none.
pub fn read(fields: &Fields, problems: &mut Problems) -> Report {
    let report = Report {
        reporter: fields.one_line(REPORTER, LONGEST_NAME, problems),
        moved: fields.optional(MOVED, LONGEST_PART, problems),
        stuck: fields.optional(STUCK, LONGEST_PART, problems),
        needed: fields.optional(NEEDED, LONGEST_PART, problems),
    };
    if report.moved.is_empty() && report.stuck.is_empty() && report.needed.is_empty() {
        problems.add(MOVED, "report-empty");
    }
    report
}

/// The three parts.
pub fn parts(form: Form<'_>) -> Markup {
    html! { (form.lines(MOVED, 3)) (form.lines(STUCK, 3)) (form.lines(NEEDED, 3)) }
}

/// The form; whoever has not reported yet stands first.
pub fn form(permit: &Permit<'_>, (meeting, reports): (&Meeting, &[StatusReport]), form: Form<'_>) -> Markup {
    let missing = meeting.missing(reports);
    let written = meeting.reporters.iter().map(String::as_str).filter(|name| !missing.contains(name));
    let again = |name: &str| (name.to_owned(), format!("{name}{}", permit.text.text("report-again")));
    let first = missing.iter().map(|name| ((*name).to_owned(), (*name).to_owned()));
    let options: Vec<_> = first.chain(written.map(again)).collect();
    html! {
        details open[!form.problems.is_empty()] {
            summary { (permit.text.text("report-write")) }
            (form.summary())
            form method="post" action={ (address(meeting)) "/status-reports" } {
                (form::token(permit))
                (form.select(REPORTER, &options))
                (parts(form))
                (form.submit("report-save"))
            }
        }
    }
}

/// What was reported, and of whom nothing has come.
pub fn reports(text: Text, meeting: &Meeting, reports: &[StatusReport]) -> Markup {
    let missing = meeting.missing(reports);
    html! {
        @if !missing.is_empty() { p.warning { (text.text("report-missing")) "：" (missing.join("、")) } }
        @if !reports.is_empty() {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("report-reporter")) }
                    th scope="col" { (text.text("report-moved")) }
                    th scope="col" { (text.text("report-stuck")) }
                    th scope="col" { (text.text("report-needed")) }
                } }
                tbody { @for report in reports {
                    tr {
                        th scope="row" { (report.reporter) }
                        td.typed data-label=(text.text("report-moved")) { (report.moved) }
                        td.typed data-label=(text.text("report-stuck")) { (report.stuck) }
                        td.typed data-label=(text.text("report-needed")) { (report.needed) }
                    }
                } }
            }
        }
    }
}
