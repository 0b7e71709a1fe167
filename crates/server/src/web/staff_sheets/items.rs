//! The ten items as radios in large labels: the ministry's words, ours beside them, and what each mark means.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::mark::Mark;

use super::open_items;
use crate::actions::staff_sheets::Marks;
use crate::web::guidance::{self, Reading};
use crate::web::support::text::Text;

/// Who fills in.
#[derive(Clone, Copy)]
pub enum Filler<'r> {
    /// A member of staff: three marks, none set, and what is said beside the items, where something is.
    Staff(Option<&'r Reading>),
    /// A clerk with a paper sheet: blank can be chosen again, and a key stands for each mark.
    Clerk,
}

/// All items on one page.
pub fn items(text: Text, filler: Filler<'_>, list: &Checklist, marks: &Marks) -> Markup {
    let count = list.items.len();
    html! {
        p.hint { (text.text("staff-items-ours")) }
        @for (nth, item) in (1..).zip(list.items_by_number()) {
            fieldset.item id={ "item-" (item.id) } {
                legend {
                    span.nth { (nth) "/" (count) } " "
                    span.ours lang="ja" { (item.title) }
                }
                div.official lang="ja" id={ "text-" (item.id) } { @for line in &item.text { p { (line) } } }
                @if let Filler::Staff(Some(reading)) = filler { (guidance::staff::view(reading, item)) }
                (buttons(text, filler, item, marks.get(&item.id).copied().flatten()))
            }
        }
    }
}

/// What the words on tap mean, for the end of the page.
pub fn meanings(reading: Option<&Reading>, list: &Checklist) -> Markup {
    html! {
        @if let Some(reading) = reading {
            (guidance::words::meanings(reading, list.items.iter().map(|item| &item.id)))
        }
    }
}

/// The items that bear no mark, each a link to it.
pub fn open_list(text: Text, list: &Checklist, marks: &Marks) -> Markup {
    let open = open_items(list, marks);
    html! {
        div.problems role="alert" {
            p { (text.with("staff-open-items", [("open", FluentValue::from(open.len()))])) }
            ul { @for item in open { li { a href={ "#item-" (item.id) } { (item.title) } } } }
        }
    }
}

/// How many items bear a mark; shown by the script that keeps it up to date.
pub fn progress(text: Text, list: &Checklist, marks: &Marks) -> Markup {
    let count = list.items.len();
    let done = count - open_items(list, marks).len();
    html! {
        p.progress role="status" hidden {
            (text.text("staff-progress")) " " span data-progress="" { (done) "/" (count) }
        }
    }
}

fn buttons(text: Text, filler: Filler<'_>, item: &Item, chosen: Option<Mark>) -> Markup {
    let name = format!("mark-{}", item.id);
    let label = |mark: Mark, words: Markup| {
        html! {
            label {
                input type="radio" name=(name) value=(mark.code()) checked[chosen == Some(mark)]
                    aria-describedby={ "text-" (item.id) };
                span { span.words { (words) } }
            }
        }
    };
    let means = |own: &Option<String>, usual: &str| own.clone().unwrap_or_else(|| text.text(usual));
    html! {
        div.marks {
            (label(Mark::Yes, html! { b { "○" } " " (means(&item.yes_means, "staff-yes")) }))
            (label(Mark::No, html! { b { "×" } " " (means(&item.no_means, "staff-no")) }))
            (label(Mark::NotApplicable, html! { small { (text.text("staff-not-applicable")) } }))
            @match filler {
                Filler::Staff(_) => {}
                Filler::Clerk => label {
                    input type="radio" name=(name) value="" checked[chosen.is_none()] aria-describedby={ "text-" (item.id) };
                    span { span.words { small { (text.text("staff-blank")) } } }
                },
            }
        }
    }
}
