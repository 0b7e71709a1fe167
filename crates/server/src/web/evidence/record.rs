//! Recording what shows that an item is done: a file, or where the paper is.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::evidence::{EvidenceRefusal, LONGEST_PLACE};

use super::show::{Shown, view};
use super::{address, may_manage};
use crate::actions::evidence::{self, Wish};
use crate::actions::in_tx_or_excused;
use crate::web::stored_files::{self, FORM_LIMIT};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::support::upload::Uploaded;

const FILE: Field = Field::new("file", "evidence-file").hint("evidence-file-hint");
const PLACE: Field = Field::new("place", "evidence-place").hint("evidence-place-hint");
const UNTIL: Field = Field::new("valid_until", "evidence-valid-until").hint("evidence-valid-until-hint");
const RESTORED: Field = Field::new("restored_on", "evidence-restored-on").hint("evidence-restored-on-hint");

pub async fn submit(Path((list, item)): Path<(String, String)>, upload: Uploaded<FORM_LIMIT>) -> Reply {
    let Uploaded { person, fields, files } = upload;
    let permit = may_manage(&person)?;
    let shown = Shown::load(&person, &list, &item).await?;
    let mut problems = Problems::default();
    let file = stored_files::sealed(&permit.doing().means, files, FILE, &mut problems).await?;
    let wish = read(&shown, &fields, &mut problems);
    if problems.is_empty()
        && record(&permit, Wish { file, ..wish }, &mut problems).await? == Outcome::Recorded
    {
        return reply::see(&address(&shown.list.id, &shown.item.id));
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, form))
}

/// What became of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Recorded,
    /// The problem stands at its field.
    Refused,
}

async fn record(permit: &Permit<'_>, wish: Wish, problems: &mut Problems) -> Result<Outcome, WebError> {
    let doing = permit.doing();
    let recorded = in_tx_or_excused(&permit.person.app().db, move |tx| {
        Box::pin(async move { evidence::record(tx, &doing, wish).await })
    });
    match recorded.await.map_err(refusal) {
        Ok(()) => return Ok(Outcome::Recorded),
        Err(Ok(EvidenceRefusal::RestoredInTheFuture)) => problems.add(RESTORED, "evidence-in-the-future"),
        Err(Ok(EvidenceRefusal::Nothing)) => problems.add(FILE, "evidence-nothing"),
        Err(Ok(EvidenceRefusal::File(refusal))) => problems.add(FILE, stored_files::sentence(refusal)),
        Err(Err(error)) => return Err(error),
    }
    Ok(Outcome::Refused)
}

/// All but the file.
fn read(shown: &Shown, fields: &Fields, problems: &mut Problems) -> Wish {
    let place = fields.optional_line(PLACE, LONGEST_PLACE, problems);
    let [valid_until, restored_on] = [UNTIL, RESTORED].map(|field| fields.optional_day(field, problems));
    let (list, item) = (shown.list.id.clone(), shown.item.id.clone());
    Wish { list, item, place, file: None, valid_until, restored_on }
}

pub fn inputs(form: Form<'_>) -> Markup {
    html! {
        (form.file(FILE))
        (form.line(PLACE, "text", "off"))
        (form.line(UNTIL, "text", "off"))
        (form.line(RESTORED, "text", "off"))
    }
}
