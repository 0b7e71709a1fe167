//! 代行入力: a clerk types in paper sheets, one after the other; department and occupation stay chosen.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::audit::AuditEvent;
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, IdempotencyKey, OccupationId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::{Naming, Round, Slips};
use tenken_domain::slip::CodeProblem;
use tenken_store::audit;
use tenken_store::staff::{Asked, Axis, asked};

use super::items::{self, Filler};
use super::{LONGEST_NAME, key_of, marks_of, new_key};
use crate::actions::rounds::{staff_list, target};
use crate::actions::slips::{self, Card};
use crate::actions::staff_sheets::{self, Bringer, Filled, HandInRefusal, HandedIn, Marks};
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::workbooks;

const CODE: Field = Field::new("code", "slip-code").hint("paper-code-hint");
const DEPARTMENT: Field = Field::new("department", "department");
const OCCUPATION: Field = Field::new("occupation", "staff-occupation");
const FILLER: Field = Field::new("filler", "staff-filler");
const DAY: Field = Field::new("day", "staff-day").hint("day-hint");

/// What the page is made from.
struct Desk {
    round: Round,
    list: &'static Checklist,
    departments: Vec<(String, String)>,
    occupations: Vec<(String, String)>,
    /// Paper sheets typed into this round so far, by everybody.
    entered: u64,
    /// Sheets also come as files.
    uses_files: bool,
}

pub async fn page(
    person: Person,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Reply {
    let desk = desk(&person, &id).await?;
    let permit = person.may(Right::EnterPaper, Object::Round(person.facility_id(), &desk.round))?;
    let today = calendar::day_of(person.app().clock.now()).to_string();
    let fields = Fields::new([pairs, vec![("day".to_owned(), today)]].concat());
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    let key = new_key(&person.app().random);
    reply::page(view(&permit, &desk, form, (&key, &Marks::new())))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let desk = desk(&person, &id).await?;
    let permit = person.may(Right::EnterPaper, Object::Round(person.facility_id(), &desk.round))?;
    let (marks, key) = (marks_of(&fields, desk.list)?, key_of(&fields)?);
    let mut problems = Problems::default();
    let shown = (&key, &marks);
    let card = card(&person, &desk.round, &fields, &mut problems).await?;
    let Some(filled) = read(&desk, &fields, (shown, card), &mut problems) else {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, &desk, form, shown));
    };
    let again = chosen_again(&fields);
    let place = (person.facility_id(), &desk.round);
    let taken = staff_sheets::bring(&person.app().db, Bringer::Clerk(permit.doing()), place, filled).await;
    let status = match taken.map_err(refusal) {
        Ok(HandedIn { yes, .. }) => {
            // 無記名: how many ○ there were is nothing for an address, which stays in the browser's history.
            let saved = match desk.round.naming {
                Naming::Named => yes.to_string(),
                Naming::Anonymous => "yes".to_owned(),
            };
            return reply::see(&format!("/rounds/{}/paper?saved={saved}&{again}", desk.round.id));
        }
        Err(Ok(refusal)) => {
            note(refusal, &mut problems);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Err(WebError::Store(error))) => {
            tracing::error!(%error, "a paper sheet was not saved");
            problems.add("", "staff-not-saved");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(Err(error)) => return Err(error),
    };
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    Ok((status, Html(view(&permit, &desk, form, shown).into_string())).into_response())
}

async fn desk(person: &Person, id: &str) -> Result<Desk, WebError> {
    let round = load(person, id).await?;
    let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
    let list = staff_list(catalog, &round).ok_or(Denial::WrongState)?;
    let uses_files = workbooks::is_used(person).await?;
    let mut conn = person.app().db.reader().await?;
    let departments = options(asked(&mut conn, &round.id, Axis::Department).await?);
    let occupations = options(asked(&mut conn, &round.id, Axis::Occupation).await?);
    let entered = audit::count(&mut conn, AuditEvent::PaperSheetEntered, &target(&round)).await?;
    Ok(Desk { round, list, departments, occupations, entered, uses_files })
}

fn options(asked: Vec<Asked>) -> Vec<(String, String)> {
    let option = |one: Asked| match one.key? {
        GroupKey::Department(id) => Some((id.to_string(), one.name)),
        GroupKey::Occupation(id) => Some((id.to_string(), one.name)),
    };
    asked.into_iter().filter_map(option).collect()
}

/// The card whose code was written on the sheet, if one was.
async fn card(
    person: &Person,
    round: &Round,
    fields: &Fields,
    problems: &mut Problems,
) -> Result<Option<Card>, WebError> {
    let written = fields.get(CODE.name);
    if written.is_empty() {
        return Ok(None);
    }
    let app = person.app();
    let problem = match slips::typed(&mut app.db.reader().await?, &app.keys.secret, round, &written).await? {
        Ok(card) => return Ok(Some(card)),
        Err(Some(CodeProblem::Length)) => "slip-code-length",
        Err(Some(CodeProblem::Character)) => "slip-code-character",
        Err(Some(CodeProblem::Check)) => "slip-code-check",
        Err(None) => "paper-code-unknown",
    };
    problems.add(CODE, problem);
    Ok(None)
}

/// Department and occupation stay chosen for the next sheet, where they are chosen at all.
fn chosen_again(fields: &Fields) -> String {
    let chosen = [DEPARTMENT, OCCUPATION].map(|field| (field.name, fields.get(field.name)));
    serde_urlencoded::to_string(chosen).unwrap_or_default()
}

