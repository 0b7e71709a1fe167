//! A nurse with a phone: nothing is cut off and every target is large enough for gloves.

use thirtyfour::prelude::*;

use super::desk::{PHONE, at_screen};
use crate::support::Demo;

#[test]
#[ignore = "needs chromedriver"]
fn the_staff_sheet_fits_a_phone_and_its_targets_fit_gloves() {
    let demo = Demo::start();
    let entrance = demo.entrance();
    at_screen(&demo.origin, PHONE, async |desk| {
        desk.go(&entrance).await?;
        assert_no_sideways_scrolling(desk).await?;
        desk.follow("main a[href*='occupation=']").await?;
        assert_no_sideways_scrolling(desk).await?;
        let script = "return [...document.querySelectorAll('main label, main button, main a')] \
                      .filter(e => e.offsetParent && (e.matches('button, a.button') || e.querySelector('input[type=radio]'))) \
                      .filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent.trim())";
        let small: Vec<String> = desk.driver.execute(script, vec![]).await?.convert()?;
        assert!(small.is_empty(), "targets under 44 px: {small:?}");
        let items = desk.driver.find_all(By::Css("input[type='radio'][value='yes']")).await?;
        assert_eq!(items.len(), 10);
        Ok(())
    });
}

async fn assert_no_sideways_scrolling(desk: &super::Desk) -> WebDriverResult<()> {
    let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let beyond: i64 = desk.driver.execute(script, vec![]).await?.convert()?;
    assert!(beyond <= 0, "the page is {beyond} px too wide");
    Ok(())
}
