//! Executives answer on the meeting's screen, and no hand leaves the keyboard.

use std::time::Duration;

use thirtyfour::TypingData;
use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use super::sheets::until;
use crate::support::Demo;

#[test]
#[ignore = "needs chromedriver"]
fn an_item_is_answered_on_the_screen_by_keys_alone() {
    let demo = Demo::start();
    at_screen(&demo.origin, TERMINAL, async |desk| {
        desk.go("/login").await?;
        desk.follow("form[action='/demo/login'] input[value='hanako'] + p button").await?;
        plan_a_meeting_about_the_running_round(desk).await?;
        desk.follow("main a[href$='/screen']").await?;
        send(desk, Key::Right + "").await?;
        until(desk, ".turning", "2/").await?;
        send(desk, Key::Down + "").await?;
        let chosen = id_of_active(desk).await?;
        assert!(chosen.starts_with("item-"), "an item is chosen: {chosen}");
        for (key, mark) in [("o", "yes"), ("2", "no")] {
            send(desk, key).await?;
            pressed(desk, &chosen, mark).await?;
            assert_eq!(id_of_active(desk).await?, chosen, "the same item stays chosen");
        }
        send(desk, "3").await?;
        let waiting = desk.driver.active_element().await?.attr("name").await?;
        assert_eq!(waiting.as_deref(), Some("reason"), "that it does not apply wants its reason first");
        pressed(desk, &chosen, "no").await
    });
}

async fn plan_a_meeting_about_the_running_round(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/meetings/new").await?;
    desk.type_into("held_on", "令和8年11月30日").await?;
    desk.follow("form[action='/meetings'] button.primary").await
}

async fn send(desk: &Desk, keys: impl Into<TypingData>) -> WebDriverResult<()> {
    desk.driver.active_element().await?.send_keys(keys).await
}

async fn id_of_active(desk: &Desk) -> WebDriverResult<String> {
    Ok(desk.driver.active_element().await?.id().await?.unwrap_or_default())
}

/// Waits until this mark alone is pressed, on a page that was loaded anew.
async fn pressed(desk: &Desk, item: &str, mark: &str) -> WebDriverResult<()> {
    let mut standing = Vec::new();
    for _ in 0..100 {
        standing.clear();
        for button in desk.driver.find_all(By::Css(format!("#{item} button[aria-pressed='true']"))).await? {
            standing.push(button.value().await.ok().flatten().unwrap_or_default());
        }
        if standing == [mark] {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("pressed: {standing:?}, wanted {mark}");
}
