//! Which departmental systems keep an item from a ○, by name.

use std::collections::BTreeMap;

use tenken_domain::current::Current;
use tenken_domain::id::{ChecklistId, ItemId, SystemId};
use tenken_domain::mark::Mark;
use tenken_store::{departmental_system, sheet};

use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// The names of the systems that said ×, with their memos, by list and item.
pub type Exceptions = BTreeMap<(ChecklistId, ItemId), Vec<String>>;

/// Of every item what the systems said in the round whose answer still holds.
pub async fn load(person: &Person, current: &Current<'_>) -> Result<Exceptions, WebError> {
    let mut conn = person.app().db.reader().await?;
    let systems = departmental_system::all(&mut conn, person.facility_id()).await?;
    let names: BTreeMap<&SystemId, &str> = systems.iter().map(|one| (&one.id, one.name.as_str())).collect();
    let mut exceptions = Exceptions::new();
    for round in current.rounds() {
        for list in current.facts.sheets.iter().map(|sheet| &sheet.list) {
            let Some(sheet) = sheet::find(&mut conn, round, list).await? else { continue };
            for (item, answers) in departmental_system::answers(&mut conn, &sheet.id).await? {
                if current.said_in(list, &item) != Some(round) {
                    continue;
                }
                let lacking = answers.into_iter().filter(|answer| answer.mark == Mark::No).map(|answer| {
                    let name = names.get(&answer.system).copied().unwrap_or_default();
                    if answer.memo.is_empty() {
                        name.to_owned()
                    } else {
                        format!("{name}（{}）", answer.memo)
                    }
                });
                exceptions.entry((list.clone(), item)).or_default().extend(lacking);
            }
        }
    }
    exceptions.retain(|_, systems| !systems.is_empty());
    Ok(exceptions)
}
