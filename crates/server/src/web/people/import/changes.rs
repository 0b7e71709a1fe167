//! What the file would change: who is new, changed, moved, left, not in it; what is wrong, by row and cell; and the form
//! that confirms it.

use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::occupation::Affiliation;
use tenken_domain::people_change::{Change, Group, Missing};
use tenken_domain::people_file::RowProblem;
use tenken_domain::person::{Leave, Person as Member};

use super::choice;
use super::preview::Look;
use crate::actions::people::import::fingerprint;
use crate::web::support::form;
use crate::web::support::person::Permit;
use crate::web::support::text::Text;

/// People shown of each kind, and problems.
const SHOWN: usize = 100;

pub fn view(permit: &Permit<'_>, look: &Look) -> Markup {
    let text = permit.text;
    if !look.understood.problems.is_empty() {
        return html! {};
    }
    let rows: Vec<&RowProblem> = look.understood.entries.problems.iter().chain(&look.plan.problems).collect();
    html! {
        h2 { (text.text("people-changes")) }
        (sums(text, look))
        @if rows.is_empty() {
            @if look.plan.is_empty() { p.done role="status" { (text.text("people-nothing-to-do")) } }
            @else { (confirmation(permit, look)) }
        } @else { (row_problems(text, &rows)) }
        (new(text, look))
        (changed(text, look, ("people-changed", &look.plan.changed)))
        (changed(text, look, ("people-moved", &look.plan.moved)))
        (changed(text, look, ("people-left", &look.plan.left)))
        (not_in_file(text, look))
    }
}

/// One line a kind, with its number; what was passed over is said too.
fn sums(text: Text, look: &Look) -> Markup {
    let (plan, entries) = (&look.plan, &look.understood.entries);
    let sums = [
        ("people-new", plan.new.len()),
        ("people-changed", plan.changed.len()),
        ("people-moved", plan.moved.len()),
        ("people-left", plan.left.len()),
        ("people-not-in-file", plan.not_in_file.len()),
        ("people-unchanged", plan.unchanged),
        ("people-already-left", plan.already_left),
        ("people-concurrent", entries.concurrent.len()),
        ("people-skipped", entries.skipped.len()),
    ];
    let always = 6;
    let shown = sums.into_iter().enumerate().filter(|(place, (_, number))| *place < always || *number > 0);
    html! {
        dl.facts {
            @for (_, (key, number)) in shown { dt { (text.text(key)) } dd { (number) } }
        }
        @if !entries.skipped.is_empty() {
            p.hint { (text.text("people-skipped-rows")) "：" (numbers(&entries.skipped)) }
        }
    }
}

fn numbers(rows: &[u32]) -> String {
    const FIRST: usize = 20;
    let mut shown = rows.iter().take(FIRST).map(u32::to_string).collect::<Vec<_>>().join(", ");
    if rows.len() > FIRST {
        shown.push_str(" …");
    }
    shown
}

fn row_problems(text: Text, rows: &[&RowProblem]) -> Markup {
    html! {
        div.problems role="alert" {
            p { (text.with("people-problems", [("rows", FluentValue::from(rows.len()))])) }
            ul { @for problem in rows.iter().take(SHOWN) { li { (sentence(text, problem)) } } }
            (rest(text, rows.len()))
        }
    }
}

/// `C14 氏名「…」：…`
pub fn sentence(text: Text, problem: &RowProblem) -> String {
    let values = [
        ("place", FluentValue::from(problem.place.as_str())),
        ("column", text.of("people-column", problem.column.code()).into()),
        ("said", problem.said.as_str().into()),
        ("trouble", text.of("people-trouble", problem.trouble.code()).into()),
    ];
    text.with(if problem.said.is_empty() { "people-problem-blank" } else { "people-problem" }, values)
}

fn rest(text: Text, all: usize) -> Markup {
    let more = all.saturating_sub(SHOWN);
    html! { @if more > 0 { p { (text.with("people-more", [("more", FluentValue::from(more))])) } } }
}

fn confirmation(permit: &Permit<'_>, look: &Look) -> Markup {
    let text = permit.text;
    html! {
        form.confirmation method="post" action={"/settings/people/import/" (look.id)} {
            (form::token(permit))
            (choice::hidden(&look.understood.layout, look.missing))
            input type="hidden" name="plan" value=(fingerprint(&look.plan));
            @if !look.plan.new_departments.is_empty() {
                h3 { (text.text("people-new-departments")) }
                p.hint { (text.text("people-new-departments-hint")) }
                ul { @for name in &look.plan.new_departments { li { (name) } } }
            }
            @if !look.plan.new_occupations.is_empty() {
                h3 { (text.text("people-new-occupations")) }
                fieldset.field {
                    legend { (text.text("people-new-occupations-hint")) }
                    @for one in &look.plan.new_occupations {
                        label.choice {
                            input type="checkbox" name="contractor" value=(one.name)
                                checked[one.affiliation == Affiliation::Contractor];
                            span { (one.name) }
                        }
                    }
                }
            }
            @let among_staff = look.plan.contractors_among_staff(&look.known.occupations);
            @if among_staff > 0 {
                p.warning { (text.with("people-contractors-among-staff", [("people", FluentValue::from(among_staff))])) }
            }
            p { (text.text("people-confirm-hint")) }
            button.primary type="submit" { (text.text("people-confirm")) }
        }
    }
}

