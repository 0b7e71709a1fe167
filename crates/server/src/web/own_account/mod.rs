//! One's own account: password, second factor, recovery codes, sessions.

pub mod password;
pub mod recovery_codes;
pub mod second_factor;
pub mod sessions;
pub mod show;

use maud::Markup;
use tenken_domain::account::Account;
use tenken_domain::permission::Denial;
use tenken_store::account::{self, Credentials};

use crate::actions::logins::{LoginRefusal, confirm};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::person::Person;
use crate::web::support::reply::{WebError, refusal};

const OLD_PASSWORD: Field = Field::new("old_password", "own-old-password");

/// One's own account with what its logins need.
async fn load(person: &Person) -> Result<(Account, Credentials), WebError> {
    let mut conn = person.app().db.reader().await?;
    let id = &person.principal.account;
    let account = account::find(&mut conn, id).await?.ok_or(WebError::Denied(Denial::Invisible))?;
    let credentials = account::credentials(&mut conn, id).await?;
    Ok((account, credentials.ok_or(WebError::Denied(Denial::Invisible))?))
}

/// The field for the present password: an unattended screen must not be enough for changing how somebody logs in.
fn old_password(form: Form<'_>) -> Markup {
    form.line(OLD_PASSWORD, "password", "current-password")
}

/// Checks the present password; a wrong one is noted at its field and counts like a failed login.
async fn check_old_password(
    person: &Person,
    fields: &Fields,
    problems: &mut Problems,
) -> Result<(), WebError> {
    let typed = fields.secret("old_password");
    if typed.is_empty() {
        problems.add(OLD_PASSWORD, "problem-required");
        return Ok(());
    }
    let confirmed =
        confirm(&person.app().db, &person.visitor.means(), &person.principal.account, typed).await;
    match confirmed.map_err(refusal) {
        Ok(()) => Ok(()),
        Err(Ok(LoginRefusal::NotAccepted)) => {
            problems.add(OLD_PASSWORD, "own-old-password-wrong");
            Ok(())
        }
        Err(Err(error)) => Err(error),
    }
}
