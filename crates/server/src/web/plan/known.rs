//! What pages say of findings: where each one's item stands, and how it stands now.

use maud::{Markup, html};
use tenken_domain::finding::Finding;
use tenken_domain::mark::Mark;

pub use crate::facts::{Known, Plan};
use crate::web::results::words;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

impl Plan {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        Ok(Self::read(&person.asking()).await?)
    }
}

impl Known {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        Ok(Self::read(&person.asking()).await?)
    }

    /// 「経営層向け 整理番号12」
    pub fn place(&self, text: Text, finding: &Finding) -> String {
        let place = self.item(finding).map(|(list, item)| {
            let audience = text.of("action-audience", list.audience.code());
            text.with("action-place", [("audience", audience.into()), ("number", item.number.into())])
        });
        place.unwrap_or_else(|| finding.list.to_string())
    }

    /// As of which round a page speaks, and that what the open one has not said yet comes from before.
    pub fn as_of(&self, text: Text) -> Markup {
        let is_of_several = self.current.as_ref().is_some_and(|current| current.rounds().len() > 1);
        html! {
            @if let Some((round, _)) = self.latest() {
                p {
                    a href={ "/rounds/" (round.id) "/result" } { (round.name) } " "
                    (text.of("round-state", round.state.code()))
                    @if is_of_several { " " span.hint { (text.text("known-from-before")) } }
                }
            }
        }
    }

    /// The name of the round that a finding was heard in last, where that is not the latest.
    pub fn heard_before(&self, finding: &Finding) -> Option<&str> {
        let current = self.current.as_ref()?;
        let round = current.heard_in(finding).filter(|round| *round != current.latest())?;
        Some(self.round_name(round))
    }

    /// What was said of it last: the mark, or the group's figure; `None` where nobody is asked this any more.
    pub fn now(&self, text: Text, finding: &Finding) -> Option<String> {
        let facts = &self.current.as_ref()?.facts;
        let list = facts.catalog.checklist(&finding.list)?;
        let item = list.item(&finding.item)?;
        match &finding.group {
            None => {
                let sheet = facts.sheets.iter().find(|sheet| sheet.list == finding.list)?;
                Some(text.of("sheet-mark", sheet.mark(item).map_or("none", Mark::code)))
            }
            Some(group) => {
                let staff = facts.staff.as_ref().filter(|staff| staff.list == finding.list)?;
                let group = staff.group(group)?;
                Some(words::in_one_line(text, &group.figures, group.figures.of(&item.id)))
            }
        }
    }
}
