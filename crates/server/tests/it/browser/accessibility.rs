//! Every page that a person of each role can reach in the sample hospital, looked at by axe-core, and none wider than its
//! window. In English as well: its words are longer.

use std::collections::{BTreeSet, VecDeque};

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{PHONE, TERMINAL, at_screen};
use crate::support::Demo;

#[test]
#[ignore = "needs chromedriver"]
fn axe_finds_no_violation_on_any_page_at_the_terminal() {
    let demo = Demo::start();
    at_screen(&demo.origin, TERMINAL, async |desk| look_at_everything(desk).await);
}

#[test]
#[ignore = "needs chromedriver"]
fn axe_finds_no_violation_on_any_page_on_a_phone() {
    let demo = Demo::start();
    at_screen(&demo.origin, PHONE, async |desk| look_at_everything(desk).await);
}

/// Walks all links as each of the cast, and as nobody.
async fn look_at_everything(desk: &Desk) -> WebDriverResult<()> {
    let mut wrong = Vec::new();
    let mut pages = walk(desk, "/login", &mut wrong).await?;
    for login_name in ["hanako", "sakura", "fucho", "kensa", "jiro"] {
        pages += look_as(desk, login_name, &mut wrong).await?;
    }
    desk.follow("form.languages button").await?;
    pages += look_as(desk, "hanako", &mut wrong).await?;
    assert!(pages > 120, "only {pages} pages were reached");
    assert!(wrong.is_empty(), "{} violations:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

async fn look_as(desk: &Desk, login_name: &str, wrong: &mut Vec<String>) -> WebDriverResult<usize> {
    desk.go("/login").await?;
    desk.follow(&format!("form[action='/demo/login'] input[value='{login_name}'] + p button")).await?;
    let pages = walk(desk, "/", wrong).await?;
    desk.follow("header form[action='/logout'] button").await?;
    Ok(pages)
}

/// Visits every page that links lead to from here, a few of each kind; returns how many.
async fn walk(desk: &Desk, from: &str, wrong: &mut Vec<String>) -> WebDriverResult<usize> {
    let (mut queue, mut kinds, mut seen) = (VecDeque::from([from.to_owned()]), Vec::new(), BTreeSet::new());
    while let Some(path) = queue.pop_front() {
        let kind = kind_of(&path);
        if !seen.insert(path.clone()) || kinds.iter().filter(|known| **known == kind).count() >= 1 {
            continue;
        }
        kinds.push(kind);
        desk.go(&path).await?;
        let found = desk.violations().await?;
        wrong.extend(found.into_iter().map(|violation| format!("{path}: {violation}")));
        let beyond = desk.beyond().await?;
        if beyond > 0 {
            wrong.push(format!("{path} is {beyond} px too wide"));
        }
        queue.extend(links(desk).await?);
    }
    Ok(kinds.len())
}

/// Links to pages of ours that are not downloads.
async fn links(desk: &Desk) -> WebDriverResult<Vec<String>> {
    let script = "return [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin) \
                  .filter(a => !a.hasAttribute('download')).map(a => a.pathname)";
    let paths: Vec<String> = desk.driver.execute(script, vec![]).await?.convert()?;
    let is_file = |path: &String| {
        [".pdf", ".xlsx", ".csv", ".cp932", "/posters", "/form"].iter().any(|end| path.ends_with(end))
    };
    Ok(paths.into_iter().filter(|path| !is_file(path)).collect())
}

/// The path without the ids in it, so that not every department's page is looked at, nor every item's record.
fn kind_of(path: &str) -> String {
    let is_id = |part: &str| part.len() >= 20 && part.chars().any(|c| c.is_ascii_digit());
    let path =
        path.split_once("/answers/").map_or(path.to_owned(), |(sheet, _)| format!("{sheet}/answers/*"));
    let parts: Vec<&str> = path.split('/').map(|part| if is_id(part) { "*" } else { part }).collect();
    match parts.as_slice() {
        ["", "guidance", _, _] => "/guidance/*/*".to_owned(),
        ["", "rounds", _, "sharing", _, _] => "/rounds/*/sharing/*/*".to_owned(),
        parts => parts.join("/"),
    }
}
