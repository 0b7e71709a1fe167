//! The script of the sheets: what was not acknowledged is kept, said, and sent again once.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use crate::sheets::round::{ADMINISTRATOR, changes, opened, row};
use crate::support::{PASSWORD, Server, Somebody};

const YES: &str = "#item-access-log button[value='yes']";
/// The line is cut when the server has answered and before the page hears it.
const CUT_AFTER_THE_SERVER_SAVED: &str = "window.isCut = true; const whole = window.fetch; \
    window.fetch = (...sent) => whole(...sent).then(reply => window.isCut ? Promise.reject(new TypeError()) : reply);";

#[test]
#[ignore = "needs chromedriver"]
fn a_mark_whose_reply_was_lost_is_kept_sent_again_and_saved_once() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        desk.driver.execute(CUT_AFTER_THE_SERVER_SAVED, vec![]).await?;
        desk.press(YES).await?;
        until(desk, ".unsent", "1件がまだ保存されていません").await?;
        desk.driver
            .execute("window.isCut = false; window.dispatchEvent(new Event('online'))", vec![])
            .await?;
        until(desk, "#item-access-log .status", "保存しました").await?;
        until(desk, "#progress", "1/97 回答済").await?;
        assert!(!desk.driver.find(By::Css(".unsent")).await?.is_displayed().await?);
        Ok(())
    });
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
#[ignore = "needs chromedriver"]
fn a_mark_made_while_logged_off_waits_for_the_login_in_another_window() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        desk.driver.delete_all_cookies().await?;
        desk.press(YES).await?;
        until(desk, ".unsent", "別のウィンドウでログインすると").await?;
        log_in_elsewhere(desk).await?;
        until(desk, "#item-access-log .status", "保存しました").await
    });
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
#[ignore = "needs chromedriver"]
fn a_second_log_off_loses_no_mark_of_another_row() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        desk.press("#item-vendor-information button[value='no']").await?;
        until(desk, "#item-vendor-information .status", "保存しました").await?;
        for (item, mark) in [("access-log", "yes"), ("vendor-information", "yes")] {
            desk.driver.delete_all_cookies().await?;
            desk.press(&format!("#item-{item} button[value='{mark}']")).await?;
            until(desk, ".unsent", "別のウィンドウでログインすると").await?;
            log_in_elsewhere(desk).await?;
            until(desk, &format!("#item-{item} .standing"), "現在：○").await?;
        }
        Ok(())
    });
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
    assert_eq!(changes(&mut hanako, &sheet, "vendor-information"), 2);
}

#[test]
#[ignore = "needs chromedriver"]
fn keys_mark_the_item_in_hand_and_memos_save_themselves() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        let memo = desk.driver.find(By::Css("#memo-access-log")).await?;
        memo.scroll_into_view().await?;
        memo.send_keys("1 ox jk").await?;
        until(desk, "#item-access-log .status", "保存しました").await?;
        assert_eq!(pressed(desk).await?, 0, "keys typed into a memo are no marks");
        desk.driver.execute("document.getElementById('item-access-log').focus()", vec![]).await?;
        desk.driver.action_chain().send_keys("x").perform().await?;
        until(desk, "#item-access-log .standing", "現在：×").await?;
        desk.driver.action_chain().send_keys("j").send_keys("1").perform().await?;
        until(desk, "#progress", "2/97 回答済").await?;
        desk.press("#sheet-script summary").await?;
        desk.press("#keys").await?;
        desk.driver.execute("document.getElementById('item-access-log').focus()", vec![]).await?;
        desk.driver.action_chain().send_keys("1").perform().await?;
        // Another row saved after it shows that nothing of the key is still on its way.
        desk.press("#item-vendor-information button[value='yes']").await?;
        until(desk, "#progress", "3/97 回答済").await?;
        until(desk, "#item-access-log .standing", "現在：×").await?;
        until(desk, "#item-access-log [aria-pressed='true']", "×").await
    });
    let page = hanako.get(&sheet);
    assert!(page.text.contains("1 ox jk") && page.text.contains("3/97 回答済"));
    assert!(row(&page, "access-log").contains("現在：×"));
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 2);
}

