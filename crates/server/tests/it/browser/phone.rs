//! A nurse with a phone: nothing is cut off and every target is large enough for gloves.

use thirtyfour::prelude::*;

use super::desk::{PHONE, TERMINAL, at_screen};
use crate::support::{Demo, OpenRound};

#[test]
#[ignore = "needs chromedriver"]
fn the_staff_sheet_fits_a_phone_and_its_targets_fit_gloves() {
    let demo = Demo::start();
    let entrance = demo.entrance();
    at_screen(&demo.origin, PHONE, async |desk| {
        desk.go(&entrance).await?;
        assert_eq!(desk.beyond().await?, 0, "the page is wider than the phone");
        desk.follow("main a[href*='occupation=']").await?;
        assert_eq!(desk.beyond().await?, 0, "the page is wider than the phone");
        desk.sees("回答済み 0/10").await?;
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

#[test]
#[ignore = "needs chromedriver"]
fn charts_on_a_phone_are_as_large_as_the_text() {
    let demo = Demo::start();
    at_screen(&demo.origin, PHONE, async |desk| {
        desk.go("/login").await?;
        desk.follow("form[action='/demo/login'] input[value='sakura'] + p button").await?;
        desk.go("/results").await?;
        desk.follow("tbody tr:nth-child(2) th a").await?;
        desk.sees("締切済").await?;
        let script = "return [...document.querySelectorAll('figure svg text')].filter(t => t.getClientRects().length) \
                      .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)";
        let sizes: Vec<f64> = desk.driver.execute(script, vec![]).await?.convert()?;
        assert!(sizes.len() > 50, "{} texts in charts", sizes.len());
        assert!(sizes.iter().all(|size| *size >= 15.9), "{sizes:?}");
        assert_eq!(desk.beyond().await?, 0, "the page is wider than the phone");
        Ok(())
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn the_back_button_shows_the_next_person_nothing_even_without_javascript() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    let entrance = round.doors[0].1.clone();
    for scripts in [true, false] {
        at_screen(&round.server.origin, PHONE, async |desk| {
            if !scripts {
                desk.without_javascript().await?;
            }
            desk.go(&entrance).await?;
            desk.follow("main a[href*='occupation=']").await?;
            for item in desk.driver.find_all(By::Css("input[type='radio'][value='no']")).await? {
                item.find(By::XPath("./ancestor::label")).await?.click().await?;
            }
            desk.follow("main form button.primary").await?;
            desk.sees("あなたの○の数").await?;
            desk.driver.back().await?;
            assert_nothing_of_it(desk).await?;
            desk.driver.forward().await?;
            desk.follow("main a.primary").await?;
            for _ in 0..3 {
                desk.driver.back().await?;
                assert_nothing_of_it(desk).await?;
            }
            Ok(())
        });
    }
}

async fn assert_nothing_of_it(desk: &super::Desk) -> WebDriverResult<()> {
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let checked: i64 = desk
        .driver
        .execute("return document.querySelectorAll('input:checked').length", vec![])
        .await?
        .convert()?;
    let text = desk.text().await?;
    assert_eq!(checked, 0, "marks are still there: {text}");
    assert!(!text.contains("あなたの○の数"), "{text}");
    Ok(())
}

#[test]
#[ignore = "needs chromedriver"]
fn ten_items_are_answered_and_handed_in_by_card_with_twelve_taps() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    at_screen(&round.server.origin, PHONE, async |desk| {
        // The camera opens the address behind the QR.
        desk.go(&card.link).await?;
        let mut taps = 0;
        for step in 0..12 {
            match step {
                0 => desk.follow("main form button.primary").await?,
                1..=10 => {
                    let mark =
                        desk.driver.find_all(By::Css("fieldset.item label:has(input[value='yes'])")).await?;
                    assert_eq!(mark.len(), 10);
                    mark[step - 1].scroll_into_view().await?;
                    mark[step - 1].click().await?;
                }
                _ => desk.follow("form[data-unsent] button.primary").await?,
            }
            taps += 1;
        }
        desk.arrives("/slip/thanks").await?;
        desk.sees("10/10").await?;
        assert_eq!((taps, desk.beyond().await?), (12, 0));
        Ok(())
    });
}

#[test]
#[ignore = "needs chromedriver"]
fn a_shared_terminal_asks_for_the_next_code_by_itself_and_its_back_button_shows_nothing() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    at_screen(&round.server.origin, TERMINAL, async |desk| {
        desk.go("/kiosk").await?;
        desk.type_into("code", &card.code.to_lowercase()).await?;
        desk.follow("main form button").await?;
        desk.arrives("/slip/sheet").await?;
        for mark in desk.driver.find_all(By::Css("fieldset.item label:has(input[value='no'])")).await? {
            mark.scroll_into_view().await?;
            mark.click().await?;
        }
        desk.follow("form[data-unsent] button.primary").await?;
        desk.sees("0/10").await?;
        desk.arrives("/kiosk").await?;
        for _ in 0..3 {
            desk.driver.back().await?;
            let shown = desk.text().await?;
            assert!(!shown.contains("0/10") && !shown.contains(&card.code), "{shown}");
            let checked = desk.driver.find_all(By::Css("fieldset.item input:checked")).await?;
            assert!(checked.is_empty(), "{shown}");
        }
        let script = "return localStorage.length + sessionStorage.length";
        let kept: i64 = desk.driver.execute(script, vec![]).await?.convert()?;
        assert_eq!(kept, 0);
        Ok(())
    });
}
