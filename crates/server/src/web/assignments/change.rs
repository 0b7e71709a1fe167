//! Assigning the chosen items, or taking them back.

use axum::extract::Query;
use maud::{Markup, html};
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_domain::permission::{Object, Right};

use super::list::{self, Asked, Done, Shown};
use super::{from_value, value};
use crate::actions::assignments::{self, AssignRefusal, Wish};
use crate::actions::in_tx;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::support::text::Text;

const ASSIGNEE: Field = Field::new("assignee", "sheet-assignee").hint("assignment-assignee-hint");
const DUE: Field = Field::new("due", "assignment-due").hint("day-hint");

/// What the two buttons do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Assign,
    TakeBack,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Assign => "assigned",
            Self::TakeBack => "taken-back",
        }
    }
}

pub async fn submit(Query(asked): Query<Asked>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageAssignments, Object::Facility(person.facility_id()))?;
    let shown = Shown::load(&person, asked).await?;
    let mut problems = Problems::default();
    let what = if fields.get("what") == "take-back" { What::TakeBack } else { What::Assign };
    if let Some(wish) = read(&fields, &shown, &mut problems) {
        let doing = permit.doing();
        let done = Done {
            done: what.code().to_owned(),
            items: wish.items.len().to_string(),
            who: value(&wish.assignee),
        };
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move {
                match what {
                    What::Assign => assignments::assign(tx, &doing, wish).await,
                    What::TakeBack => assignments::take_back(tx, &doing, wish).await,
                }
            })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see(&shown.address_after(&done)),
            Err(Ok(AssignRefusal::DueInThePast)) => problems.add(DUE, "assignment-due-past"),
            Err(Ok(AssignRefusal::NoSuchAssignee)) => problems.add(ASSIGNEE, "assignment-assignee-gone"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(list::view(&permit, &shown, form))
}

/// Items that are ticked, or all that are shown; an item of another list cannot be among them.
fn read(fields: &Fields, shown: &Shown, problems: &mut Problems) -> Option<Wish> {
    let all = fields.get("all") == "shown";
    let id = &shown.list.id;
    let chosen = |item: &ItemId| all || fields.all("item").any(|code| code == format!("{id}/{item}"));
    let items: Vec<(ChecklistId, ItemId)> = shown
        .items
        .iter()
        .filter(|item| chosen(&item.id))
        .map(|item| (id.clone(), item.id.clone()))
        .collect();
    if items.is_empty() {
        problems.add("item", "assignment-no-items");
    }
    let assignee = from_value(&fields.get("assignee"));
    if assignee.is_none() {
        problems.add(ASSIGNEE, "assignment-no-assignee");
    }
    let due = fields.optional_day(DUE, problems);
    assignee.filter(|_| problems.is_empty()).map(|assignee| Wish { items, assignee, due })
}

/// Whom to assign to, and until when.
pub fn inputs(form: Form<'_>, options: &[(String, String)]) -> Markup {
    let text = form.text;
    let mut all = vec![(String::new(), text.text("assignment-choose"))];
    all.extend_from_slice(options);
    html! {
        div.card {
            (form.select(ASSIGNEE, &all))
            (form.line(DUE, "text", "off"))
        }
    }
}

/// In sight however far down the items go.
pub fn buttons(text: Text) -> Markup {
    html! {
        p.bottom-bar {
            button.primary type="submit" name="what" value="assign" { (text.text("assignment-assign")) }
            " "
            button.quiet type="submit" name="what" value="take-back" { (text.text("assignment-take-back")) }
        }
    }
}
