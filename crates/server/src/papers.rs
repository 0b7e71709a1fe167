//! The papers of a meeting: for a page that sends one, and all together as files for copies that are kept. What may be
//! seen was decided before; nothing is stored here.

mod board;

use anyhow::anyhow;
use jiff::civil::Date;
use tenken_domain::calendar::fiscal_year;
use tenken_domain::decision::Decision;
use tenken_domain::facts::Issuer;
use tenken_domain::frozen_paper::{FrozenPaper, Occasion, kept_on};
use tenken_domain::meeting::{Meeting, MeetingFacts, State};
use tenken_report::full_report;
use tenken_report::meeting::{BoardPaper, MeetingPapers, Minutes, board_pdf, minutes_pdf, papers_pdf};
use tenken_report::plan::{self, BudgetRequest, ImprovementPlan, Planned};
use tenken_report::{Format, Report};
use tenken_store::StoreError;

use crate::actions::Means;
use crate::actions::stored_files::{Sealed, seal};
use crate::actions::uploads::Sent;
use crate::facts::{Asking, Plan, issuer};
use board::Board;

/// What is printed of a meeting itself.
pub struct Paper {
    issuer: Issuer,
    as_of: Date,
    pub facts: MeetingFacts,
    /// Each with the title of the action it is about, or an empty text.
    decisions: Vec<(Decision, String)>,
}

/// Everything from which the papers of a meeting are made.
pub struct Papers {
    paper: Paper,
    plan: Plan,
    planned: Vec<Planned>,
    /// Where the meeting is about a round.
    board: Option<Board>,
}

/// All papers as they are now, sealed for being kept.
pub async fn as_shown(
    asking: &Asking<'_>,
    means: &Means,
    facts: MeetingFacts,
) -> anyhow::Result<Vec<Sealed>> {
    let papers = Papers::read(asking, facts).await?;
    sealed(means, tokio::task::spawn_blocking(move || papers.shown()).await??).await
}

/// What a conclusion keeps: the papers as they are now, unless they were kept when they were handed out, and the
/// minutes, which name all copies.
pub async fn as_concluded(
    asking: &Asking<'_>,
    means: &Means,
    mut facts: MeetingFacts,
) -> anyhow::Result<Vec<Sealed>> {
    let mut kept = Vec::new();
    if kept_on(&facts.papers, Occasion::HandedOut) == 0 {
        kept = as_shown(asking, means, facts.clone()).await?;
    }
    for sealed in &kept {
        let paper = FrozenPaper::next_of(&facts.meeting.id, &facts.papers, Occasion::Concluded, &sealed.file);
        facts.papers.push(paper);
    }
    facts.meeting.state = State::Concluded { at: means.now };
    let paper = Paper::of(asking, facts);
    let minutes = tokio::task::spawn_blocking(move || {
        file("minutes", &paper.facts.meeting, minutes_pdf(&paper.minutes())?)
    });
    kept.extend(sealed(means, vec![minutes.await??]).await?);
    Ok(kept)
}

async fn sealed(means: &Means, made: Vec<Sent>) -> anyhow::Result<Vec<Sealed>> {
    let mut all = Vec::with_capacity(made.len());
    for sent in made {
        let name = sent.name.clone();
        let sealed = seal(means, sent).await?;
        all.push(sealed.map_err(|refusal| anyhow!("{name} cannot be kept: {refusal:?}"))?);
    }
    Ok(all)
}

/// A PDF under the name that its report has in the table of all reports.
fn file(report: &str, meeting: &Meeting, bytes: Vec<u8>) -> anyhow::Result<Sent> {
    let report = Report::find(report).ok_or_else(|| anyhow!("there is no report {report}"))?;
    Ok(Sent { name: name(report, meeting, Format::Pdf), bytes })
}

/// What a paper of a meeting is saved under.
pub fn name(report: &Report, meeting: &Meeting, format: Format) -> String {
    format!("{}_{}.{}", report.title, meeting.held_on, format.extension())
}

impl Papers {
    pub async fn read(asking: &Asking<'_>, facts: MeetingFacts) -> Result<Self, StoreError> {
        let plan = Plan::read(asking).await?;
        let planned = plan.planned(asking.today);
        let board = Board::read(asking, &facts.meeting, &plan).await?;
        Ok(Self { paper: Paper::of(asking, facts), plan, planned, board })
    }

    /// The invitation, on paper that names the source of the board paper's words.
    pub fn invitation(&self) -> MeetingPapers<'_> {
        let texts = self.board.as_ref().map_or(self.plan.known.texts(), |board| board.texts());
        let Paper { issuer, as_of, facts: MeetingFacts { meeting, reports, .. }, .. } = &self.paper;
        MeetingPapers { issuer, texts, as_of: *as_of, meeting, board: self.board(), reports }
    }

    /// `None` where the meeting is about no round.
    pub fn board(&self) -> Option<BoardPaper<'_>> {
        self.board.as_ref().map(|board| board.paper(&self.paper.facts.meeting))
    }

    /// Every paper that is shown at the meeting, as PDF; of the plan and its budget where there is a plan. Excel is for
    /// working on, not for showing.
    fn shown(&self) -> anyhow::Result<Vec<Sent>> {
        let meeting = &self.paper.facts.meeting;
        let mut files = vec![file("meeting-papers", meeting, papers_pdf(&self.invitation())?)?];
        if let Some(board) = self.board() {
            files.push(file("board-paper", meeting, board_pdf(&board)?)?);
        }
        if let Some(board) = &self.board {
            let report = board.full_report(self.improvement_plan());
            files.push(file("full-report", meeting, full_report::pdf(&report)?)?);
        }
        if !self.planned.is_empty() {
            files.push(file("improvement-plan", meeting, plan::pdf(&self.improvement_plan())?)?);
            files.push(file("budget-request", meeting, plan::budget_pdf(&self.budget())?)?);
        }
        Ok(files)
    }

    fn improvement_plan(&self) -> ImprovementPlan<'_> {
        self.plan.improvement(&self.paper.issuer, self.paper.as_of)
    }

    /// Of the fiscal year after the meeting's.
    fn budget(&self) -> BudgetRequest<'_> {
        let Paper { issuer, as_of, facts, .. } = &self.paper;
        let year = fiscal_year(facts.meeting.held_on) + 1;
        BudgetRequest { issuer, texts: self.plan.known.texts(), year, as_of: *as_of, actions: &self.planned }
    }
}

impl Paper {
    pub fn of(asking: &Asking<'_>, facts: MeetingFacts) -> Self {
        let titled = |one: &Decision| (one.clone(), title_of(&facts, one));
        let decisions = facts.decisions.iter().map(titled).collect();
        Self { issuer: issuer(asking.facility), as_of: asking.today, facts, decisions }
    }

    pub fn minutes(&self) -> Minutes<'_> {
        let Self { issuer, as_of, facts, decisions } = self;
        let MeetingFacts { meeting, reports, round, papers, .. } = facts;
        Minutes { issuer, as_of: *as_of, meeting, round, reports, decisions, papers }
    }
}

/// The title of the action that a decision is about, or nothing.
fn title_of(facts: &MeetingFacts, decision: &Decision) -> String {
    let action = decision.action.as_ref().and_then(|id| facts.actions.iter().find(|one| one.id == *id));
    action.map(|action| action.title.clone()).unwrap_or_default()
}
