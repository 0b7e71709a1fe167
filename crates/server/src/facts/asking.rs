//! For whom facts of a whole hospital are read, from where and as of when: the same for a page and for a command.

use jiff::civil::Date;
use tenken_domain::facility::Facility;
use tenken_domain::facts::RoundFacts;
use tenken_domain::round::Round;
use tenken_store::{Db, StoreError};

use super::{Sources, round_facts};

/// What is asked with. The decision that it may be was taken before.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub db: &'a Db,
    pub sources: Sources<'a>,
    pub facility: &'a Facility,
    pub today: Date,
}

impl Asking<'_> {
    /// The facts of a round; `None` where its catalog is not here.
    pub async fn round(&self, round: &Round) -> Result<Option<RoundFacts<'static>>, StoreError> {
        let Some(catalog) = self.sources.catalog(&round.catalog) else { return Ok(None) };
        let mut conn = self.db.reader().await?;
        let whose = (self.facility, round);
        Ok(Some(round_facts(&mut conn, (self.sources, catalog), whose, self.today).await?))
    }

    /// The closed round to compare with, by name: of these rounds, the latest first, the last one whose period ended
    /// before this one's and that has an official sheet of one of its lists.
    pub async fn before(
        &self,
        rounds: &[Round],
        (round, facts): (&Round, &RoundFacts<'_>),
    ) -> Result<Option<(String, RoundFacts<'static>)>, StoreError> {
        let is_before = |other: &&Round| {
            other.is_closed()
                && other.period.until < round.period.until
                && other.id != round.id
                && facts.sheets.iter().any(|sheet| other.lists.contains(&sheet.list))
        };
        let Some(before) = rounds.iter().find(is_before) else { return Ok(None) };
        Ok(self.round(before).await?.map(|facts| (before.name.clone(), facts)))
    }
}
