//! Settings: command line, then environment, then settings file, then what is sensible. The only reader of the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::platform;

/// The settings as somebody wrote them; the same names as flags, as `TENKEN_…` variables and in the settings file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// データを置くフォルダ（既定: ./tenken-data）
    #[arg(long, env = "TENKEN_DATA", value_name = "フォルダ")]
    data: Option<PathBuf>,
    /// 待ち受けるアドレスとポート（既定: 127.0.0.1:8080）
    #[arg(long, env = "TENKEN_LISTEN", value_name = "アドレス:ポート")]
    listen: Option<SocketAddr>,
    /// 利用者が開くアドレス。リンクとQRコードに印刷されます（例: https://tenken.hospital.local）
    #[arg(long, env = "TENKEN_ORIGIN", value_name = "URL")]
    origin: Option<String>,
    /// TLS証明書（PEM）
    #[arg(long, env = "TENKEN_TLS_CERT", value_name = "ファイル")]
    tls_cert: Option<PathBuf>,
    /// TLS秘密鍵（PEM）
    #[arg(long, env = "TENKEN_TLS_KEY", value_name = "ファイル")]
    tls_key: Option<PathBuf>,
    /// 初日用の自己署名証明書を作って使う
    #[arg(long, env = "TENKEN_TLS_SELF_MADE", value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    tls_self_made: Option<bool>,
    /// 前段に置くプロキシのIPアドレス（このプロキシからの平文HTTPだけを受け付けます）
    #[arg(long, env = "TENKEN_PROXY", value_name = "アドレス")]
    proxy: Option<std::net::IpAddr>,
    /// PostgreSQLを使う場合の接続先（postgres://…）
    #[arg(long, env = "TENKEN_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
}

/// Where the flags come from, with the file that fills the gaps.
#[derive(Args, Clone, Debug)]
pub struct Source {
    /// 設定ファイル（TOML。項目名はオプション名と同じ）
    #[arg(long, env = "TENKEN_CONFIG", value_name = "ファイル")]
    config: Option<PathBuf>,
    #[command(flatten)]
    written: Written,
}

/// Where the data lies, for commands that do not serve: the same names, file and variables as the server's.
#[derive(Args, Clone, Debug)]
pub struct StorageSource {
    /// 設定ファイル（TOML。サーバーと同じもの）
    #[arg(long, env = "TENKEN_CONFIG", value_name = "ファイル")]
    config: Option<PathBuf>,
    /// データを置くフォルダ（既定: ./tenken-data）
    #[arg(long, env = "TENKEN_DATA", value_name = "フォルダ")]
    data: Option<PathBuf>,
    /// PostgreSQLを使う場合の接続先（postgres://…）
    #[arg(long, env = "TENKEN_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
}

/// Where the data lies, and how the pages are called that a command names.
#[derive(Clone, Debug)]
pub struct Storage {
    pub data: PathBuf,
    /// `postgres://…`; `None`: the embedded database in the data folder.
    pub database: Option<String>,
    /// As in [`Settings::origin`]; `None` where the settings name none.
    pub origin: Option<String>,
}

/// How connections are protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// TLS 1.3 with these PEM files.
    Tls { cert: PathBuf, key: PathBuf },
    /// TLS 1.3 with a certificate Tenken makes for itself in its data folder.
    SelfMadeTls,
    /// Plain HTTP that never leaves this machine.
    Loopback,
    /// Plain HTTP from one named proxy only.
    BehindProxy(std::net::IpAddr),
}

/// Settings that fit together.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data: PathBuf,
    pub listen: SocketAddr,
    /// Scheme, host and port as users type them; no trailing slash.
    pub origin: String,
    pub transport: Transport,
    /// `postgres://…`; `None`: the embedded database in the data folder.
    pub database: Option<String>,
}

/// Settings that do not fit together; the text is shown to whoever started the program.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("設定ファイル {file} を読めません: {why}")]
    Unreadable { file: String, why: String },
    #[error("--tls-cert と --tls-key は両方を指定してください。")]
    HalfTls,
    #[error("--tls-self-made と --tls-cert は同時に使えません。")]
    TwoCertificates,
    #[error(
        "{0} は他の機器から見えるアドレスです。平文のHTTPでは起動しません。\
         --tls-cert と --tls-key（初日だけなら --tls-self-made）を指定するか、--proxy で前段のプロキシを指定してください。"
    )]
    PlainHttp(SocketAddr),
    #[error(
        "--origin は http:// または https:// で始まるアドレスにしてください（例: https://tenken.hospital.local）。"
    )]
    BadOrigin,
    #[error(
        "{0} で待ち受けるときは、利用者が開くアドレスを --origin で指定してください（例: https://tenken.hospital.local:8443）。"
    )]
    NoOrigin(SocketAddr),
    #[error("TLSで待ち受けるときは、--origin を https:// で始めてください。")]
    PlainOrigin,
    #[error(
        "--proxy は、前段のプロキシがTLSを受け持つときの指定です。--tls-cert や --tls-self-made と同時に使えません。"
    )]
    ProxyBesideTls,
}

