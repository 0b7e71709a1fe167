//! The table of contents of 設定.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tenken_domain::feature::Feature;
use tenken_domain::permission::{Object, Right};
use tenken_store::feature;

use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// Only there while mail is switched on.
const MAIL: &str = "/settings/mail";

/// Address, title and one line on what is there, in the order in which they are needed.
const PAGES: [(&str, &str, &str, Right); 13] = [
    ("/settings/departments", "settings-departments", "settings-departments-line", Right::ReadFacility),
    ("/settings/people", "people-title", "settings-people-line", Right::ReadPeople),
    ("/settings/occupations", "settings-occupations", "settings-occupations-line", Right::ReadFacility),
    ("/settings/systems", "systems-title", "settings-systems-line", Right::ReadFacility),
    ("/settings/circumstances", "settings-circumstances", "settings-circumstances-line", Right::ReadFacility),
    ("/settings/facility", "settings-facility", "settings-facility-line", Right::ReadFacility),
    ("/settings/features", "settings-features", "settings-features-line", Right::ReadFacility),
    (MAIL, "settings-mail", "settings-mail-line", Right::ManageFacility),
    ("/trainings", "trainings-title", "settings-trainings-line", Right::ReadTrainings),
    ("/settings/accounts", "settings-accounts", "settings-accounts-line", Right::ReadAccounts),
    ("/settings/audit-events", "settings-audit-events", "settings-audit-events-line", Right::ReadAuditEvents),
    ("/settings/backup", "backup-title", "settings-backup-line", Right::MakeBackup),
    ("/about", "settings-about", "settings-about-line", Right::UseOwnAccount),
];

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let features = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    reply::page(view(&permit, &features))
}

fn view(permit: &Permit<'_>, features: &BTreeSet<Feature>) -> Markup {
    let text = permit.text;
    let could = |action| permit.person.could(action, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("settings-title"),
        &html! {
            h1 { (text.text("settings-title")) }
            div.cards {
                @for (address, title, line, action) in PAGES {
                    @if could(action) && (address != MAIL || features.contains(&Feature::Mail)) {
                        section.card {
                            h2 { a href=(address) { (text.text(title)) } }
                            p { (text.text(line)) }
                        }
                    }
                }
            }
        },
    )
}
