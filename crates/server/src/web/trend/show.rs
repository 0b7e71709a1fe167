//! Every list's viewpoints as lines, then its topics and items as tables.

use axum::extract::Query;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Viewpoint};
use tenken_domain::facts::{GroupKey, RoundFacts};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Round, State};
use tenken_domain::trend::{Series, Subject, lists};
use tenken_report::chart::{Chart, Course, MOST_LINES, TrendWords, trend};
use tenken_store::round;

use super::{groups, tables};
use crate::web::results;
use crate::web::results::words::drawn;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

/// Everything the page is made from: rounds that have closed, the oldest first. One that is open would look like a fall.
pub struct Past {
    pub rounds: Vec<Round>,
    pub facts: Vec<RoundFacts<'static>>,
}

impl Past {
    /// Where each round stands in a drawing: at the end of its period, or on the day it closed where that came first; never
    /// before the round to its left.
    fn days(&self) -> Vec<Date> {
        let day = |round: &Round| match &round.state {
            State::Closed { closed, .. } => round.period.until.min(calendar::day_of(closed.at)),
            State::Preparing | State::Open { .. } => round.period.until,
        };
        let mut latest = Date::MIN;
        let in_order = |round: &Round| {
            latest = latest.max(day(round));
            latest
        };
        self.rounds.iter().map(in_order).collect()
    }
}

/// Whom to draw beside the whole hospital; an id that no round knows draws nobody.
#[derive(serde::Deserialize)]
pub struct Wish {
    department: Option<String>,
    occupation: Option<String>,
}

impl Wish {
    fn group(&self, axis: &str) -> Option<GroupKey> {
        let wished = [("department", &self.department), ("occupation", &self.occupation)];
        let own = wished.into_iter().find(|(name, _)| *name == axis);
        own.and_then(|(_, id)| GroupKey::from_code(axis, id.as_deref()?))
    }
}

pub async fn page(person: Person, Query(wish): Query<Wish>) -> Reply {
    let permit = person.may(Right::ReadSheets, Object::Facility(person.facility_id()))?;
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let mut past = Past { rounds: Vec::new(), facts: Vec::new() };
    for round in all.into_iter().rev().filter(Round::is_closed) {
        person.may(Right::ReadResults, Object::Round(person.facility_id(), &round))?;
        past.facts.push(results::facts(&person, &round).await?);
        past.rounds.push(round);
    }
    reply::page(view(&permit, &past, &wish))
}

fn view(permit: &Permit<'_>, past: &Past, wish: &Wish) -> Markup {
    let text = permit.text;
    let title = text.text("trend-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            @if past.rounds.len() < 2 { p { (text.text("trend-one-round")) } }
            @else {
                p { (text.text("trend-intro")) }
                @for (catalog, list) in lists(&past.facts) { (of_list(text, past, (catalog, list), wish)) }
            }
            p { a href="/results" { (text.text("results-title")) } }
        },
    )
}

fn of_list(
    text: Text,
    past: &Past,
    (catalog, list): (&'static Catalog, &'static Checklist),
    wish: &Wish,
) -> Markup {
    let lines = lines(text, list);
    let topics_of = format!("{}：{}", list.title, text.text("trend-topics"));
    let topics = topics(catalog, list);
    html! {
        section id={ "trend-" (list.id) } {
            h2 { (list.title) }
            @if let Some(chart) = chart(text, past, (&list.title, &lines)) { (drawn(&chart)) }
            (tables::of_rates(text, past, (&list.title, &lines)))
            details {
                summary { (text.text("trend-topics")) }
                @for chart in charts(text, past, (&topics_of, &topics)) { (drawn(&chart)) }
                (tables::of_rates(text, past, (&topics_of, &topics)))
            }
            (tables::of_items(text, past, list))
            @for axis in ["department", "occupation"] {
                (groups::view(text, past, (list, axis), wish.group(axis).as_ref()))
            }
        }
    }
}

/// A subject with what it is called.
pub type Named = (String, Subject);

/// The viewpoints of a list that has any, and the whole.
fn lines(text: Text, list: &Checklist) -> Vec<Named> {
    let has = |viewpoint: &Viewpoint| list.items.iter().any(|item| item.viewpoint == Some(*viewpoint));
    let viewpoints = Viewpoint::ALL.into_iter().filter(has);
    let viewpoint = |one: Viewpoint| (one.label().to_owned(), Subject::Viewpoint(list.id.clone(), one));
    let whole = (text.text("trend-whole"), Subject::List(list.id.clone()));
    viewpoints.map(viewpoint).chain([whole]).collect()
}

fn topics(catalog: &Catalog, list: &Checklist) -> Vec<Named> {
    let topics = catalog.topics_of(list);
    topics.map(|topic| (topic.title.clone(), Subject::Topic(list.id.clone(), topic.id.clone()))).collect()
}

/// So many subjects as have a rate in any round, on as many drawings as it takes to tell their lines apart.
fn charts(text: Text, past: &Past, (title, named): (&str, &[Named])) -> Vec<Chart> {
    let is_drawn = |named: &&Named| !Series::of(&past.facts, &named.1).pieces().is_empty();
    let named: Vec<Named> = named.iter().filter(is_drawn).cloned().collect();
    let sheets = named.len().div_ceil(MOST_LINES);
    let lines = named.len().div_ceil(sheets.max(1)).max(1);
    let numbered =
        |nth: usize| if sheets > 1 { format!("{title}（{nth}／{sheets}）") } else { title.to_owned() };
    let drawings = named.chunks(lines).zip(1..);
    drawings.filter_map(|(lines, nth)| chart(text, past, (&numbered(nth), lines))).collect()
}

pub fn chart(text: Text, past: &Past, (title, named): (&str, &[Named])) -> Option<Chart> {
    let days = past.days();
    let series: Vec<(&str, Series)> =
        named.iter().map(|(label, subject)| (label.as_str(), Series::of(&past.facts, subject))).collect();
    let mut breaks: Vec<usize> =
        series.iter().flat_map(|(_, series)| &series.breaks).map(|one| one.at).collect();
    breaks.sort_unstable();
    breaks.dedup();
    let course =
        |(label, series): &(&str, Series)| Course { label: (*label).to_owned(), pieces: series.pieces() };
    let (title, broken) = (format!("{title}　{}", text.text("sheet-as-printed")), text.text("trend-broken"));
    let words = TrendWords { title: &title, broken: &broken };
    trend(words, (&days, &breaks), &series.iter().map(course).collect::<Vec<_>>())
}
