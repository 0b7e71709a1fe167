//! The hospital's name, whom to ask, the smallest group that is shown, and what it declares about appraisal.

use axum::extract::Query;
use maud::{Markup, html};
use tenken_domain::facility::{AppraisalPolicy, Facility};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::LOWEST_GROUP_MINIMUM;

use crate::actions::{facilities, in_tx};
use crate::web::settings::Asked;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

const NAME: Field = Field::new("name", "setup-hospital").hint("setup-hospital-hint");
const CONTACT: Field = Field::new("contact", "facility-contact").hint("facility-contact-hint");
const MINIMUM: Field =
    Field::new("group_minimum", "facility-group-minimum").hint("facility-group-minimum-hint");
const POLICY: Field = Field::new("appraisal_policy", "facility-appraisal").hint("facility-appraisal-hint");
/// The largest group minimum that makes sense: beyond it no ordinary department would ever be shown.
const HIGHEST_GROUP_MINIMUM: u64 = 50;

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let here = Object::Facility(person.facility_id());
    let permit = person.may(Right::ReadFacility, here)?;
    if !person.could(Right::ManageFacility, here) {
        return reply::page(framed(&permit, &facts(&permit, &person.facility)));
    }
    let (fields, problems) = (fields_of(&person.facility), Problems::default());
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(framed(&permit, &html! { (asked.saved(permit.text)) (inputs(&permit, form)) }))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let Some(wish) = read(&fields, &person.facility, &mut problems) else {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(framed(&permit, &inputs(&permit, form)));
    };
    let doing = permit.doing();
    in_tx(&person.app().db, move |tx| Box::pin(async move { facilities::change(tx, &doing, wish).await }))
        .await?;
    reply::see("/settings/facility?saved")
}

fn read(fields: &Fields, now: &Facility, problems: &mut Problems) -> Option<Facility> {
    let name = fields.one_line(NAME, 100, problems);
    let contact = fields.optional(CONTACT, 200, problems);
    let policy = AppraisalPolicy::from_code(&fields.get("appraisal_policy"));
    if policy.is_none() {
        problems.add(POLICY, "problem-required");
    }
    let minimum = fields.count(MINIMUM, HIGHEST_GROUP_MINIMUM, &mut Problems::default());
    let minimum = minimum.filter(|minimum| *minimum >= LOWEST_GROUP_MINIMUM);
    if minimum.is_none() {
        problems.add(MINIMUM, "facility-group-minimum-wrong");
    }
    let (appraisal_policy, group_minimum) = (policy?, minimum?);
    problems.is_empty().then_some(Facility { name, contact, group_minimum, appraisal_policy, ..now.clone() })
}

fn fields_of(facility: &Facility) -> Fields {
    Fields::new(vec![
        ("name".to_owned(), facility.name.clone()),
        ("contact".to_owned(), facility.contact.clone()),
        ("group_minimum".to_owned(), facility.group_minimum.to_string()),
        ("appraisal_policy".to_owned(), facility.appraisal_policy.code().to_owned()),
    ])
}

fn framed(permit: &Permit<'_>, main: &Markup) -> Markup {
    let title = permit.text.text("settings-facility");
    page::page(permit, &title, &html! { h1 { (title) } (main) })
}

fn inputs(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let policy = |policy: AppraisalPolicy| {
        (policy.code().to_owned(), permit.text.of("appraisal-policy", policy.code()))
    };
    html! {
        (form.summary())
        form method="post" action="/settings/facility" {
            (form::token(permit))
            (form.line(NAME, "text", "organization"))
            (form.lines(CONTACT, 2))
            (form.line(MINIMUM, "text", "off"))
            (form.radios(POLICY, &AppraisalPolicy::ALL.map(policy)))
            (form.submit("settings-save"))
        }
    }
}

/// For those who read only.
fn facts(permit: &Permit<'_>, facility: &Facility) -> Markup {
    let text = permit.text;
    html! {
        dl.facts {
            dt { (text.text("setup-hospital")) }
            dd { (facility.name) }
            dt { (text.text("facility-contact")) }
            dd { (facility.contact) }
            dt { (text.text("facility-group-minimum")) }
            dd { (facility.group_minimum) }
            dt { (text.text("facility-appraisal")) }
            dd { (text.of("appraisal-policy", facility.appraisal_policy.code())) }
        }
    }
}
