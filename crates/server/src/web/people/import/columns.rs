//! What each column of the file is taken for, as a form in which every guess can be changed.

use maud::{Markup, html};
use tenken_domain::people_change::Missing;
use tenken_domain::people_file::{Column, LayoutProblem, Seen};

use super::choice::{self, DIGITS, HEADING, LEFT_ON, MISSING, SHEET};
use super::preview::Look;
use crate::web::support::fields::Fields;
use crate::web::support::form::{Field, Form};
use crate::web::support::text::Text;

const SHEET_FIELD: Field = Field::new(SHEET, "people-sheet");

/// What stands in the fields: the way in which the file was understood.
pub fn fields_of(look: &Look) -> Fields {
    let layout = &look.understood.layout;
    let digits = if layout.digits == 0 { String::new() } else { layout.digits.to_string() };
    let (missing, day) = match look.missing {
        Missing::StayAsTheyAre => ("stay", look.today),
        Missing::LeftOn(day) => ("left", day),
    };
    let mut pairs = vec![
        (SHEET.to_owned(), layout.sheet.to_string()),
        (HEADING.name.to_owned(), layout.heading.to_string()),
        (DIGITS.name.to_owned(), digits),
        (MISSING.name.to_owned(), missing.to_owned()),
        (LEFT_ON.name.to_owned(), day.to_string()),
    ];
    let columns = layout.columns.iter();
    pairs.extend(columns.map(|(place, column)| (choice::field_of(*place), column.code().to_owned())));
    Fields::new(pairs)
}

/// The form; sending it looks again and stores nothing.
pub fn view(form: Form<'_>, look: &Look) -> Markup {
    let (text, understood) = (form.text, &look.understood);
    let is_clear = understood.problems.is_empty();
    html! {
        @if !is_clear { (problems(form, &understood.problems)) }
        @if is_clear { (in_short(text, look)) }
        details open[!is_clear] {
            summary { (text.text("people-columns")) }
            form method="get" action={"/settings/people/import/" (look.id)} {
                (choice::shown_field(&understood.layout))
                @if understood.sheets.len() > 1 { (form.select(SHEET_FIELD, &sheets(look))) }
                (form.line(HEADING, "text", "off"))
                p.hint { (text.text("people-columns-hint")) }
                (table(form, &understood.columns))
                (form.line(DIGITS, "text", "off"))
                (form.radios(MISSING, &["stay", "left"].map(|way| (way.to_owned(), text.of("people-missing", way)))))
                (form.line(LEFT_ON, "text", "off"))
                (form.submit("people-columns-submit"))
            }
        }
    }
}

/// The columns that are read and those that are not, in a line each.
fn in_short(text: Text, look: &Look) -> Markup {
    let columns = &look.understood.layout.columns;
    let named = |seen: &Seen| format!("{} {}", seen.letter, seen.heading);
    let read = |seen: &Seen| {
        let column = columns.get(&seen.column)?;
        let values = [("from", named(seen).into()), ("to", text.of("people-column", column.code()).into())];
        Some(text.with("people-column-read", values))
    };
    let all = &look.understood.columns;
    let used: Vec<String> = all.iter().filter_map(read).collect();
    let unused: Vec<String> =
        all.iter().filter(|seen| !columns.contains_key(&seen.column)).map(named).collect();
    let separator = text.text("list-separator");
    html! {
        p { (text.text("people-columns-used")) "：" (used.join(&separator)) }
        @if !unused.is_empty() { p.hint { (text.text("people-columns-unused")) "：" (unused.join(&separator)) } }
    }
}

fn problems(form: Form<'_>, problems: &[LayoutProblem]) -> Markup {
    let text = form.text;
    let sentence = |problem: &LayoutProblem| {
        let (key, column) = match problem {
            LayoutProblem::Lacks(column) => ("people-lacks-column", column),
            LayoutProblem::Twice(column) => ("people-column-twice", column),
        };
        text.with(key, [("column", text.of("people-column", column.code()).into())])
    };
    html! {
        div.problems role="alert" {
            p { (text.text("people-columns-unclear")) }
            ul { @for problem in problems { li { (sentence(problem)) } } }
        }
    }
}

fn sheets(look: &Look) -> Vec<(String, String)> {
    let sheets = look.understood.sheets.iter().enumerate();
    sheets.map(|(place, name)| (place.to_string(), name.clone())).collect()
}

fn table(form: Form<'_>, columns: &[Seen]) -> Markup {
    let text = form.text;
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("people-columns")) {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("people-column-heading")) }
                    th scope="col" { (text.text("people-column-examples")) }
                    th scope="col" { (text.text("people-column-meaning")) }
                } }
                tbody {
                    @for seen in columns {
                        tr {
                            th scope="row" { span.letter { (seen.letter) } " " (seen.heading) }
                            td.examples data-label=(text.text("people-column-examples")) { (seen.examples.join(&text.text("people-examples-separator"))) }
                            td data-label=(text.text("people-column-meaning")) { (meanings(form, seen)) }
                        }
                    }
                }
            }
        }
    }
}

fn meanings(form: Form<'_>, seen: &Seen) -> Markup {
    let name = choice::field_of(seen.column);
    let chosen = form.fields.get(&name);
    html! {
        select id=(name) name=(name) aria-label={(seen.letter) " " (seen.heading)} {
            option value="" selected[chosen.is_empty()] { (form.text.text("people-column-unused")) }
            @for column in Column::ALL {
                option value=(column.code()) selected[chosen == column.code()] { (form.text.of("people-column", column.code())) }
            }
        }
    }
}
