//! Paper sheets typed in with the keyboard alone: department and occupation stay chosen, and ten keys and Enter are a sheet.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use super::sheets::log_in;
use crate::support::OpenRound;

/// Keys as WebDriver calls them.
const BACKSPACE: &str = "\u{e003}";
const ENTER: &str = "\u{e007}";

/// Types at whatever has the focus, as a clerk does who looks at the paper.
async fn types(desk: &Desk, keys: &str) -> WebDriverResult<()> {
    for key in keys.chars() {
        desk.driver.active_element().await?.send_keys(key.to_string()).await?;
    }
    Ok(())
}

#[test]
#[ignore = "needs chromedriver"]
fn ten_keys_and_enter_are_a_sheet_and_a_slip_of_the_finger_is_taken_back() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (department, occupation) = (round.doors[0].0.clone(), round.occupations[0].clone());
    let address = format!("/rounds/{}/paper", round.id);
    let chosen = format!("{address}?department={department}&occupation={occupation}");
    at_screen(&round.server.origin, TERMINAL, async |desk| {
        log_in(desk, &address).await?;
        desk.go(&chosen).await?;
        let begun = Instant::now();
        types(desk, "1112").await?;
        types(desk, BACKSPACE).await?;
        types(desk, "113 0").await?;
        types(desk, ENTER).await?;
        desk.sees("回答済み 6/10").await?;
        types(desk, "1").await?;
        types(desk, ENTER).await?;
        desk.sees("保存しました。次の記入票を入力できます。").await?;
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        let first = "return document.activeElement.closest('fieldset.item') === document.querySelector('fieldset.item')";
        let is_ready: bool = desk.driver.execute(first, vec![]).await?.convert()?;
        assert!(is_ready, "the next sheet can be typed at once");
        Ok(())
    });
    round.close();
    assert_eq!(round.board()[0], "1/60");
}
