//! The least HTTP/1.1 a load needs: one connection kept open, forms sent, cookies kept. Takes next to no CPU itself.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

/// One connection with its cookies.
pub struct Connection {
    stream: BufReader<Wire>,
    /// As a browser writes it in `Origin`.
    origin: String,
    cookie: String,
}

/// What the bytes go over.
enum Wire {
    Plain(TcpStream),
    /// OpenSSL's own client, TLS 1.3 and nothing older; killed when dropped.
    Tls {
        client: Child,
        to: ChildStdin,
        from: ChildStdout,
    },
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub location: String,
    /// Bytes of the body.
    pub length: usize,
    pub body: String,
}

impl Connection {
    /// Connects to this machine.
    pub fn open(port: u16) -> Result<Self> {
        Self::open_at(&format!("127.0.0.1:{port}"))
    }

    /// Connects to `host:port` without TLS.
    fn open_at(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let wire = Wire::Plain(stream);
        Ok(Self { stream: BufReader::new(wire), origin: format!("http://{address}"), cookie: String::new() })
    }

    /// Connects to the usual port of `https://host`; a self-made certificate is taken, as on the first day.
    pub fn open_with_tls(host: &str) -> Result<Self> {
        let mut client = Command::new("openssl")
            .args(["s_client", "-quiet", "-verify_quiet", "-tls1_3", "-connect", &format!("{host}:443")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("openssl could not be started")?;
        let (to, from) = client.stdin.take().zip(client.stdout.take()).context("openssl has no pipes")?;
        let wire = Wire::Tls { client, to, from };
        Ok(Self { stream: BufReader::new(wire), origin: format!("https://{host}"), cookie: String::new() })
    }

    /// The same person on another connection.
    pub fn again(&self, port: u16) -> Result<Self> {
        Ok(Self { cookie: self.cookie.clone(), ..Self::open(port)? })
    }

    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, "", b"")
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send_form(path, fields, "")
    }

    /// Sends a form with one file.
    pub fn upload(&mut self, path: &str, token: &str, (name, content): (&str, &[u8])) -> Result<Answer> {
        const BOUNDARY: &str = "----a-boundary-of-this-measure";
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n\
             --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let media = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n");
        self.send("POST", path, &media, &body)
    }

    /// Sends a form as the page's script does.
    pub fn post_in_background(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send_form(path, fields, "Tenken-Background: 1\r\n")
    }

    fn send_form(&mut self, path: &str, fields: &[(&str, &str)], more: &str) -> Result<Answer> {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        self.send(
            "POST",
            path,
            &format!("{more}Content-Type: application/x-www-form-urlencoded\r\n"),
            body.as_bytes(),
        )
    }

    fn send(&mut self, method: &str, path: &str, more: &str, body: &[u8]) -> Result<Answer> {
        let (origin, cookie) = (&self.origin, &self.cookie);
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n\
             {more}Content-Length: {}\r\n\r\n",
            body.len()
        );
        self.stream.get_mut().write_all(&[request.as_bytes(), body].concat())?;
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
        Ok(Answer { status, location, length, body: String::from_utf8_lossy(&body).into_owned() })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).context("the connection broke")?;
        Ok(line.trim_end().to_owned())
    }
}

impl Read for Wire {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(bytes),
            Self::Tls { from, .. } => from.read(bytes),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Tls { to, .. } => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Tls { to, .. } => to.flush(),
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let Self::Tls { client, .. } = self {
            let _ = client.kill();
            let _ = client.wait();
        }
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

    /// Every piece of the body between two texts.
    pub fn all_between(&self, before: &str, after: &str) -> Vec<String> {
        let pieces = self.body.split(before).skip(1);
        pieces.filter_map(|rest| rest.split(after).next()).map(str::to_owned).collect()
    }
}

/// As it stands in a form or behind a question mark.
pub fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
