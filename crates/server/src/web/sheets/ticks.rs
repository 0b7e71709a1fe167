//! The ministry's text of an item, and working ticks at its bullets: never scored, only to keep one's place.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Serialize;
use tenken_domain::catalog::Item;
use tenken_domain::id::ItemId;
use tenken_domain::permission::Denial;

use super::contents::clock_time;
use super::filter::{Asked, Filter};
use super::sender::{self, Sender};
use super::show::{self, SheetPage, Trouble};
use crate::actions::in_tx;
use crate::actions::sheets::{SheetIsHandedIn, set_ticks};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

/// What the script is told.
#[derive(Serialize)]
struct Told {
    state: &'static str,
    at: String,
}

pub async fn submit(
    Path((round, list, id)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    sender: Sender,
    Posted { person, fields }: Posted,
) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let permit = place.permit_to_answer_item(&person, &item.id)?;
    let ticks: BTreeSet<u64> = fields.all("tick").filter_map(|tick| tick.parse().ok()).collect();
    let (doing, sheet, id) = (permit.doing(), place.sheet(), item.id.clone());
    let at = clock_time(doing.means.now);
    let saved = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { set_ticks(tx, &doing, (&sheet, &id), &ticks).await })
    })
    .await;
    let filter = Filter::from(asked).at(&item.id);
    match (saved.map_err(refusal), sender) {
        (Ok(()), Sender::Script) => sender::saved(&Told { state: "saved", at }),
        (Ok(()), Sender::Page) => {
            reply::see(&format!("{}{}#item-{}", place.address(), filter.query(), item.id))
        }
        (Err(Ok(SheetIsHandedIn::WithdrawFirst)), Sender::Script) => {
            sender::not_saved(StatusCode::CONFLICT, "", &permit.text.text("sheet-withdraw-first"))
        }
        (Err(Ok(SheetIsHandedIn::WithdrawFirst)), Sender::Page) => {
            let mut problems = Problems::default();
            problems.add("mark", "sheet-withdraw-first");
            let form = Form { text: permit.text, fields: &fields, problems: &problems };
            let trouble = Trouble { form, item: Some(&item.id) };
            show::refused(&person, &place, &filter, (StatusCode::CONFLICT, trouble)).await
        }
        (Err(Err(error)), Sender::Script | Sender::Page) => Err(error),
    }
}

/// The text word for word; where it has bullets, each with a box to tick for those who fill the sheet in.
pub fn view(page: &SheetPage<'_>, item: &Item) -> Markup {
    let nothing = BTreeSet::new();
    let ticked = page.contents.ticks.get(&item.id).unwrap_or(&nothing);
    if item.bullets().next().is_none() || !page.is_open(item) {
        return html! { div.ministry lang="ja" { (lines(page, item, ticked)) } };
    }
    let text = page.permit.text;
    let address = format!("{}/answers/{}/ticks{}", page.place.address(), item.id, page.filter.query());
    html! {
        form.ticks.ministry method="post" action=(address) {
            (form::token(page.permit))
            (lines(page, item, ticked))
            p.hint { (text.text("sheet-ticks-hint")) }
            button.quiet type="submit" { (text.text("sheet-ticks-save")) }
        }
    }
}

fn lines(page: &SheetPage<'_>, item: &Item, ticked: &BTreeSet<u64>) -> Markup {
    let text = page.permit.text;
    html! {
        @for (line, bullet) in with_bullet_numbers(item) {
            @match bullet {
                None => p { (line) },
                Some(bullet) if page.is_open(item) => label.choice {
                    input type="checkbox" name="tick" value=(bullet) checked[ticked.contains(&bullet)]
                        autocomplete="off";
                    span { (line) }
                },
                Some(bullet) => p.bullet {
                    (line)
                    @if ticked.contains(&bullet) { " " span.hint { (text.text("sheet-ticked")) } }
                },
            }
        }
    }
}

/// Every line of the text; bullets with their number, from 0.
fn with_bullet_numbers(item: &Item) -> Vec<(&str, Option<u64>)> {
    let mut bullets = 0..;
    let mut number = |line: &str| if Item::is_bullet(line) { bullets.next() } else { None };
    item.text.iter().map(|line| (line.as_str(), number(line))).collect()
}
