//! One item of a sheet: the ministry's text, ours beside it, last time's answer, and the form with its marks.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Audience, Certainty, Item};
use tenken_domain::evidence::Evidence;
use tenken_domain::id::ItemId;
use tenken_domain::mark::{Mark, PendingAt};
use tenken_store::answer::Signed;

use super::contents::{LastTime, Marked, moment};
use super::show::SheetPage;
use super::{Sight, systems, ticks};
use crate::web::evidence;
use crate::web::guidance::beside;
use crate::web::support::form;
use crate::web::support::text::Text;

/// The item with its form, or with what stands there for those who only read. `next` is the next open item.
pub fn view(page: &SheetPage<'_>, item: &Item, next: Option<&ItemId>) -> Markup {
    let (text, marked) = (page.permit.text, &page.contents.marked);
    let condition = marked.ruled_out_by(page.place.catalog, item);
    let class = if condition.is_some() { "item derived" } else { "item" };
    html! {
        article id={ "item-" (item.id) } class=(class) tabindex="-1" data-mark=(mark_code(page.own_mark(item)))
            aria-labelledby={ "number-" (item.id) } {
            h3 id={ "number-" (item.id) } {
                span.nth { (number(text, item)) }
                @if let Some(viewpoint) = item.viewpoint { " " span.viewpoint { (viewpoint.label()) } }
            }
            p.ours { (text.text("sheet-our-title")) (item.title) }
            (ticks::view(page, item))
            @if let Some(note) = &item.note { p.ours { (text.text("sheet-our-note")) (note) } }
            @if let Some(reading) = page.reading { (beside::view(reading, item)) }
            @if let Some(condition) = condition {
                p.reason {
                    (text.with("sheet-derived", [("condition", FluentValue::from(condition.title.as_str()))]))
                }
            }
            @if let Some(last) = &page.contents.last { (last_time(text, last, item)) }
            (page.contents.vendors.view(text, &item.id))
            (systems::assigned_to(page, item))
            @if page.is_open(item) { (answer_form(page, item)) } @else { (as_it_stands(text, marked, item)) }
            (systems::view(page, item))
            p.links {
                a href={ (page.place.address()) "/answers/" (item.id) } { (history_in_one_line(page, item)) } " "
                @match page.sight {
                    Sight::Whole => a href=(evidence::address(&page.place.list.id, &item.id)) {
                        (evidence_in_one_line(page, item))
                    },
                    Sight::Items(_) => (evidence_in_one_line(page, item)),
                }
                @if let Some(next) = next {
                    " " a.next-open href={ "#item-" (next) } { (text.text("sheet-next-open")) }
                }
            }
        }
    }
}

/// この項目の記録・話し合い（2件）
fn history_in_one_line(page: &SheetPage<'_>, item: &Item) -> String {
    let text = page.permit.text;
    match page.contents.remarks.get(&item.id) {
        Some(count) => text.with("sheet-history-and-remarks", [("count", FluentValue::from(*count))]),
        None => text.text("sheet-history-link"),
    }
}

/// Where the paper is, or that there is none, whatever the mark.
fn evidence_in_one_line(page: &SheetPage<'_>, item: &Item) -> String {
    let own: Vec<&Evidence> = page.contents.evidence.iter().filter(|one| one.item == item.id).collect();
    evidence::in_words(page.permit.text, &own, page.contents.evidence_day)
}

/// 整理番号 where the number may not be the ministry's.
pub fn number(text: Text, item: &Item) -> String {
    let number = [("number", FluentValue::from(item.number))];
    match item.number_is {
        Certainty::Certain => text.with("sheet-number", number),
        Certainty::WellFounded | Certainty::Likely | Certainty::Unknown => {
            text.with("sheet-our-number", number)
        }
    }
}

/// The word of a mark in `data-mark`; empty for a blank.
pub fn mark_code(mark: Option<Mark>) -> &'static str {
    mark.map_or("", Mark::code)
}

/// What stands there, by whom and since when.
pub fn standing(text: Text, signed: Option<&Signed>, counts: Option<Mark>) -> String {
    let by_hand = signed.and_then(|signed| Some((signed.answer.mark?, signed)));
    match (by_hand, counts) {
        (Some((mark, signed)), _) => text.with(
            "sheet-standing",
            [
                ("mark", FluentValue::from(text.of("sheet-mark", mark.code()))),
                ("by", FluentValue::from(signed.set_by_name.as_str())),
                ("at", FluentValue::from(moment(signed.set_at))),
            ],
        ),
        (None, Some(_)) => text.text("sheet-standing-derived"),
        (None, None) => text.text("sheet-standing-open"),
    }
}

fn last_time(text: Text, last: &LastTime, item: &Item) -> Markup {
    let mark = last.marked.mark(item);
    let answer = last.marked.answers.get(&item.id).map(|signed| &signed.answer);
    html! {
        div.last-time {
            p {
                (text.with(
                    "sheet-last-time",
                    [
                        ("round", FluentValue::from(last.round.name.as_str())),
                        ("mark", FluentValue::from(text.of("sheet-mark", mark.map_or("none", Mark::code)))),
                        ("day", FluentValue::from(last_day(last, item))),
                    ],
                ))
            }
            @if let Some(answer) = answer {
                @if !answer.memo.is_empty() { p { (text.text("sheet-memo")) "：" (answer.memo) } }
                @if !answer.reason.is_empty() { p { (text.text("sheet-reason")) "：" (answer.reason) } }
            }
        }
    }
}