impl Source {
    /// Reads the settings file, if one is named, and makes settings that fit together.
    ///
    /// # Errors
    /// A sentence for whoever started the program.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        let file = match &self.config {
            Some(path) => read_file(path)?,
            None => Written::default(),
        };
        fit(self.written.clone().or(file))
    }
}

impl StorageSource {
    /// Reads the settings file, if one is named.
    ///
    /// # Errors
    /// A sentence for whoever started the program.
    pub fn storage(&self) -> Result<Storage, SettingsError> {
        let file = match &self.config {
            Some(path) => read_file(path)?,
            None => Written::default(),
        };
        let data = self.data.clone().or(file.data).unwrap_or_else(default_data);
        Ok(Storage { data, database: self.database.clone().or(file.database), origin: file.origin })
    }
}

impl Written {
    fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            listen: self.listen.or(other.listen),
            origin: self.origin.or(other.origin),
            tls_cert: self.tls_cert.or(other.tls_cert),
            tls_key: self.tls_key.or(other.tls_key),
            tls_self_made: self.tls_self_made.or(other.tls_self_made),
            proxy: self.proxy.or(other.proxy),
            database: self.database.or(other.database),
        }
    }
}

fn read_file(path: &Path) -> Result<Written, SettingsError> {
    let unreadable = |why: String| SettingsError::Unreadable { file: path.display().to_string(), why };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(platform::said(&error)))?;
    toml::from_str(&text).map_err(|error| unreadable(mistake(&text, &error)))
}

/// Line and kind of a mistake in the settings file.
fn mistake(text: &str, error: &toml::de::Error) -> String {
    let line =
        error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
    let place = line.map_or_else(String::new, |line| format!("{line}行目："));
    let said = error.message();
    let quoted = said.split('`').nth(1).unwrap_or_default();
    if said.starts_with("unknown field") {
        format!("{place}「{quoted}」という項目はありません。")
    } else if said.starts_with("duplicate key") {
        format!("{place}同じ項目が2回書かれています。")
    } else if said.starts_with("invalid") && !said.contains("TOML") {
        format!("{place}値の形が違います（{said}）。")
    } else {
        format!("{place}「項目 = \"値\"」の形になっていません。")
    }
}

fn fit(written: Written) -> Result<Settings, SettingsError> {
    let listen = written.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let self_made = written.tls_self_made == Some(true);
    let has_tls = self_made || written.tls_cert.is_some();
    if has_tls && written.proxy.is_some() {
        return Err(SettingsError::ProxyBesideTls);
    }
    let transport = match (written.tls_cert, written.tls_key) {
        (Some(_), Some(_)) if self_made => return Err(SettingsError::TwoCertificates),
        (Some(cert), Some(key)) => Transport::Tls { cert, key },
        (Some(_), None) | (None, Some(_)) => return Err(SettingsError::HalfTls),
        (None, None) if self_made => Transport::SelfMadeTls,
        (None, None) => match written.proxy {
            Some(proxy) => Transport::BehindProxy(proxy),
            None if listen.ip().is_loopback() => Transport::Loopback,
            None => return Err(SettingsError::PlainHttp(listen)),
        },
    };
    let scheme = match transport {
        Transport::Tls { .. } | Transport::SelfMadeTls => "https",
        Transport::Loopback | Transport::BehindProxy(_) => "http",
    };
    if written.origin.is_none() && listen.ip().is_unspecified() {
        return Err(SettingsError::NoOrigin(listen));
    }
    let origin = as_browsers_write_it(&written.origin.unwrap_or_else(|| format!("{scheme}://{listen}")))?;
    if has_tls && !origin.starts_with("https://") {
        return Err(SettingsError::PlainOrigin);
    }
    let data = written.data.unwrap_or_else(default_data);
    Ok(Settings { data, listen, origin, transport, database: written.database })
}

/// Without a slash at the end and without the port that goes without saying.
fn as_browsers_write_it(origin: &str) -> Result<String, SettingsError> {
    let origin = origin.trim_end_matches('/');
    let (scheme, host) = origin.split_once("://").ok_or(SettingsError::BadOrigin)?;
    let is_host = !host.is_empty() && !host.contains(['/', ' ', '@', '?', '#']);
    if !is_host || !["http", "https"].contains(&scheme) {
        return Err(SettingsError::BadOrigin);
    }
    Ok(format!("{scheme}://{}", without_usual_port(scheme, host)))
}

