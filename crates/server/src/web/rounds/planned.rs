//! Before the opening: who will be asked, and which departments nobody has given a headcount.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::Audience;
use tenken_domain::department::{Department, with_below};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Round, State};
use tenken_store::department;

use crate::web::support::person::Permit;
use crate::web::support::reply::WebError;

/// Departments as they stand now.
pub type Departments = Vec<Department>;

/// The departments as they stand now; `None` where nobody will be asked or this reader may not open the round.
pub async fn load(permit: &Permit<'_>, round: &Round) -> Result<Option<Departments>, WebError> {
    let person = permit.person;
    let may_open = person.could(Right::OpenRound, Object::Round(person.facility_id(), round));
    if round.state != State::Preparing || !may_open || !asks_the_staff(permit, round) {
        return Ok(None);
    }
    Ok(Some(department::all(&mut person.app().db.reader().await?, person.facility_id()).await?))
}

fn asks_the_staff(permit: &Permit<'_>, round: &Round) -> bool {
    let lists = permit.person.app().catalog(&round.catalog).map_or(&[][..], |catalog| &catalog.checklists);
    lists.iter().any(|list| list.audience == Audience::Staff && round.covers(&list.id))
}

pub fn view(permit: &Permit<'_>, departments: &[Department]) -> Markup {
    let text = permit.text;
    let people: u64 = departments.iter().map(Department::people).sum();
    let asked = departments.iter().filter(|department| department.people() > 0).count();
    let left_out: Vec<&str> = departments
        .iter()
        .filter(|department| with_below(departments, &department.id) == 0)
        .map(|department| department.name.as_str())
        .collect();
    html! {
        p {
            (text.with(
                "round-will-ask",
                [
                    ("departments", FluentValue::from(asked)),
                    ("people", FluentValue::from(people)),
                ],
            ))
        }
        @if !left_out.is_empty() {
            p.warning {
                (text.with("round-left-out", [("departments", FluentValue::from(left_out.join(&text.text("list-separator"))))]))
                " " a href="/settings/headcounts" { (text.text("round-left-out-link")) }
            }
        }
    }
}
