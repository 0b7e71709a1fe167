//! Further cards without names for a department's envelope.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::id::DepartmentId;
use tenken_domain::round::Round;

use super::list;
use crate::actions::in_tx;
use crate::actions::slips::{self, MOST_SPARES};
use crate::web::rounds::load;
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

const NUMBER: Field = Field::new("number", "slips-spares").hint("slips-spares-hint");

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = load(&person, &id).await?;
    let permit = list::permit(&person, &round)?;
    let mut problems = Problems::default();
    let number = fields.count(NUMBER, MOST_SPARES, &mut problems);
    if number == Some(0) {
        problems.add(NUMBER, "problem-required");
    }
    let Some(number) = number.filter(|number| *number > 0) else {
        return list::refused(&permit, &round, (fields, problems)).await;
    };
    let department = DepartmentId::new(fields.get("department"));
    let there = format!("/rounds/{}/slips?department={department}", round.id);
    let doing = permit.doing();
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { slips::add_spares(tx, &doing, &round.id, (&department, number)).await })
    })
    .await?;
    reply::see(&there)
}

/// The form on the department's page.
pub fn inputs(permit: &Permit<'_>, round: &Round, (department, form): (&DepartmentId, Form<'_>)) -> Markup {
    html! {
        form.inline method="post" action={ "/rounds/" (round.id) "/slips/spares" } {
            (form::token(permit))
            input type="hidden" name="department" value=(department);
            (form.line(NUMBER, "text", "off"))
            (form.submit("slips-add-spares"))
        }
    }
}
