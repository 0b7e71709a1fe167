//! The executives' answer to an item, set on the meeting's screen while they speak of it.

use std::collections::BTreeMap;

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::catalog::{Audience, Checklist, Item};
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::meeting::{Meeting, State};
use tenken_domain::opinion::{Lie, lie};
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_store::answer::{self, Signed};
use tenken_store::{opinion, sheet};

use super::show::load_shown;
use super::{address, may_read, screen};
use crate::actions::in_tx;
use crate::actions::sheets::set_answer;
use crate::web::sheets::item::mark_button;
use crate::web::sheets::{self, Place};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::support::text::Text;

/// The executives' sheet of the round that a meeting is about.
pub struct Answerable {
    place: Place,
    answers: BTreeMap<ItemId, Signed>,
    lies: BTreeMap<ItemId, Lie>,
    is_open: bool,
}

impl Answerable {
    /// `None` where the round has no such sheet.
    pub async fn load(person: &Person, meeting: &Meeting, round: &Round) -> Result<Option<Self>, WebError> {
        let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
        let list = catalog.list_for(Audience::Executive);
        let Some(list) = list else { return Ok(None) };
        let place = Place::new((round.clone(), catalog, list), &[]);
        let mut conn = person.app().db.reader().await?;
        let Some(sheet) = sheet::find(&mut conn, &round.id, &list.id).await? else { return Ok(None) };
        let may_answer = meeting.state == State::Open && place.permit_to_answer(person).is_ok();
        Ok(Some(Self {
            answers: answer::current(&mut conn, &sheet.id).await?,
            lies: lie(&opinion::of_sheet(&mut conn, &sheet.id).await?),
            is_open: may_answer && !sheet.is_handed_in(),
            place,
        }))
    }

    /// Whether this person may answer here and now.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    pub fn is_of(&self, list: &Checklist) -> bool {
        self.place.list.id == list.id
    }

    /// How the executives' own opinions lie, where they gave any.
    pub fn opinions(&self, text: Text, item: &Item) -> Markup {
        html! {
            @if let Some(lie) = self.lies.get(&item.id) {
                p {
                    a href={ (self.place.address()) "/opinions" } { (text.text("opinions-said")) }
                    "：" (sheets::opinion::in_one_line(text, *lie))
                }
            }
        }
    }

    /// The buttons that set the answer; the memo stays as it stands unless it is changed here.
    pub fn form(&self, permit: &Permit<'_>, (meeting, item): (&Meeting, &Item), at: usize) -> Markup {
        let (text, signed) = (permit.text, self.answers.get(&item.id));
        let (memo, reason) = (format!("memo-{}", item.id), format!("reason-{}", item.id));
        let words = signed.map(|signed| &signed.answer);
        if !self.is_open {
            return html! {};
        }
        html! {
            form method="post" action={ (address(meeting)) "/screen/" (item.id) } {
                (form::token(permit))
                input type="hidden" name="at" value=(at);
                input type="hidden" name="key" value=(permit.person.app().random.unordered_id());
                input type="hidden" name="seen" value=(signed.map_or(0, |signed| signed.revision));
                div.marks role="group" aria-label=(text.text("screen-answer")) {
                    @for mark in Mark::SETTLED {
                        (mark_button(text, (mark, words.and_then(|words| words.mark)), None))
                    }
                }
                details {
                    summary { (text.text("screen-words")) }
                    div.field {
                        label for=(memo) { (text.text("sheet-memo")) }
                        textarea id=(memo) name="memo" rows="2" { (words.map(|words| words.memo.as_str()).unwrap_or_default()) }
                    }
                    div.field {
                        label for=(reason) { (text.text("sheet-reason")) }
                        textarea id=(reason) name="reason" rows="1" { (words.map(|words| words.reason.as_str()).unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

pub async fn submit(Path((id, item)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    may_read(&person)?;
    let shown = load_shown(&person, &id).await?;
    let round = shown.meeting.round.as_ref().ok_or(Denial::Invisible)?;
    let round = crate::web::rounds::load(&person, round.as_str()).await?;
    let sheet = Answerable::load(&person, &shown.meeting, &round).await?.ok_or(Denial::Invisible)?;
    let item = sheet.place.list.item(&ItemId::new(item)).ok_or(Denial::Invisible)?;
    let permit = sheet.place.permit_to_answer(&person)?;
    if shown.meeting.state != State::Open {
        return Err(Denial::WrongState.into());
    }
    let at = fields.get("at").parse().unwrap_or(0);
    let mut problems = Problems::default();
    let wish = sheets::answer::read(&fields, &mut problems)?;
    if problems.is_empty() {
        let (doing, place, id) = (permit.doing(), sheet.place.sheet(), item.id.clone());
        let saved = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { set_answer(tx, &doing, (&place, &id), wish).await })
        });
        match saved.await.map_err(refusal) {
            Ok(_) => {
                return reply::see(&format!("{}/screen?at={at}#item-{}", address(&shown.meeting), item.id));
            }
            Err(Ok(refused)) => problems.add("", sheets::answer::explain(&refused).2),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(screen::made(&person, &shown, (at, Some(form))).await?)
}
