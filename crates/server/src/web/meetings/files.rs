//! Invitation and papers, the board paper, and the minutes as files.

use axum::extract::Path;
use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::catalog::Texts;
use tenken_domain::decision::Decision;
use tenken_domain::facts::{Issuer, RoundFacts};
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_domain::trend::moves;
use tenken_report::meeting::{Asked, BoardPaper, MeetingPapers, Minutes};
use tenken_report::{Made, Make, maker};

use super::may_read;
use super::show::Shown;
use crate::actions::meetings::target;
use crate::facts::issuer;
use crate::web::plan::Plan;
use crate::web::reports::download::{named, send};
use crate::web::results;
use crate::web::support::person::Person;
use crate::web::support::reply::{Reply, WebError};

/// `minutes.pdf` and the like; what is not made from a meeting is nothing here.
pub async fn page(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let shown = Shown::load(&person, &id).await?;
    let (report, format) = named(&file)?;
    let name = format!("{}_{}.{}", report.title, shown.meeting.held_on, format.extension());
    let target = target(&shown.meeting);
    if let Make::Minutes(makers) = report.make {
        let make = maker(makers, format).ok_or(Denial::Invisible)?;
        let paper = Paper::of(&person, shown);
        return send(&permit, target, (name, format), move || paper.minutes(make)).await;
    }
    let plan = Plan::load(&person).await?;
    let board = Board::load(&person, &shown, &plan).await?;
    if let Make::MeetingPapers(makers) = report.make {
        let make = maker(makers, format).ok_or(Denial::Invisible)?;
        let (paper, texts) = (Paper::of(&person, shown), plan.known.texts());
        return send(&permit, target, (name, format), move || paper.papers((make, texts), board.as_ref()))
            .await;
    }
    let Make::Board(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let board = board.ok_or(Denial::Invisible)?;
    send(&permit, target, (name, format), move || make(&board.paper())).await
}

/// What is printed of a meeting itself.
struct Paper {
    issuer: Issuer,
    as_of: Date,
    shown: Shown,
}

impl Paper {
    fn of(person: &Person, shown: Shown) -> Self {
        Self { issuer: issuer(&person.facility), as_of: calendar::day_of(person.app().clock.now()), shown }
    }

    fn minutes(&self, make: fn(&Minutes<'_>) -> Made) -> Made {
        let Shown { meeting, reports, decisions, round, .. } = &self.shown;
        let decisions: Vec<(Decision, String)> =
            decisions.iter().map(|one| (one.clone(), title_of(&self.shown, one))).collect();
        make(&Minutes {
            issuer: &self.issuer,
            as_of: self.as_of,
            meeting,
            round,
            reports,
            decisions: &decisions,
        })
    }

    /// The invitation, on paper that names the source of the board paper's words.
    fn papers(
        &self,
        (make, texts): (fn(&MeetingPapers<'_>) -> Made, &'static Texts),
        board: Option<&Board>,
    ) -> Made {
        let texts = board.map_or(texts, |board| &board.facts.catalog.texts);
        let Shown { meeting, reports, .. } = &self.shown;
        let board = board.map(Board::paper);
        make(&MeetingPapers { issuer: &self.issuer, texts, as_of: self.as_of, meeting, board, reports })
    }
}

/// The title of the action that a decision is about, or nothing.
fn title_of(shown: &Shown, decision: &Decision) -> String {
    let action = decision.action.as_ref().and_then(|id| shown.actions.iter().find(|one| one.id == *id));
    action.map(|action| action.title.clone()).unwrap_or_default()
}

/// What the board paper is made from.
struct Board {
    facts: RoundFacts<'static>,
    /// The round before, by name.
    before: Option<(String, RoundFacts<'static>)>,
    asked: Vec<Asked>,
    overdue: usize,
    unanswered: usize,
}

impl Board {
    /// Where the meeting is about a round.
    async fn load(person: &Person, shown: &Shown, plan: &Plan) -> Result<Option<Self>, WebError> {
        let own = shown.meeting.round.as_ref();
        let Some(round) = plan.known.rounds.iter().find(|round| Some(&round.id) == own) else {
            return Ok(None);
        };
        let facts = results::facts(person, round).await?;
        let before = plan.known.rounds.iter().find(|one| is_before(one, round));
        let before = match before {
            Some(before) => Some((before.name.clone(), results::facts(person, before).await?)),
            None => None,
        };
        let today = calendar::day_of(person.app().clock.now());
        let asked = plan.actions.iter().filter(|action| action.state.is_open()).map(|action| Asked {
            title: action.title.clone(),
            owner: action.owner.clone(),
            due: action.due,
            cost: action.cost,
            findings: action.findings.iter().map(|finding| plan.known.title(finding)).collect(),
        });
        Ok(Some(Self {
            facts,
            before,
            asked: asked.collect(),
            overdue: plan.actions.iter().filter(|action| action.is_overdue(today)).count(),
            unanswered: plan.unanswered().len(),
        }))
    }

    fn paper(&self) -> BoardPaper<'_> {
        let moved = |(_, before): &'_ (String, RoundFacts<'static>)| moves(before, &self.facts);
        BoardPaper {
            facts: &self.facts,
            moved: self.before.as_ref().map(|before| (before.0.as_str(), moved(before))),
            asked: &self.asked,
            overdue: self.overdue,
            unanswered: self.unanswered,
        }
    }
}

/// A closed round whose period ended before the other's; rounds come the latest first.
fn is_before(one: &Round, other: &Round) -> bool {
    one.is_closed() && one.period.until < other.period.until && one.id != other.id
}