fn last_day(last: &LastTime, item: &Item) -> String {
    let set = last.marked.answers.get(&item.id).map(|signed| calendar::day_of(signed.set_at));
    calendar::both(set.unwrap_or(last.round.period.until))
}

fn answer_form(page: &SheetPage<'_>, item: &Item) -> Markup {
    let (text, marked) = (page.permit.text, &page.contents.marked);
    let signed = marked.answers.get(&item.id);
    let address = format!("{}/answers/{}{}", page.place.address(), item.id, page.filter.query());
    html! {
        form.answer method="post" action=(address) {
            (form::token(page.permit))
            input type="hidden" name="key" value=(page.permit.person.app().random.unordered_id());
            input type="hidden" name="seen" value=(signed.map_or(0, |signed| signed.revision));
            p.standing { (standing(text, marked.answers.get(&item.id), marked.mark(item))) }
            (mark_buttons(page, item, signed))
            @if item.bullets().next().is_some() { p.hint { (text.text("sheet-partly")) } }
            (note_field(page, item, "memo"))
            (note_field(page, item, "reason"))
            button.quiet type="submit" name="mark" value="memo" { (text.text("sheet-memo-only")) }
            p.status {}
        }
    }
}

fn mark_buttons(page: &SheetPage<'_>, item: &Item, signed: Option<&Signed>) -> Markup {
    let text = page.permit.text;
    let standing = signed.and_then(|signed| signed.answer.mark);
    html! {
        div.marks role="group" aria-label={ (number(text, item)) " " (text.text("sheet-mark")) } {
            @for mark in marks_for(page.place.list.audience) {
                (mark_button(text, (*mark, standing), means(item, *mark)))
            }
            button.quiet type="submit" name="mark" value="blank" { (text.text("sheet-mark-blank")) }
            button.quiet type="submit" name="mark" value="undo" hidden[signed.is_none()] {
                (text.text("sheet-mark-undo"))
            }
        }
        @if let Some(problem) = page.trouble_at(item).and_then(|trouble| trouble.form.problems.at("mark", text)) {
            p.problem { (problem) }
        }
    }
}

/// A button that sets a mark, pressed where it stands; `means` says what the mark means here.
pub fn mark_button(text: Text, (mark, standing): (Mark, Option<Mark>), means: Option<&str>) -> Markup {
    html! {
        button type="submit" name="mark" value=(mark.code()) aria-pressed=(standing == Some(mark)) {
            (text.of("sheet-mark", mark.code()))
            @if let Some(means) = means { " " span.means { (means) } }
        }
    }
}

fn marks_for(audience: Audience) -> &'static [Mark] {
    const WITH_PENDING: [Mark; 5] = [
        Mark::Yes,
        Mark::No,
        Mark::NotApplicable,
        Mark::Pending(Some(PendingAt::Hospital)),
        Mark::Pending(Some(PendingAt::Vendor)),
    ];
    match audience {
        Audience::Administrator => &WITH_PENDING,
        Audience::Executive | Audience::Staff => &Mark::SETTLED,
    }
}

/// What the mark means where the ministry asks 「…していないか」.
fn means(item: &Item, mark: Mark) -> Option<&str> {
    match mark {
        Mark::Yes => item.yes_means.as_deref(),
        Mark::No => item.no_means.as_deref(),
        Mark::NotApplicable | Mark::Pending(_) => None,
    }
}

/// 院内メモ or the reason for 該当なし. Several lines each: in a single one Enter would press the first mark.
fn note_field(page: &SheetPage<'_>, item: &Item, name: &str) -> Markup {
    let (text, id) = (page.permit.text, format!("{name}-{}", item.id));
    let trouble = page.trouble_at(item);
    let stored = page.contents.marked.answers.get(&item.id).map(|signed| match name {
        "memo" => signed.answer.memo.clone(),
        _ => signed.answer.reason.clone(),
    });
    let value = trouble.map_or_else(|| stored.unwrap_or_default(), |trouble| trouble.form.fields.get(name));
    let problem = trouble.and_then(|trouble| trouble.form.problems.at(name, text));
    html! {
        div.field {
            label for=(id) { (text.of("sheet", name)) }
            @if name == "reason" { p.hint { (text.text("sheet-reason-hint")) } }
            p.problem id={ "problem-" (id) } hidden[problem.is_none()] { (problem.as_deref().unwrap_or_default()) }
            textarea id=(id) name=(name) rows="2" aria-describedby={ "problem-" (id) }
                aria-invalid=[problem.as_ref().map(|_| "true")] { (value) }
        }
    }
}

fn as_it_stands(text: Text, marked: &Marked, item: &Item) -> Markup {
    let answer = marked.answers.get(&item.id).map(|signed| &signed.answer);
    html! {
        p.standing { (standing(text, marked.answers.get(&item.id), marked.mark(item))) }
        @if let Some(answer) = answer {
            @if !answer.memo.is_empty() { p { (text.text("sheet-memo")) "：" (answer.memo) } }
            @if !answer.reason.is_empty() { p { (text.text("sheet-reason")) "：" (answer.reason) } }
        }
    }
}