fn new(text: Text, look: &Look) -> Markup {
    let new = &look.plan.new;
    html! {
        @if !new.is_empty() {
            details {
                summary { (text.text("people-new")) "（" (new.len()) "）" }
                (table(text, &html! {
                    @for wanted in new.iter().take(SHOWN) {
                        tr {
                            td.code { (wanted.staff_number) }
                            th scope="row" { (wanted.name) }
                            td {
                                (department(text, look, &wanted.department)) " / "
                                (occupation(text, look, &wanted.occupation))
                                @if let Some(leave) = wanted.away { " / " (text.of("person-leave", leave.code())) }
                            }
                        }
                    }
                }))
                (rest(text, new.len()))
            }
        }
    }
}

fn changed(text: Text, look: &Look, (title, changes): (&str, &[Change])) -> Markup {
    html! {
        @if !changes.is_empty() {
            details {
                summary { (text.text(title)) "（" (changes.len()) "）" }
                (table(text, &html! {
                    @for change in changes.iter().take(SHOWN) {
                        tr {
                            td.code { (change.after.staff_number) }
                            th scope="row" { (change.after.name) }
                            td { @for line in differences(text, look, change) { div { (line) } } }
                        }
                    }
                }))
                (rest(text, changes.len()))
            }
        }
    }
}

fn not_in_file(text: Text, look: &Look) -> Markup {
    let people = &look.plan.not_in_file;
    let fate = match look.missing {
        Missing::StayAsTheyAre => "people-not-in-file-stay",
        Missing::LeftOn(_) => "people-not-in-file-left",
    };
    let place = |person: &Member| {
        let (there, has) = (Group::There(person.department.clone()), Group::There(person.occupation.clone()));
        format!("{} / {}", department(text, look, &there), occupation(text, look, &has))
    };
    html! {
        @if !people.is_empty() {
            details {
                summary { (text.text("people-not-in-file")) "（" (people.len()) "）" }
                p.hint { (text.text(fate)) }
                (table(text, &html! {
                    @for person in people.iter().take(SHOWN) {
                        tr { td.code { (person.staff_number) } th scope="row" { (person.name) } td { (place(person)) } }
                    }
                }))
                (rest(text, people.len()))
            }
        }
    }
}

fn table(text: Text, rows: &Markup) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("people-changes")) {
            table.list.people {
                thead { tr {
                    th scope="col" { (text.text("person-number")) }
                    th scope="col" { (text.text("person-name")) }
                    th scope="col" { (text.text("people-what")) }
                } }
                tbody { (rows) }
            }
        }
    }
}

/// Field by field what stands there and what is to stand there.
fn differences(text: Text, look: &Look, change: &Change) -> Vec<String> {
    let Change { before, after } = change;
    let there = (Group::There(before.department.clone()), Group::There(before.occupation.clone()));
    let leave = |leave: Option<Leave>| {
        leave.map_or_else(|| text.text("person-there"), |one| text.of("person-leave", one.code()))
    };
    let both: [(&str, String, String); 9] = [
        ("person-name", before.name.clone(), after.name.clone()),
        ("person-kana", before.kana.clone(), after.kana.clone()),
        ("department", department(text, look, &there.0), department(text, look, &after.department)),
        ("occupation", occupation(text, look, &there.1), occupation(text, look, &after.occupation)),
        ("person-employment", before.employment.clone(), after.employment.clone()),
        ("person-joined-on", day(before.joined_on), day(after.joined_on)),
        ("person-left-on", day(before.left_on), day(after.left_on)),
        ("person-mail", before.mail.clone(), after.mail.clone()),
        ("person-away", leave(before.away), leave(after.away)),
    ];
    let nothing = |said: String| if said.is_empty() { text.text("audit-nothing") } else { said };
    let differing = both.into_iter().filter(|(_, old, new)| old != new);
    let line = |(key, old, new): (&str, String, String)| {
        let values =
            [("field", text.text(key).into()), ("old", nothing(old).into()), ("new", nothing(new).into())];
        text.with("audit-changed", values)
    };
    differing.map(line).collect()
}

fn day(day: Option<Date>) -> String {
    day.map(calendar::both).unwrap_or_default()
}

fn department(text: Text, look: &Look, group: &Group<tenken_domain::id::DepartmentId>) -> String {
    match group {
        Group::There(id) => {
            let found = look.known.departments.iter().find(|one| one.id == *id);
            found.map(|one| one.name.clone()).unwrap_or_default()
        }
        Group::New(place) => coming(text, look.plan.new_departments.get(*place)),
    }
}

fn occupation(text: Text, look: &Look, group: &Group<tenken_domain::id::OccupationId>) -> String {
    match group {
        Group::There(id) => {
            let found = look.known.occupations.iter().find(|one| one.id == *id);
            found.map(|one| one.name.clone()).unwrap_or_default()
        }
        Group::New(place) => coming(text, look.plan.new_occupations.get(*place).map(|one| &one.name)),
    }
}

fn coming(text: Text, name: Option<&String>) -> String {
    let name = FluentValue::from(name.map(String::as_str).unwrap_or_default());
    text.with("people-coming", [("name", name)])
}
