//! A connection to the mail server: looked up once, never to a place no mail server is at, with the protection that was
//! chosen and no other. What the server says is boiled down to a [`Problem`]; its words are never passed on.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tenken_domain::mail::{MailServer, Security};
use tenken_domain::mailing::Problem;
use tokio::time::timeout;

use super::message::compose;
use super::{Letter, Login, Outcome};

/// How long until the connection stands and the login is accepted.
const OPENING: Duration = Duration::from_secs(20);
/// How long one message may take; well within what counts as lost track of.
const HANDING_OVER: Duration = Duration::from_secs(60);
/// How long saying goodbye may take.
const CLOSING: Duration = Duration::from_secs(2);

/// A connection that is open and logged in.
pub struct Connection {
    inner: AsyncSmtpConnection,
    server: MailServer,
}

/// Opens a connection to the mail server.
///
/// # Errors
/// What is wrong, as far as an administrator can mend it. Nothing was sent.
pub async fn open(login: &Login) -> Result<Connection, Problem> {
    let inner = timeout(OPENING, opened(login)).await.map_err(|_| Problem::Unreachable)??;
    Ok(Connection { inner, server: login.server.clone() })
}

async fn opened(login: &Login) -> Result<AsyncSmtpConnection, Problem> {
    let server = &login.server;
    let addresses = addresses(login).await?;
    let name = ClientId::default();
    let wrapper = match server.security {
        Security::Tls => Some(protection(server)?),
        Security::StartTls | Security::None => None,
    };
    let opening =
        AsyncSmtpConnection::connect_tokio1(addresses.as_slice(), Some(OPENING), &name, wrapper, None);
    let mut connection = opening.await.map_err(|error| told(&error, Problem::Unreachable))?;
    match server.security {
        Security::StartTls if !connection.can_starttls() => return Err(Problem::NoStartTls),
        Security::StartTls => {
            let upgrade = connection.starttls(protection(server)?, &name).await;
            upgrade.map_err(|error| told(&error, Problem::Certificate))?;
        }
        Security::Tls | Security::None => {}
    }
    if !server.login_name.is_empty() {
        let credentials = Credentials::new(server.login_name.clone(), login.password.clone());
        let accepted = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await;
        accepted.map_err(|error| told(&error, Problem::LoginRefused))?;
    }
    Ok(connection)
}

/// Looks the host up once; what answers there later is not asked again.
async fn addresses(login: &Login) -> Result<Vec<SocketAddr>, Problem> {
    let host = (login.server.host.as_str(), login.server.port);
    let found = tokio::net::lookup_host(host).await.map_err(|_| Problem::Unreachable)?;
    let fit: Vec<SocketAddr> = found.filter(|address| may_be_mail_server(*address, login.own_port)).collect();
    if fit.is_empty() { Err(Problem::Unreachable) } else { Ok(fit) }
}

/// Not this program itself, not what only a machine's own network card or a cloud's inside answers to.
fn may_be_mail_server(address: SocketAddr, own_port: u16) -> bool {
    let is_nowhere = match address.ip().to_canonical() {
        IpAddr::V4(ip) => ip.is_link_local() || ip.is_unspecified() || ip.is_multicast() || ip.is_broadcast(),
        IpAddr::V6(ip) => ip.is_unicast_link_local() || ip.is_unspecified() || ip.is_multicast(),
    };
    let is_self = address.ip().to_canonical().is_loopback() && address.port() == own_port;
    !is_nowhere && !is_self
}

/// Whom to trust: the hospital's own certificates alone where it gave some, else those the machine trusts.
fn protection(server: &MailServer) -> Result<TlsParameters, Problem> {
    let mut builder = TlsParameters::builder(server.host.clone());
    if !server.own_certificates.is_empty() {
        let own = Certificate::from_pem(server.own_certificates.as_bytes());
        builder = builder.certificate_store(CertificateStore::None);
        builder = builder.add_root_certificate(own.map_err(|_| Problem::Certificate)?);
    }
    builder.build_rustls().map_err(|_| Problem::Certificate)
}

/// Whether this text is of certificates (PEM) that can be trusted, one at least.
pub fn are_certificates(pem: &str) -> bool {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let mut roots = rustls::RootCertStore::empty();
    let mut can_be_trusted = |certificate| roots.add(certificate).is_ok();
    read.is_ok_and(|all| !all.is_empty() && all.into_iter().all(&mut can_be_trusted))
}

/// The problem an error tells of; TLS fails as a connection does, so the reason lies further down.
fn told(error: &smtp::Error, otherwise: Problem) -> Problem {
    if error.is_tls() || is_of_tls(error) {
        return Problem::Certificate;
    }
    if error.is_transient() { Problem::Busy } else { otherwise }
}

fn is_of_tls(error: &smtp::Error) -> bool {
    let mut below = error.source();
    while let Some(error) = below {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if error.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        below = error.source();
    }
    false
}

impl Connection {
    /// Hands over one message. After anything but [`Outcome::Taken`] the connection is of no more use.
    pub async fn send(&mut self, letter: &Letter) -> Outcome {
        let Ok((envelope, bytes)) = compose(&self.server, letter) else {
            return Outcome::Never(Problem::Refused);
        };
        match timeout(HANDING_OVER, self.inner.send(&envelope, &bytes)).await {
            Ok(Ok(_)) => Outcome::Taken,
            Ok(Err(error)) => outcome(&error),
            Err(_) => Outcome::Unknown,
        }
    }

    /// Says goodbye, without insisting.
    pub async fn close(mut self) {
        if !self.inner.has_broken() {
            let _ = timeout(CLOSING, self.inner.quit()).await;
        }
    }
}

/// A code from the server means that it did not take the message; anything else that nobody knows.
fn outcome(error: &smtp::Error) -> Outcome {
    if let Some(code) = error.status() {
        tracing::warn!(%code, "the mail server did not take a message");
    }
    if error.is_transient() {
        Outcome::NotNow(Problem::Busy)
    } else if error.is_permanent() || error.is_client() {
        Outcome::Never(Problem::Refused)
    } else {
        Outcome::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_places_are_no_mail_server() {
        let may_be = |address: &str| may_be_mail_server(address.parse().unwrap(), 8080);
        assert!(may_be("10.0.0.25:25") && may_be("127.0.0.1:25") && may_be("[fd00::25]:587"));
        for no in [
            "127.0.0.1:8080",
            "[::1]:8080",
            "[::ffff:127.0.0.1]:8080",
            "169.254.169.254:25",
            "[fe80::1]:25",
            "0.0.0.0:25",
            "224.0.0.1:25",
            "255.255.255.255:25",
            "[::ffff:169.254.169.254]:25",
        ] {
            assert!(!may_be(no), "{no}");
        }
    }

    #[test]
    fn certificates_are_read_or_refused() {
        let made = rcgen::generate_simple_self_signed(vec!["mail".to_owned()]).unwrap().cert.pem();
        assert!(are_certificates(&made) && are_certificates(&format!("{made}\n{made}")));
        for no in ["", "x", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----"] {
            assert!(!are_certificates(no), "{no}");
        }
    }
}
