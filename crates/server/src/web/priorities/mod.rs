//! 何から始めるか: the order of what is to be done, explained in words and numbers, put right by hand; and what a budget buys.

pub mod list;
pub mod place;
mod rules;
pub mod what_if;
mod words;

use tenken_domain::calendar;
use tenken_domain::facts::RoundFacts;
use tenken_domain::feature::Feature;
use tenken_domain::permission::Denial;
use tenken_domain::ranking::{Candidate, Placed, Weights, builtin, placed, rank};
use tenken_domain::round::Round;
use tenken_store::{feature, placement};

use super::plan::Plan;
use super::support::person::Person;
use super::support::reply::WebError;

/// Everything there is to do, as things are now.
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
        let Some((_, facts)) = plan.known.latest() else { return Ok(None) };
        let weights = builtin(&facts.catalog.id).ok_or(Denial::Invisible)?;
        let candidates = plan.candidates(&person.asking(), facts).await?;
        let ranked = rank(&candidates, facts, weights, today);
        let set = placement::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
        let order = placed(ranked, &set);
        Ok(Some(Self { plan, candidates, order, weights }))
    }

    fn latest(&self) -> Option<(&Round, &RoundFacts<'static>)> {
        self.plan.known.latest()
    }
}

/// Whether the hospital has switched the trial on.
async fn has_what_if(person: &Person) -> Result<bool, WebError> {
    let features = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(features.contains(&Feature::WhatIf))
}
