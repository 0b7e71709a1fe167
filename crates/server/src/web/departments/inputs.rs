//! The fields of a department, shared by adding and changing: name, place in the tree, a number for each occupation.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tenken_domain::department::{Department, in_tree_order, would_loop};
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::occupation::Occupation;

use super::{Counted, Staffing};
use crate::actions::departments::Wish;
use crate::web::support::fields::{Fields, Problems, Spot};
use crate::web::support::form::{Field, Form};

const NAME: Field = Field::new("name", "department-name").hint("department-name-hint");
const PARENT: Field = Field::new("parent", "department-parent").hint("department-parent-hint");
/// Most people that one occupation of one department can have.
pub const MOST: u64 = 9_999;

/// The field of a number of people.
pub const fn people_in(name: &str) -> Spot<'_> {
    Spot { name, label: Some("department-people-number") }
}

/// Reads what was typed; `None` with problems noted at their fields.
pub fn read(fields: &Fields, occupations: &[Occupation], problems: &mut Problems) -> Option<Wish> {
    let name = fields.one_line(NAME, 60, problems);
    let parent = Some(fields.get("parent")).filter(|parent| !parent.is_empty()).map(DepartmentId::new);
    let mut headcount = BTreeMap::new();
    for (occupation, _) in fields.starting("people-") {
        let field = format!("people-{occupation}");
        // Numbers of occupations we do not know are kept: the action answers that there is no such thing.
        let is_listed = occupations.iter().any(|one| one.id.as_str() == occupation);
        match fields.count(people_in(&field), MOST, problems) {
            Some(0) if is_listed => {}
            Some(people) => {
                headcount.insert(OccupationId::new(occupation), people);
            }
            None => {}
        }
    }
    problems.is_empty().then_some(Wish { name, parent, headcount })
}

/// What stands in the fields of a department that is there already.
pub fn fields_of(department: &Department) -> Fields {
    let parent = department.parent.as_ref().map_or_else(String::new, DepartmentId::to_string);
    let mut pairs = vec![("name".to_owned(), department.name.clone()), ("parent".to_owned(), parent)];
    let people = department.headcount.iter();
    pairs.extend(people.map(|(occupation, people)| (format!("people-{occupation}"), people.to_string())));
    Fields::new(pairs)
}

/// The fields themselves. `own` is the department that is being changed: it cannot hang below itself.
pub fn inputs(form: Form<'_>, staffing: &Staffing, own: Option<&DepartmentId>) -> Markup {
    html! {
        (form.line(NAME, "text", "off"))
        (form.select(PARENT, &parents(form, &staffing.departments, own)))
        @match staffing.counted {
            Counted::FromRegister => p.hint { (form.text.text("departments-from-register")) },
            Counted::ByHand => fieldset.field {
                legend { (form.text.text("department-people")) }
                p.hint { (form.text.text("department-people-hint")) }
                @if staffing.occupations.is_empty() { p { (form.text.text("occupations-none")) } }
                @else { (people(form, &staffing.occupations)) }
            },
        }
    }
}

fn parents(form: Form<'_>, all: &[Department], own: Option<&DepartmentId>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), form.text.text("department-at-the-top"))];
    let possible = |id: &DepartmentId| own.is_none_or(|own| !would_loop(all, own, id));
    for placed in in_tree_order(all).into_iter().filter(|placed| possible(&placed.department.id)) {
        let name = format!("{}{}", "　".repeat(placed.depth), placed.department.name);
        options.push((placed.department.id.to_string(), name));
    }
    options
}

fn people(form: Form<'_>, occupations: &[Occupation]) -> Markup {
    html! {
        table.list {
            thead { tr {
                th scope="col" { (form.text.text("occupation")) }
                th.number scope="col" { (form.text.text("department-people-number")) }
            } }
            tbody {
                @for one in occupations {
                    @let field = format!("people-{}", one.id);
                    tr {
                        th scope="row" { label for=(field) { (one.name) } }
                        td.number { (number(form, &field, None)) }
                    }
                }
            }
        }
    }
}

/// A number of people, with what is wrong with it. `name` is for a field whose label stands elsewhere.
pub fn number(form: Form<'_>, field: &str, name: Option<&str>) -> Markup {
    let problem = form.problems.at(field, form.text);
    let notes = problem.as_ref().map(|_| format!("{field}-notes"));
    let size = name.map_or("6", |_| "3");
    html! {
        @if let Some(problem) = &problem { p.problem id=[notes.as_deref()] { (problem) } }
        input id=(field) name=(field) type="text" inputmode="numeric" size=(size) autocomplete="off"
            value=(form.fields.get(field)) aria-label=[name] aria-describedby=[notes.as_deref()]
            aria-invalid=[problem.as_ref().map(|_| "true")];
    }
}
