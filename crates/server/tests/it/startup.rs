//! How the server starts, and when it says in a sentence why it does not.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, SupportedProtocolVersion};

use crate::support::{Server, Shell};

/// A process that serves; killed when dropped.
struct Running {
    child: Child,
    first_line: String,
}

impl Running {
    fn start(shell: &Shell, words: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenken"))
            .args(words)
            .envs(variables.iter().copied())
            .current_dir(shell.path("."))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first_line).expect("a line");
        Self { child, first_line }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// The status line of `GET /healthz`, or why there is none.
fn healthz(
    port: u16,
    cert: &[u8],
    versions: &[&'static SupportedProtocolVersion],
) -> Result<String, std::io::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(cert).expect("a certificate")).expect("an anchor");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut client = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    let mut stream = rustls::Stream::new(&mut client, &mut socket);
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    match stream.read_to_string(&mut answer) {
        Err(error) if answer.is_empty() => return Err(error),
        Ok(_) | Err(_) => {}
    }
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

/// What a browser gets for `GET /healthz` that thinks the server has this name.
fn answer_under(port: u16, host: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_server_answers_under_its_own_name_only_and_the_usual_port_goes_without_saying() {
    let shell = Shell::new();
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let running =
        Running::start(&shell, &["--listen", &listen, "--origin", "http://Tenken.hospital.test:80"], &[]);
    assert!(running.first_line.contains("http://Tenken.hospital.test\n"), "{}", running.first_line);
    for ours in ["tenken.hospital.test", "tenken.hospital.test:80", &format!("localhost:{port}"), "[::1]"] {
        assert!(answer_under(port, ours).starts_with("HTTP/1.1 200"), "{ours}");
    }
    for foreign in ["tenken.hospital.test:443", "elsewhere.test", "127.0.0.1.elsewhere.test", "[::2]"] {
        let answer = answer_under(port, foreign);
        assert!(
            answer.starts_with("HTTP/1.1 421") && answer.contains("次のアドレスを開いてください"),
            "{answer}"
        );
        assert!(answer.contains("href=\"http://Tenken.hospital.test\""), "{answer}");
    }
}

#[test]
fn a_self_made_certificate_serves_tls_1_3_and_nothing_older() {
    let shell = Shell::new();
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let words = ["--tls-self-made", "--listen", &listen, "--origin", &format!("https://localhost:{port}")];
    let running = Running::start(&shell, &words, &[]);
    assert!(running.first_line.contains("https://localhost:"), "{}", running.first_line);
    let cert = shell.bytes("tenken-data/tls/cert.pem");
    let answer = healthz(port, &cert, &[&rustls::version::TLS13]).expect("an answer");
    assert_eq!(answer, "HTTP/1.1 200 OK");
    healthz(port, &cert, &[&rustls::version::TLS12]).expect_err("TLS 1.2 is refused");
    let key = std::fs::metadata(shell.path("tenken-data/tls/key.pem")).unwrap().permissions().mode();
    assert_eq!(key & 0o077, 0);
}

#[test]
fn plain_http_for_other_machines_is_refused() {
    let shell = Shell::new();
    let said = shell.tenken("--listen 0.0.0.0:0");
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("平文のHTTPでは起動しません。"), "{}", said.stderr);
    assert!(shell.files().is_empty());
}

#[test]
fn a_busy_port_is_a_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let said = Shell::new().tenken(&format!("--listen {address}"));
    assert_eq!(said.code, 1);
    let sentence =
        format!("{address} は他のプログラムが使用中です。--listen で別のポートを指定してください。\n");
    assert_eq!(said.stderr, sentence);
}

#[test]
fn a_key_that_others_can_read_stops_the_start() {
    let (mut server, _) = Server::with_hospital();
    server.kill();
    let key = server.folder.path().join("data/keys/secret.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = Shell::new().tenken(&format!("serve --listen 127.0.0.1:0 {}", server.storage()));
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("secret.key は他の利用者からも読める設定です。"), "{}", said.stderr);
}

#[test]
fn a_lost_key_is_not_replaced_under_a_hospital() {
    let (mut server, _) = Server::with_hospital();
    server.kill();
    let key = server.folder.path().join("data/keys/secret.key");
    std::fs::remove_file(&key).unwrap();
    let said = Shell::new().tenken(&format!("serve --listen 127.0.0.1:0 {}", server.storage()));
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("secret.key がありません。"), "{}", said.stderr);
    assert!(!key.exists());
}

#[test]
fn flags_win_over_variables_and_variables_over_the_settings_file() {
    let shell = Shell::new();
    shell.put("t.toml", "origin = \"http://from.file\"\ndata = \"in-file\"\nlisten = \"127.0.0.1:0\"\n");
    let (config, variable) = (["--config", "t.toml"], ("TENKEN_ORIGIN", "http://from.variable"));
    let flags = ["--config", "t.toml", "--origin", "http://from.flag"];
    for (words, variables, expected) in [
        (config.as_slice(), [].as_slice(), "http://from.file"),
        (config.as_slice(), [variable].as_slice(), "http://from.variable"),
        (flags.as_slice(), [variable].as_slice(), "http://from.flag"),
    ] {
        let running = Running::start(&shell, words, variables);
        assert!(running.first_line.trim_end().ends_with(expected), "{}", running.first_line);
    }
    assert_eq!(shell.files(), ["in-file", "t.toml"]);
}

#[test]
fn a_mistake_in_the_settings_is_told_by_line_and_in_japanese() {
    let shell = Shell::new();
    for (settings, sentence) in [
        ("# 名前\norign = \"http://a\"\n", "2行目：「orign」という項目はありません。"),
        ("listen = \"どこでも\"\n", "1行目：値の形が違います"),
        ("listen\n", "1行目：「項目 = \"値\"」の形になっていません。"),
        ("data = \"a\"\ndata = \"b\"\n", "2行目：同じ項目が2回書かれています。"),
    ] {
        shell.put("t.toml", settings);
        let said = shell.tenken("--config t.toml");
        assert_eq!(said.code, 1);
        let whole = format!("設定ファイル t.toml を読めません: {sentence}");
        assert!(said.stderr.starts_with(&whole), "{}", said.stderr);
    }
    let missing = shell.tenken("--config nothing.toml");
    assert!(
        missing.stderr.contains("nothing.toml を読めません: ファイルかフォルダがありません。"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_certificate_and_a_key_that_are_no_pair_are_refused_in_japanese() {
    let shell = Shell::new();
    for name in ["a", "b"] {
        let made = shell.tenken(&format!("certificate --name localhost --cert {name}.pem --key {name}.key"));
        assert_eq!(made.code, 0, "{}", made.stderr);
    }
    let address = "--listen 127.0.0.1:0 --origin https://localhost --data d";
    let mixed = shell.tenken(&format!("{address} --tls-cert a.pem --tls-key b.key"));
    assert_eq!(mixed.code, 1);
    assert!(mixed.stderr.contains("証明書と秘密鍵が対になっていません。"), "{}", mixed.stderr);
}
