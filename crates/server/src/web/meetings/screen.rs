//! A meeting on a projector (会議用の画面): one topic or action at a time, large, turned by keyboard; beside what the
//! executives are asked stands what administrators and staff answered and what is being done.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::action::Action;
use tenken_domain::calendar;
use tenken_domain::catalog::{Audience, Checklist, Item, Topic};
use tenken_domain::evidence::Evidence;
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;
use tenken_domain::meeting::MeetingFacts;
use tenken_domain::permission::Right;
use tenken_domain::result::Rates;
use tenken_domain::round::Round;
use tenken_store::evidence;

use super::show::load_shown;
use super::{address, answer, could, decide, decisions, may_read};
use crate::web::evidence::in_words;
use crate::web::plan::{self, Known};
use crate::web::results::{matrix, words};
use crate::web::sheets;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Which point is shown; the first where none is named.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    at: usize,
}

/// One point of the screen.
enum Point<'p> {
    /// The agenda, and where the hospital is weak.
    Overview,
    Topic(&'static Topic),
    Action(&'p Action),
}

/// What stands on the screen.
struct Screen<'p> {
    permit: &'p Permit<'p>,
    shown: &'p MeetingFacts,
    known: &'p Known,
    round: Option<(&'p Round, &'p RoundFacts<'static>)>,
    /// The executives' sheet, where there is one.
    sheet: Option<&'p answer::Answerable>,
    /// What shows that items are done.
    evidence: &'p [Evidence],
    /// An answer that was not taken.
    refused: Option<Form<'p>>,
}

pub async fn page(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let shown = load_shown(&person, &id).await?;
    reply::page(made(&person, &shown, (wanted.at, None)).await?)
}

/// The screen at a point, with what was refused there.
pub async fn made(
    person: &Person,
    shown: &MeetingFacts,
    (at, refused): (usize, Option<Form<'_>>),
) -> Result<Markup, WebError> {
    let permit = may_read(person)?;
    let known = Known::load(person).await?;
    let round = known.rounds.iter().find(|round| Some(&round.id) == shown.meeting.round.as_ref());
    let facts = match round {
        Some(round) => Some((round, crate::web::results::facts(person, round).await?)),
        None => None,
    };
    let round = facts.as_ref().map(|(round, facts)| (*round, facts));
    let sheet = match round {
        Some((round, _)) => answer::Answerable::load(person, &shown.meeting, round).await?,
        None => None,
    };
    let evidence = evidence::standing(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let (sheet, evidence) = (sheet.as_ref(), evidence.as_slice());
    let screen = Screen { permit: &permit, shown, known: &known, round, sheet, evidence, refused };
    Ok(view(&screen, at))
}

impl Screen<'_> {
    /// First the overview, then every topic with an item of the executives', then what is to be decided on.
    fn points(&self) -> Vec<Point<'_>> {
        let topics = self.round.into_iter().flat_map(|(_, facts)| {
            executives(facts).into_iter().flat_map(|list| facts.catalog.topics_of(list))
        });
        let actions = self.shown.actions.iter().filter(|action| action.state.is_open());
        std::iter::once(Point::Overview)
            .chain(topics.map(Point::Topic))
            .chain(actions.map(Point::Action))
            .collect()
    }
}

fn executives(facts: &RoundFacts<'static>) -> Option<&'static Checklist> {
    facts.catalog.list_for(Audience::Executive)
}

fn view(screen: &Screen<'_>, wanted: usize) -> Markup {
    let (permit, shown) = (screen.permit, screen.shown);
    let text = permit.text;
    let points = screen.points();
    let at = wanted.min(points.len() - 1);
    let title = format!("{} {}/{}", shown.meeting.title, at + 1, points.len());
    page::page_with_script(
        permit,
        (&title, "screen.js"),
        &html! {
            div.screen {
                (turning(text, (screen, at), points.len()))
                @if let Some(form) = screen.refused { (form.summary()) }
                @match &points[at] {
                    Point::Overview => (overview(screen)),
                    Point::Topic(topic) => (of_topic(screen, (topic, at))),
                    Point::Action(action) => (of_action(screen, (action, at))),
                }
            }
            section #decisions {
                h2 { (text.text("decisions-heading")) }
                (decisions::table(permit, (&shown.meeting, &shown.actions), &shown.decisions))
                @if !matches!(points[at], Point::Action(_)) { (decision(screen, at)) }
            }
            p { a href=(address(&shown.meeting)) { (text.text("screen-leave")) } }
        },
    )
}

/// Back and forth: links, which the arrow keys follow too.
fn turning(text: Text, (screen, at): (&Screen<'_>, usize), points: usize) -> Markup {
    let to = |at: usize| format!("{}/screen?at={at}", address(&screen.shown.meeting));
    html! {
        p.turning {
            @if let Some(before) = at.checked_sub(1) {
                a.button rel="prev" href=(to(before)) { "← " (text.text("screen-back")) }
            }
            span { (at + 1) "/" (points) }
            @if at + 1 < points { a.button.primary rel="next" href=(to(at + 1)) { (text.text("screen-on")) " →" } }
            span.hint.with-script hidden {
                (text.text("screen-keys"))
                @if screen.sheet.is_some_and(answer::Answerable::is_open) { " " (text.text("screen-keys-answer")) }
            }
        }
    }
}

/// Something that is decided while no action is on the screen: organisation, money, policy.
fn decision(screen: &Screen<'_>, at: usize) -> Markup {
    let (permit, shown) = (screen.permit, screen.shown);
    let (fields, problems) = (Fields::default(), Problems::default());
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    html! {
        @if could(permit.person, Right::Decide, &shown.meeting) {
            details {
                summary { (permit.text.text("decision-new")) }
                (decide::form(permit, (&shown.meeting, &shown.actions), form, Some(at)))
            }
        }
    }
}

/// 根拠資料：基本方針 第3版（総務課キャビネット3）
fn shown_by(screen: &Screen<'_>, (list, item): (&Checklist, &Item)) -> Markup {
    let text = screen.permit.text;
    let own: Vec<&Evidence> = screen.evidence.iter().filter(|one| one.is_of(&list.id, &item.id)).collect();
    let today = calendar::day_of(screen.permit.person.app().clock.now());
    html! { p { (in_words(text, &own, today)) } }
}

fn overview(screen: &Screen<'_>) -> Markup {
    let (text, meeting) = (screen.permit.text, &screen.shown.meeting);
    html! {
        h1 { (meeting.title) }
        @if !meeting.agenda.is_empty() { ol { @for point in meeting.points() { li { (point) } } } }
        @if let Some((round, facts)) = screen.round {
            h2 { (round.name) }
            (matrix::view(text, facts))
        }
    }
}

/// The executives' items of a topic with the hospital's answer; beside them administrators, staff, and what is done.
fn of_topic(screen: &Screen<'_>, (topic, at): (&Topic, usize)) -> Markup {
    let text = screen.permit.text;
    let Some((_, facts)) = screen.round else { return html! {} };
    html! {
        h1 { (topic.title) }
        @for list in &facts.catalog.checklists {
            @let items: Vec<&Item> = list.items_by_number().into_iter().filter(|item| item.topic == topic.id).collect();
            @if !items.is_empty() {
                @match list.audience {
                    Audience::Executive => (asked(screen, (list, &items), at)),
                    Audience::Administrator => (administrators(text, facts, (list, &items))),
                    Audience::Staff => (staff(text, facts, &items)),
                }
            }
        }
        (done(screen, topic))
    }
}

/// The mark of an item; nothing where the round has no sheet of this list.
fn mark_of(facts: &RoundFacts<'_>, list: &Checklist, item: &Item) -> Option<Mark> {
    facts.sheets.iter().find(|sheet| sheet.list == list.id)?.mark(item)
}

/// What executives are asked, the hospital's answer with the buttons that set it, and how their own opinions lie.
fn asked(screen: &Screen<'_>, (list, items): (&Checklist, &[&Item]), at: usize) -> Markup {
    let text = screen.permit.text;
    let Some((round, facts)) = screen.round else { return html! {} };
    let sheet = screen.sheet.filter(|sheet| sheet.is_of(list));
    html! {
        @for item in items {
            section.asked id={ "item-" (item.id) } tabindex=[sheet.filter(|sheet| sheet.is_open()).map(|_| "-1")] {
                h2 { (item.title) }
                @for paragraph in &item.text { p lang="ja" { (paragraph) } }
                p.said {
                    (text.text("screen-answer")) " "
                    strong { (text.of("sheet-mark", mark_of(facts, list, item).map_or("none", Mark::code))) } " "
                    @if round.is_open() {
                        a href={ (sheets::address(round, list)) "#item-" (item.id) } { (text.text("screen-to-sheet")) }
                    }
                }
                (shown_by(screen, (list, item)))
                @if let Some(sheet) = sheet {
                    (sheet.opinions(text, item))
                    (sheet.form(screen.permit, (&screen.shown.meeting, item), at))
                }
            }
        }
    }
}

fn administrators(text: Text, facts: &RoundFacts<'_>, (list, items): (&Checklist, &[&Item])) -> Markup {
    let marks: Vec<(&&Item, Option<Mark>)> =
        items.iter().map(|item| (item, mark_of(facts, list, item))).collect();
    let rates = Rates::of(marks.iter().map(|(_, mark)| *mark));
    let open: Vec<_> =
        marks.iter().filter(|(_, mark)| matches!(mark, Some(Mark::No | Mark::Pending(_)) | None)).collect();
    html! {
        @if facts.sheets.iter().any(|sheet| sheet.list == list.id) {
            section {
                h2 { (list.title) }
                p { (words::both(text, rates)) }
                ul { @for (item, mark) in open {
                    li { (text.of("sheet-mark", mark.map_or("none", Mark::code))) " " (item.title) }
                } }
            }
        }
    }
}

fn staff(text: Text, facts: &RoundFacts<'_>, items: &[&Item]) -> Markup {
    html! {
        @if let Some(staff) = &facts.staff {
            section {
                h2 { (text.text("result-staff")) }
                dl.facts { @for item in items {
                    dt { (item.title) } dd { (words::figure(text, &staff.figures, staff.figures.of(&item.id))) }
                } }
            }
        }
    }
}

/// Actions that answer findings of this topic.
fn done(screen: &Screen<'_>, topic: &Topic) -> Markup {
    let (text, known) = (screen.permit.text, screen.known);
    let is_of_topic = |action: &&Action| {
        action
            .findings
            .iter()
            .any(|finding| known.item(finding).is_some_and(|(_, item)| item.topic == topic.id))
    };
    let actions: Vec<&Action> = screen.shown.actions.iter().filter(is_of_topic).collect();
    html! {
        @if !actions.is_empty() {
            section {
                h2 { (text.text("plan-title")) }
                ul { @for action in actions {
                    li {
                        a href=(plan::address(action)) { (action.title) }
                        "（" (text.of("action-state", action.state.code())) "、" (plan::show::due(text, action)) "）"
                    }
                } }
            }
        }
    }
}

/// An action with what it answers and costs, and the form in which what is decided is taken down.
fn of_action(screen: &Screen<'_>, (action, at): (&Action, usize)) -> Markup {
    let (permit, shown) = (screen.permit, screen.shown);
    let text = permit.text;
    let fields = decide::about(action);
    let form = Form { text, fields: &fields, problems: &Problems::default() };
    html! {
        h1 { (action.title) }
        @if !action.content.is_empty() { p.typed { (action.content) } }
        dl.facts {
            dt { (text.text("action-findings")) }
            dd { ul { @for finding in &action.findings { li { (screen.known.title(finding)) } } } }
            dt { (text.text("action-owner")) } dd { (plan::show::owner(text, action)) }
            dt { (text.text("action-due")) } dd { (plan::show::due(text, action)) }
            dt { (text.text("action-cost-once")) } dd { (plan::show::amount(text, action.cost.once)) }
            dt { (text.text("action-cost-yearly")) } dd { (plan::show::amount(text, action.cost.yearly)) }
        }
        @if could(permit.person, Right::Decide, &shown.meeting) {
            details {
                summary { (text.text("decision-new")) }
                (decide::form(permit, (&shown.meeting, &shown.actions), form, Some(at)))
            }
        }
    }
}
