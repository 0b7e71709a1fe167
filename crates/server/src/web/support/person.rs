//! Who asks. A page for somebody logged in can only be made with a `Permit`, and a `Permit` only comes from a decision.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, header};
use std::net::SocketAddr;

use tenken_domain::calendar;
use tenken_domain::facility::Facility;
use tenken_domain::id::FacilityId;
use tenken_domain::permission::{Denial, Object, Principal, Right, decide};
use tenken_store::session::{self, Session, Stage};
use tenken_store::{account, facility};

use super::reply::{ENROLMENT, Left, WebError};
use super::text::{Language, Text};
use crate::actions::{Doing, Failure, Means, Never, Unrecorded, in_unrecorded_tx, logins};
use crate::app::App;
use crate::config::Transport;
use crate::facts::Asking;
use crate::secrets::token;

/// Anybody who asks for a page.
#[derive(Clone)]
pub struct Visitor {
    pub app: App,
    pub text: Text,
    /// The address the request came from: the peer's, or what the one trusted proxy says.
    pub source: String,
    /// The path that was asked for: the menu marks where one is.
    pub path: String,
}

/// Somebody logged in. What they may do is still to be decided.
#[derive(Clone)]
pub struct Person {
    pub visitor: Visitor,
    pub principal: Principal,
    pub facility: Facility,
    pub session: Session,
}

/// A decision in favour: the only thing from which pages for a person are made and actions are done.
pub struct Permit<'p> {
    pub person: &'p Person,
    pub text: Text,
}

/// Somebody whose password was right and whose second factor is still to come.
pub struct HalfOpen {
    pub visitor: Visitor,
    pub session: Session,
}

impl Visitor {
    /// Whoever sent this request, with the language that was chosen in the browser.
    pub fn new(parts: &Parts, app: &App) -> Self {
        let language = cookie(parts, "language").and_then(Language::from_code).unwrap_or_default();
        Self {
            app: app.clone(),
            text: Text::new(language),
            source: source(parts, app),
            path: parts.uri.path().to_owned(),
        }
    }

    pub fn means(&self) -> Means {
        self.app.means(self.source.clone())
    }
}

impl Person {
    pub fn facility_id(&self) -> &FacilityId {
        &self.facility.id
    }
    pub fn app(&self) -> &App {
        &self.visitor.app
    }

    /// Asks the one function that decides.
    pub fn may(&self, right: Right, object: Object<'_>) -> Result<Permit<'_>, WebError> {
        decide(&self.principal, right, object)?;
        Ok(Permit { person: self, text: self.visitor.text })
    }

    /// For buttons and links: whether it would be allowed.
    pub fn could(&self, right: Right, object: Object<'_>) -> bool {
        decide(&self.principal, right, object).is_ok()
    }

    /// For reading facts of the whole hospital, as of today.
    pub fn asking(&self) -> Asking<'_> {
        let app = self.app();
        let today = calendar::day_of(app.clock.now());
        Asking { db: &app.db, sources: app.sources(), facility: &self.facility, today }
    }

    /// What lies under one's own name: no more than being logged in is needed.
    pub fn own(&self) -> Result<Permit<'_>, WebError> {
        self.may(Right::UseOwnAccount, Object::Facility(&self.facility.id))
    }

    /// The token that this session's forms carry.
    pub fn form_token(&self) -> String {
        form_token(self.app(), &self.session)
    }
}

impl Permit<'_> {
    /// For handing to actions.
    pub fn doing(&self) -> Doing {
        Doing { principal: self.person.principal.clone(), means: self.person.visitor.means() }
    }
}

/// The session of a browser, if it still lasts. To look at it is no use: it does not live longer by it.
pub struct Standing {
    pub visitor: Visitor,
    pub session: Option<Session>,
}

/// What somebody may open whose password needs a second factor that is not enrolled yet.
const BEFORE_ENROLMENT: [&str; 3] = [ENROLMENT, "/logout", "/session/use"];

