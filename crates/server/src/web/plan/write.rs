//! The next step of an action, or a note.

use axum::extract::Path;
use tenken_domain::action::{LONGEST_TEXT, Step, StepRefusal};
use tenken_domain::permission::{Object, Right};

use super::address;
use super::show::{Shown, view};
use crate::actions::plan::Line;
use crate::actions::{in_tx_or_excused, plan};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub const STEP: Field = Field::new("step", "action-step");
pub const NOTE: Field = Field::new("note", "action-note").hint("action-note-hint");
/// In place of a step.
pub const ONLY_NOTE: &str = "none";

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let shown = Shown::load(&person, &id).await?;
    let object = Object::Action(person.facility_id(), shown.action.charge.as_ref());
    let permit = person.may(Right::ReportAction, object)?;
    let mut problems = Problems::default();
    if let Some(line) = read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), shown.action.id.clone());
        let written = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { plan::write(tx, &doing, &id, line).await })
        });
        match written.await.map_err(refusal) {
            Ok(()) => return reply::see(&address(&shown.action)),
            Err(Ok(StepRefusal::NotFromHere)) => problems.add(STEP, "action-not-from-here"),
            Err(Ok(StepRefusal::WithoutNote)) => problems.add(NOTE, "action-note-wanted"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, form))
}

fn read(fields: &Fields, problems: &mut Problems) -> Option<Line> {
    let note = fields.optional(NOTE, LONGEST_TEXT, problems);
    let step = match fields.get(STEP.name).as_str() {
        ONLY_NOTE => None,
        code => {
            let step = Step::from_code(code);
            if step.is_none() {
                problems.add(STEP, "action-step-wanted");
            }
            step
        }
    };
    problems.is_empty().then_some(Line { step, note })
}
