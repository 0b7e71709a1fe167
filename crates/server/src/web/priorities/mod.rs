//! 何から始めるか: the order of what is to be done, explained in words and numbers, put right by hand; and what a budget buys.

pub mod list;
pub mod place;
pub mod what_if;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::facts::RoundFacts;
use tenken_domain::feature::Feature;
use tenken_domain::id::RoundId;
use tenken_domain::permission::Denial;
use tenken_domain::ranking::{Candidate, Placed, Weights, builtin, candidates, placed, rank};
use tenken_domain::round::Round;
use tenken_store::{feature, placement};

use super::plan::Plan;
use super::support::person::Person;
use super::support::reply::WebError;

/// Everything there is to do, as of the latest round that has opened.
struct Todo {
    plan: Plan,
    candidates: Vec<Candidate>,
    order: Vec<Placed>,
    weights: &'static Weights,
}

impl Todo {
    /// `None` where no round has opened yet.
    async fn load(person: &Person) -> Result<Option<Self>, WebError> {
        let plan = Plan::load(person).await?;
        let today = calendar::day_of(person.app().clock.now());
        let Some((round, facts)) = &plan.known.latest else { return Ok(None) };
        let weights = builtin(&facts.catalog.id).ok_or(Denial::Invisible)?;
        let candidates = all(&plan, (round, facts));
        let ranked = rank(&candidates, facts, weights, today);
        let set = placement::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
        let order = placed(ranked, &set);
        Ok(Some(Self { plan, candidates, order, weights }))
    }

    fn latest(&self) -> Option<(&Round, &RoundFacts<'static>)> {
        self.plan.known.latest.as_ref().map(|(round, facts)| (round, facts))
    }
}

/// Whether the hospital has switched the trial on.
async fn has_what_if(person: &Person) -> Result<bool, WebError> {
    let features = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(features.contains(&Feature::WhatIf))
}

/// What a round found counts as found on the last day of its period, or today where that is still to come.
fn all(plan: &Plan, (round, facts): (&Round, &RoundFacts<'static>)) -> Vec<Candidate> {
    let day = |round: &Round| (round.id.clone(), round.period.until.min(facts.as_of));
    let found: BTreeMap<RoundId, Date> = plan.known.rounds.iter().map(day).collect();
    candidates(&round.id, facts, &plan.actions, &found)
}
