//! Choosing a login name and a password: the same fields, rules and sentences wherever one is chosen.

use maud::{Markup, html};
use tenken_domain::account::{PasswordError, PasswordProfile};

use crate::actions::accounts::NewPassword;
use crate::actions::passwords::Chosen;
use crate::actions::{Failure, Means, Never};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::reply::WebError;

/// A login name that is chosen.
pub const LOGIN_NAME: Field = Field::new("login_name", "account-login-name").hint("account-login-name-hint");
const PROFILE: Field = Field::new("profile", "password-profile").hint("password-profile-hint");
const PASSWORD: Field = Field::new("password", "password-new").hint("password-hint");
const AGAIN: Field = Field::new("password_again", "password-again");

/// The fields for a new password.
pub fn new_password(form: Form<'_>) -> Markup {
    let option = |profile: PasswordProfile| {
        (profile.code().to_owned(), form.text.of("password-profile", profile.code()))
    };
    let filled = Fields::new(vec![("profile".to_owned(), PasswordProfile::Long.code().to_owned())]);
    let fields = if form.fields.get("profile").is_empty() { &filled } else { form.fields };
    html! {
        (Form { fields, ..form }.radios(PROFILE, &PasswordProfile::ALL.map(option)))
        (form.line(PASSWORD, "password", "new-password"))
        (form.line(AGAIN, "password", "new-password"))
    }
}

/// A login name: letters, digits, dot, hyphen and underscore, lower case.
pub fn login_name(fields: &Fields, problems: &mut Problems) -> String {
    let name = fields.required(LOGIN_NAME, 40, problems).to_lowercase();
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c)) {
        problems.add(LOGIN_NAME, "problem-login-name");
    }
    name
}

/// The chosen password, or `None` with the broken rule noted at its field. `words` must not stand in it.
pub fn chosen(fields: &Fields, words: &[String], problems: &mut Problems) -> Option<Chosen> {
    let profile = PasswordProfile::from_code(&fields.get("profile"));
    let Some(profile) = profile else {
        problems.add(PROFILE, "problem-required");
        return None;
    };
    let password = fields.secret("password").to_owned();
    if password != fields.secret("password_again") {
        problems.add(AGAIN, "password-differs");
        return None;
    }
    let chosen = Chosen::new(password, profile, words);
    chosen.map_err(|error| note(error, problems)).ok()
}

/// Notes at its field which rule a password breaks.
pub fn note(error: PasswordError, problems: &mut Problems) {
    problems.add(PASSWORD, sentence(error));
}

/// Hashes a chosen password, if not too many are being hashed.
pub async fn hashed(means: &Means, chosen: Chosen) -> Result<NewPassword, WebError> {
    let turn = means.turn().map_err(|busy: Failure<Never>| WebError::from(busy))?;
    Ok(chosen.hashed(&turn, means).await?)
}

fn sentence(error: PasswordError) -> &'static str {
    match error {
        PasswordError::TooShort { least: 13 } => "password-too-short-long",
        PasswordError::TooShort { .. } => "password-too-short",
        PasswordError::TooLong => "password-too-long",
        PasswordError::NotMixed => "password-not-mixed",
        PasswordError::ContainsOwnName => "password-own-name",
        PasswordError::EasilyGuessed => "password-guessable",
    }
}
