//! 記入者 and 日付 of a sheet; the same form hands the sheet in.

use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;

use super::Place;
use super::filter::{Asked, Filter};
use super::show::{self, SheetPage, Trouble};
use crate::actions::in_tx;
use crate::actions::sheets::{SheetIsHandedIn, set_header};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

const FILLER: Field = Field::new("filler", "sheet-filler").hint("sheet-filler-hint");
const FILLED_ON: Field = Field::new("filled_on", "sheet-date").hint("day-hint");

pub async fn submit(Path((round, list)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let permit = place.permit_to_answer(&person)?;
    let mut problems = Problems::default();
    let wish = read(&fields, &mut problems);
    if !problems.is_empty() {
        return refused(&permit, &place, (StatusCode::UNPROCESSABLE_ENTITY, &fields, &problems)).await;
    }
    let (doing, sheet) = (permit.doing(), place.sheet());
    let saved = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { set_header(tx, &doing, &sheet, wish).await })
    })
    .await;
    match saved.map_err(refusal) {
        Ok(()) => reply::see(&place.address()),
        Err(Ok(SheetIsHandedIn::WithdrawFirst)) => {
            problems.add("", "sheet-withdraw-first");
            refused(&permit, &place, (StatusCode::CONFLICT, &fields, &problems)).await
        }
        Err(Err(error)) => Err(error),
    }
}

/// Reads both fields; either may still be empty.
pub fn read(fields: &Fields, problems: &mut Problems) -> (String, Option<Date>) {
    let filler = fields.optional(FILLER, 60, problems);
    let filled_on = fields.optional_day(FILLED_ON, problems);
    (filler, filled_on)
}

/// The sheet again, with problems at 記入者 and 日付.
pub async fn refused(
    permit: &Permit<'_>,
    place: &Place,
    (status, fields, problems): (StatusCode, &Fields, &Problems),
) -> Reply {
    let form = Form { text: permit.text, fields, problems };
    let filter = Filter::from(Asked::default());
    show::refused(permit.person, place, &filter, (status, Trouble { form, item: None })).await
}

/// Both fields and 提出 for those who may write; for the others what stands there.
pub fn view(page: &SheetPage<'_>) -> Markup {
    let (text, sheet) = (page.permit.text, &page.contents.marked.sheet);
    if !page.is_editable() {
        return html! {
            dl.facts {
                dt { (text.text("sheet-filler")) }
                dd { (sheet.filler) }
                dt { (text.text("sheet-date")) }
                dd { @if let Some(day) = sheet.filled_on { (calendar::both(day)) } }
            }
        };
    }
    let today = calendar::day_of(page.permit.person.app().clock.now());
    let stored = Fields::new(vec![
        ("filler".to_owned(), sheet.filler.clone()),
        ("filled_on".to_owned(), calendar::japanese(sheet.filled_on.unwrap_or(today))),
    ]);
    let no_problems = Problems::default();
    let form = match page.trouble {
        Some(trouble) if trouble.item.is_none() => trouble.form,
        Some(_) | None => Form { text, fields: &stored, problems: &no_problems },
    };
    let address = page.place.address();
    html! {
        section.card aria-label=(text.text("sheet-header")) {
            form method="post" action={ (address) "/header" } {
                (form::token(page.permit))
                (form.line(FILLER, "text", "off"))
                (form.line(FILLED_ON, "text", "off"))
                button.quiet type="submit" { (text.text("sheet-header-save")) }
                " "
                button.primary type="submit" formaction={ (address) "/handing-in" } { (text.text("sheet-hand-in")) }
                p.hint { (text.text("sheet-hand-in-hint")) }
            }
        }
    }
}
