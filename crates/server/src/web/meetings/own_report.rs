//! 状況報告 by whoever is asked for it: under the own name, the own department's or the own departmental system's.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::meeting::{Meeting, State, StatusReport};
use tenken_domain::permission::{Object, Right};
use tenken_store::meeting;

use super::{report, sentence};
use crate::actions::meetings::reporting_names;
use crate::actions::{in_tx, meetings};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// One report that is asked of this person.
pub struct Asked {
    meeting: Meeting,
    reporter: String,
    /// What was reported already.
    pub written: Option<StatusReport>,
}

/// Every report that this person is asked for, the next meeting first.
pub async fn asked(person: &Person) -> Result<Vec<Asked>, WebError> {
    let mut conn = person.app().db.reader().await?;
    let names = reporting_names(&mut conn, &person.principal).await?;
    let mut asked = Vec::new();
    for meeting in meeting::all(&mut conn, person.facility_id()).await? {
        let own: Vec<String> =
            meeting.reporters.iter().filter(|name| names.contains(name)).cloned().collect();
        if meeting.state != State::Open || own.is_empty() {
            continue;
        }
        let reports = meeting::reports(&mut conn, &meeting.id).await?;
        asked.extend(own.into_iter().map(|reporter| Asked {
            written: reports.iter().find(|one| one.reporter == reporter).cloned(),
            meeting: meeting.clone(),
            reporter,
        }));
    }
    asked.sort_by_key(|one| one.meeting.held_on);
    Ok(asked)
}

pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    reply::page(view(&permit, &asked(&person).await?, None))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let meeting = super::load(&person, &id).await?;
    let names = reporting_names(&mut person.app().db.reader().await?, &person.principal).await?;
    let reporter = fields.get("reporter");
    let object = Object::StatusReport(person.facility_id(), &reporter, &names);
    let permit = person.may(Right::ReportStatus, object)?;
    let mut problems = Problems::default();
    let report = report::read(&fields, &mut problems);
    if problems.is_empty() {
        let (doing, id) = (permit.doing(), meeting.id.clone());
        let written = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { meetings::report(tx, &doing, &id, report).await })
        });
        match written.await.map_err(refusal) {
            Ok(()) => return reply::see("/status-reports"),
            Err(Ok(refused)) => problems.add("", sentence(refused)),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &asked(&person).await?, Some((&meeting, form))))
}

fn view(permit: &Permit<'_>, asked: &[Asked], refused: Option<(&Meeting, Form<'_>)>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("own-reports-title"),
        &html! {
            h1 { (text.text("own-reports-title")) }
            p.hint { (text.text("own-reports-intro")) }
            @if let Some((_, form)) = refused { (form.summary()) }
            @if asked.is_empty() { p { (text.text("own-reports-none")) } }
            @for one in asked { (card(permit, one, refused)) }
        },
    )
}

/// The form of one report: what was refused, else what was reported already.
fn card(permit: &Permit<'_>, asked: &Asked, refused: Option<(&Meeting, Form<'_>)>) -> Markup {
    let (text, Asked { meeting, reporter, written }) = (permit.text, asked);
    let stored = Fields::new(written.iter().flat_map(fields_of).collect());
    let no_problems = Problems::default();
    let form = refused
        .filter(|(id, form)| id.id == meeting.id && form.fields.get("reporter") == *reporter)
        .map_or(Form { text, fields: &stored, problems: &no_problems }, |(_, form)| form);
    html! {
        section.card {
            h2 { (meeting.title) " " (calendar::japanese(meeting.held_on)) }
            p { (text.text("report-reporter")) "：" (reporter) }
            @match written {
                Some(written) => p.hint {
                    (text.with("own-report-written", [("at", calendar::moment(written.written_at).into()), ("by", written.written_by.as_str().into())]))
                },
                None => p.warning { (text.text("own-report-missing")) },
            }
            form method="post" action={ "/status-reports/" (meeting.id) } {
                (form::token(permit))
                input type="hidden" name="reporter" value=(reporter);
                (report::parts(form))
                (form.submit("report-save"))
            }
        }
    }
}

fn fields_of(report: &StatusReport) -> [(String, String); 3] {
    [("moved", &report.moved), ("stuck", &report.stuck), ("needed", &report.needed)]
        .map(|(name, value)| (name.to_owned(), value.clone()))
}
