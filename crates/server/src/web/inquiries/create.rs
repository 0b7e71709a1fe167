//! A new inquiry: about which system, which items, until when.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::{LONGEST_MESSAGE, MOST_QUESTIONS, usual_due};
use tenken_domain::vendor::Vendor;

use super::explain;
use super::picking::{Filter, ITEMS, Picking};
use crate::actions::in_tx_or_excused;
use crate::actions::inquiries::{self, Wish};
use crate::web::plan::Known;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::vendors::{self, may_manage};

const SYSTEM: Field = Field::new("system", "inquiry-system").hint("inquiry-system-hint");
const DUE: Field = Field::new("due", "inquiry-due").hint("inquiry-due-hint");
const MESSAGE: Field = Field::new("message", "inquiry-message").hint("inquiry-message-hint");

/// Items that are to be chosen beforehand stand in the address, each an `item=…`; else those 確認中（事業者） are.
pub async fn page(
    person: Person,
    Path(id): Path<String>,
    Query(wanted): Query<Vec<(String, String)>>,
) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = vendors::load(&person, &id).await?;
    let picking = Picking::of(&Known::load(&person).await?);
    let wanted = Fields::new(wanted);
    let mut pairs: Vec<(String, String)> =
        wanted.all(ITEMS.name).map(|code| (ITEMS.name.to_owned(), code.to_owned())).collect();
    if pairs.is_empty() {
        pairs.extend(picking.proposed().into_iter().map(|code| (ITEMS.name.to_owned(), code)));
    }
    let today = calendar::day_of(person.app().clock.now());
    let only = vendor.systems.first().filter(|_| vendor.systems.len() == 1).map(|system| system.name.clone());
    pairs.push((DUE.name.to_owned(), usual_due(today).to_string()));
    pairs.push((SYSTEM.name.to_owned(), only.unwrap_or_else(|| wanted.get(SYSTEM.name))));
    let filter = if wanted.get("show") == Filter::Open.code() { Filter::Open } else { Filter::All };
    let form = Form { text: permit.text, fields: &Fields::new(pairs), problems: &Problems::default() };
    reply::page(view(&permit, &vendor, (&picking, filter), form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = vendors::load(&person, &id).await?;
    let picking = Picking::of(&Known::load(&person).await?);
    let mut problems = Problems::default();
    if let Some(wish) = read(&fields, (&vendor, &picking), &mut problems) {
        let (doing, id) = (permit.doing(), vendor.id.clone());
        let made = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { inquiries::make(tx, &doing, &id, wish).await })
        });
        match made.await.map_err(refusal) {
            Ok(id) => return reply::see(&format!("/inquiries/{id}")),
            Err(Ok(refused)) => explain(refused, DUE, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &vendor, (&picking, Filter::All), form))
}

fn read(fields: &Fields, (vendor, picking): (&Vendor, &Picking), problems: &mut Problems) -> Option<Wish> {
    let system = fields.get(SYSTEM.name);
    if vendor.system(&system).is_none() {
        problems.add(SYSTEM, "inquiry-system-wanted");
    }
    let due = fields.day(DUE, problems);
    let message = fields.optional(MESSAGE, LONGEST_MESSAGE, problems);
    let items = picking.chosen(fields.all(ITEMS.name)).unwrap_or_default();
    if items.is_empty() {
        problems.add(ITEMS, "inquiry-items-wanted");
    }
    if items.len() > MOST_QUESTIONS {
        problems.add(ITEMS, "inquiry-items-many");
    }
    let (catalog, due) = (picking.catalog.id.clone(), due?);
    problems.is_empty().then_some(Wish { system, catalog, due, message, items })
}

fn view(
    permit: &Permit<'_>,
    vendor: &Vendor,
    (picking, filter): (&Picking, Filter),
    form: Form<'_>,
) -> Markup {
    let text = permit.text;
    let title = format!("{}：{}", text.text("inquiry-new"), vendor.name);
    let address = format!("{}/inquiries", vendors::address(vendor));
    let systems: Vec<(String, String)> =
        vendor.systems.iter().map(|one| (one.name.clone(), vendors::list::system(text, one))).collect();
    let (other, label) = match filter {
        Filter::All => (Filter::Open, "inquiry-show-open"),
        Filter::Open => (Filter::All, "inquiry-show-all"),
    };
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("inquiry-new-hint")) }
            (form.summary())
            p { a.button.quiet href={ (address) "/new?show=" (other.code()) } { (text.text(label)) } }
            form method="post" action=(address) {
                (form::token(permit))
                (form.radios(SYSTEM, &systems))
                (form.line(DUE, "text", "off"))
                (form.lines(MESSAGE, 3))
                (picking.view(form, filter))
                p.bottom-bar { (form.submit("inquiry-make")) }
            }
            p { a href=(vendors::address(vendor)) { (vendor.name) } }
        },
    )
}
