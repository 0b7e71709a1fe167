//! Listening: TLS 1.3 or plain HTTP as the settings say, until the process is asked to stop.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use jiff::civil::Date;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::{Settings, Transport};
use crate::platform;
use crate::secrets::certificate;

/// How long answers under way may take after the process was asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Takes the port, so that a busy one is known before anything is printed.
///
/// # Errors
/// What the system says, usually that the address is in use.
pub fn listen(settings: &Settings) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(settings.listen)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The port, and the certificate to be shown at it.
pub struct Door {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
}

impl Door {
    /// Reads the certificate, or makes the self-made one, so that what is wrong with it is known before anything is
    /// printed.
    pub fn open(listener: TcpListener, settings: &Settings, today: Date) -> anyhow::Result<Self> {
        Ok(Self { listener, tls: tls(settings, today)? })
    }
}

/// Serves until the process is asked to stop, then lets what is under way finish.
pub async fn serve(router: Router, Door { listener, tls }: Door) -> anyhow::Result<()> {
    let handle = Handle::new();
    let stopper = handle.clone();
    tokio::spawn(async move {
        platform::asked_to_stop().await;
        stopper.graceful_shutdown(Some(GRACE));
    });
    let service: IntoMakeServiceWithConnectInfo<Router, SocketAddr> =
        router.into_make_service_with_connect_info();
    match tls {
        Some(tls) => axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await?,
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
    }
    Ok(())
}

fn tls(settings: &Settings, today: Date) -> anyhow::Result<Option<RustlsConfig>> {
    let folder = settings.data.join("tls");
    let (cert, key) = match &settings.transport {
        Transport::Loopback | Transport::BehindProxy(_) => return Ok(None),
        Transport::Tls { cert, key } => (cert.clone(), key.clone()),
        Transport::SelfMadeTls => (folder.join("cert.pem"), folder.join("key.pem")),
    };
    if settings.transport == Transport::SelfMadeTls && !cert.exists() {
        platform::private_folder(&folder)?;
        certificate::make(names(settings), today, &cert, &key).context("証明書を作れませんでした")?;
    }
    let config = configuration(&cert, &key)
        .with_context(|| format!("証明書 {} と鍵 {} を読めません", cert.display(), key.display()))?;
    Ok(Some(RustlsConfig::from_config(Arc::new(config))))
}

fn configuration(cert: &Path, key: &Path) -> anyhow::Result<rustls::ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = CertificateDer::pem_file_iter(cert)?.collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_slice(&platform::read_guarded_file(key)?)?;
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// What browsers may call this machine: the origin's host, the address it listens on, and itself.
fn names(settings: &Settings) -> Vec<String> {
    let host = settings.host();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_matches(['[', ']']);
    vec![name.to_owned(), settings.listen.ip().to_string(), "localhost".to_owned()]
}
