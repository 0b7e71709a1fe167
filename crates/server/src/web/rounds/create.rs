//! Preparing a new round.

use jiff::ToSpan;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Catalog;
use tenken_domain::permission::{Object, Right};
use tenken_store::round;

use super::plan::{self, Choices};
use crate::actions::{in_tx, rounds};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

/// The form, filled with what most hospitals want: all lists, two weeks from today, 無記名.
pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let rounds = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let today = calendar::day_of(person.app().clock.now());
    let year = calendar::fiscal_year(today);
    let this_year = rounds.iter().filter(|round| calendar::fiscal_year(round.period.from) == year).count();
    let name = format!("{} 第{}回", calendar::japanese_fiscal_year(year), this_year + 1);
    let fields = usual(person.app().catalogs(), today, &name);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    let choices = plan::choices(&person).await?;
    reply::page(view(&permit, &choices, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let choices = plan::choices(&person).await?;
    let mut problems = Problems::default();
    let Some(wish) = plan::read(&choices, &fields, &mut problems) else {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, &choices, form));
    };
    let doing = permit.doing();
    let round =
        in_tx(&person.app().db, move |tx| Box::pin(async move { rounds::create(tx, &doing, wish).await }))
            .await?;
    reply::see(&format!("/rounds/{}", round.id))
}

fn usual(catalogs: &[Catalog], today: jiff::civil::Date, name: &str) -> Fields {
    let until = today.saturating_add(14.days());
    let mut pairs = vec![
        ("name".to_owned(), name.to_owned()),
        ("from".to_owned(), today.to_string()),
        ("until".to_owned(), until.to_string()),
        ("naming".to_owned(), "anonymous".to_owned()),
        ("slips".to_owned(), "none".to_owned()),
    ];
    if let Some(catalog) = catalogs.first() {
        pairs.push(("catalog".to_owned(), catalog.id.to_string()));
        pairs.extend(catalog.checklists.iter().map(|list| ("lists".to_owned(), list.id.to_string())));
    }
    Fields::new(pairs)
}

fn view(permit: &Permit<'_>, choices: &Choices<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("rounds-new"),
        &html! {
            h1 { (text.text("rounds-new")) }
            (form.summary())
            form method="post" action="/rounds" {
                (form::token(permit))
                (plan::inputs(choices, form))
                (form.submit("rounds-create"))
            }
        },
    )
}
