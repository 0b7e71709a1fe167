//! The first day of a hospital, from the set-up code to the downloaded result, in a real browser.

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use calamine::Reader;
use thirtyfour::prelude::*;

use super::Desk;
use super::desk::{PHONE, TERMINAL, at_screen};
use super::sheets::until;
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
        close_and_read(desk).await?;
        desk.sees("5/12 (41.7%)").await?;
        assert_all_said_yes(desk).await?;
        let found = desk.driver.find(By::Css("#improvements")).await?.text().await?;
        assert!(found.contains("認証") && !found.contains("アクセスログ"), "{found}");
        download_everything(desk).await
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
        desk.go(&entrance).await?;
        desk.follow("main a[href*='occupation=']").await?;
        assert!(!desk.text().await?.contains("回答済み"), "nothing would count the marks on the page");
        answer_as_staff(desk, &entrance).await?;
        mark_without_javascript(desk).await?;
        close_and_read(desk).await?;
        desk.sees("1/12 (8.3%)").await?;
        desk.sees("非表示（少人数）").await?;
        download_everything(desk).await
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
    desk.press("#item-authentication button[name='mark'][value='no']").await?;
    until(desk, "#item-authentication .status", "保存しました").await?;
    until(desk, "#item-authentication .standing", "現在：×").await
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

/// Five sheets with nothing but ○: what is shown of them is a band, on every line.
async fn assert_all_said_yes(desk: &Desk) -> WebDriverResult<()> {
    let bands = desk.driver.find_all(By::XPath("//*[@id='staff']//td[contains(., '%以上')]")).await?;
    let said = desk.driver.find(By::Css("#staff")).await?.text().await?;
    assert!(bands.len() >= 10, "{} of ten items are shown: {said}", bands.len());
    Ok(())
}

/// Presses the links of the page of reports and reads what the browser put on its disk.
async fn download_everything(desk: &Desk) -> WebDriverResult<()> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    desk.downloads_into(folder.path()).await?;
    desk.follow("main a.button[href$='/reports']").await?;
    for end in ["administrator/filled-sheet.pdf", "result-summary.pdf"] {
        let pdf = download(desk, folder.path(), end).await?;
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000, "{end}: {} bytes", pdf.len());
        assert!(pdf.trim_ascii_end().ends_with(b"%%EOF"), "{end} is not whole");
    }
    let csv = download(desk, folder.path(), "administrator/filled-sheet.csv").await?;
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n"), "{csv}");
    let access_log = csv.lines().find(|line| line.starts_with("access-log,")).expect("the item's line");
    assert!(access_log.contains(",○,"), "{access_log}");
    let xlsx = download(desk, folder.path(), "administrator/filled-sheet.xlsx").await?;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx)).expect("a workbook");
    let sheets = book.worksheets();
    let marked =
        sheets.iter().flat_map(|(_, cells)| cells.rows()).filter(|row| row.iter().any(|cell| *cell == "○"));
    assert_eq!(marked.count(), 1, "the one ○ stands in its row");
    Ok(())
}

/// The file behind the link whose address ends like this.
async fn download(desk: &Desk, folder: &Path, end: &str) -> WebDriverResult<Vec<u8>> {
    desk.press(&format!("main a[href$='/{end}']")).await?;
    for _ in 0..300 {
        let files: Vec<_> =
            std::fs::read_dir(folder).expect("the folder").flatten().map(|one| one.path()).collect();
        let is_whole = |file: &Path| file.extension().is_some_and(|end| end != "crdownload" && end != "tmp");
        if let [file] = files.as_slice()
            && is_whole(file)
        {
            let bytes = std::fs::read(file).expect("the file");
            std::fs::remove_file(file).expect("the file");
            return Ok(bytes);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{end} was not downloaded");
}
