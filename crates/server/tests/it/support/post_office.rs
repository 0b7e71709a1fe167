//! A mail server that keeps what it is given: plain SMTP on this machine, STARTTLS where wanted. What it does with a
//! message depends on the recipient's name.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A message that was handed over.
#[derive(Clone, Debug)]
pub struct Message {
    pub from: String,
    /// Every recipient of the envelope.
    pub to: Vec<String>,
    /// Headers and body as they came.
    pub data: String,
    /// `AUTH PLAIN` of its connection, decoded.
    pub login: String,
    pub encrypted: bool,
}

/// How it talks to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Plain,
    /// Offers STARTTLS with a certificate of its own.
    StartTls,
    /// Refuses whoever logs in, in words nobody should see.
    Rude,
}

/// The mail server; its threads end with the test.
pub struct PostOffice {
    pub port: u16,
    /// Of its own authority; PEM.
    pub certificate: String,
    state: Arc<State>,
}

struct State {
    manner: Manner,
    tls: Arc<rustls::ServerConfig>,
    messages: Mutex<Vec<Message>>,
    connections: Mutex<u64>,
    /// How long it thinks about each message.
    pace: Mutex<Duration>,
    /// Tries of recipients called `busy`.
    tries: Mutex<u64>,
}

impl PostOffice {
    pub fn open(manner: Manner) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("a certificate");
        let state = Arc::new(State {
            manner,
            tls: Arc::new(tls),
            messages: Mutex::default(),
            connections: Mutex::default(),
            pace: Mutex::default(),
            tries: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || state.serve(stream));
            }
        });
        Self { port, certificate: made.cert.pem(), state }
    }

    pub fn messages(&self) -> Vec<Message> {
        self.state.messages.lock().expect("messages").clone()
    }

    pub fn connections(&self) -> u64 {
        *self.state.connections.lock().expect("a number")
    }

    /// Thinks so long about each message from now on.
    pub fn slow_down(&self, pace: Duration) {
        *self.state.pace.lock().expect("a pace") = pace;
    }

    /// Waits until so many messages are there.
    pub fn wait_for(&self, number: usize) -> Vec<Message> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.messages().len() < number {
            assert!(Instant::now() < deadline, "{} of {number} messages", self.messages().len());
            std::thread::sleep(Duration::from_millis(20));
        }
        self.messages()
    }
}

impl State {
    fn serve(&self, stream: TcpStream) {
        *self.connections.lock().expect("a number") += 1;
        let mut talk =
            Talk { lines: BufReader::new(Line::Plain(stream)), login: String::new(), encrypted: false };
        let _ = self.converse(&mut talk);
    }

    fn converse(&self, talk: &mut Talk) -> std::io::Result<()> {
        talk.say("220 post office")?;
        let (mut from, mut to) = (String::new(), Vec::new());
        while let Some(line) = talk.hear()? {
            let word = line.split(' ').next().unwrap_or_default().to_uppercase();
            let address =
                || line.split('<').nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default();
            match word.as_str() {
                "EHLO" => self.greet(talk)?,
                "STARTTLS" => self.encrypt(talk)?,
                "AUTH" if self.manner == Manner::Rude => {
                    talk.say("535 EVIL-WORDS <script>alert(1)</script>")?
                }
                "AUTH" => talk.log_in(&line)?,
                "MAIL" => {
                    (from, to) = (address().to_owned(), Vec::new());
                    talk.say("250 ok")?;
                }
                "RCPT" => {
                    to.push(address().to_owned());
                    talk.say(self.opinion_of(address()))?;
                }
                "DATA" => {
                    talk.say("354 go on")?;
                    let data = talk.data()?;
                    let message = Message {
                        from: from.clone(),
                        to: to.clone(),
                        data,
                        login: talk.login.clone(),
                        encrypted: talk.encrypted,
                    };
                    self.messages.lock().expect("messages").push(message);
                    if to.iter().any(|address| address.starts_with("hangup")) {
                        return Ok(());
                    }
                    if to.iter().any(|address| address.starts_with("silent")) {
                        std::thread::sleep(Duration::from_secs(60));
                    }
                    let pace = *self.pace.lock().expect("a pace");
                    std::thread::sleep(pace);
                    talk.say("250 taken")?;
                }
                "QUIT" => return talk.say("221 bye"),
                _ => talk.say("250 ok")?,
            }
        }
        Ok(())
    }

    fn greet(&self, talk: &mut Talk) -> std::io::Result<()> {
        let offers_tls = self.manner == Manner::StartTls && !talk.encrypted;
        talk.say(if offers_tls {
            "250-post office\r\n250-STARTTLS\r\n250 AUTH PLAIN"
        } else {
            "250-post office\r\n250 AUTH PLAIN"
        })
    }

    fn encrypt(&self, talk: &mut Talk) -> std::io::Result<()> {
        talk.say("220 go on")?;
        let connection =
            rustls::ServerConnection::new(Arc::clone(&self.tls)).map_err(std::io::Error::other)?;
        if let Line::Plain(stream) = talk.lines.get_ref() {
            let stream = stream.try_clone()?;
            talk.lines = BufReader::new(Line::Tls(Box::new(rustls::StreamOwned::new(connection, stream))));
            talk.encrypted = true;
        }
        Ok(())
    }

    /// `refused` is not known here, `busy` only from the third try on.
    fn opinion_of(&self, address: &str) -> &'static str {
        if address.starts_with("refused") {
            return "550 EVIL-WORDS no such user";
        }
        if address.starts_with("busy") {
            let mut tries = self.tries.lock().expect("tries");
            *tries += 1;
            return if *tries < 3 { "451 later" } else { "250 ok" };
        }
        "250 ok"
    }
}

/// One connection, as lines.
struct Talk {
    lines: BufReader<Line>,
    login: String,
    encrypted: bool,
}

enum Line {
    Plain(TcpStream),
    Tls(Box<rustls::StreamOwned<rustls::ServerConnection, TcpStream>>),
}

impl Read for Line {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(bytes),
            Self::Tls(stream) => stream.read(bytes),
        }
    }
}

impl Talk {
    fn say(&mut self, text: &str) -> std::io::Result<()> {
        let text = format!("{text}\r\n");
        match self.lines.get_mut() {
            Line::Plain(stream) => stream.write_all(text.as_bytes()),
            Line::Tls(stream) => stream.write_all(text.as_bytes()).and_then(|()| stream.flush()),
        }
    }

    fn hear(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim_end().to_owned()))
    }

    fn log_in(&mut self, line: &str) -> std::io::Result<()> {
        let secret = line.rsplit(' ').next().unwrap_or_default();
        self.login = String::from_utf8_lossy(&STANDARD.decode(secret).unwrap_or_default()).replace('\0', "/");
        self.say("235 welcome")
    }

    /// Up to the single dot.
    fn data(&mut self) -> std::io::Result<String> {
        let mut data = String::new();
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line)? == 0 || line == ".\r\n" {
                return Ok(data);
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
    }
}

impl Message {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let start = format!("{}:", name.to_lowercase());
        let mut lines = head.split("\r\n").filter(|line| line.to_lowercase().starts_with(&start));
        lines.next().map(|line| line[start.len()..].trim().to_owned())
    }

    /// The names of its headers.
    pub fn headers(&self) -> Vec<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        head.split("\r\n").map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
    }

    /// The text as it is read.
    pub fn body(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let bytes = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("base64") => STANDARD.decode(body.replace("\r\n", "")).expect("base64"),
            Some("quoted-printable") => from_quoted_printable(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).expect("text").replace("\r\n", "\n")
    }
}

fn from_quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    bytes
}
