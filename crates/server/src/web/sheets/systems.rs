//! Who is to answer an item, and what is answered for each departmental system: ○ for the hospital only where all have it.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::assignment::systems;
use tenken_domain::calendar;
use tenken_domain::catalog::Item;
use tenken_domain::departmental_system::{SystemAnswer, lacking};
use tenken_domain::id::{ItemId, SystemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Denial, Object, Right};

use super::contents::moment;
use super::filter::{Asked, Filter};
use super::show::{self, SheetPage, Trouble};
use super::{Place, item};
use crate::actions::departmental_systems::{self, SystemAnswerRefusal, SystemStep, SystemWish};
use crate::actions::in_tx;
use crate::web::assignments;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::support::text::Text;

const MEMO: &str = "system_memo";
const LONGEST_MEMO: usize = 2000;

pub async fn submit(
    Path((round, list, id, system)): Path<(String, String, String, String)>,
    Query(asked): Query<Asked>,
    Posted { person, fields }: Posted,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let (system, filter) = (SystemId::new(system), Filter::from(asked).at(&item.id));
    if !systems(&place.assignees(&item.id)).contains(&system) {
        return Err(Denial::Invisible.into());
    }
    let permit = person.may(Right::AnswerForSystem, object(&person, &place, &system))?;
    let (mut problems, mut status) = (Problems::default(), StatusCode::UNPROCESSABLE_ENTITY);
    let wish = read(system, &fields, &mut problems)?;
    if problems.is_empty() {
        let (doing, sheet, id) = (permit.doing(), place.sheet(), item.id.clone());
        let saved = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departmental_systems::answer(tx, &doing, (&sheet, &id), wish).await })
        });
        match saved.await.map_err(refusal) {
            Ok(()) => {
                return reply::see(&format!("{}{}#item-{}", place.address(), filter.query(), item.id));
            }
            Err(Ok(refused)) => {
                let (code, field, sentence) = explain(refused);
                status = code;
                problems.add(field, sentence);
            }
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    let trouble = Trouble { form, item: Some(&item.id) };
    show::refused(&person, &place, &filter, (status, trouble)).await
}

fn object<'o>(person: &'o Person, place: &'o Place, system: &'o SystemId) -> Object<'o> {
    Object::System(person.facility_id(), &place.round, system)
}

fn read(system: SystemId, fields: &Fields, problems: &mut Problems) -> Result<SystemWish, WebError> {
    let change = match fields.get("mark").as_str() {
        "blank" => SystemStep::Blank,
        "undo" => SystemStep::Undo,
        code => SystemStep::Mark(Mark::from_code(code).ok_or(WebError::BadForm)?),
    };
    let memo = fields.optional(MEMO, LONGEST_MEMO, problems);
    Ok(SystemWish { system, change, memo, seen: fields.get("seen").parse().unwrap_or(0) })
}

/// Status, field and sentence of a refusal.
fn explain(refused: SystemAnswerRefusal) -> (StatusCode, &'static str, &'static str) {
    match refused {
        SystemAnswerRefusal::HandedIn => (StatusCode::UNPROCESSABLE_ENTITY, "mark", "sheet-withdraw-first"),
        SystemAnswerRefusal::MarkNotOnThisList => {
            (StatusCode::UNPROCESSABLE_ENTITY, "mark", "sheet-mark-not-on-this-list")
        }
        SystemAnswerRefusal::NoReason => (StatusCode::UNPROCESSABLE_ENTITY, MEMO, "system-no-reason"),
        SystemAnswerRefusal::NothingToUndo => (StatusCode::CONFLICT, "mark", "sheet-nothing-to-undo"),
        SystemAnswerRefusal::ChangedMeanwhile => (StatusCode::CONFLICT, "mark", "sheet-changed-meanwhile"),
    }
}

/// 担当：検査システム（令和8年12月10日まで）、管理 花子
pub fn assigned_to(page: &SheetPage<'_>, item: &Item) -> Markup {
    let text = page.permit.text;
    let own = assignments::of(&page.place.assignments, (&page.place.list.id, &item.id));
    let names: Vec<String> = own
        .map(|one| page.contents.assignees.with_due(text, (&one.assignee, one.due_in(&page.place.round))))
        .collect();
    html! { @if !names.is_empty() { p.hint { (text.text("sheet-assignee")) "：" (names.join("、")) } } }
}

/// Each system that is asked, with what it answered and, for whoever answers for it, the form.
pub fn view(page: &SheetPage<'_>, item: &Item) -> Markup {
    let (text, asked) = (page.permit.text, systems(&page.place.assignees(&item.id)));
    if asked.is_empty() {
        return html! {};
    }
    let answers = page.contents.systems.get(&item.id).map_or(&[][..], Vec::as_slice);
    html! {
        div.systems {
            h4 { (text.text("systems-of-item")) }
            p.hint { (text.text("systems-of-item-hint")) }
            (warning(page, item, lacking(&asked, answers)))
            @for system in &asked { (one(page, item, (system, answers.iter().find(|one| one.system == *system)))) }
        }
    }
}

