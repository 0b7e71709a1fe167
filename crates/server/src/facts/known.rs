//! What is needed to name findings and to say how they stand now.

use std::collections::BTreeMap;

use tenken_domain::catalog::{Checklist, Item, Texts, builtin, find};
use tenken_domain::facts::{GroupKey, RoundFacts};
use tenken_domain::finding::{self, Finding};
use tenken_domain::id::RoundId;
use tenken_domain::round::Round;
use tenken_store::{StoreError, round, staff};

use super::Asking;

/// All rounds, what the latest one shows, and the names of groups.
pub struct Known {
    pub rounds: Vec<Round>,
    /// The latest round that has opened.
    pub latest: Option<(Round, RoundFacts<'static>)>,
    groups: BTreeMap<GroupKey, String>,
}

impl Known {
    /// Whoever may read the plan may read the result of the whole hospital.
    pub async fn read(asking: &Asking<'_>) -> Result<Self, StoreError> {
        let mut conn = asking.db.reader().await?;
        let rounds = round::all(&mut conn, &asking.facility.id).await?;
        let groups = staff::group_names(&mut conn, &asking.facility.id).await?;
        drop(conn);
        let latest = match rounds.iter().find(|round| !round.is_preparing()) {
            Some(round) => asking.round(round).await?.map(|facts| (round.clone(), facts)),
            None => None,
        };
        Ok(Self { rounds, latest, groups })
    }

    /// What was found in the latest round.
    pub fn findings(&self) -> Vec<Finding> {
        self.latest.as_ref().map(|(round, facts)| finding::all(&round.id, facts)).unwrap_or_default()
    }

    /// The running texts of the latest round's catalog, or of the newest there is.
    pub fn texts(&self) -> &'static Texts {
        let newest = &builtin()[builtin().len() - 1];
        &self.latest.as_ref().map_or(newest, |(_, facts)| facts.catalog).texts
    }

    /// The list and item that a finding is about, as they were when it was found.
    pub fn item(&self, finding: &Finding) -> Option<(&'static Checklist, &'static Item)> {
        let round = self.rounds.iter().find(|round| round.id == finding.round)?;
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
        self.rounds.iter().find(|round| round.id == *id).map_or("", |round| round.name.as_str())
    }
}
