//! 要確認事項: items that are still 確認中, those that have been so for longest first.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::current::{Current, since, was_marked};
use tenken_domain::finding::{is_pending, marked_in};
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_store::{answer, sheet};

use crate::web::plan::Known;
use crate::web::sheets;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// One item, and since when.
pub struct Pending<'c> {
    list: &'c Checklist,
    item: &'c Item,
    /// 確認中（院内） or 確認中（事業者）: the code of the mark.
    mark: &'static str,
    since: Date,
    days: i64,
}

/// Counted from the first time it was said since anything else was, in whichever round that was.
pub async fn load(
    person: &Person,
    known: &Known,
    current: &Current<'static>,
) -> Result<Vec<Pending<'static>>, WebError> {
    let marked = marked_in(&current.facts, is_pending);
    if marked.is_empty() {
        return Ok(Vec::new());
    }
    let today = calendar::day_of(person.app().clock.now());
    let history = known.history(&person.asking()).await?;
    let set = set_on(person, current).await?;
    let mut pending: Vec<Pending<'_>> = Vec::new();
    for (list, item) in marked {
        let sheet = current.facts.sheets.iter().find(|sheet| sheet.list == list.id);
        let Some(mark) = sheet.and_then(|sheet| sheet.mark(item)) else { continue };
        let told = history.iter().map(|(day, facts)| (*day, was_marked(facts, (list, item), is_pending)));
        let set = set.get(&(list.id.clone(), item.id.clone())).copied().into_iter();
        let since = set.chain(since(told)).min().unwrap_or(today);
        let days = today.since(since).map_or(0, |span| i64::from(span.get_days()));
        pending.push(Pending { list, item, mark: mark.code(), since, days });
    }
    pending.sort_by_key(|one| one.since);
    Ok(pending)
}

/// The day on which the answer that still holds was given, by list and item.
async fn set_on(
    person: &Person,
    current: &Current<'static>,
) -> Result<BTreeMap<(ChecklistId, ItemId), Date>, WebError> {
    let mut conn = person.app().db.reader().await?;
    let mut set = BTreeMap::new();
    for round in current.rounds() {
        for list in current.facts.sheets.iter().map(|sheet| &sheet.list) {
            let Some(sheet) = sheet::find(&mut conn, round, list).await? else { continue };
            for (item, signed) in answer::current(&mut conn, &sheet.id).await? {
                if current.said_in(list, &item) == Some(round) {
                    set.insert((list.clone(), item), calendar::day_of(signed.set_at));
                }
            }
        }
    }
    Ok(set)
}

pub fn view(text: Text, known: &Known, pending: &[Pending<'_>]) -> Markup {
    html! {
        @if !pending.is_empty() {
            section {
                h2 { (text.text("findings-pending")) " (" (pending.len()) ")" }
                p { (text.text("findings-pending-hint")) " " a href="/vendors" { (text.text("vendors-ask")) } }
                ul { @for one in pending {
                    li {
                        @match known.asks(&one.list.id) {
                            Some(round) => a href={(sheets::address(round, one.list)) "#item-" (one.item.id)} { (one.item.title) },
                            None => (one.item.title),
                        }
                        " " (text.of("sheet-mark", one.mark)) " "
                        span.hint {
                            (text.with("findings-pending-since", [
                                ("day", calendar::both(one.since).into()),
                                ("days", one.days.into()),
                            ]))
                        }
                    }
                } }
            }
        }
    }
}
