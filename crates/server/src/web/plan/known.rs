//! What pages say of findings: where each one's item stands, and how it stands now.

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

    /// What the latest round says of it: the mark, or the group's figure; `None` where it does not ask this.
    pub fn now(&self, text: Text, finding: &Finding) -> Option<String> {
        let (_, facts) = self.latest.as_ref()?;
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
