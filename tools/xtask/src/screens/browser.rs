//! A headless Chromium, driven through chromedriver by the few WebDriver calls that pictures need.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::ci::driver::Driver;

const PATIENCE: Duration = Duration::from_secs(60);
/// WebDriver's name for the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The two sizes at which every page must be good.
#[derive(Clone, Copy)]
pub enum Screen {
    /// A shared terminal: 1280×1024.
    Desk,
    /// 390×844.
    Phone,
}

/// One browser with a profile of its own; closed when dropped.
pub struct Browser {
    /// `127.0.0.1:port` of chromedriver.
    driver: String,
    session: String,
}

impl Screen {
    pub const ALL: [Self; 2] = [Self::Desk, Self::Phone];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Phone => "phone",
        }
    }

    fn metrics(self) -> Value {
        match self {
            Self::Desk => {
                json!({ "width": 1280, "height": 1024, "pixelRatio": 1, "touch": false, "mobile": false })
            }
            Self::Phone => json!({ "width": 390, "height": 844, "pixelRatio": 1, "touch": true }),
        }
    }
}

impl Browser {
    pub fn open(driver: &Driver, screen: Screen) -> Result<Self> {
        let address = driver.url.trim_start_matches("http://").to_owned();
        // A temporary machine has neither a graphics card nor a sandbox for root; nothing is asked of the internet.
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            "--hide-scrollbars",
        ];
        let options = json!({ "args": arguments, "mobileEmulation": { "deviceMetrics": screen.metrics() } });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let opened = call(&address, "POST", "/session", &wanted)?;
        let session = opened["sessionId"].as_str().context("chromedriver opened no session")?.to_owned();
        Ok(Self { driver: address, session })
    }

    pub fn go(&self, address: &str) -> Result<()> {
        self.post("/url", &json!({ "url": address })).map(drop)
    }

    /// Presses what the selector finds first, in the page itself: something else may cover it on a small screen.
    pub fn click(&self, selector: &str) -> Result<()> {
        let before = self.address()?;
        self.run("document.querySelector(arguments[0]).click()", selector)?;
        self.settle(&before)
    }

    /// Presses everything the selector finds, from top to bottom.
    pub fn click_each(&self, selector: &str) -> Result<()> {
        self.run("document.querySelectorAll(arguments[0]).forEach(function (one) { one.click(); })", selector)
    }

    pub fn scroll_to(&self, selector: &str) -> Result<()> {
        self.run("document.querySelector(arguments[0]).scrollIntoView()", selector)
    }

    pub fn unfold(&self, selector: &str) -> Result<()> {
        self.run("document.querySelector(arguments[0]).open = true", selector)
    }

    pub fn write(&self, selector: &str, text: &str) -> Result<()> {
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        self.post("/execute/sync", &json!({ "script": script, "args": [selector, text] })).map(drop)
    }

    /// Chooses a file of this name with this text, as if it lay on the machine.
    pub fn attach(&self, selector: &str, name: &str, text: &str) -> Result<()> {
        let script = "const files = new DataTransfer(); files.items.add(new File([arguments[2]], arguments[1])); \
                      document.querySelector(arguments[0]).files = files.files";
        self.post("/execute/sync", &json!({ "script": script, "args": [selector, name, text] })).map(drop)
    }

    /// The session ends and the page's clock goes on for so long that the page hides itself.
    pub fn pass_time(&self) -> Result<()> {
        call(&self.driver, "DELETE", &self.path("/cookie"), &Value::Null)?;
        self.run("const now = Date.now(); Date.now = function () { return now + 3600000; }", "")?;
        std::thread::sleep(Duration::from_secs(3));
        Ok(())
    }

    pub fn text_of(&self, selector: &str) -> Result<String> {
        let found = self.post("/element", &json!({ "using": "css selector", "value": selector }))?;
        let element = found[ELEMENT].as_str().with_context(|| format!("no `{selector}`"))?;
        let text = call(&self.driver, "GET", &self.path(&format!("/element/{element}/text")), &Value::Null)?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What is in sight, as PNG.
    pub fn picture(&self) -> Result<Vec<u8>> {
        let picture = call(&self.driver, "GET", &self.path("/screenshot"), &Value::Null)?;
        from_base64(picture.as_str().unwrap_or_default())
    }

    fn address(&self) -> Result<Value> {
        call(&self.driver, "GET", &self.path("/url"), &Value::Null)
    }

    /// Waits until a press has led to another page, or for a moment where it stays on this one.
    fn settle(&self, before: &Value) -> Result<()> {
        for _ in 0..20 {
            std::thread::sleep(Duration::from_millis(100));
            if self.address()? != *before {
                break;
            }
        }
        Ok(())
    }

    fn run(&self, script: &str, argument: &str) -> Result<()> {
        self.post("/execute/sync", &json!({ "script": script, "args": [argument] })).map(drop)
    }

    fn post(&self, rest: &str, body: &Value) -> Result<Value> {
        call(&self.driver, "POST", &self.path(rest), body)
    }

    fn path(&self, rest: &str) -> String {
        format!("/session/{}{rest}", self.session)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Err(error) = call(&self.driver, "DELETE", &self.path(""), &Value::Null) {
            eprintln!("a browser may still be open: {error:#}");
        }
    }
}

/// One call; hands back its `value`, or what WebDriver complains of as an error.
fn call(driver: &str, method: &str, path: &str, body: &Value) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut stream = TcpStream::connect(driver)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {driver}\r\nContent-Length: {length}\r\n\r\n{body}")?;
    let mut told: Value =
        serde_json::from_slice(&received(stream)?).context("chromedriver's answer is not JSON")?;
    let value = told["value"].take();
    if let Some(error) = value.get("error").and_then(Value::as_str) {
        bail!("{method} {path}: {error}: {}", value["message"].as_str().unwrap_or_default());
    }
    Ok(value)
}

/// The body of an answer: chromedriver keeps the connection open, so its length counts.
fn received(stream: TcpStream) -> Result<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(body)
}

/// RFC 4648, without line breaks.
fn from_base64(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => bail!("a picture is not base64"),
        };
        (bits, held) = (bits << 6 | u32::from(six), held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base64_of_every_length_is_read() {
        for (text, bytes) in
            [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")]
        {
            assert_eq!(from_base64(text).ok(), Some(bytes.as_bytes().to_vec()), "{text}");
        }
        assert_eq!(from_base64("+/8=").ok(), Some(vec![0xfb, 0xff]));
        assert!(from_base64("Zm9v\n").is_err());
    }
}
