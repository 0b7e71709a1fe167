//! The answers of an inquiry as fields: the vendor's own page by link, and what somebody types in from paper.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::inquiry::{Inquiry, LONGEST_COMMENT, Lack, Question, Replies, Reply};
use tenken_domain::mark::Mark;

use crate::web::sheets;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::text::Text;

/// The parts of an answer, and their labels.
const MARK: &str = "mark";
const COMMENT: &str = "comment";
const TARGET: &str = "target";
const PARTS: [(&str, &str); 3] =
    [(MARK, "inquiry-answer"), (COMMENT, "inquiry-comment"), (TARGET, "inquiry-target")];
/// The count of changes that the page showed.
const SEEN: &str = "seen";
/// More mistakes than this are only counted.
const SHOWN: usize = 20;

/// Reads the answers; problems are noted at their fields. Items that were not asked are not looked at.
pub fn read(fields: &Fields, inquiry: &Inquiry, problems: &mut Problems) -> Replies {
    let one = |question: &Question| {
        let item = &question.item;
        let code = fields.get(&format!("mark-{item}"));
        let comment = format!("comment-{item}");
        let target = format!("target-{item}");
        let typed = fields.get(&comment);
        if typed.chars().count() > LONGEST_COMMENT {
            problems.add(comment.as_str(), "inquiry-comment-long");
        }
        let reply = Reply {
            mark: Mark::from_code(&code).filter(|mark| Mark::SETTLED.contains(mark)),
            comment: typed,
            target: fields.optional_day(target.as_str(), problems),
        };
        (item.clone(), reply)
    };
    inquiry.questions.iter().map(one).collect()
}

/// Notes at each item what its answer lacks to be handed in as of this day.
pub fn note_lacks(replies: &Replies, on: Date, problems: &mut Problems) {
    for (item, reply) in replies {
        let (part, sentence) = match reply.lack(on) {
            None => continue,
            Some(Lack::Unanswered) => (MARK, "inquiry-lacks-answer"),
            Some(Lack::Reason) => (COMMENT, "inquiry-lacks-reason"),
            Some(Lack::TargetToCome) => (TARGET, "inquiry-target-past"),
        };
        problems.add(format!("{part}-{item}").as_str(), sentence);
    }
}

/// What stands in the fields of an inquiry with these answers, and the count of changes they were seen at.
pub fn fields_of(inquiry: &Inquiry) -> Vec<(String, String)> {
    let one = |Question { item, answer, .. }: &Question| {
        [
            (format!("mark-{item}"), answer.mark.map_or("", Mark::code).to_owned()),
            (format!("comment-{item}"), answer.comment.clone()),
            (format!("target-{item}"), answer.target.map(|day| day.to_string()).unwrap_or_default()),
        ]
    };
    let seen = (SEEN.to_owned(), inquiry.revision.to_string());
    inquiry.questions.iter().flat_map(one).chain([seen]).collect()
}

/// What was typed into the page of answers, whatever of it is right: it goes along where the page has to be left before it
/// is saved.
pub fn typed(fields: &Fields) -> Vec<(String, String)> {
    let of = |name: &'static str| {
        let found = fields.starting(name).filter(|(_, value)| !value.is_empty());
        found.map(move |(rest, value)| (format!("{name}{rest}"), value.to_owned()))
    };
    ["mark-", "comment-", "target-", "answerer", SEEN].into_iter().flat_map(of).collect()
}

/// The items that are asked about with their lists, in the order of the printed sheets.
pub fn asked<'c>(catalog: &'c Catalog, inquiry: &Inquiry) -> Vec<(&'c Checklist, &'c Item)> {
    let of = |list: &'c Checklist| list.items_by_number().into_iter().map(move |item| (list, item));
    let all = catalog.checklists.iter().flat_map(of);
    all.filter(|(_, item)| inquiry.question(&item.id).is_some()).collect()
}

/// An item's list in short and its number there: 整理番号 1 alone may be one of three lists.
pub fn place(text: Text, (list, item): (&Checklist, &Item)) -> String {
    let list = match &list.annex_of {
        Some(_) => list.title.clone(),
        None => text.of("action-audience", list.audience.code()),
    };
    format!("{list} {}", sheets::number(text, item))
}

/// Where a line of the summary leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    ToFields,
    /// A table of what is only shown.
    ToRows,
}