#[test]
#[ignore = "needs chromedriver"]
fn a_sheet_is_filled_in_by_keys_alone_and_the_last_save_is_undone() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        let undo = desk.driver.find(By::Css("#item-access-log [value='undo']")).await?;
        assert!(!undo.is_displayed().await?, "there is nothing to undo yet");
        desk.driver.execute("document.getElementById('item-access-log').focus()", vec![]).await?;
        desk.driver.action_chain().send_keys("m").send_keys("毎月").perform().await?;
        until(desk, "#item-access-log .status", "保存しました").await?;
        let escape = char::from(Key::Escape);
        desk.driver.action_chain().send_keys(escape).send_keys("5").perform().await?;
        until(desk, "#item-access-log .standing", "現在：確認中（事業者）").await?;
        desk.driver
            .action_chain()
            .send_keys("m")
            .send_keys("書き損じ")
            .send_keys(escape)
            .send_keys("o")
            .perform()
            .await?;
        until(desk, "#item-access-log .standing", "現在：○").await?;
        desk.driver.action_chain().send_keys("u").perform().await?;
        until(desk, "#item-access-log .standing", "現在：確認中（事業者）").await?;
        let memo = desk.driver.find(By::Css("#memo-access-log")).await?.value().await?;
        assert_eq!(memo.as_deref(), Some("毎月"), "the earlier words are back");
        Ok(())
    });
    assert!(row(&hanako.get(&sheet), "access-log").contains("現在：確認中（事業者）"));
}

#[test]
#[ignore = "needs chromedriver"]
fn what_is_refused_is_said_at_its_field_and_pressing_again_saves() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    at_screen(&server.origin, TERMINAL, async |desk| {
        log_in(desk, &sheet).await?;
        desk.press("#item-access-log button[value='not-applicable']").await?;
        until(desk, "#problem-reason-access-log", "理由を入力してください").await?;
        // Somebody else's client waits for its answers in a thread of its own.
        std::thread::scope(|scope| {
            scope.spawn(|| elsewhere(&mut hanako, &sheet)).join().expect("it is saved")
        });
        desk.driver.find(By::Css("#reason-access-log")).await?.send_keys("該当する機器がない").await?;
        desk.press("#item-access-log button[value='not-applicable']").await?;
        until(desk, "#item-access-log .status", "この画面を開いたあとに").await?;
        until(desk, "#item-access-log .standing", "今のメモ：別の窓から").await?;
        desk.press("#item-access-log button[value='not-applicable']").await?;
        until(desk, "#item-access-log .standing", "現在：該当なし").await
    });
}

pub(super) async fn log_in(desk: &Desk, back: &str) -> WebDriverResult<()> {
    desk.go(back).await?;
    fill_in_login(desk).await?;
    desk.arrives(back).await
}

pub(super) async fn fill_in_login(desk: &Desk) -> WebDriverResult<()> {
    desk.type_into("login_name", "hanako").await?;
    desk.type_into("password", PASSWORD).await?;
    desk.follow("form[action='/login'] button.primary").await
}

/// Logs in in a window of its own and comes back.
pub(super) async fn log_in_elsewhere(desk: &Desk) -> WebDriverResult<()> {
    let first = desk.driver.window().await?;
    let second = desk.driver.new_tab().await?;
    desk.driver.switch_to_window(second).await?;
    log_in(desk, "/answering").await?;
    desk.driver.switch_to_window(first).await
}

/// The same item is marked in another window.
fn elsewhere(hanako: &mut Somebody, sheet: &str) {
    hanako.get(sheet);
    let fields = [("key", "another window"), ("seen", "0"), ("mark", "no"), ("memo", "別の窓から")];
    let saved = hanako.post_in_background(&format!("{sheet}/answers/access-log"), &fields);
    assert_eq!(saved.status, 200, "{}", saved.text);
}

async fn pressed(desk: &Desk) -> WebDriverResult<usize> {
    Ok(desk.driver.find_all(By::Css("[aria-pressed='true']")).await?.len())
}

/// Waits until this place of the page says this.
pub(super) async fn until(desk: &Desk, selector: &str, text: &str) -> WebDriverResult<()> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let said = match desk.driver.find(By::Css(selector)).await {
            // A place that is just being replaced says nothing yet.
            Ok(place) => place.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        };
        if said.contains(text) {
            return Ok(());
        }
        assert!(Instant::now() < deadline, "{selector} says {said:?}, not {text:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
