//! Words on tap, with the mouse and with the keyboard; and axe on what opens.

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
