//! The least HTTP/1.1 a load needs: one connection kept open, forms sent, cookies kept. Takes next to no CPU itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result};

/// One connection with its cookies.
pub struct Connection {
    stream: BufReader<TcpStream>,
    address: String,
    cookie: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub body: String,
}

impl Connection {
    /// Connects to this machine.
    pub fn open(port: u16) -> Result<Self> {
        Self::open_at(&format!("127.0.0.1:{port}"))
    }

    /// Connects to `host:port`.
    pub fn open_at(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream), address: address.to_owned(), cookie: String::new() })
    }

    /// The same person on another connection.
    pub fn again(&self, port: u16) -> Result<Self> {
        Ok(Self { cookie: self.cookie.clone(), ..Self::open(port)? })
    }

    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, "", "")
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send_form(path, fields, "")
    }

    /// Sends a form as the page's script does.
    pub fn post_in_background(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send_form(path, fields, "Tenken-Background: 1\r\n")
    }

    fn send_form(&mut self, path: &str, fields: &[(&str, &str)], more: &str) -> Result<Answer> {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        self.send("POST", path, &format!("{more}Content-Type: application/x-www-form-urlencoded\r\n"), &body)
    }

    fn send(&mut self, method: &str, path: &str, more: &str, body: &str) -> Result<Answer> {
        let (address, cookie) = (&self.address, &self.cookie);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             {more}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.receive()
    }

    fn receive(&mut self) -> Result<Answer> {
        let status = self.line()?.split(' ').nth(1).context("no status line")?.parse()?;
        let (mut length, mut location) = (0, String::new());
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "location" => value.clone_into(&mut location),
                "set-cookie" => value.split(';').next().unwrap_or_default().clone_into(&mut self.cookie),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, location, body: String::from_utf8_lossy(&body).into_owned() })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).context("the connection broke")?;
        Ok(line.trim_end().to_owned())
    }
}

impl Answer {
    /// The first piece of the body between two texts.
    pub fn between(&self, before: &str, after: &str) -> Result<String> {
        let found = || {
            let start = self.body.find(before)? + before.len();
            let length = self.body[start..].find(after)?;
            Some(self.body[start..start + length].to_owned())
        };
        found().with_context(|| format!("no {before:?} in the page"))
    }
}

fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
