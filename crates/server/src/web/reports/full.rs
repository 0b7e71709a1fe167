//! What the full report of a round is made from, as far as its reader may see it.

use tenken_domain::facts::RoundFacts;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_domain::trend::moves;
use tenken_report::Made;
use tenken_report::full_report::{FullReport, Memos, Standing};
use tenken_store::round;

use crate::web::plan::Plan;
use crate::web::results;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// Everything, loaded.
pub struct Full {
    facts: RoundFacts<'static>,
    standing: Standing,
    /// The round before, by name.
    before: Option<(String, RoundFacts<'static>)>,
    memos: Memos,
    /// Where the reader may see it.
    plan: Option<Plan>,
}

impl Full {
    /// The decision about the round itself was taken before.
    pub async fn load(person: &Person, round: &Round) -> Result<Self, WebError> {
        let here = Object::Facility(person.facility_id());
        let facts = results::facts(person, round).await?;
        let rounds = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
        Ok(Self {
            before: person.asking().before(&rounds, (round, &facts)).await?,
            standing: if round.is_closed() { Standing::Closed } else { Standing::Preliminary },
            memos: if person.could(Right::ReadSheets, here) { Memos::Printed } else { Memos::LeftOut },
            plan: if person.could(Right::ReadPlan, here) { Some(Plan::load(person).await?) } else { None },
            facts,
        })
    }

    pub fn make(&self, make: fn(&FullReport<'_>) -> Made) -> Made {
        let (facts, before) = (&self.facts, self.before.as_ref());
        make(&FullReport {
            facts,
            standing: self.standing,
            moved: before.map(|(name, before)| (name.as_str(), moves(before, facts))),
            memos: self.memos,
            plan: self.plan.as_ref().map(|plan| plan.improvement(&facts.issuer, facts.as_of)),
        })
    }
}
