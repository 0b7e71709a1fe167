//! The hospital's mail server: set up, changed, forgotten. Passwords are sealed before they are stored.

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::feature::Feature;
use tenken_domain::id::FacilityId;
use tenken_domain::mail::{Address, MailServer};
use tenken_domain::permission::{Object, Right};
use tenken_store::mail_server::{self, Stored};
use tenken_store::{Conn, StoreError, Tx, feature};

use super::changes::Changes;
use super::{Doing, Failure, Never};
use crate::mail::Login;
use crate::secrets::keys::Keys;

/// What the password is sealed for.
const PURPOSE: &str = "mail-password";

/// What becomes of the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Password {
    /// The one stored before, if it goes to the same place in the same way.
    Kept,
    New(String),
}

/// Why the mail server cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailServerRefusal {
    /// The stored password was given for another server, login or protection, and is to be typed again.
    PasswordWanted,
}

/// Stores how the mail server is reached.
pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    server: MailServer,
    password: Password,
) -> Result<(), Failure<MailServerRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let old = mail_server::find(tx, doing.facility()).await?;
    let password_sealed = match password {
        Password::New(password) => sealed(doing, &password),
        Password::Kept if server.login_name.is_empty() => sealed(doing, ""),
        Password::Kept => {
            let wanted = Failure::Refused(MailServerRefusal::PasswordWanted);
            kept(old.as_ref(), &server).ok_or(wanted)?
        }
    };
    let changes = changes(old.as_ref(), &server, &password_sealed);
    mail_server::replace(tx, doing.facility(), &Stored { server, password_sealed }).await?;
    doing.record(tx, (AuditEvent::MailSettingsChanged, target(doing.facility())), changes.detail()).await?;
    Ok(())
}

/// A password goes to the server it was given for, protected as it was then, and to no other.
fn kept(old: Option<&Stored>, server: &MailServer) -> Option<String> {
    let goes_elsewhere = |old: &MailServer| {
        let MailServer { host, port, security, sender: _, sender_name: _, login_name, own_certificates } =
            old;
        *host != server.host
            || *port != server.port
            || *security != server.security
            || *login_name != server.login_name
            || *own_certificates != server.own_certificates
    };
    old.filter(|old| !goes_elsewhere(&old.server)).map(|old| old.password_sealed.clone())
}

/// Forgets the mail server; from here on nothing is sent.
pub async fn remove(tx: &mut Tx, doing: &Doing) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let old = mail_server::find(tx, doing.facility()).await?;
    mail_server::delete(tx, doing.facility()).await?;
    let host = old.map(|old| old.server.host).unwrap_or_default();
    let changes = Changes::default().note("mail-host", host, "");
    doing.record(tx, (AuditEvent::MailSettingsChanged, target(doing.facility())), changes.detail()).await?;
    Ok(())
}

/// Records that the mail server was tried out with a message to this address.
pub async fn record_trial(tx: &mut Tx, doing: &Doing, to: &Address) -> Result<(), Failure<Never>> {
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    doing.record(tx, (AuditEvent::MailTried, target(doing.facility())), to.as_str()).await?;
    Ok(())
}

/// Whether the hospital uses mail and has set a server up.
pub async fn is_ready(conn: &mut Conn, facility: &FacilityId) -> Result<bool, StoreError> {
    let uses_mail = feature::all(conn, facility).await?.contains(&Feature::Mail);
    Ok(uses_mail && mail_server::find(conn, facility).await?.is_some())
}

/// The mail server with its password, where [`is_ready`].
pub async fn login(
    conn: &mut Conn,
    (facility, keys): (&FacilityId, &Keys),
    own_port: u16,
) -> Result<Option<Login>, StoreError> {
    let uses_mail = feature::all(conn, facility).await?.contains(&Feature::Mail);
    let stored = mail_server::find(conn, facility).await?.filter(|_| uses_mail);
    Ok(stored.map(|Stored { server, password_sealed }| {
        let password = keys.secret.open_sealed(PURPOSE, &password_sealed).unwrap_or_default();
        let password = String::from_utf8(password).unwrap_or_default();
        Login { server, password, own_port }
    }))
}

fn sealed(doing: &Doing, password: &str) -> String {
    let means = &doing.means;
    means.keys.secret.seal(PURPOSE, password.as_bytes(), &means.random)
}

/// Everything but secrets; of the password only that it is another.
fn changes(old: Option<&Stored>, new: &MailServer, password_sealed: &str) -> Changes {
    let was = |field: fn(&MailServer) -> String| old.map(|old| field(&old.server)).unwrap_or_default();
    let has_other_password = old.is_none_or(|old| old.password_sealed != password_sealed);
    Changes::default()
        .note("mail-host", was(|one| one.host.clone()), &new.host)
        .note("mail-port", was(|one| one.port.to_string()), new.port)
        .note("mail-security", was(|one| one.security.code().to_owned()), new.security.code())
        .note("mail-sender", was(|one| one.sender.as_str().to_owned()), new.sender.as_str())
        .note("mail-sender-name", was(|one| one.sender_name.clone()), &new.sender_name)
        .note("mail-login-name", was(|one| one.login_name.clone()), &new.login_name)
        .note("mail-password", "", if has_other_password { "changed" } else { "" })
        .note(
            "mail-certificates",
            certificates(&was(|one| one.own_certificates.clone())),
            certificates(&new.own_certificates),
        )
}

/// A certificate is public, but no text to be read: only whether there is one.
fn certificates(pem: &str) -> &'static str {
    if pem.is_empty() { "" } else { "given" }
}

fn target(facility: &FacilityId) -> Target {
    Target::new("facility", facility)
}
