//! What is needed to name findings and to say how they stand now.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::catalog::{Checklist, Item, Texts, find, newest};
use tenken_domain::current::{Current, Opened};
use tenken_domain::facts::{GroupKey, RoundFacts};
use tenken_domain::finding::Finding;
use tenken_domain::id::{ChecklistId, RoundId};
use tenken_domain::round::Round;
use tenken_store::{StoreError, round, staff};

use super::Asking;

/// All rounds, how things are now, and the names of groups.
pub struct Known {
    pub rounds: Vec<Round>,
    /// `None` where no round has opened yet.
    pub current: Option<Current<'static>>,
    groups: BTreeMap<GroupKey, String>,
}

impl Known {
    /// Whoever may read the plan may read the result of the whole hospital.
    pub async fn read(asking: &Asking<'_>) -> Result<Self, StoreError> {
        let mut conn = asking.db.reader().await?;
        let rounds = round::all(&mut conn, &asking.facility.id).await?;
        let groups = staff::group_names(&mut conn, &asking.facility.id).await?;
        drop(conn);
        let current = current(asking, &rounds).await?;
        Ok(Self { rounds, current, groups })
    }

    /// The latest round that has opened, with what stands now beside it.
    pub fn latest(&self) -> Option<(&Round, &RoundFacts<'static>)> {
        let current = self.current.as_ref()?;
        Some((self.round(current.latest())?, &current.facts))
    }

    pub fn round(&self, id: &RoundId) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == *id)
    }

    /// The latest round that asks a list: there its items are answered anew.
    pub fn asks(&self, list: &ChecklistId) -> Option<&Round> {
        self.rounds.iter().find(|round| !round.is_preparing() && round.covers(list))
    }

    /// Everything that is to be improved now, each with the round that found it.
    pub fn findings(&self) -> Vec<Finding> {
        self.current.as_ref().map(Current::findings).unwrap_or_default()
    }

    /// All rounds that have opened, the latest first, each with the day on which it found what it found. Those who read it
    /// pay for every round.
    pub async fn history(&self, asking: &Asking<'_>) -> Result<Vec<(Date, RoundFacts<'static>)>, StoreError> {
        let mut history = Vec::new();
        for round in self.rounds.iter().filter(|round| !round.is_preparing()) {
            let Some(facts) = asking.round(round).await? else { continue };
            history.push((round.heard_on(asking.today), facts));
        }
        Ok(history)
    }

    /// The running texts of the latest round's catalog, or of the newest there is.
    pub fn texts(&self) -> &'static Texts {
        &self.current.as_ref().map_or_else(newest, |current| current.facts.catalog).texts
    }

    /// The list and item that a finding is about, as they were when it was found.
    pub fn item(&self, finding: &Finding) -> Option<(&'static Checklist, &'static Item)> {
        let round = self.round(&finding.round)?;
        let list = find(&round.catalog)?.checklist(&finding.list)?;
        Some((list, list.item(&finding.item)?))
    }

    /// An item's title and, for a group of the staff, whose.
    pub fn title(&self, finding: &Finding) -> String {
        let title = self.item(finding).map_or(finding.item.as_str(), |(_, item)| item.title.as_str());
        match &finding.group {
            None => title.to_owned(),
            Some(group) => format!("{title}（{}）", self.group(group)),
        }
    }

    fn group<'k>(&'k self, key: &'k GroupKey) -> &'k str {
        self.groups.get(key).map_or_else(|| key.id(), String::as_str)
    }

    pub fn round_name(&self, id: &RoundId) -> &str {
        self.round(id).map_or("", |round| round.name.as_str())
    }
}

/// From the latest round that has opened back to where no earlier one could add anything.
async fn current(asking: &Asking<'_>, rounds: &[Round]) -> Result<Option<Current<'static>>, StoreError> {
    let mut current: Option<Current<'static>> = None;
    for round in rounds.iter().filter(|round| !round.is_preparing()) {
        if current.as_ref().is_some_and(|current| !current.wants(&round.lists)) {
            continue;
        }
        let Some(facts) = asking.round(round).await? else { continue };
        let opened = Opened { id: round.id.clone(), is_closed: round.is_closed(), facts };
        match &mut current {
            Some(current) => current.complete(opened),
            None => current = Some(Current::of(opened)),
        }
    }
    Ok(current)
}
