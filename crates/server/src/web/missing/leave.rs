//! Setting somebody aside for long leave while the round is open, and taking them back.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::id::PersonId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::person::Leave;
use tenken_domain::round::Round;
use tenken_domain::slip::AskedPerson;

use crate::actions::collection::{self, SetLeaveRefusal};
use crate::actions::in_tx_or_excused;
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const LEAVE: Field = Field::new("leave", "leave-reason");
/// The word of the form for somebody who is not on leave.
const ASKED: &str = "asked";

pub async fn page(person: Person, Path((id, somebody)): Path<(String, String)>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ManagePeople, Object::Round(person.facility_id(), &round))?;
    let somebody = find(&person, &round, somebody).await?;
    let stands = somebody.away.map_or(ASKED, Leave::code).to_owned();
    let fields = Fields::new(vec![(LEAVE.name.to_owned(), stands)]);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, (&round, &somebody), form))
}

pub async fn submit(
    Path((id, somebody)): Path<(String, String)>,
    Posted { person, fields }: Posted,
) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ManagePeople, Object::Round(person.facility_id(), &round))?;
    let somebody = find(&person, &round, somebody).await?;
    let mut problems = Problems::default();
    if let Some(leave) = read(&fields, &mut problems) {
        let (doing, round_id, id) = (permit.doing(), round.id.clone(), somebody.id.clone());
        let done = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { collection::set_leave(tx, &doing, (&round_id, &id), leave).await })
        });
        match done.await.map_err(refusal) {
            Ok(()) => {
                let department = &somebody.department;
                return reply::see(&format!("/rounds/{}/missing?department={department}", round.id));
            }
            Err(Ok(SetLeaveRefusal::HandedIn)) => problems.add(LEAVE, "leave-handed-in"),
            Err(Ok(SetLeaveRefusal::NobodyAskedThere)) => problems.add(LEAVE, "leave-nobody-asked-there"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, (&round, &somebody), form))
}

async fn find(person: &Person, round: &Round, id: String) -> Result<AskedPerson, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = collection::by_name(&mut conn, round, &PersonId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

/// The leave that was chosen, `Some(None)` for none; `None` with a problem where nothing was chosen.
fn read(fields: &Fields, problems: &mut Problems) -> Option<Option<Leave>> {
    match (fields.get(LEAVE.name).as_str(), Leave::from_code(&fields.get(LEAVE.name))) {
        (ASKED, _) => Some(None),
        (_, Some(leave)) => Some(Some(leave)),
        (_, None) => {
            problems.add(LEAVE, "problem-required");
            None
        }
    }
}

fn view(permit: &Permit<'_>, (round, somebody): (&Round, &AskedPerson), form: Form<'_>) -> Markup {
    let text = permit.text;
    let option = |code: &str| (code.to_owned(), text.of("leave", code));
    let options: Vec<_> = std::iter::once(ASKED).chain(Leave::ALL.map(Leave::code)).map(option).collect();
    page::page(
        permit,
        &text.text("leave-title"),
        &html! {
            h1 { (text.text("leave-title")) }
            p { (round.name) }
            p { strong { (somebody.name) } "（" (somebody.staff_number) "）" }
            (form.summary())
            p { (text.text("leave-explained")) }
            form method="post" action={ "/rounds/" (round.id) "/missing/" (somebody.id) } {
                (form::token(permit))
                (form.radios(LEAVE, &options))
                (form.submit("leave-save"))
                " "
                a.button.quiet href={ "/rounds/" (round.id) "/missing?department=" (somebody.department) } {
                    (text.text("form-cancel"))
                }
            }
        },
    )
}
