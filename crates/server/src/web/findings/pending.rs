//! 要確認事項: items that are still 確認中, those that have been so for longest first.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::RoundFacts;
use tenken_domain::finding::{is_pending, marked};
use tenken_domain::round::Round;
use tenken_store::{answer, sheet};

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

pub async fn load(
    person: &Person,
    round: &Round,
    facts: &RoundFacts<'static>,
) -> Result<Vec<Pending<'static>>, WebError> {
    let today = calendar::day_of(person.app().clock.now());
    let mut conn = person.app().db.reader().await?;
    let mut pending = Vec::new();
    for own in &facts.sheets {
        let Some(list) = facts.catalog.checklist(&own.list) else { continue };
        let items = marked(list, own, is_pending);
        let Some(sheet) = sheet::find(&mut conn, &round.id, &own.list).await? else { continue };
        let answers = answer::current(&mut conn, &sheet.id).await?;
        for item in items {
            let Some(signed) = answers.get(&item.id) else { continue };
            let Some(mark) = signed.answer.mark else { continue };
            let since = calendar::day_of(signed.set_at);
            let days = i64::from(today.since(since).map(|span| span.get_days()).unwrap_or_default());
            pending.push(Pending { list, item, mark: mark.code(), since, days });
        }
    }
    pending.sort_by_key(|one| one.since);
    Ok(pending)
}

pub fn view(text: Text, round: &Round, pending: &[Pending<'_>]) -> Markup {
    html! {
        @if !pending.is_empty() {
            section {
                h2 { (text.text("findings-pending")) " (" (pending.len()) ")" }
                p { (text.text("findings-pending-hint")) " " a href="/vendors" { (text.text("vendors-ask")) } }
                ul { @for one in pending {
                    li {
                        a href={(sheets::address(round, one.list)) "#item-" (one.item.id)} { (one.item.title) }
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
