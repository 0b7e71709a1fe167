//! A vendor's round trip by link in a real browser: the clerk makes and sends an inquiry, the vendor opens it with the code,
//! saves, comes back and hands in, and the clerk adopts the answer.

use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{TERMINAL, at_screen};
use crate::support::Demo;

const ITEM: &str = "physical-lock";

#[test]
#[ignore = "needs chromedriver"]
fn a_vendor_answers_by_link_and_the_clerk_adopts_the_answer() {
    let demo = Demo::start();
    at_screen(&demo.origin, TERMINAL, async |desk| {
        desk.go("/login").await?;
        desk.follow("form[action='/demo/login'] input[value='hanako'] + p button").await?;
        let inquiry = ask(desk).await?;
        let (link, code) = link_and_code(desk).await?;
        answer_by_link(desk, &link, &code).await?;
        desk.go(&inquiry).await?;
        desk.sees("保守サポート部 鈴木").await?;
        desk.follow(&format!("form[action$='/adoptions/{ITEM}'] button")).await?;
        let row = desk.driver.find(By::Id(format!("item-{ITEM}"))).await?.text().await?;
        assert!(!row.contains("当院と違う"), "the hospital's mark is the vendor's now: {row}");
        desk.go("/vendors/contradictions").await?;
        let found = desk.violations().await?;
        assert!(found.is_empty(), "{found:?}");
        Ok(())
    });
}

/// Makes and sends an inquiry about one item; its path.
async fn ask(desk: &Desk) -> WebDriverResult<String> {
    desk.go("/vendors").await?;
    let vendor = desk.driver.find(By::LinkText("株式会社さくら医療システム")).await?;
    let address = vendor.attr("href").await?.expect("an address");
    desk.go(&format!("{address}/inquiries/new?item={ITEM}")).await?;
    let found = desk.violations().await?;
    assert!(found.is_empty(), "{found:?}");
    desk.press("input[name='system'][value='さくら医事']").await?;
    desk.follow("form[action$='/inquiries'] button.primary").await?;
    desk.sees("作成中").await?;
    desk.follow("form[action$='/sending'] button.primary").await?;
    desk.sees("回答待ち").await?;
    let found = desk.violations().await?;
    assert!(found.is_empty(), "{found:?}");
    desk.path().await
}

async fn link_and_code(desk: &Desk) -> WebDriverResult<(String, String)> {
    let link =
        desk.driver.find(By::XPath("//dt[.='アドレス']/following-sibling::dd[1]")).await?.text().await?;
    let code =
        desk.driver.find(By::XPath("//dt[.='確認コード']/following-sibling::dd[1]")).await?.text().await?;
    let path = link.split_once("/v/").map(|(_, token)| format!("/v/{token}")).expect("a link");
    Ok((path, code))
}

/// In a browser that nobody is logged in with, without JavaScript.
async fn answer_by_link(desk: &Desk, link: &str, code: &str) -> WebDriverResult<()> {
    let clerk = desk.driver.get_all_cookies().await?;
    desk.driver.delete_all_cookies().await?;
    desk.go(link).await?;
    let found = desk.violations().await?;
    assert!(found.is_empty(), "{found:?}");
    desk.type_into("code", code).await?;
    desk.follow("form.code button.primary").await?;
    desk.arrives("/v").await?;
    desk.type_into(&format!("comment-{ITEM}"), "設置場所の施錠は病院側の作業です").await?;
    desk.follow("button[name='finish'][value='no']").await?;
    desk.driver.delete_all_cookies().await?;
    desk.go(link).await?;
    desk.type_into("code", &code.to_lowercase()).await?;
    desk.follow("form.code button.primary").await?;
    desk.sees("1項目のうち1項目に回答済みです").await?;
    let found = desk.violations().await?;
    assert!(found.is_empty(), "{found:?}");
    desk.press(&format!("input[name='mark-{ITEM}'][value='not-applicable'] + span")).await?;
    desk.type_into("answerer", "保守サポート部 鈴木").await?;
    desk.follow("button[name='finish'][value='yes']").await?;
    desk.sees("ご回答ありがとうございました").await?;
    desk.sees("設置場所の施錠は病院側の作業です").await?;
    desk.driver.delete_all_cookies().await?;
    desk.go(link).await?;
    desk.sees("回答をいただいています").await?;
    for cookie in clerk {
        desk.driver.add_cookie(cookie).await?;
    }
    Ok(())
}
