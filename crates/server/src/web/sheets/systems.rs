//! Who is to answer an item, and what is answered for each departmental system: ○ for the hospital only where all have it.

use axum::extract::Path;
use axum::http::StatusCode;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::assignment::systems;
use tenken_domain::catalog::Item;
use tenken_domain::departmental_system::SystemAnswer;
use tenken_domain::id::{ItemId, SystemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Denial, Object, Right};

use super::contents::moment;
use super::filter::{Asked, Filter};
use super::show::{self, SheetPage, Trouble};
use super::{Place, item};
use crate::actions::departmental_systems::{self, SystemAnswerRefusal};
use crate::actions::in_tx;
use crate::web::assignments;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const LONGEST_MEMO: usize = 2000;

pub async fn submit(
    Path((round, list, id, system)): Path<(String, String, String, String)>,
    Posted { person, fields }: Posted,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let (system, filter) = (SystemId::new(system), Filter::from(Asked::default()).at(&item.id));
    if !systems(&place.assignees(&item.id)).contains(&system) {
        return Err(Denial::Invisible.into());
    }
    let permit = person.may(Right::AnswerForSystem, object(&person, &place, &system))?;
    let mut problems = Problems::default();
    let (mark, memo) = read(&fields, &mut problems)?;
    if problems.is_empty() {
        let (doing, sheet, id) = (permit.doing(), place.sheet(), item.id.clone());
        let wish = (system, mark, memo);
        let saved = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departmental_systems::answer(tx, &doing, (&sheet, &id), wish).await })
        });
        match saved.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("{}#item-{}", place.address(), item.id)),
            Err(Ok(refused)) => problems.add("mark", sentence(refused)),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    let trouble = Trouble { form, item: Some(&item.id) };
    show::refused(&person, &place, &filter, (StatusCode::UNPROCESSABLE_ENTITY, trouble)).await
}

fn object<'o>(person: &'o Person, place: &'o Place, system: &'o SystemId) -> Object<'o> {
    Object::System(person.facility_id(), &place.round, system)
}

fn read(fields: &Fields, problems: &mut Problems) -> Result<(Mark, String), WebError> {
    let mark = Mark::from_code(&fields.get("mark")).ok_or(WebError::BadForm)?;
    Ok((mark, fields.optional("system_memo", LONGEST_MEMO, problems)))
}

fn sentence(refused: SystemAnswerRefusal) -> &'static str {
    match refused {
        SystemAnswerRefusal::HandedIn => "sheet-withdraw-first",
        SystemAnswerRefusal::MarkNotOnThisList => "sheet-mark-not-on-this-list",
        SystemAnswerRefusal::NoReason => "system-no-reason",
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
            @for system in &asked { (one(page, item, (system, answers.iter().find(|one| one.system == *system)))) }
        }
    }
}

fn one(page: &SheetPage<'_>, item: &Item, (system, answer): (&SystemId, Option<&SystemAnswer>)) -> Markup {
    let (text, person) = (page.permit.text, page.permit.person);
    let name = page.contents.assignees.system(system).unwrap_or_default();
    let may = person.could(Right::AnswerForSystem, object(person, page.place, system));
    html! {
        div.system {
            p { strong { (name) } "：" (standing(page, answer)) }
            @if let Some(answer) = answer.filter(|answer| !answer.memo.is_empty()) {
                p { (text.text("sheet-memo")) "：" (answer.memo) }
            }
            @if may && !page.contents.marked.sheet.is_handed_in() { (answer_form(page, item, (system, name, answer))) }
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
    let (text, id) = (page.permit.text, format!("system-memo-{}-{system}", item.id));
    let address = format!("{}/answers/{}/systems/{system}", page.place.address(), item.id);
    html! {
        form method="post" action=(address) {
            (form::token(page.permit))
            div.field {
                label for=(id) { (name) " " (text.text("sheet-memo")) }
                textarea id=(id) name="system_memo" rows="1" {
                    (answer.map(|answer| answer.memo.as_str()).unwrap_or_default())
                }
            }
            div.marks role="group" aria-label={ (item::number(text, item)) " " (name) " " (text.text("sheet-mark")) } {
                @for mark in Mark::SETTLED {
                    button type="submit" name="mark" value=(mark.code())
                        aria-pressed=(answer.is_some_and(|answer| answer.mark == mark)) {
                        (text.of("sheet-mark", mark.code()))
                    }
                }
            }
        }
    }
}
