//! The whole way of one finding in a real browser: × → 対策 → 予算要求書 → decision in the meeting → done with 根拠資料 → ○ in
//! the next round → the trend shows it.

use std::path::Path;
use std::time::Duration;

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use super::sheets::until;
use crate::support::Demo;

const ITEM: &str = "physical-lock";
const TITLE: &str = "機器・媒体の施錠と盗難防止";
const ACTION: &str = "サーバー室に施錠できる棚を入れる";

#[test]
#[ignore = "needs chromedriver"]
fn a_finding_goes_from_x_to_done_with_proof_and_the_trend_shows_it() {
    let demo = Demo::start();
    at_screen(&demo.origin, TERMINAL, async |desk| {
        desk.go("/login").await?;
        desk.follow("form[action='/demo/login'] input[value='hanako'] + p button").await?;
        plan_an_action(desk).await?;
        ask_for_the_money(desk).await?;
        decide_in_the_meeting(desk).await?;
        finish_with_proof(desk).await?;
        close_the_running_round(desk).await?;
        answer_yes_in_the_next_round(desk).await?;
        close_the_running_round(desk).await?;
        see_it_in_the_trend(desk).await?;
        confirm_the_effect(desk).await
    });
}

async fn plan_an_action(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/findings").await?;
    desk.press(&format!("input[value='administrator/{ITEM}']")).await?;
    desk.follow(".bottom-bar button").await?;
    desk.type_into("title", ACTION).await?;
    desk.type_into("owner", "総務課 井上").await?;
    desk.type_into("due", "令和9年3月31日").await?;
    desk.type_into("cost_once", "48万円").await?;
    desk.type_into("effort", "4人日").await?;
    desk.follow("form.action button.primary").await?;
    desk.sees("480,000円").await?;
    desk.sees(TITLE).await
}

async fn ask_for_the_money(desk: &Desk) -> WebDriverResult<()> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    desk.downloads_into(folder.path()).await?;
    desk.go("/plan").await?;
    desk.sees(ACTION).await?;
    desk.press("a[href='/plan/budget-request/2026.pdf']").await?;
    let request = downloaded(folder.path()).await;
    assert!(request.starts_with(b"%PDF"), "the request is a file of {} bytes", request.len());
    Ok(())
}

/// The file that arrives in this folder.
async fn downloaded(folder: &Path) -> Vec<u8> {
    for _ in 0..300 {
        let files = std::fs::read_dir(folder).expect("the folder").filter_map(Result::ok);
        let whole =
            files.map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "pdf"));
        if let Some(path) = whole {
            return std::fs::read(path).expect("a file");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing was downloaded");
}

/// By the arrow keys, until the action stands on the screen.
async fn decide_in_the_meeting(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/meetings").await?;
    desk.follow("main tbody a").await?;
    desk.follow("main a[href$='/screen']").await?;
    for _ in 0..40 {
        if desk.driver.find(By::Css(".screen h1")).await?.text().await? == ACTION {
            break;
        }
        let address = desk.driver.current_url().await?;
        desk.driver.find(By::Css("body")).await?.send_keys(Key::Right + "").await?;
        while desk.driver.current_url().await? == address {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    desk.press(".screen summary").await?;
    desk.press("input[name='verdict'][value='do']").await?;
    desk.follow("form.decision button.primary").await?;
    until(desk, "#decisions", ACTION).await?;
    until(desk, "#decisions", "480,000円").await
}

async fn finish_with_proof(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/plan").await?;
    let link = desk.driver.find(By::LinkText(ACTION)).await?;
    let address = link.attr("href").await?.expect("an address");
    desk.go(&address).await?;
    desk.press("input[name='step'][value='finish']").await?;
    desk.type_into("note", "棚を設置し、鍵の管理簿を作った").await?;
    desk.follow("form[action$='/history'] button.primary").await?;
    desk.sees("実施済（").await?;
    desk.go(&format!("/evidence/administrator/{ITEM}")).await?;
    desk.type_into("place", "鍵の管理簿（総務課キャビネット3）").await?;
    desk.follow("form[action^='/evidence/'] button.primary").await?;
    desk.sees("鍵の管理簿（総務課キャビネット3）").await
}

async fn close_the_running_round(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/rounds").await?;
    desk.follow("main table a").await?;
    desk.follow("a[href$='/closure']").await?;
    desk.follow("form[action$='/closure'] button.primary").await?;
    desk.sees("チェックの結果").await
}

async fn answer_yes_in_the_next_round(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/rounds/new").await?;
    desk.type_into("name", "令和8年度 臨時").await?;
    desk.follow("form[action='/rounds'] button.primary").await?;
    desk.follow("form[action$='/opening'] button.primary").await?;
    desk.go("/answering").await?;
    desk.follow("main a[href$='/sheets/administrator']").await?;
    let row = desk.driver.find(By::Id(format!("item-{ITEM}"))).await?.text().await?;
    assert!(row.contains("根拠資料：鍵の管理簿"), "the evidence stands beside the empty box: {row}");
    desk.press(&format!("#item-{ITEM} button[name='mark'][value='yes']")).await?;
    until(desk, &format!("#item-{ITEM} .standing"), "現在：○").await
}

async fn see_it_in_the_trend(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/trend").await?;
    let moved = By::XPath("//section[@id='trend-administrator']/details[2]/summary");
    desk.driver.find(moved).await?.click().await?;
    let row = format!("//section[@id='trend-administrator']/details[2]//tr[th[.='{TITLE}']]");
    let row = desk.driver.find(By::XPath(row)).await?.text().await?;
    let marks: Vec<&str> = row.split_whitespace().rev().take(2).collect();
    assert_eq!(marks, ["○", "×"], "{row}");
    Ok(())
}

async fn confirm_the_effect(desk: &Desk) -> WebDriverResult<()> {
    desk.go("/plan").await?;
    let link = desk.driver.find(By::LinkText(ACTION)).await?;
    let address = link.attr("href").await?.expect("an address");
    desk.go(&address).await?;
    let row = desk.driver.find(By::XPath(format!("//tr[th[contains(., '{TITLE}')]]"))).await?.text().await?;
    assert!(row.contains('○'), "the latest answer stands beside the finding: {row}");
    desk.press("input[name='step'][value='confirm']").await?;
    desk.type_into("note", "次の自己点検で○になった").await?;
    desk.follow("form[action$='/history'] button.primary").await?;
    desk.sees("効果確認済（").await
}
