//! What a hospital does first, over HTTP: set-up and a round.

use anyhow::{Result, ensure};

use super::http::Connection;

/// The password of hanako, the administrator.
pub const PASSWORD: &str = "Kikkoman!teien-4821";

/// Goes through the first run as hanako, who stays logged in.
pub fn set_up(hanako: &mut Connection, code: &str) -> Result<()> {
    let setup = hanako.post(
        "/setup",
        &[
            ("code", code),
            ("hospital", "さくら病院"),
            ("login_name", "hanako"),
            ("display_name", "管理 花子"),
            ("profile", "long"),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ],
    )?;
    ensure!(setup.status == 303, "set-up was refused ({})", setup.status);
    Ok(())
}

/// Opens an anonymous round of these lists; returns its address.
pub fn open_round(hanako: &mut Connection, lists: &[&str]) -> Result<String> {
    let page = hanako.get("/rounds/new")?;
    let (token, catalog) =
        (page.between("name=\"token\" value=\"", "\"")?, page.between("<option value=\"", "\"")?);
    let mut fields = vec![
        ("token", token.as_str()),
        ("catalog", &catalog),
        ("name", "令和8年度 第1回"),
        ("from", "2020-01-01"),
        ("until", "2099-12-31"),
        ("naming", "anonymous"),
    ];
    fields.extend(lists.iter().map(|list| ("lists", *list)));
    let made = hanako.post("/rounds", &fields)?;
    let opened = hanako.post(&format!("{}/opening", made.location), &[("token", &token)])?;
    ensure!(opened.status == 303, "the round did not open ({})", opened.status);
    Ok(made.location)
}
