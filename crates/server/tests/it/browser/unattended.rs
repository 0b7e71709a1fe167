//! A screen that somebody walked away from: it shows nothing, and nothing typed is lost.

use std::time::Duration;

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use super::sheets::{fill_in_login, log_in, log_in_elsewhere, until};
use crate::sheets::round::{ADMINISTRATOR, changes, opened};
use crate::support::Server;

const HIDDEN: &str = "画面を隠しました";
/// The page's clocks jump ahead, as after a while without anybody or after a night asleep.
const TIME_PASSES: &str =
    "const wall = Date.now(), ahead = arguments[0] * 1000; Date.now = () => wall + ahead;";

#[test]
#[ignore = "needs chromedriver"]
fn a_page_that_nobody_uses_is_hidden_when_its_session_is_over() {
    let (server, _) = Server::with_hospital();
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, "/settings/accounts").await?;
        desk.go("/settings/audit-events").await?;
        assert!(everything(desk).await?.contains("管理 花子"));
        walk_away(desk, 601).await?;
        desk.sees(HIDDEN).await?;
        assert_shows_nothing(desk).await?;
        assert!(desk.violations().await?.is_empty(), "{:?}", desk.violations().await?);
        desk.driver.back().await?;
        desk.sees("ログイン名").await?;
        assert_shows_nothing(desk).await?;
        desk.driver.forward().await?;
        desk.sees("ログイン名").await?;
        assert_shows_nothing(desk).await
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn the_hidden_page_leads_back_to_itself() {
    let (server, _) = Server::with_hospital();
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, "/settings/accounts").await?;
        walk_away(desk, 601).await?;
        desk.sees(HIDDEN).await?;
        desk.follow("main a.button").await?;
        desk.arrives("/login").await?;
        fill_in_login(desk).await?;
        desk.arrives("/settings/accounts").await
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn a_session_used_in_another_window_hides_nothing() {
    let (server, _) = Server::with_hospital();
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, "/settings/accounts").await?;
        desk.driver.execute(TIME_PASSES, vec![601.into()]).await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(!desk.text().await?.contains(HIDDEN));
        // The other window logs off: that ends it here as well.
        desk.driver.delete_all_cookies().await?;
        desk.driver.execute(TIME_PASSES, vec![1202.into()]).await?;
        desk.sees(HIDDEN).await
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn unsent_marks_wait_behind_the_hidden_page_and_come_back_saved() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        desk.driver.delete_all_cookies().await?;
        desk.press("#item-access-log button[value='yes']").await?;
        until(desk, ".unsent", "1件がまだ保存されていません").await?;
        walk_away(desk, 601).await?;
        desk.sees(HIDDEN).await?;
        assert_shows_nothing(desk).await?;
        until(desk, ".unsent", "1件がまだ保存されていません").await?;
        log_in_elsewhere(desk).await?;
        until(desk, "#item-access-log .standing", "現在：○").await?;
        assert!(!desk.text().await?.contains(HIDDEN));
        desk.press("#item-access-log button[value='no']").await?;
        until(desk, "#item-access-log .standing", "現在：×").await
    });
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 2);
}

#[test]
#[ignore = "needs chromedriver"]
fn what_was_typed_into_a_form_comes_back_and_can_be_sent() {
    let (server, _) = Server::with_hospital();
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, "/settings/departments").await?;
        desk.type_into("name", "2階西病棟").await?;
        walk_away(desk, 601).await?;
        desk.sees(HIDDEN).await?;
        log_in_elsewhere(desk).await?;
        until(desk, "main h1", "部署と人数").await?;
        desk.follow("form[action='/settings/departments'] button.primary").await?;
        desk.sees("2階西病棟").await
    });
}

/// The session ends at the server and this much time passes at the page, in seconds.
async fn walk_away(desk: &Desk, seconds: u64) -> WebDriverResult<()> {
    desk.driver.delete_all_cookies().await?;
    desk.driver.execute(TIME_PASSES, vec![seconds.into()]).await?;
    Ok(())
}

/// The whole document, also what cannot be seen.
async fn everything(desk: &Desk) -> WebDriverResult<String> {
    desk.driver.execute("return document.title + document.documentElement.outerHTML", vec![]).await?.convert()
}

async fn assert_shows_nothing(desk: &Desk) -> WebDriverResult<()> {
    let page = everything(desk).await?;
    for secret in ["管理 花子", "さくら病院", "操作記録", "ログオフ</button>", "item-access-log"]
    {
        assert!(!page.contains(secret), "{secret} is still there: {page}");
    }
    Ok(())
}

#[test]
#[ignore = "needs chromedriver"]
fn without_javascript_the_back_button_shows_nothing_of_a_session_that_is_over() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        desk.without_javascript().await?;
        log_in(desk, &sheet).await?;
        desk.follow("header form[action='/logout'] button").await?;
        desk.driver.back().await?;
        desk.sees("ログイン名").await?;
        log_in(desk, &sheet).await?;
        std::thread::scope(|scope| {
            let end = || hanako.post("/account/sessions/ending", &[]);
            scope.spawn(end).join().expect("all other sessions end")
        });
        desk.follow("nav.menu a[href='/results']").await?;
        desk.driver.back().await?;
        desk.sees("ログイン名").await?;
        let text = desk.text().await?;
        assert!(!text.contains("管理 花子"), "{text}");
        Ok(())
    });
}
