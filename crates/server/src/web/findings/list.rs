//! What to improve: items marked ×, by viewpoint and topic, and items that groups of staff often cannot say ○ to; each
//! with what is done about it. Then what is still being clarified.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item, Viewpoint};
use tenken_domain::facts::{Figures, GroupKey, RoundFacts, StaffFacts};
use tenken_domain::finding::{Finding, STAFF_RATE_WANTED, is_improvement, marked_in, weak_groups};
use tenken_domain::id::TopicId;
use tenken_domain::permission::{Object, Right};

use super::exceptions::{self, Exceptions};
use super::pending::{self, Pending};
use crate::web::guidance;
use crate::web::plan::{Plan, address, could_manage};
use crate::web::results::words;
use crate::web::sheets;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// As things are now: of the latest round that has opened, and of what it has not been told yet the one before.
pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadSheets, Object::Facility(person.facility_id()))?;
    let plan = Plan::load(&person).await?;
    let Some(((round, facts), current)) = plan.known.latest().zip(plan.known.current.as_ref()) else {
        return reply::page(nothing(&permit));
    };
    let permit = person.may(Right::ReadResults, Object::Round(person.facility_id(), round))?;
    let pending = pending::load(&person, &plan.known, current).await?;
    let exceptions = exceptions::load(&person, current).await?;
    let found = current.findings();
    let page = Page { permit: &permit, facts, found: &found, plan: &plan, exceptions: &exceptions };
    reply::page(view(&page, &pending))
}

/// Everything the page is made from.
struct Page<'p> {
    permit: &'p Permit<'p>,
    facts: &'p RoundFacts<'static>,
    found: &'p [Finding],
    plan: &'p Plan,
    exceptions: &'p Exceptions,
}

fn nothing(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    let main = html! { h1 { (text.text("findings-title")) } p { (text.text("results-none")) } };
    page::page(permit, &text.text("findings-title"), &main)
}

fn view(shown: &Page<'_>, pending: &[Pending<'_>]) -> Markup {
    let Page { permit, facts, plan, .. } = shown;
    let text = permit.text;
    let found = marked_in(facts, is_improvement);
    let viewpoints = Viewpoint::ALL.map(Some).into_iter().chain([None]);
    let unanswered = plan.unanswered().len();
    page::page(
        permit,
        &text.text("findings-title"),
        &html! {
            h1 { (text.text("findings-title")) }
            (plan.known.as_of(text))
            p { a.button href="/plan" { (text.text("plan-open")) } " " a.button href="/meetings" { (text.text("meetings-title")) } " "
                a.button href="/evidence" { (text.text("evidence-title")) } " "
                a.button href="/vendors" { (text.text("vendors-title")) } }
            @if unanswered > 0 { p.note { (text.with("plan-unanswered", [("count", unanswered.into())])) } }
            @if found.is_empty() { p { (text.text("result-no-items")) } }
            form method="get" action="/plan/actions/new" {
                @for viewpoint in viewpoints { (of_viewpoint(shown, (viewpoint, &found))) }
                @if let Some(staff) = &facts.staff { (of_staff(shown, staff)) }
                @if could_manage(permit.person) && !plan.known.findings().is_empty() {
                    p.bottom-bar { button.primary type="submit" { (text.text("findings-plan")) } }
                }
            }
            (pending::view(text, &plan.known, pending))
            p.hint { (text.text("result-titles-are-ours")) }
        },
    )
}

type Found<'c> = (&'c Checklist, &'c Item);

