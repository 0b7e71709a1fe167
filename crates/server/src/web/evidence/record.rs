//! Recording where the paper is that shows an item is done.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::evidence::{EvidenceRefusal, LONGEST_PLACE};

use super::show::{Shown, view};
use super::{address, may_manage};
use crate::actions::evidence::{self, Wish};
use crate::actions::in_tx_or_excused;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

const PLACE: Field = Field::new("place", "evidence-place").hint("evidence-place-hint");
const UNTIL: Field = Field::new("valid_until", "evidence-valid-until").hint("evidence-valid-until-hint");
const RESTORED: Field = Field::new("restored_on", "evidence-restored-on").hint("evidence-restored-on-hint");

pub async fn submit(Path((list, item)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let shown = Shown::load(&person, &list, &item).await?;
    let mut problems = Problems::default();
    if let Some(wish) = read(&shown, &fields, &mut problems) {
        let doing = permit.doing();
        let recorded = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { evidence::record(tx, &doing, wish).await })
        });
        match recorded.await.map_err(refusal) {
            Ok(()) => return reply::see(&address(&shown.list.id, &shown.item.id)),
            Err(Ok(EvidenceRefusal::RestoredInTheFuture)) => problems.add(RESTORED, "evidence-in-the-future"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, form))
}

fn read(shown: &Shown, fields: &Fields, problems: &mut Problems) -> Option<Wish> {
    let place = fields.one_line(PLACE, LONGEST_PLACE, problems);
    let [valid_until, restored_on] = [UNTIL, RESTORED].map(|field| fields.optional_day(field, problems));
    let (list, item) = (shown.list.id.clone(), shown.item.id.clone());
    problems.is_empty().then_some(Wish { list, item, place, valid_until, restored_on })
}

pub fn inputs(form: Form<'_>) -> Markup {
    html! {
        (form.line(PLACE, "text", "off"))
        (form.line(UNTIL, "text", "off"))
        (form.line(RESTORED, "text", "off"))
    }
}
