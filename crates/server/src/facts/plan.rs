//! The actions as reports and the timetable take them, and what is needed to name the findings they answer.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::action::{Action, Entry};
use tenken_domain::current::found_since;
use tenken_domain::facts::{Issuer, RoundFacts};
use tenken_domain::finding::Finding;
use tenken_domain::id::ActionId;
use tenken_domain::ranking::{Candidate, candidates};
use tenken_report::plan::{ImprovementPlan, Planned};
use tenken_store::{StoreError, action};

use super::{Asking, Known};

/// All actions of the hospital, the latest line of each one's history, and what they answer.
pub struct Plan {
    pub actions: Vec<Action>,
    pub latest: BTreeMap<ActionId, Entry>,
    pub known: Known,
}

impl Plan {
    pub async fn read(asking: &Asking<'_>) -> Result<Self, StoreError> {
        let mut conn = asking.db.reader().await?;
        let actions = action::all(&mut conn, &asking.facility.id).await?;
        let latest = action::latest(&mut conn, &asking.facility.id).await?;
        drop(conn);
        Ok(Self { actions, latest, known: Known::read(asking).await? })
    }

    /// Findings of the latest round that no action answers.
    pub fn unanswered(&self) -> Vec<Finding> {
        let is_unanswered = |finding: &Finding| !self.actions.iter().any(|action| action.answers(finding));
        self.known.findings().into_iter().filter(is_unanswered).collect()
    }

    /// Everything there is to do, as things are now; `facts` are those that stand. What is not found any more counts from the
    /// round in which it was found.
    pub async fn candidates(
        &self,
        asking: &Asking<'_>,
        facts: &RoundFacts<'_>,
    ) -> Result<Vec<Candidate>, StoreError> {
        let history = self.known.history(asking).await?;
        let rounds: Vec<(Date, &RoundFacts<'_>)> = history.iter().map(|(day, facts)| (*day, facts)).collect();
        let since = |finding: &Finding| {
            let once = || Some(self.known.round(&finding.round)?.heard_on(asking.today));
            found_since(&rounds, finding).or_else(once)
        };
        Ok(candidates(self.known.findings(), facts, &self.actions, &since))
    }

    /// The plan as it is printed on this day.
    pub fn improvement<'p>(&self, issuer: &'p Issuer, as_of: Date) -> ImprovementPlan<'p> {
        ImprovementPlan {
            issuer,
            texts: self.known.texts(),
            as_of,
            actions: self.planned(as_of),
            unanswered: self.unanswered().iter().map(|finding| self.known.title(finding)).collect(),
        }
    }

    pub fn planned(&self, today: Date) -> Vec<Planned> {
        self.actions.iter().map(|action| self.one(action, today)).collect()
    }

    fn one(&self, action: &Action, today: Date) -> Planned {
        let latest = self.latest.get(&action.id);
        Planned {
            title: action.title.clone(),
            content: action.content.clone(),
            findings: action.findings.iter().map(|finding| self.known.title(finding)).collect(),
            owner: action.owner.clone(),
            due: action.due,
            is_overdue: action.is_overdue(today),
            cost: action.cost,
            effort: action.effort,
            state: action.state,
            added_on: action.added_on,
            latest: latest.map(|entry| entry.note.clone()).unwrap_or_default(),
        }
    }
}