/// The list of problems at the top: what is wrong with an answer names the item, in the order of the page.
pub fn summary(form: Form<'_>, asked: &[(&Checklist, &Item)], leads: Leads) -> Markup {
    let text = form.text;
    let items: Vec<(String, String)> = asked.iter().flat_map(|one| wrong(form, *one, leads)).collect();
    let is_of_item =
        |field: &str| asked.iter().any(|(_, item)| PARTS.iter().any(|part| field == name(part.0, item)));
    html! {
        @if !form.problems.is_empty() {
            div.problems role="alert" {
                p { (text.text("form-refused")) }
                @if !items.is_empty() { p { (text.with("inquiry-items-wrong", [("count", items.len().into())])) } }
                ul {
                    @for (field, told) in form.problems.told(text).filter(|(field, _)| !is_of_item(field)) {
                        li { @if field.is_empty() { (told) } @else { a href={ "#" (field) } { (told) } } }
                    }
                    @for (anchor, told) in items.iter().take(SHOWN) { li { a href={ "#" (anchor) } { (told) } } }
                    @if items.len() > SHOWN {
                        li { (text.with("workbook-more", [("more", (items.len() - SHOWN).into())])) }
                    }
                }
            }
        }
    }
}

/// What is wrong with the answer to one item: where it leads, and the sentence.
fn wrong(form: Form<'_>, (list, item): (&Checklist, &Item), leads: Leads) -> Vec<(String, String)> {
    let text = form.text;
    let of = |(part, label): &(&str, &str)| {
        let sentence = form.problems.at(&name(part, item), text)?;
        let label = if *part == MARK { String::new() } else { format!("{}：", text.text(label)) };
        let anchor = match leads {
            Leads::ToFields => name(part, item),
            Leads::ToRows => format!("item-{}", item.id),
        };
        Some((anchor, format!("{} {}：{label}{sentence}", place(text, (list, item)), item.title)))
    };
    PARTS.iter().filter_map(of).collect()
}

/// The name of the field of one part of an answer.
fn name(part: &str, item: &Item) -> String {
    format!("{part}-{}", item.id)
}

/// The fields themselves, an item each, under the titles of their lists.
pub fn inputs(form: Form<'_>, asked: &[(&Checklist, &Item)]) -> Markup {
    html! {
        @for list in asked.chunk_by(|one, other| one.0.id == other.0.id) {
            @for (list, _) in list.iter().take(1) { h2 lang="ja" { (list.title) } }
            @for (_, item) in list { (one(form, item)) }
        }
    }
}

fn one(form: Form<'_>, item: &Item) -> Markup {
    html! {
        fieldset.item id={ "item-" (item.id) } {
            legend { span.nth { (sheets::number(form.text, item)) } }
            div.official lang="ja" id={ "text-" (item.id) } { @for line in &item.text { p { (line) } } }
            (marks(form, item))
            div.entries.reply {
                @for part in &PARTS[1..] { (field(form, *part, item)) }
            }
        }
    }
}

fn marks(form: Form<'_>, item: &Item) -> Markup {
    let name = name(MARK, item);
    let problem = form.problems.at(&name, form.text);
    let chosen = form.fields.get(&name);
    let label = |code: &str, words: Markup| {
        html! {
            label {
                input type="radio" name=(name) value=(code) checked[chosen == code]
                    id=[(code == Mark::Yes.code()).then_some(&name)] aria-describedby={ "text-" (item.id) };
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
        div.marks.settled {
            @if let Some(problem) = &problem { p.problem { (problem) } }
            @for mark in Mark::SETTLED {
                @let symbol = mark.symbol();
                (label(mark.code(), html! { @if symbol.chars().count() == 1 { b { (symbol) } " " (means(mark)) } @else { (symbol) } }))
            }
            (label("", html! { small { (form.text.text("inquiry-unanswered")) } }))
        }
    }
}

/// A comment in several lines, a day in one.
fn field(form: Form<'_>, (part, label): (&str, &str), item: &Item) -> Markup {
    let name = name(part, item);
    let problem = form.problems.at(&name, form.text);
    html! {
        div.field {
            label for=(name) { (form.text.text(label)) }
            @if let Some(problem) = &problem { p.problem id={ "problem-" (name) } { (problem) } }
            @if part == COMMENT {
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