/// By topic, in the catalog's order.
fn of_viewpoint(shown: &Page<'_>, (viewpoint, found): (Option<Viewpoint>, &[Found<'_>])) -> Markup {
    let (text, facts) = (shown.permit.text, shown.facts);
    let of_topic = |topic: &TopicId| -> Vec<Found<'_>> {
        let bears = |(_, item): &&Found<'_>| item.viewpoint == viewpoint && item.topic == *topic;
        found.iter().filter(bears).copied().collect()
    };
    let count = found.iter().filter(|(_, item)| item.viewpoint == viewpoint).count();
    let label =
        viewpoint.map_or_else(|| text.text("findings-without-viewpoint"), |one| one.label().to_owned());
    html! {
        @if count > 0 {
            section {
                h2 { (label) " (" (count) ")" }
                @for topic in &facts.catalog.topics {
                    @let items = of_topic(&topic.id);
                    @if !items.is_empty() {
                        h3 { (topic.title) }
                        ul.findings { @for (list, item) in items {
                            (row(shown, (list, item, None), &html! {
                                @match shown.plan.known.asks(&list.id) {
                                    Some(round) => a href={(sheets::address(round, list)) "#item-" (item.id)} { (item.title) },
                                    None => (item.title),
                                }
                                " " (text.of("action-audience", list.audience.code())) " "
                                span.together { (guidance::list::explained(text, facts.catalog, item)) }
                                (lacking(shown, (list, item)))
                            }))
                        } }
                    }
                }
            }
        }
    }
}

/// The departmental systems that do not have it, by name.
fn lacking(shown: &Page<'_>, (list, item): Found<'_>) -> Markup {
    let systems = shown.exceptions.get(&(list.id.clone(), item.id.clone()));
    html! {
        @if let Some(systems) = systems {
            br;
            (shown.permit.text.text("findings-systems")) "：" (systems.join("、"))
        }
    }
}

/// One finding: a box to choose it by, what it is, and what is done about it.
fn row(
    shown: &Page<'_>,
    (list, item, group): (&Checklist, &Item, Option<&GroupKey>),
    what: &Markup,
) -> Markup {
    let (text, plan) = (shown.permit.text, shown.plan);
    let is_it = |one: &&Finding| (&one.list, &one.item, one.group.as_ref()) == (&list.id, &item.id, group);
    let Some(finding) = shown.found.iter().find(is_it) else { return html! {} };
    let about = plan.actions.iter().filter(|action| action.covers(finding)).collect::<Vec<_>>();
    let title = FluentValue::from(plan.known.title(finding));
    html! {
        li {
            @if could_manage(shown.permit.person) {
                label.choice {
                    input type="checkbox" name="finding" value=(finding.code());
                    span.visually-hidden { (text.with("finding-choose", [("title", title)])) }
                }
            }
            div {
                p { (what) }
                p.hint {
                    @if let Some(round) = plan.known.heard_before(finding) { (text.with("findings-from", [("round", round.into())])) " " }
                    @if about.is_empty() { (text.text("findings-no-action")) }
                    @for (nth, action) in about.iter().enumerate() {
                        @if nth > 0 { "、" }
                        (text.text("action-title")) "：" a href=(address(action)) { (action.title) }
                        "（" (text.of("action-state", action.state.code())) "）"
                    }
                }
            }
        }
    }
}

fn of_staff(shown: &Page<'_>, staff: &StaffFacts) -> Markup {
    let (text, facts) = (shown.permit.text, shown.facts);
    let Some(list) = facts.catalog.checklist(&staff.list) else { return html! {} };
    let wanted = [("percent", FluentValue::from(STAFF_RATE_WANTED))];
    let weak: Vec<_> = list
        .items_by_number()
        .into_iter()
        .map(|item| (item, weak_groups(staff, item)))
        .filter(|(_, groups)| !groups.is_empty())
        .collect();
    html! {
        section {
            h2 { (text.text("result-staff")) }
            p { (text.with("findings-staff-hint", wanted)) }
            @if staff.figures == Figures::AfterClose { p.note { (text.text("result-staff-after-close")) } }
            @else if weak.is_empty() { p { (text.text("findings-staff-none")) } }
            @for (item, groups) in weak {
                h3 { (item.title) " " (guidance::list::explained(text, facts.catalog, item)) }
                ul.findings { @for (group, figure) in groups {
                    (row(shown, (list, item, Some(&group.key)), &html! {
                        (group.name) " " (words::in_one_line(text, &group.figures, figure))
                    }))
                } }
            }
            @if let Some(round) = shown.found.iter().find(|one| one.group.is_some()).map(|one| &one.round) {
                p { a href={"/rounds/" (round) "/result#staff"} { (text.text("round-result")) } }
            }
        }
    }
}
