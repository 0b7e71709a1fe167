//! What was said on the telephone, by FAX, by mail or on a visit; with a new due date the vendor is asked again.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::inquiry::{ChaseWay, InquiryRefusal, LONGEST_NAME, LONGEST_SAID};

use super::{Asked, explain, show};
use crate::actions::in_tx_or_excused;
use crate::actions::inquiries::{self, Line};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::vendors::may_manage;

pub const DAY: Field = Field::new("day", "inquiry-chase-day").hint("day-hint");
pub const WAY: Field = Field::new("way", "inquiry-chase-way");
const WHOM: Field = Field::new("whom", "inquiry-chase-whom").hint("inquiry-chase-whom-hint");
const SAID: Field = Field::new("said", "inquiry-chase-said").hint("inquiry-chase-said-hint");
const NEW_DUE: Field = Field::new("new_due", "inquiry-new-due").hint("inquiry-new-due-hint");

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(line) = read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
        let chased = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { inquiries::chase(tx, &doing, &id, line).await })
        });
        match chased.await.map_err(refusal) {
            Ok(()) => return reply::see(&asked.address()),
            Err(Ok(refused)) => explain(refused, field_of(refused), &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    show::refused(&permit, &asked, (&fields, &problems)).await
}

/// Which of the two days a refusal is about.
fn field_of(refused: InquiryRefusal) -> Field {
    if refused == InquiryRefusal::DueInThePast { NEW_DUE } else { DAY }
}

fn read(fields: &Fields, problems: &mut Problems) -> Option<Line> {
    let day = fields.day(DAY, problems);
    let way = ChaseWay::from_code(&fields.get(WAY.name));
    if way.is_none() {
        problems.add(WAY, "inquiry-chase-way-wanted");
    }
    let whom = fields.optional_line(WHOM, LONGEST_NAME, problems);
    let said = fields.required(SAID, LONGEST_SAID, problems);
    let new_due = fields.optional_day(NEW_DUE, problems);
    let (day, way) = (day?, way?);
    problems.is_empty().then_some(Line { day, way, whom, said, new_due })
}

pub fn view(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Markup {
    let text = permit.text;
    let way = |way: ChaseWay| (way.code().to_owned(), text.of("inquiry-chase", way.code()));
    html! {
        h2 { (text.text("inquiry-chase")) }
        form method="post" action={ (asked.address()) "/chases" } {
            (form::token(permit))
            (form.line(DAY, "text", "off"))
            (form.radios(WAY, &ChaseWay::ALL.map(way)))
            (form.line(WHOM, "text", "off"))
            (form.lines(SAID, 3))
            (form.line(NEW_DUE, "text", "off"))
            (form.submit("inquiry-chase-write"))
        }
    }
}