/// A ○ of the hospital that a system does not share: it was there before the system was asked.
fn warning(page: &SheetPage<'_>, item: &Item, lacking: Vec<&SystemId>) -> Markup {
    let names = lacking.into_iter().filter_map(|system| page.contents.assignees.system(system));
    let names = names.collect::<Vec<_>>().join("、");
    html! {
        @if page.contents.marked.mark(item) == Some(Mark::Yes) && !names.is_empty() {
            p.warning { (page.permit.text.with("systems-yes-in-doubt", [("systems", names.into())])) }
        }
    }
}

/// Whether this person may answer for the system as the sheet stands now.
pub fn may_answer(page: &SheetPage<'_>, system: &SystemId) -> bool {
    let person = page.permit.person;
    let may = person.could(Right::AnswerForSystem, object(person, page.place, system));
    may && !page.contents.marked.sheet.is_handed_in()
}

fn one(page: &SheetPage<'_>, item: &Item, (system, answer): (&SystemId, Option<&SystemAnswer>)) -> Markup {
    let text = page.permit.text;
    let name = page.contents.assignees.system(system).unwrap_or_default();
    html! {
        div.system {
            (last_time(page, item, system))
            p { strong { (name) } "：" (standing(page, answer)) }
            @if let Some(answer) = answer.filter(|answer| !answer.memo.is_empty()) {
                p { (text.text("sheet-memo")) "：" (answer.memo) }
            }
            @if may_answer(page, system) { (answer_form(page, item, (system, name, answer))) }
        }
    }
}

/// What was answered for this system in the round before.
fn last_time(page: &SheetPage<'_>, item: &Item, system: &SystemId) -> Markup {
    let text = page.permit.text;
    let Some(last) = &page.contents.last else { return html! {} };
    let answers = last.systems.get(&item.id).into_iter().flatten();
    html! {
        @for answer in answers.filter(|one| one.system == *system) {
            div.last-time {
                p {
                    (text.with(
                        "sheet-last-time",
                        [
                            ("round", FluentValue::from(last.round.name.as_str())),
                            ("mark", FluentValue::from(text.of("sheet-mark", answer.mark.code()))),
                            ("day", FluentValue::from(calendar::both(calendar::day_of(answer.set_at)))),
                        ],
                    ))
                }
                @if !answer.memo.is_empty() { p { (text.text("sheet-memo")) "：" (answer.memo) } }
            }
        }
    }
}

fn standing(page: &SheetPage<'_>, answer: Option<&SystemAnswer>) -> String {
    let text = page.permit.text;
    let Some(answer) = answer else { return text.text("sheet-mark-none") };
    text.with(
        "system-standing",
        [
            ("mark", FluentValue::from(text.of("sheet-mark", answer.mark.code()))),
            ("by", FluentValue::from(answer.set_by.as_str())),
            ("at", FluentValue::from(moment(answer.set_at))),
        ],
    )
}

fn answer_form(
    page: &SheetPage<'_>,
    item: &Item,
    (system, name, answer): (&SystemId, &str, Option<&SystemAnswer>),
) -> Markup {
    let (text, address) = (page.permit.text, format!("{}/answers/{}", page.place.address(), item.id));
    let address = format!("{address}/systems/{system}{}", page.filter.query());
    let last = page.contents.system_changes.get(&(item.id.clone(), system.clone()));
    let trouble =
        page.trouble_at(item).filter(|trouble| trouble.form.fields.get("system") == system.as_str());
    let problem = trouble.and_then(|trouble| trouble.form.problems.at("mark", text));
    html! {
        form method="post" action=(address) {
            (form::token(page.permit))
            input type="hidden" name="system" value=(system);
            input type="hidden" name="seen" value=(last.map_or(0, |(revision, _)| *revision));
            (memo_field(trouble, text, (item, system, name), answer))
            div.marks role="group" aria-label={ (item::number(text, item)) " " (name) " " (text.text("sheet-mark")) } {
                @for mark in Mark::SETTLED {
                    (item::mark_button(text, (mark, answer.map(|answer| answer.mark)), None))
                }
                @if answer.is_some() {
                    button.quiet type="submit" name="mark" value="blank" { (text.text("sheet-mark-blank")) }
                }
                @if last.is_some_and(|(_, by)| by.as_ref() == Some(&page.permit.person.principal.account)) {
                    button.quiet type="submit" name="mark" value="undo" { (text.text("sheet-mark-undo")) }
                }
            }
            @if let Some(problem) = problem { p.problem { (problem) } }
        }
    }
}

/// What was typed where it was refused, what stands there elsewhere.
fn memo_field(
    trouble: Option<Trouble<'_>>,
    text: Text,
    (item, system, name): (&Item, &SystemId, &str),
    answer: Option<&SystemAnswer>,
) -> Markup {
    let id = format!("system-memo-{}-{system}", item.id);
    let stands = || answer.map(|answer| answer.memo.clone()).unwrap_or_default();
    let value = trouble.map_or_else(stands, |trouble| trouble.form.fields.get(MEMO));
    let problem = trouble.and_then(|trouble| trouble.form.problems.at(MEMO, text));
    html! {
        div.field {
            label for=(id) { (name) " " (text.text("sheet-memo")) }
            p.problem id={ "problem-" (id) } hidden[problem.is_none()] { (problem.as_deref().unwrap_or_default()) }
            textarea id=(id) name=(MEMO) rows="2" aria-describedby={ "problem-" (id) }
                aria-invalid=[problem.as_ref().map(|_| "true")] { (value) }
        }
    }
}
