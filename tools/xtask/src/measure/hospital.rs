//! What a hospital does first, over HTTP: set-up, departments and occupations, a round.

use anyhow::{Context, Result, ensure};

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

/// Whether sheets bear names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Named,
    Anonymous,
}

impl Naming {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Anonymous => "anonymous",
        }
    }
}

/// Opens an anonymous round of these lists; returns its address.
pub fn open_round(hanako: &mut Connection, lists: &[&str]) -> Result<String> {
    open_round_with(hanako, lists, Naming::Anonymous)
}

/// Opens a round of these lists; returns its address.
pub fn open_round_with(hanako: &mut Connection, lists: &[&str], naming: Naming) -> Result<String> {
    let mut wish = vec![("naming", naming.code())];
    wish.extend(lists.iter().map(|list| ("lists", *list)));
    open_round_as(hanako, &wish)
}

/// Opens a round that is wished so, otherwise as usual; returns its address.
pub fn open_round_as(hanako: &mut Connection, wish: &[(&str, &str)]) -> Result<String> {
    let page = hanako.get("/rounds/new")?;
    let (token, catalog) =
        (page.between("name=\"token\" value=\"", "\"")?, page.between("<option value=\"", "\"")?);
    let usual = [
        ("token", token.as_str()),
        ("catalog", &catalog),
        ("name", "令和8年度 第1回"),
        ("from", "2020-01-01"),
        ("until", "2099-12-31"),
    ];
    let is_wished = |(name, _): &(&str, &str)| wish.iter().any(|(wished, _)| wished == name);
    let mut fields: Vec<_> = usual.into_iter().filter(|field| !is_wished(field)).collect();
    fields.extend(wish);
    let made = hanako.post("/rounds", &fields)?;
    let opened = hanako.post(&format!("{}/opening", made.location), &[("token", &token)])?;
    ensure!(opened.status == 303, "the round did not open ({})", opened.status);
    Ok(made.location)
}

/// Marks every item of an official sheet; `mark` says how, by its place.
pub fn mark_all(
    person: &mut Connection,
    (round, list): (&str, &str),
    mark: impl Fn(usize) -> &'static str,
) -> Result<()> {
    let page = person.get(&format!("{round}/sheets/{list}"))?;
    let token = page.between("name=\"token\" value=\"", "\"")?;
    for (turn, item) in page.all_between("id=\"item-", "\"").iter().enumerate() {
        let key = format!("{item}-0123456789abcdef");
        let fields = [("token", token.as_str()), ("mark", mark(turn)), ("seen", "0"), ("key", &key)];
        let saved = person.post(&format!("{round}/sheets/{list}/answers/{item}"), &fields)?;
        ensure!(saved.status == 303, "a mark was refused ({})", saved.status);
    }
    Ok(())
}

/// Closes a round.
pub fn close_round(hanako: &mut Connection, round: &str) -> Result<()> {
    let address = format!("{round}/closure");
    let token = hanako.get(&address)?.between("name=\"token\" value=\"", "\"")?;
    let closed = hanako.post(&address, &[("token", &token)])?;
    ensure!(closed.status == 303, "the round did not close ({})", closed.status);
    Ok(())
}

/// Adds occupations until there are so many; returns their ids in order.
pub fn make_occupations(hanako: &mut Connection, wanted: usize) -> Result<Vec<String>> {
    let token = hanako.get("/settings/occupations")?.between("name=\"token\" value=\"", "\"")?;
    for nth in occupations(hanako)?.len()..wanted {
        let name = format!("職種{}", nth + 1);
        let made = hanako.post("/settings/occupations", &[("token", &token), ("name", &name)])?;
        ensure!(made.status == 303, "the occupation was refused ({})", made.status);
    }
    occupations(hanako)
}

fn occupations(hanako: &mut Connection) -> Result<Vec<String>> {
    let page = hanako.get("/settings/departments")?;
    Ok(page.all_between("name=\"people-", "\""))
}

/// Makes departments; `people` says how many of which occupation work in which.
pub fn make_departments(
    hanako: &mut Connection,
    departments: usize,
    occupations: &[String],
    people: impl Fn(usize, usize) -> usize,
) -> Result<()> {
    let token = hanako.get("/settings/departments")?.between("name=\"token\" value=\"", "\"")?;
    let names: Vec<String> = occupations.iter().map(|id| format!("people-{id}")).collect();
    for department in 0..departments {
        let name = format!("部署{:02}", department + 1);
        let numbers: Vec<String> =
            (0..occupations.len()).map(|occupation| people(department, occupation).to_string()).collect();
        let mut fields = vec![("token", token.as_str()), ("name", name.as_str())];
        fields.extend(names.iter().map(String::as_str).zip(numbers.iter().map(String::as_str)));
        let made = hanako.post("/settings/departments", &fields)?;
        ensure!(made.status == 303, "the department was refused ({})", made.status);
    }
    Ok(())
}

/// The paths of the departments' links, in the order of the departments.
pub fn doors(hanako: &mut Connection, round: &str) -> Result<Vec<String>> {
    let handout = hanako.get(&format!("{round}/handout"))?;
    let doors: Vec<String> =
        handout.all_between("/a/", "<").iter().map(|token| format!("/a/{token}")).collect();
    doors.first().context("no department has a link")?;
    Ok(doors)
}
