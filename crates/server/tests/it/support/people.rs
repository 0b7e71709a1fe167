//! Somebody with a browser: cookies, forms with their token, no JavaScript.

use std::time::Duration;

use reqwest::blocking::{Client, Response};
use reqwest::header::HeaderMap;

use super::PASSWORD;

/// Somebody who uses the server over HTTP.
pub struct Somebody {
    client: Client,
    origin: String,
    /// The form token of the last page that had one.
    token: String,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// The path where redirects ended.
    pub path: String,
    /// What the address says behind the path.
    pub query: String,
    pub media: String,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Somebody {
    pub fn new(origin: &str) -> Self {
        let client = Client::builder().cookie_store(true).timeout(Duration::from_secs(60)).build();
        Self { client: client.expect("a client"), origin: origin.to_owned(), token: String::new() }
    }

    /// Opens a page, following redirects.
    pub fn get(&mut self, path: &str) -> Page {
        let answer = self.client.get(format!("{}{path}", self.origin)).send();
        self.seen(answer.expect("an answer"))
    }

    /// Sends a form with the token of the last page seen; for somebody logged in, see a page first.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.try_post(path, fields).expect("an answer")
    }

    /// The same where the connection may break.
    pub fn try_post(&mut self, path: &str, fields: &[(&str, &str)]) -> reqwest::Result<Page> {
        let mut fields = fields.to_vec();
        let token = self.token.clone();
        if !fields.iter().any(|(name, _)| *name == "token") {
            fields.push(("token", &token));
        }
        let request =
            self.client.post(format!("{}{path}", self.origin)).header("Origin", &self.origin).form(&fields);
        Ok(self.seen(request.send()?))
    }

    /// Sends a form with files: fields first, then each file as field, name and content.
    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        const BOUNDARY: &str = "----a-boundary-of-this-test";
        let mut fields = fields.to_vec();
        let token = self.token.clone();
        if !fields.iter().any(|(name, _)| *name == "token") {
            fields.insert(0, ("token", &token));
        }
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        for (field, name, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let request = self.client.post(format!("{}{path}", self.origin)).header("Origin", &self.origin);
        let request = request.header("Content-Type", format!("multipart/form-data; boundary={BOUNDARY}"));
        self.seen(request.body(body).send().expect("an answer"))
    }

    /// As an administrator: makes an account and returns the one-time code of the page.
    pub fn invite(&mut self, fields: &[(&str, &str)]) -> String {
        self.get("/settings/accounts/new");
        let page = self.post("/settings/accounts", fields);
        page.code().unwrap_or_else(|| panic!("no code on the page: {}", page.text))
    }

    /// Uses a one-time code and chooses the usual password under this profile.
    pub fn activate(&mut self, login_name: &str, code: &str, profile: &str) -> Page {
        self.post(
            "/activation",
            &[
                ("login_name", login_name),
                ("code", code),
                ("profile", profile),
                ("password", PASSWORD),
                ("password_again", PASSWORD),
            ],
        )
    }

    /// Logs in with a password, up to the second factor where there is one.
    pub fn log_in(&mut self, login_name: &str, password: &str) -> Page {
        self.post("/login", &[("login_name", login_name), ("password", password)])
    }

    /// Sends a form as the page's script does, in the background.
    pub fn post_in_background(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut fields = fields.to_vec();
        let token = self.token.clone();
        fields.push(("token", &token));
        let request = self.client.post(format!("{}{path}", self.origin)).header("Origin", &self.origin);
        let answer = request.header("Tenken-Background", "1").form(&fields).send();
        self.seen(answer.expect("an answer"))
    }

    /// The same browser at a server that came back on another port.
    pub fn move_to(&mut self, origin: &str) {
        self.origin = origin.to_owned();
    }

    fn seen(&mut self, answer: Response) -> Page {
        let status = answer.status().as_u16();
        let path = answer.url().path().to_owned();
        let query = answer.url().query().unwrap_or_default().to_owned();
        let media =
            answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (media, headers) = (media.to_owned(), answer.headers().clone());
        let bytes = answer.bytes().expect("a body").to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(token) = between(&text, "name=\"token\" value=\"", "\"") {
            self.token = token.to_owned();
        }
        Page { status, path, query, media, headers, text, bytes }
    }
}

impl Page {
    /// The first secret that the page shows: a one-time code, or the text of a TOTP secret.
    pub fn code(&self) -> Option<String> {
        self.between("<code class=\"secret\">", "</code>").map(str::to_owned)
    }

    /// Every secret that the page shows.
    pub fn codes(&self) -> Vec<String> {
        let secrets = self.text.split("<code class=\"secret\">").skip(1);
        secrets.filter_map(|rest| rest.split_once("</code>")).map(|(code, _)| code.to_owned()).collect()
    }

    /// A header of the answer, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first piece of the page between two texts.
    pub fn between(&self, before: &str, after: &str) -> Option<&str> {
        between(&self.text, before, after)
    }
}

/// The first piece of a text between two others.
pub fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}
