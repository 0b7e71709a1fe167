//! The fields of one person, shared by adding and changing.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::grid::Cell;
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::people_file::values::{self, Trouble};
use tenken_domain::people_file::{LONGEST_NAME, LONGEST_OCCUPATION};
use tenken_domain::person::{Leave, Person};

use super::Groups;
use crate::actions::people::edit::{PersonRefusal, Wish};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

const NUMBER: Field = Field::new("staff_number", "person-number").hint("person-number-hint");
const NAME: Field = Field::new("name", "person-name");
const KANA: Field = Field::new("kana", "person-kana").hint("person-kana-hint");
const DEPARTMENT: Field = Field::new("department", "department").hint("person-department-hint");
const OCCUPATION: Field = Field::new("occupation", "occupation").hint("person-occupation-hint");
const EMPLOYMENT: Field = Field::new("employment", "person-employment").hint("person-employment-hint");
const JOINED: Field = Field::new("joined_on", "person-joined-on").hint("day-hint");
const LEFT: Field = Field::new("left_on", "person-left-on").hint("person-left-on-hint");
const MAIL: Field = Field::new("mail", "person-mail").hint("person-mail-hint");
const AWAY: Field = Field::new("away", "person-away").hint("person-away-hint");

/// Reads what was typed as the same words in a file are read; `None` with problems noted at their fields.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<Wish> {
    let mut typed = Typed { fields, problems };
    let text = |longest| move |cell: Option<&Cell>| values::text(cell, longest);
    let wish = Wish {
        staff_number: typed.needed(NUMBER, |cell| values::staff_number(cell, 0)),
        name: typed.needed(NAME, text(LONGEST_NAME)),
        kana: typed.read(KANA, |cell| values::kana(cell, LONGEST_NAME)),
        department: DepartmentId::new(typed.chosen(DEPARTMENT)),
        occupation: OccupationId::new(typed.chosen(OCCUPATION)),
        employment: typed.read(EMPLOYMENT, text(LONGEST_OCCUPATION)),
        joined_on: typed.day(JOINED),
        left_on: typed.day(LEFT),
        mail: typed.read(MAIL, values::mail),
        away: Leave::from_code(&fields.get(AWAY.name)),
    };
    if let (Some(joined), Some(left)) = (wish.joined_on, wish.left_on)
        && left < joined
    {
        problems.add(LEFT, "person-left-before-joining");
    }
    problems.is_empty().then_some(wish)
}

/// What was typed, with a place for what is wrong with it.
struct Typed<'t> {
    fields: &'t Fields,
    problems: &'t mut Problems,
}

impl Typed<'_> {
    fn read(&mut self, field: Field, read: impl Fn(Option<&Cell>) -> Result<String, Trouble>) -> String {
        let typed = self.fields.get(field.name);
        read(Cell::text(&typed).as_ref()).unwrap_or_else(|trouble| {
            self.problems.add(field, &format!("people-trouble-{}", trouble.code()));
            String::new()
        })
    }

    fn needed(&mut self, field: Field, read: impl Fn(Option<&Cell>) -> Result<String, Trouble>) -> String {
        let text = self.read(field, read);
        if text.is_empty() {
            self.problems.add(field, "problem-required");
        }
        text
    }

    fn chosen(&mut self, field: Field) -> String {
        let chosen = self.fields.get(field.name);
        if chosen.is_empty() {
            self.problems.add(field, "problem-required");
        }
        chosen
    }

    fn day(&mut self, field: Field) -> Option<Date> {
        self.fields.optional_day(field, self.problems)
    }
}

/// What stands in the fields of somebody who is there already.
pub fn fields_of(person: &Person) -> Fields {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let pairs = [
        (NUMBER, person.staff_number.clone()),
        (NAME, person.name.clone()),
        (KANA, person.kana.clone()),
        (DEPARTMENT, person.department.to_string()),
        (OCCUPATION, person.occupation.to_string()),
        (EMPLOYMENT, person.employment.clone()),
        (JOINED, day(person.joined_on)),
        (LEFT, day(person.left_on)),
        (MAIL, person.mail.clone()),
        (AWAY, person.away.map_or("", Leave::code).to_owned()),
    ];
    Fields::new(pairs.map(|(field, value)| (field.name.to_owned(), value)).to_vec())
}

/// The fields themselves.
pub fn inputs(form: Form<'_>, groups: &Groups) -> Markup {
    let choose = (String::new(), form.text.text("person-choose"));
    let departments: Vec<_> = std::iter::once(choose.clone()).chain(groups.department_options()).collect();
    let occupation = |one: &tenken_domain::occupation::Occupation| (one.id.to_string(), one.name.clone());
    let occupations: Vec<_> =
        std::iter::once(choose).chain(groups.occupations.iter().map(occupation)).collect();
    let there = (String::new(), form.text.text("person-there"));
    let leave = |leave: Leave| (leave.code().to_owned(), form.text.of("person-leave", leave.code()));
    let leaves: Vec<_> = std::iter::once(there).chain(Leave::ALL.map(leave)).collect();
    html! {
        (form.line(NUMBER, "text", "off"))
        (form.line(NAME, "text", "off"))
        (form.line(KANA, "text", "off"))
        (form.select(DEPARTMENT, &departments))
        (form.select(OCCUPATION, &occupations))
        (form.line(EMPLOYMENT, "text", "off"))
        (form.line(MAIL, "email", "off"))
        (form.line(JOINED, "text", "off"))
        (form.select(AWAY, &leaves))
        (form.line(LEFT, "text", "off"))
    }
}

/// Notes at its field why somebody cannot be so.
pub fn note(refusal: PersonRefusal, problems: &mut Problems) {
    match refusal {
        PersonRefusal::NumberTaken => problems.add(NUMBER, "person-number-taken"),
    }
}
