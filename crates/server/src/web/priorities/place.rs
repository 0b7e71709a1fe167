//! Putting something at another place of the order, with a reason.

use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::ranking::{LONGEST_REASON, Placed};

use super::{Todo, has_what_if, list};
use crate::actions::in_tx;
use crate::actions::priorities::{self, Wish};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

const PLACE: Field = Field::new("place", "priority-place");
const REASON: Field = Field::new("reason", "priority-reason");
/// No order is longer.
const MOST: u64 = 999;

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManagePlan, Object::Facility(person.facility_id()))?;
    let todo = Todo::load(&person).await?;
    let mut problems = Problems::default();
    if let Some(wish) = read(&fields, todo.as_ref(), &mut problems) {
        let doing = permit.doing();
        let moved = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { priorities::place(tx, &doing, wish).await })
        });
        moved.await?;
        return reply::see("/priorities");
    }
    let has_what_if = has_what_if(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(list::view(&permit, (todo.as_ref(), has_what_if), form))
}

/// What is to be placed must be in the order; a place wants a reason, no place means the calculated one.
fn read(fields: &Fields, todo: Option<&Todo>, problems: &mut Problems) -> Option<Wish> {
    let what = fields.get("what");
    let known = todo.and_then(|todo| todo.order.iter().find(|one| one.ranked.candidate.what.code() == what));
    let Some(known) = known else {
        problems.add("", "priority-unknown-what");
        return None;
    };
    let title = known.ranked.candidate.title.clone();
    if fields.get(PLACE.name).is_empty() {
        return Some(Wish { what, title, place: None, reason: String::new() });
    }
    let place = fields.number(PLACE, MOST, (&["位", "番"], "problem-number"), problems);
    let reason = fields.required(REASON, LONGEST_REASON, problems);
    let place = place.and_then(|place| usize::try_from(place.max(1)).ok());
    problems.is_empty().then_some(Wish { what, title, place, reason })
}

/// The form below a place; its fields are named after it, because there are many on the page. The one that was refused
/// stands open with what was typed.
pub(super) fn form(permit: &Permit<'_>, (place, one): (usize, &Placed), posted: Form<'_>) -> Markup {
    let (text, what) = (permit.text, one.ranked.candidate.what.code());
    let reason = one.by_hand.as_ref().map_or("", |by_hand| by_hand.reason.as_str());
    let is_refused = posted.fields.get("what") == what;
    html! {
        details open[is_refused] {
            summary { (text.text("priority-move")) }
            @if is_refused {
                form method="post" action="/priorities" {
                    (form::token(permit))
                    input type="hidden" name="what" value=(what);
                    (posted.line(PLACE, "text", "off"))
                    (posted.line(REASON, "text", "off"))
                    button type="submit" { (text.text("priority-set")) }
                }
            } @else {
                form.inline method="post" action="/priorities" {
                    (form::token(permit))
                    input type="hidden" name="what" value=(what);
                    (own_line(text, (PLACE, place), &place.to_string()))
                    (own_line(text, (REASON, place), reason))
                    button type="submit" { (text.text("priority-set")) }
                }
            }
            @if one.by_hand.is_some() {
                form method="post" action="/priorities" {
                    (form::token(permit))
                    input type="hidden" name="what" value=(what);
                    button.quiet type="submit" { (text.text("priority-clear")) }
                }
            }
        }
    }
}

fn own_line(text: Text, (field, place): (Field, usize), value: &str) -> Markup {
    let id = format!("{}-{place}", field.name);
    html! {
        div.field {
            label for=(id) { (text.text(field.label)) }
            input id=(id) name=(field.name) type="text" value=(value) autocomplete="off";
        }
    }
}
