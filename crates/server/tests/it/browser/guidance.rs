//! Words on tap with the keyboard, axe on what opens, and reading aloud with the device's own voices only.

use serde_json::json;
use thirtyfour::prelude::*;

use super::desk::{PHONE, TERMINAL, at_screen};
use crate::support::Demo;

#[test]
#[ignore = "needs chromedriver"]
fn a_word_on_tap_opens_its_meaning_and_escape_closes_it() {
    let demo = Demo::start();
    let entrance = demo.entrance();
    for size in [TERMINAL, PHONE] {
        at_screen(&demo.origin, size, async |desk| {
            desk.go(&entrance).await?;
            desk.follow("main a[href*='occupation=']").await?;
            let open = "return [...document.querySelectorAll(':popover-open')].map(e => e.textContent)";
            for summary in desk.driver.find_all(By::Css(".explanation summary")).await? {
                summary.click().await?;
            }
            let word = desk.driver.find(By::Css("button.term")).await?;
            word.send_keys(Key::Enter + "").await?;
            let shown: Vec<String> = desk.driver.execute(open, vec![]).await?.convert()?;
            assert!(shown.len() == 1 && shown[0].contains(&word.text().await?), "{shown:?}");
            let violations = desk.violations().await?;
            assert!(violations.is_empty(), "{violations:?}");
            word.send_keys(Key::Escape + "").await?;
            let shown: Vec<String> = desk.driver.execute(open, vec![]).await?.convert()?;
            assert!(shown.is_empty(), "{shown:?}");
            Ok(())
        });
    }
}

#[test]
#[ignore = "needs chromedriver"]
fn reading_aloud_is_offered_only_where_the_device_itself_has_a_voice() {
    let demo = Demo::start();
    let entrance = demo.entrance();
    at_screen(&demo.origin, TERMINAL, async |desk| {
        for (is_local, buttons) in [(false, 0), (true, 10)] {
            let voice =
                json!([{"lang": "ja-JP", "localService": is_local}, {"lang": "vi-VN", "localService": true}]);
            let source = format!("speechSynthesis.getVoices = () => ({voice});");
            desk.tools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await?;
            desk.go(&entrance).await?;
            desk.follow("main a[href*='occupation=']").await?;
            for summary in desk.driver.find_all(By::Css(".explanation summary")).await? {
                summary.click().await?;
            }
            let offered = desk.driver.find_all(By::Css("button.read-aloud")).await?;
            assert_eq!(offered.len(), buttons, "a voice on the device: {is_local}");
        }
        let violations = desk.violations().await?;
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    });
}
