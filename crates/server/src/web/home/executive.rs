//! An executive's first page, which answers in ten seconds: where are we weak, what moved, what is asked of us.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::account::Role;
use tenken_domain::calendar;
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;
use tenken_domain::meeting::{Meeting, State};
use tenken_domain::money::yen;
use tenken_domain::round::Round;
use tenken_domain::trend::{Move, moves};
use tenken_store::{action, meeting};

use crate::web::results::{self, matrix};
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// What the page says beyond everybody's.
pub struct Brief {
    /// The latest closed round, and the one before.
    latest: Option<(Round, RoundFacts<'static>)>,
    before: Option<(Round, RoundFacts<'static>)>,
    open_actions: usize,
    /// Of open actions, as far as it is known. Yen.
    once: u64,
    overdue: usize,
    /// Of open actions, how many are due within days.
    pub soon: usize,
    next: Option<Meeting>,
}

/// For executives only; `None` for everybody else.
pub async fn load(person: &Person, rounds: &[Round]) -> Result<Option<Brief>, WebError> {
    if person.principal.role != Role::Executive {
        return Ok(None);
    }
    let mut closed = rounds.iter().filter(|round| round.is_closed());
    let latest = with_facts(person, closed.next()).await?;
    let before = with_facts(person, closed.next()).await?;
    let today = calendar::day_of(person.app().clock.now());
    let mut conn = person.app().db.reader().await?;
    let actions = action::all(&mut conn, person.facility_id()).await?;
    let meetings = meeting::all(&mut conn, person.facility_id()).await?;
    let open: Vec<_> = actions.iter().filter(|action| action.state.is_open()).collect();
    Ok(Some(Brief {
        latest,
        before,
        open_actions: open.len(),
        once: open.iter().filter_map(|action| action.cost.once).sum(),
        overdue: open.iter().filter(|action| action.is_overdue(today)).count(),
        soon: open.iter().filter(|action| action.is_due_soon(today)).count(),
        next: next_of(meetings, today),
    }))
}

async fn with_facts(
    person: &Person,
    round: Option<&Round>,
) -> Result<Option<(Round, RoundFacts<'static>)>, WebError> {
    match round {
        Some(round) => Ok(Some((round.clone(), results::facts(person, round).await?))),
        None => Ok(None),
    }
}

/// The nearest that is still to come.
fn next_of(meetings: Vec<Meeting>, today: Date) -> Option<Meeting> {
    let to_come = meetings.into_iter().filter(|one| one.state == State::Open && one.held_on >= today);
    to_come.min_by_key(|one| one.held_on)
}

/// What is asked of the executives.
pub fn asked(text: Text, brief: &Brief) -> Markup {
    html! {
        section.card {
            h2 { (text.text("brief-asked")) }
            ul {
                @if let Some(next) = &brief.next {
                    li {
                        (text.text("brief-next-meeting")) "："
                        a href={ "/meetings/" (next.id) } { (next.title) } " " (calendar::both(next.held_on)) " " (next.hours)
                    }
                }
                li {
                    a href="/plan" {
                        (text.with("brief-plan", [("count", brief.open_actions.into()), ("once", yen(brief.once).into())]))
                    }
                    @if brief.overdue > 0 {
                        " " strong.overdue { (text.with("plan-overdue-count", [("count", brief.overdue.into())])) }
                    }
                }
            }
        }
    }
}

/// The last result, and what moved since the one before.
pub fn result(text: Text, brief: &Brief) -> Markup {
    html! {
        @if let Some((round, facts)) = &brief.latest {
            h2 { (text.text("brief-weak")) " " a href={ "/rounds/" (round.id) "/result" } { (round.name) } }
            (matrix::view(text, facts))
            (moved(text, brief, facts))
        }
    }
}

/// So many items are named; all of them stand in the trend.
const NAMED: usize = 10;

fn moved(text: Text, brief: &Brief, now: &RoundFacts<'static>) -> Markup {
    let Some((round, before)) = &brief.before else { return html! {} };
    let moved = moves(before, now);
    let is_worse = |one: &&Move<'_>| one.before == Some(Mark::Yes);
    let (worse, others): (Vec<&Move<'_>>, Vec<&Move<'_>>) = moved.iter().partition(is_worse);
    let better: Vec<&Move<'_>> = others.into_iter().filter(|one| one.now == Some(Mark::Yes)).collect();
    html! {
        h2 { (text.text("brief-moved")) }
        p.hint { (text.with("brief-since", [("round", round.name.as_str().into())])) }
        (items(text, ("brief-worse", &worse)))
        (items(text, ("brief-better", &better)))
        p {
            a href="/trend" { (text.text("trend-title")) } "　"
            a href="/perception" { (text.text("perception-title")) }
        }
    }
}

fn items(text: Text, (heading, moved): (&str, &[&Move<'_>])) -> Markup {
    let mark = |mark: Option<Mark>| text.of("sheet-mark", mark.map_or("none", Mark::code));
    let more = moved.len().saturating_sub(NAMED);
    html! {
        h3 { (text.text(heading)) " (" (moved.len()) ")" }
        @if !moved.is_empty() {
            ul {
                @for one in moved.iter().take(NAMED) {
                    li { (one.item.title) "　" (mark(one.before)) " → " (mark(one.now)) }
                }
                @if more > 0 { li { (text.with("action-more", [("count", more.into())])) } }
            }
        }
    }
}