/// What a card says need not be written: its department, and where it bears a name occupation and 記入者 too.
fn read(
    desk: &Desk,
    fields: &Fields,
    ((key, marks), card): ((&IdempotencyKey, &Marks), Option<Card>),
    problems: &mut Problems,
) -> Option<Filled> {
    let has_code = !fields.get(CODE.name).is_empty();
    // Of a code that is wrong it is not known what its card says.
    let says_who = has_code && card.as_ref().is_none_or(|card| card.person.is_some());
    let filler = |problems: &mut Problems| {
        let name = fields.optional_line(FILLER, LONGEST_NAME, problems);
        if name.is_empty() && !says_who {
            problems.add(FILLER, "problem-required");
        }
        name
    };
    let (filler, day) = match desk.round.naming {
        Naming::Named => (filler(problems), fields.day(DAY, problems)),
        Naming::Anonymous => (String::new(), Some(Date::ZERO)),
    };
    let asked = [(DEPARTMENT, &desk.departments, has_code), (OCCUPATION, &desk.occupations, says_who)];
    for (field, known, is_on_card) in asked {
        let chosen = fields.get(field.name);
        if !is_on_card && !known.iter().any(|(id, _)| *id == chosen) {
            problems
                .add(field.name, if chosen.is_empty() { "problem-required" } else { "staff-unknown-choice" });
        }
    }
    if marks.values().all(Option::is_none) {
        problems.add("", "staff-empty");
    }
    problems.is_empty().then_some(Filled {
        department: DepartmentId::new(fields.get("department")),
        occupation: OccupationId::new(fields.get("occupation")),
        filler,
        day: day?,
        marks: marks.clone(),
        key: key.clone(),
        slip: card.map(|card| card.slip.id),
    })
}

fn note(refusal: HandInRefusal, problems: &mut Problems) {
    let (field, key) = match refusal {
        HandInRefusal::NotOpen | HandInRefusal::TooEarly | HandInRefusal::TooLate => {
            ("", "failure-wrong-state")
        }
        HandInRefusal::NoFiller => ("filler", "problem-required"),
        HandInRefusal::UnknownDepartment => ("department", "staff-unknown-choice"),
        HandInRefusal::UnknownOccupation => ("occupation", "staff-unknown-choice"),
        HandInRefusal::Empty => ("", "staff-empty"),
        HandInRefusal::MarkNotOnThisList | HandInRefusal::UnknownReceipt => ("", "failure-bad-form"),
        HandInRefusal::UnknownSlip => ("code", "paper-code-unknown"),
        HandInRefusal::SlipUsed => ("code", "paper-code-used"),
        HandInRefusal::TakenBefore => ("", "staff-taken-before"),
    };
    problems.add(field, key);
}

fn view(permit: &Permit<'_>, desk: &Desk, form: Form<'_>, (key, marks): (&IdempotencyKey, &Marks)) -> Markup {
    let text = permit.text;
    let address = format!("/rounds/{}/paper", desk.round.id);
    page::page_with_script(
        permit,
        (&text.text("paper-title"), "paper.js"),
        &html! {
            h1 { (text.text("paper-title")) }
            p { (desk.round.name) }
            (saved(form, desk))
            (form.summary())
            p.hint { (text.text("paper-recorded")) }
            @if desk.uses_files {
                p { a href={ "/rounds/" (desk.round.id) "/workbooks" } { (text.text("workbook-title")) } }
            }
            p.hint data-keys="" hidden { (text.text("paper-keys")) }
            form method="post" action=(address) autocomplete="off" data-paper=(desk.round.slips.code()) {
                (form::token(permit))
                input type="hidden" name="key" value=(key);
                @if desk.round.slips != Slips::None { (form.line(CODE, "text", "off")) }
                (form.select(DEPARTMENT, &with_none(&desk.departments, form)))
                (form.select(OCCUPATION, &with_none(&desk.occupations, form)))
                @match desk.round.naming {
                    Naming::Named => { (form.line(FILLER, "text", "off")) (form.line(DAY, "text", "off")) }
                    Naming::Anonymous => {}
                }
                (items::progress(text, desk.list, marks))
                (items::items(text, Filler::Clerk, desk.list, marks))
                (form.submit("paper-submit"))
            }
        },
    )
}

/// Nothing is chosen before somebody chooses.
fn with_none(options: &[(String, String)], form: Form<'_>) -> Vec<(String, String)> {
    let none = (String::new(), form.text.text("paper-choose"));
    std::iter::once(none).chain(options.iter().cloned()).collect()
}

fn saved(form: Form<'_>, desk: &Desk) -> Markup {
    let saved = form.fields.get("saved");
    let yes: Option<u64> = saved.parse().ok();
    let items = desk.list.items.len();
    html! {
        @if !saved.is_empty() && form.problems.is_empty() {
            p.done role="status" {
                @match yes {
                    Some(yes) => {
                        (form.text.with("paper-saved", [("yes", FluentValue::from(yes)), ("items", FluentValue::from(items))]))
                    }
                    None => (form.text.text("paper-saved-anonymous")),
                }
            }
        }
        p { (form.text.with("paper-entered", [("sheets", FluentValue::from(desk.entered))])) }
    }
}
