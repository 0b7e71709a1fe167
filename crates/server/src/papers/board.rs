//! What the papers of a meeting say of the round that it is about.

use std::collections::BTreeMap;

use tenken_domain::action::Action;
use tenken_domain::catalog::Texts;
use tenken_domain::facts::RoundFacts;
use tenken_domain::id::ActionId;
use tenken_domain::meeting::Meeting;
use tenken_domain::ranking::{What, builtin, placed, rank};
use tenken_domain::trend::{Move, moves};
use tenken_report::full_report::{FullReport, Memos, Standing};
use tenken_report::meeting::{Asked, BoardPaper, Order};
use tenken_report::plan::ImprovementPlan;
use tenken_store::{StoreError, placement};

use crate::facts::{Asking, Plan};

/// What the board paper and the full report are made from.
pub struct Board {
    facts: RoundFacts<'static>,
    standing: Standing,
    /// The round before, by name.
    before: Option<(String, RoundFacts<'static>)>,
    asked: Vec<Asked>,
    order: Order,
    overdue: usize,
    unanswered: usize,
}

impl Board {
    /// `None` where the meeting is about no round.
    pub async fn read(
        asking: &Asking<'_>,
        meeting: &Meeting,
        plan: &Plan,
    ) -> Result<Option<Self>, StoreError> {
        let rounds = &plan.known.rounds;
        let Some(round) = rounds.iter().find(|round| Some(&round.id) == meeting.round.as_ref()) else {
            return Ok(None);
        };
        let Some(facts) = asking.round(round).await? else { return Ok(None) };
        let before = asking.before(rounds, (round, &facts)).await?;
        let ranks = ranks(asking, plan).await?;
        Ok(Some(Self {
            standing: if round.is_closed() { Standing::Closed } else { Standing::Preliminary },
            facts,
            before,
            asked: asked(plan, ranks.as_ref()),
            order: if ranks.is_some() { Order::Rank } else { Order::Due },
            overdue: plan.actions.iter().filter(|action| action.is_overdue(asking.today)).count(),
            unanswered: plan.unanswered().len(),
        }))
    }

    pub const fn texts(&self) -> &'static Texts {
        &self.facts.catalog.texts
    }

    pub fn paper<'b>(&'b self, meeting: &'b Meeting) -> BoardPaper<'b> {
        BoardPaper {
            meeting,
            facts: &self.facts,
            standing: self.standing,
            moved: self.moved(),
            asked: &self.asked,
            order: self.order,
            overdue: self.overdue,
            unanswered: self.unanswered,
        }
    }

    /// Without 院内メモ: not everybody who reads a meeting's papers may read them.
    pub fn full_report<'b>(&'b self, plan: ImprovementPlan<'b>) -> FullReport<'b> {
        FullReport {
            facts: &self.facts,
            standing: self.standing,
            moved: self.moved(),
            memos: Memos::LeftOut,
            plan: Some(plan),
        }
    }

    fn moved(&self) -> Option<(&str, Vec<Move<'_>>)> {
        self.before.as_ref().map(|(name, before)| (name.as_str(), moves(before, &self.facts)))
    }
}

/// Every open action, by its rank, and by its due date where there are no ranks.
fn asked(plan: &Plan, ranks: Option<&BTreeMap<ActionId, usize>>) -> Vec<Asked> {
    let mut open: Vec<&Action> = plan.actions.iter().filter(|action| action.state.is_open()).collect();
    open.sort_by_key(|action| {
        (ranks.and_then(|ranks| ranks.get(&action.id).copied()), action.due.is_none(), action.due)
    });
    let one = |action: &Action| Asked {
        title: action.title.clone(),
        owner: action.owner.clone(),
        due: action.due,
        cost: action.cost,
        findings: action.findings.iter().map(|finding| plan.known.title(finding)).collect(),
    };
    open.into_iter().map(one).collect()
}

/// The place of each open action in 何から始めるか, as the page of that name has it; `None` where there is nothing to rank by.
async fn ranks(asking: &Asking<'_>, plan: &Plan) -> Result<Option<BTreeMap<ActionId, usize>>, StoreError> {
    let Some((_, facts)) = plan.known.latest() else { return Ok(None) };
    let Some(weights) = builtin(&facts.catalog.id) else { return Ok(None) };
    let candidates = plan.candidates(asking, facts).await?;
    let set = placement::all(&mut asking.db.reader().await?, &asking.facility.id).await?;
    let order = placed(rank(&candidates, facts, weights, asking.today), &set);
    let ranks = order.into_iter().zip(1..).filter_map(|(one, place)| match one.ranked.candidate.what {
        What::Action(id) => Some((id, place)),
        What::Finding(_) => None,
    });
    Ok(Some(ranks.collect()))
}