/// The token that the forms of a session carry.
pub fn form_token(app: &App, session: &Session) -> String {
    token::form_token(&app.keys.secret, &session.id_hash)
}

/// The name of the session cookie. `__Host-` binds it to this host, but browsers take that over TLS only.
pub fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_secure() { "__Host-tenken" } else { "tenken" }
}

/// The value of a cookie of this request.
pub fn cookie<'r>(parts: &'r Parts, name: &str) -> Option<&'r str> {
    let headers = parts.headers.get_all(header::COOKIE).iter();
    headers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn source(parts: &Parts, app: &App) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded =
        || parts.headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    let address = match (&app.settings.transport, peer) {
        (Transport::BehindProxy(proxy), Some(peer)) if peer == *proxy => forwarded().or(Some(peer)),
        (
            Transport::BehindProxy(_) | Transport::Tls { .. } | Transport::SelfMadeTls | Transport::Loopback,
            peer,
        ) => peer,
    };
    address.map_or_else(String::new, |address: std::net::IpAddr| address.to_string())
}

impl FromRequestParts<App> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        Ok(Self::new(parts, app))
    }
}

/// A live session of this request, with its account's id.
async fn live_session(parts: &Parts, visitor: &Visitor) -> Result<Option<Session>, WebError> {
    let Some(secret) = cookie(parts, cookie_name(&visitor.app)) else { return Ok(None) };
    let mut conn = visitor.app.db.reader().await?;
    let found = session::find(&mut conn, &token::stored_hash(secret)).await?;
    Ok(found.filter(|session| logins::is_alive(session, visitor.app.clock.now())))
}

/// The session, if it has reached this stage; else the error that leads to the login.
fn at_stage(parts: &Parts, session: Option<Session>, stage: Stage) -> Result<Session, WebError> {
    let left = if session.is_some() { Left::HalfALogin } else { Left::Nothing };
    let back = (parts.method == Method::GET).then(|| parts.uri.path().to_owned());
    session.filter(|session| session.stage == stage).ok_or(WebError::LoginFirst { back, left })
}

impl FromRequestParts<App> for Standing {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let session = live_session(parts, &visitor).await?;
        Ok(Self { session: session.filter(|session| session.stage == Stage::LoggedIn), visitor })
    }
}

impl FromRequestParts<App> for HalfOpen {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let session = live_session(parts, &visitor).await?;
        Ok(Self { session: at_stage(parts, session, Stage::SecondFactor)?, visitor })
    }
}

impl FromRequestParts<App> for Person {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let session = live_session(parts, &visitor).await?;
        let session = at_stage(parts, session, Stage::LoggedIn)?;
        let mut conn = app.db.reader().await?;
        let account = account::find(&mut conn, &session.account).await?.ok_or(Denial::Invisible)?;
        let facility = facility::find(&mut conn, &account.facility).await?.ok_or(Denial::Invisible)?;
        if !BEFORE_ENROLMENT.contains(&parts.uri.path())
            && account::lacks_second_factor(&mut conn, &account.id).await?
        {
            return Err(WebError::EnrolFirst);
        }
        drop(conn);
        touch(app, &session).await;
        let principal = Principal {
            account: account.id,
            facility: account.facility,
            name: account.display_name,
            role: account.role,
            state: account.state,
        };
        Ok(Self { visitor, principal, facility, session })
    }
}

/// Notes the use of a session, at most twice a minute. Where the disk is full, reading still works: a use that could
/// not be noted only lets the session end sooner.
async fn touch(app: &App, session: &Session) {
    let now = app.clock.now().as_millisecond();
    if now - session.seen_at < 30_000 {
        return;
    }
    let hash = session.id_hash.clone();
    let noted: Result<(), Failure<Never>> = in_unrecorded_tx(&app.db, Unrecorded::SessionUse, move |tx| {
        Box::pin(async move { Ok(session::touch(tx, &hash, now).await?) })
    })
    .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the use of a session was not noted");
    }
}