/// `host:443` under https and `host:80` under http are `host`: browsers leave that port out.
pub fn without_usual_port<'h>(scheme: &str, host: &'h str) -> &'h str {
    let usual = if scheme == "https" { ":443" } else { ":80" };
    host.strip_suffix(usual).unwrap_or(host)
}

fn default_data() -> PathBuf {
    PathBuf::from("tenken-data")
}

impl Settings {
    /// Settings that never leave this machine, with a folder and an embedded database of their own.
    pub fn on_this_machine(data: PathBuf, listen: SocketAddr) -> Self {
        let origin = format!("http://{listen}");
        Self { data, listen, origin, transport: Transport::Loopback, database: None }
    }

    /// Whether browsers will send cookies marked Secure: over TLS, our own or the proxy's.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// `http` or `https`, as users open it.
    pub fn scheme(&self) -> &str {
        if self.is_secure() { "https" } else { "http" }
    }

    /// Host and port of the origin, as a browser's `Host` header has it.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }
}

/// What only a debug build listens to: how long to wait between commit and reply, so that a test can kill the
/// process there. A release build always answers at once.
pub fn stall_after_commit() -> Option<std::time::Duration> {
    #[cfg(debug_assertions)]
    {
        #[expect(clippy::disallowed_methods, reason = "this is config.rs, the one reader of the environment")]
        let wanted = std::env::var("TENKEN_TEST_STALL_MS").ok();
        wanted.and_then(|text| text.parse().ok()).map(std::time::Duration::from_millis)
    }
    #[cfg(not(debug_assertions))]
    None
}

/// What only a debug build listens to: a file with the seconds by which its clock is ahead, read at each look, so that
/// a test need not wait. `None` in a release build and where no file is named.
pub fn moved_clock() -> Option<jiff::SignedDuration> {
    #[cfg(debug_assertions)]
    {
        static FILE: std::sync::OnceLock<Option<PathBuf>> = std::sync::OnceLock::new();
        #[expect(clippy::disallowed_methods, reason = "this is config.rs, the one reader of the environment")]
        let file = FILE.get_or_init(|| std::env::var_os("TENKEN_TEST_CLOCK").map(PathBuf::from));
        let seconds = std::fs::read_to_string(file.as_ref()?).ok()?;
        seconds.trim().parse().ok().map(jiff::SignedDuration::from_secs)
    }
    #[cfg(not(debug_assertions))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_refused_off_the_machine() {
        let written = Written { listen: Some(SocketAddr::from(([0, 0, 0, 0], 80))), ..Written::default() };
        assert!(matches!(fit(written), Err(SettingsError::PlainHttp(_))));
    }

    #[test]
    fn flags_win_over_the_file() {
        let flags = Written { origin: Some("https://a".to_owned()), ..Written::default() };
        let file =
            Written { origin: Some("https://b".to_owned()), data: Some("d".into()), ..Written::default() };
        let settings = fit(flags.or(file)).expect("these fit together");
        assert_eq!((settings.origin.as_str(), settings.data.to_str()), ("https://a", Some("d")));
    }

    #[test]
    fn an_origin_is_an_address() {
        let written = |origin: &str| Written { origin: Some(origin.to_owned()), ..Written::default() };
        for (typed, meant) in [
            ("https://a:443", "https://a"),
            ("http://[::1]:80/", "http://[::1]"),
            ("http://a:443", "http://a:443"),
        ] {
            assert_eq!(fit(written(typed)).expect("an address").origin, meant);
        }
        for bad in ["tenken", "ftp://x", "https://", "https://a/b", "https://a b"] {
            assert!(matches!(fit(written(bad)), Err(SettingsError::BadOrigin)), "{bad}");
        }
    }

    #[test]
    fn what_no_browser_could_open_is_refused() {
        let everywhere = Some(SocketAddr::from(([0, 0, 0, 0], 8443)));
        let tls = Written { listen: everywhere, tls_self_made: Some(true), ..Written::default() };
        assert!(matches!(fit(tls.clone()), Err(SettingsError::NoOrigin(_))));
        let plain = Written { origin: Some("http://tenken:8443".to_owned()), ..tls.clone() };
        assert!(matches!(fit(plain), Err(SettingsError::PlainOrigin)));
        let proxy = Some(std::net::IpAddr::from([10, 0, 0, 1]));
        assert!(matches!(fit(Written { proxy, ..tls }), Err(SettingsError::ProxyBesideTls)));
    }
}
