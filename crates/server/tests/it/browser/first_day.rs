//! The first day of a hospital, from the set-up code to the downloaded result, in a real browser.

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{PHONE, TERMINAL, at_screen};
use crate::support::{PASSWORD, Server};

#[test]
#[ignore = "needs chromedriver"]
fn a_hospital_completes_one_check_in_the_browser() {
    let server = Server::start();
    let code = server.setup_code.clone().expect("a code");
    at_screen(&server.origin, TERMINAL, async |desk| {
        set_up(desk, &code).await?;
        make_departments(desk).await?;
        open_a_round(desk).await?;
        let entrance = entrance(desk).await?;
        for _ in 0..5 {
            answer_as_staff(desk, &entrance).await?;
        }
        mark_two_items(desk).await?;
        close_and_read(desk).await
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn the_same_works_without_javascript_on_a_phone() {
    let server = Server::start();
    let code = server.setup_code.clone().expect("a code");
    at_screen(&server.origin, PHONE, async |desk| {
        desk.without_javascript().await?;
        set_up(desk, &code).await?;
        make_departments(desk).await?;
        open_a_round(desk).await?;
        let entrance = entrance(desk).await?;
        answer_as_staff(desk, &entrance).await?;
        mark_without_javascript(desk).await?;
        close_and_read(desk).await
    });
}

async fn set_up(desk: &Desk, code: &str) -> WebDriverResult<()> {
    desk.go("/").await?;
    desk.arrives("/setup").await?;
    for (name, text) in [
        ("code", code),
        ("hospital", "さくら病院"),
        ("display_name", "管理 花子"),
        ("login_name", "hanako"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ] {
        desk.type_into(name, text).await?;
    }
    desk.follow("main form[action='/setup'] button.primary").await?;
    desk.arrives("/settings/departments").await
}

async fn make_departments(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/settings/departments").await?;
    desk.type_into("name", "2階西病棟").await?;
    let numbers =
        desk.driver.find_all(By::Css("form[action='/settings/departments'] input[name^='people-']")).await?;
    assert!(numbers.len() >= 5, "a number for each occupation");
    for number in numbers.iter().take(2) {
        number.scroll_into_view().await?;
        number.clear().await?;
        number.send_keys("６").await?;
    }
    desk.follow("form[action='/settings/departments'] button.primary").await?;
    desk.sees("2階西病棟").await
}

async fn open_a_round(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/rounds/new").await?;
    desk.follow("form[action='/rounds'] button.primary").await?;
    desk.sees("準備中").await?;
    desk.follow("form[action$='/opening'] button.primary").await?;
    desk.sees("受付中").await
}

/// The address of the department's link.
async fn entrance(desk: &Desk) -> WebDriverResult<String> {
    desk.follow("a[href$='/handout']").await?;
    desk.sees("/a/").await?;
    let text = desk.text().await?;
    let address =
        text.split_whitespace().find(|word| word.contains("/a/")).expect("a link of the department");
    Ok(format!("/a/{}", address.rsplit('/').next().unwrap_or_default()))
}

async fn answer_as_staff(desk: &Desk, entrance: &str) -> WebDriverResult<()> {
    desk.go(entrance).await?;
    assert!(
        desk.text().await?.contains("結びつきません"),
        "what anonymous means is said before the first item"
    );
    desk.follow("main a[href*='occupation=']").await?;
    desk.driver.query(By::Css("input[type='radio'][value='yes']")).first().await?;
    let items = desk.driver.find_all(By::Css("input[type='radio'][value='yes']")).await?;
    assert_eq!(items.len(), 10, "all ten items on one page");
    for item in items {
        let label = item.find(By::XPath("./ancestor::label")).await?;
        label.scroll_into_view().await?;
        label.click().await?;
    }
    desk.follow("main form button.primary").await?;
    desk.sees("あなたの○の数").await?;
    desk.sees("10/10").await
}

async fn mark_two_items(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/answering").await?;
    desk.follow("main a[href$='/sheets/administrator']").await?;
    desk.press("#item-access-log button[name='mark'][value='yes']").await?;
    desk.driver.query(By::Css("#item-access-log button[value='yes'][aria-pressed='true']")).first().await?;
    let saved = By::XPath("//*[@id='item-access-log']//*[contains(., '保存しました')]");
    desk.driver.query(saved).first().await?;
    desk.driver.refresh().await?;
    desk.driver.query(By::Css("#item-access-log button[value='yes'][aria-pressed='true']")).first().await?;
    desk.press("#item-authentication button[name='mark'][value='no']").await
}

async fn mark_without_javascript(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/answering").await?;
    desk.follow("main a[href$='/sheets/administrator']").await?;
    desk.follow("#item-access-log button[name='mark'][value='yes']").await?;
    desk.driver.query(By::Css("#item-access-log button[value='yes'][aria-pressed='true']")).first().await?;
    Ok(())
}

async fn close_and_read(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/rounds").await?;
    desk.follow("main table a").await?;
    desk.follow("a[href$='/closure']").await?;
    desk.follow("form[action$='/closure'] button.primary").await?;
    desk.sees("チェックの結果").await?;
    desk.sees("様式どおり").await
}
