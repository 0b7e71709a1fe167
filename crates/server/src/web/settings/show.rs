//! The table of contents of 設定.

use maud::{Markup, html};
use tenken_domain::permission::{Action, Object};

use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// Address, title and one line on what is there, in the order in which they are needed.
const PAGES: [(&str, &str, &str, Action); 11] = [
    ("/settings/departments", "settings-departments", "settings-departments-line", Action::ReadFacility),
    ("/settings/people", "people-title", "settings-people-line", Action::ReadPeople),
    ("/settings/occupations", "settings-occupations", "settings-occupations-line", Action::ReadFacility),
    (
        "/settings/circumstances",
        "settings-circumstances",
        "settings-circumstances-line",
        Action::ReadFacility,
    ),
    ("/settings/facility", "settings-facility", "settings-facility-line", Action::ReadFacility),
    ("/settings/features", "settings-features", "settings-features-line", Action::ReadFacility),
    ("/trainings", "trainings-title", "settings-trainings-line", Action::ReadTrainings),
    ("/settings/accounts", "settings-accounts", "settings-accounts-line", Action::ReadAccounts),
    (
        "/settings/audit-events",
        "settings-audit-events",
        "settings-audit-events-line",
        Action::ReadAuditEvents,
    ),
    ("/settings/backup", "backup-title", "settings-backup-line", Action::MakeBackup),
    ("/about", "settings-about", "settings-about-line", Action::UseOwnAccount),
];

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Action::ReadFacility, Object::Facility(person.facility_id()))?;
    reply::page(view(&permit))
}

fn view(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    let could = |action| permit.person.could(action, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("settings-title"),
        &html! {
            h1 { (text.text("settings-title")) }
            div.cards {
                @for (address, title, line, action) in PAGES {
                    @if could(action) {
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
