//! Somebody at a screen: a real headless Chromium with a window size, with or without JavaScript.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// A browser window.
pub struct Desk {
    pub driver: WebDriver,
    origin: String,
}

/// The shared terminal of a ward.
pub const TERMINAL: (u32, u32) = (1280, 1024);
/// A phone.
pub const PHONE: (u32, u32) = (390, 844);

const AXE: &str = include_str!("../../../../../vendor/axe-core/axe.min.js");

/// Runs a test at a screen of this size; the browser is closed in every case.
pub fn at_screen<T>(origin: &str, size: (u32, u32), test: T)
where
    T: AsyncFnOnce(&Desk) -> WebDriverResult<()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let desk = Desk::open(origin, size).await.expect("chromedriver and Chromium are there");
        let outcome = test(&desk).await;
        let shown = (desk.path().await.unwrap_or_default(), desk.text().await.unwrap_or_default());
        desk.driver.quit().await.expect("the browser closes");
        if let Err(error) = outcome {
            panic!("{error}\nthe page {} says:\n{}", shown.0, shown.1);
        }
    });
}

impl Desk {
    async fn open(origin: &str, (width, height): (u32, u32)) -> WebDriverResult<Self> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ] {
            capabilities.add_arg(argument)?;
        }
        let driver = WebDriver::new(webdriver_address(), capabilities).await?;
        let desk = Self { driver, origin: origin.to_owned() };
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        desk.tools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(desk)
    }

    /// A command to the browser's own developer tools.
    pub async fn tools(&self, command: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(command, parameters).await
    }

    /// Pages opened from now on run no script of their own.
    pub async fn without_javascript(&self) -> WebDriverResult<()> {
        self.tools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
        Ok(())
    }

    /// Files that links lead to are put into this folder.
    pub async fn downloads_into(&self, folder: &std::path::Path) -> WebDriverResult<()> {
        let parameters = json!({"behavior": "allow", "downloadPath": folder});
        self.tools("Browser.setDownloadBehavior", parameters).await?;
        Ok(())
    }

    pub async fn go(&self, path: &str) -> WebDriverResult<()> {
        self.driver.goto(format!("{}{path}", self.origin)).await
    }

    /// The path of the page that is shown.
    pub async fn path(&self) -> WebDriverResult<String> {
        Ok(self.driver.current_url().await?.path().to_owned())
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> WebDriverResult<String> {
        self.driver.execute("return document.body ? document.body.innerText : ''", vec![]).await?.convert()
    }

    /// Waits until the page shows this text; pages change a moment after something was pressed.
    pub async fn sees(&self, wanted: &str) -> WebDriverResult<()> {
        let mut text = String::new();
        for _ in 0..100 {
            text = self.text().await?;
            if text.contains(wanted) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("«{wanted}» is not on the page: {text}");
    }

    /// Waits until the page of this path is shown.
    pub async fn arrives(&self, wanted: &str) -> WebDriverResult<()> {
        let mut path = String::new();
        for _ in 0..100 {
            path = self.path().await?;
            if path == wanted {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{wanted} was expected, {path} is shown");
    }

    pub async fn type_into(&self, name: &str, text: &str) -> WebDriverResult<()> {
        let field = self.driver.find(By::Css(format!("[name='{name}']"))).await?;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Presses what leads to another page, and waits until that page is there. Without the wait, what is done next
    /// could meet the old page or overtake the form on its way.
    pub async fn follow(&self, selector: &str) -> WebDriverResult<()> {
        let page = self.driver.find(By::Css("html")).await?;
        self.press(selector).await?;
        for _ in 0..300 {
            if page.tag_name().await.is_err() && self.is_loaded().await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{selector} leads nowhere from {}", self.path().await?);
    }

    async fn is_loaded(&self) -> bool {
        let state = self.driver.execute("return document.readyState", vec![]).await;
        state.is_ok_and(|state| state.json() == "complete")
    }

    /// Presses the first thing that fits the selector, scrolled into sight first.
    pub async fn press(&self, selector: &str) -> WebDriverResult<()> {
        let found = self.driver.query(By::Css(selector)).first().await?;
        found.scroll_into_view().await?;
        found.click().await
    }

    /// How many pixels the page is wider than its window.
    pub async fn beyond(&self) -> WebDriverResult<i64> {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.driver.execute(script, vec![]).await?.convert()
    }

    /// What axe-core finds wrong with the page as it is shown: rule, place and help, one line each.
    pub async fn violations(&self) -> WebDriverResult<Vec<String>> {
        self.driver.execute(AXE, vec![]).await?;
        let run = "const done = arguments[arguments.length - 1]; \
                   axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}) \
                   .then(r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target + ' ' + v.help)))) \
                   .catch(e => done(['axe: ' + e]));";
        let found = self.driver.execute_async(run, vec![]).await?;
        found.convert()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where chromedriver is")]
fn webdriver_address() -> String {
    std::env::var("TENKEN_TEST_WEBDRIVER").expect("TENKEN_TEST_WEBDRIVER says where chromedriver is")
}
