//! The answers of an inquiry as fields: the vendor's own page by link, and what somebody types in from paper.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::inquiry::{Inquiry, LONGEST_COMMENT, Question, Replies, Reply};
use tenken_domain::mark::Mark;

use crate::web::sheets;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::text::Text;

/// Reads the answers; problems are noted at their fields. Items that were not asked are not looked at.
pub fn read(fields: &Fields, inquiry: &Inquiry, problems: &mut Problems) -> Replies {
    let one = |question: &Question| {
        let item = &question.item;
        let code = fields.get(&format!("mark-{item}"));
        let comment = format!("comment-{item}");
        let target = format!("target-{item}");
        let reply = Reply {
            mark: Mark::from_code(&code).filter(|mark| Mark::SETTLED.contains(mark)),
            comment: fields.optional(comment.as_str(), LONGEST_COMMENT, problems),
            target: fields.optional_day(target.as_str(), problems),
        };
        (item.clone(), reply)
    };
    inquiry.questions.iter().map(one).collect()
}

/// What stands in the fields of an inquiry with these answers.
pub fn fields_of(inquiry: &Inquiry) -> Vec<(String, String)> {
    let one = |Question { item, answer, .. }: &Question| {
        [
            (format!("mark-{item}"), answer.mark.map_or("", Mark::code).to_owned()),
            (format!("comment-{item}"), answer.comment.clone()),
            (format!("target-{item}"), answer.target.map(|day| day.to_string()).unwrap_or_default()),
        ]
    };
    inquiry.questions.iter().flat_map(one).collect()
}

/// The items that are asked about with their lists, in the order of the printed sheets.
pub fn asked<'c>(catalog: &'c Catalog, inquiry: &Inquiry) -> Vec<(&'c Checklist, &'c Item)> {
    let of = |list: &'c Checklist| list.items_by_number().into_iter().map(move |item| (list, item));
    let all = catalog.checklists.iter().flat_map(of);
    all.filter(|(_, item)| inquiry.question(&item.id).is_some()).collect()
}

/// The fields themselves, an item each.
pub fn inputs(form: Form<'_>, catalog: &Catalog, inquiry: &Inquiry) -> Markup {
    html! { @for (_, item) in asked(catalog, inquiry) { (one(form, item)) } }
}

fn one(form: Form<'_>, item: &Item) -> Markup {
    html! {
        fieldset.item id={ "item-" (item.id) } {
            legend { span.nth { (sheets::number(form.text, item)) } }
            div.official lang="ja" id={ "text-" (item.id) } { @for line in &item.text { p { (line) } } }
            (marks(form, item))
            div.entries.reply {
                (field(form, ("comment", "inquiry-comment"), item))
                (field(form, ("target", "inquiry-target"), item))
            }
        }
    }
}

fn marks(form: Form<'_>, item: &Item) -> Markup {
    let name = format!("mark-{}", item.id);
    let chosen = form.fields.get(&name);
    let label = |code: &str, words: Markup| {
        html! {
            label {
                input type="radio" name=(name) value=(code) checked[chosen == code]
                    aria-describedby={ "text-" (item.id) };
                span { span.words { (words) } }
            }
        }
    };
    let means = |mark: Mark| match mark {
        Mark::Yes => item.yes_means.clone().unwrap_or_else(|| form.text.text("inquiry-yes")),
        Mark::No => item.no_means.clone().unwrap_or_else(|| form.text.text("inquiry-no")),
        Mark::NotApplicable | Mark::Pending(_) => String::new(),
    };
    html! {
        div.marks {
            @for mark in Mark::SETTLED { (label(mark.code(), html! { b { (mark.symbol()) } " " (means(mark)) })) }
            (label("", html! { small { (form.text.text("inquiry-unanswered")) } }))
        }
    }
}

/// A comment in several lines, a day in one.
fn field(form: Form<'_>, (part, label): (&str, &str), item: &Item) -> Markup {
    let name = format!("{part}-{}", item.id);
    let problem = form.problems.at(&name, form.text);
    html! {
        div.field {
            label for=(name) { (form.text.text(label)) }
            @if let Some(problem) = &problem { p.problem id={ "problem-" (name) } { (problem) } }
            @if part == "comment" {
                textarea id=(name) name=(name) rows="2" aria-invalid=[problem.as_ref().map(|_| "true")] {
                    (form.fields.get(&name))
                }
            } @else {
                input id=(name) name=(name) type="text" autocomplete="off" value=(form.fields.get(&name))
                    aria-invalid=[problem.as_ref().map(|_| "true")];
            }
        }
    }
}

/// An answer in words: the mark, the comment, the target day.
pub fn in_words(text: Text, reply: &Reply) -> Markup {
    html! {
        strong { @match reply.mark { Some(mark) => (mark.symbol()), None => (text.text("inquiry-unanswered")) } }
        @if !reply.comment.is_empty() { br; span.typed { (reply.comment) } }
        @if let Some(day) = reply.target { br; span.hint { (text.text("inquiry-target")) "：" (calendar::both(day)) } }
    }
}
