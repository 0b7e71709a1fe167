//! The button for a backup: a passphrase, typed twice, and the encrypted file comes down.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};

use crate::actions::exports::record_backup;
use crate::actions::in_tx;
use crate::app::App;
use crate::backup::SHORTEST_PASSPHRASE;
use crate::backup::lock::Lock;
use crate::backup::make::{self, Source};
use crate::backup::temporary::TemporaryFile;
use crate::web::support::download;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

const PASSPHRASE: Field = Field::new("passphrase", "backup-passphrase").hint("backup-passphrase-hint");
const AGAIN: Field = Field::new("passphrase_again", "backup-passphrase-again");

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::MakeBackup, Object::Facility(person.facility_id()))?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, form))
}

/// The file is whole, on the disk and recorded before its first byte leaves.
pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::MakeBackup, Object::Facility(person.facility_id()))?;
    let problems = problems(&fields);
    if !problems.is_empty() {
        return reply::refused(view(
            &permit,
            Form { text: permit.text, fields: &fields, problems: &problems },
        ));
    }
    let (app, doing) = (person.app(), permit.doing());
    let file = TemporaryFile::within(&app.settings.data, &app.random.unordered_id())?;
    let lock = Lock::passphrase(fields.secret("passphrase").to_owned());
    let source = Source { db: &app.db, data: &app.settings.data };
    make::write(source, doing.means.now, lock, file.path()).await?;
    let name = file_name(app);
    let recorded = name.clone();
    in_tx(&app.db, move |tx| Box::pin(async move { record_backup(tx, &doing, recorded).await })).await?;
    download::stream(file, "application/octet-stream", &name)
}

/// `tenken-backup-20261122-1605.age`, by the clock of Japan.
fn file_name(app: &App) -> String {
    let now = app.clock.now().to_zoned(calendar::japan());
    let (day, time) = (now.date(), now.time());
    format!(
        "tenken-backup-{:04}{:02}{:02}-{:02}{:02}.age",
        day.year(),
        day.month(),
        day.day(),
        time.hour(),
        time.minute()
    )
}

fn problems(fields: &Fields) -> Problems {
    let mut problems = Problems::default();
    let passphrase = fields.secret("passphrase");
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        problems.add(PASSPHRASE, "backup-passphrase-too-short");
    }
    if passphrase != fields.secret("passphrase_again") {
        problems.add(AGAIN, "backup-passphrase-differs");
    }
    problems
}

fn view(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("backup-title"),
        &html! {
            h1 { (text.text("backup-title")) }
            p { (text.text("backup-what")) }
            p { (text.text("backup-without-sealing-key")) }
            (form.summary())
            form method="post" action="/settings/backup" {
                (form::token(permit))
                (form.line(PASSPHRASE, "password", "new-password"))
                (form.line(AGAIN, "password", "new-password"))
                (form.submit("backup-submit"))
            }
            p.hint { (text.text("backup-keep")) }
            p.hint { (text.text("backup-restore")) }
        },
    )
}
