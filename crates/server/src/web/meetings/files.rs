//! Invitation and papers, the board paper, and the minutes as files.

use axum::extract::Path;
use tenken_domain::calendar;
use tenken_domain::decision::Decision;
use tenken_domain::facts::RoundFacts;
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

pub async fn page(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let shown = Shown::load(&person, &id).await?;
    let (report, format) = named(&file)?;
    let name = format!("{}_{}.{}", report.title, shown.meeting.held_on, format.extension());
    let (issuer, as_of) = (issuer(&person.facility), calendar::day_of(person.app().clock.now()));
    let target = target(&shown.meeting);
    let board = Board::load(&person, &shown).await?;
    match report.make {
        Make::Board(makers) => {
            let make = maker(makers, format).ok_or(Denial::Invisible)?;
            let board = board.ok_or(Denial::Invisible)?;
            send(&permit, target, (name, format), move || board.make(make)).await
        }
        Make::MeetingPapers(makers) => {
            let make = maker(makers, format).ok_or(Denial::Invisible)?;
            let texts = &tenken_domain::catalog::builtin()[0].texts;
            send(&permit, target, (name, format), move || {
                let texts = board.as_ref().map_or(texts, |board| &board.facts.catalog.texts);
                let (meeting, reports) = (&shown.meeting, shown.reports.as_slice());
                let board = board.as_ref().map(Board::paper);
                make(&MeetingPapers { issuer: &issuer, texts, as_of, meeting, board, reports })
            })
            .await
        }
        Make::Minutes(makers) => {
            let make = maker(makers, format).ok_or(Denial::Invisible)?;
            send(&permit, target, (name, format), move || {
                let decisions: Vec<(Decision, String)> =
                    shown.decisions.iter().map(|one| (one.clone(), title_of(&shown, one))).collect();
                let (meeting, round, reports) = (&shown.meeting, shown.round.as_str(), &*shown.reports);
                make(&Minutes { issuer: &issuer, as_of, meeting, round, reports, decisions: &decisions })
            })
            .await
        }
        Make::Sheet(_)
        | Make::Round(_)
        | Make::GroupSheets(_)
        | Make::WallPoster(_)
        | Make::Posters(_)
        | Make::Slips(_)
        | Make::MissingLists(_)
        | Make::RecoveryCodes(_)
        | Make::Handbook(_)
        | Make::Leaflet(_)
        | Make::Plan(_)
        | Make::BudgetRequest(_)
        | Make::Training(_)
        | Make::AttendanceList(_)
        | Make::TrainingRecord(_) => Err(Denial::Invisible.into()),
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
    async fn load(person: &Person, shown: &Shown) -> Result<Option<Self>, WebError> {
        let plan = Plan::load(person).await?;
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

    fn make(&self, make: fn(&BoardPaper<'_>) -> Made) -> Made {
        make(&self.paper())
    }
}

/// A closed round whose period ended before the other's; rounds come the latest first.
fn is_before(one: &Round, other: &Round) -> bool {
    one.is_closed() && one.period.until < other.period.until && one.id != other.id
}
