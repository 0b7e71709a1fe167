//! What holds for every request before a page sees it: right host, no form from elsewhere, and headers on the answer.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::failure::{self, Failed, OTHER_HOST};
use super::person::Visitor;
use super::reply::WebError;
use crate::app::App;
use crate::config::{Transport, without_usual_port};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses wrong hosts and forms from elsewhere, then adds the headers every answer bears.
pub async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_static = request.uri().path().starts_with("/static/");
    let mut response = match check(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let (parts, _) = request.into_parts();
            failure::with_page(&Visitor::new(&parts, &app), None, refusal.into_response())
        }
    };
    add_headers(response.headers_mut(), &app, is_static);
    response
}

/// Why a request is not let through to any page.
enum Refusal {
    /// Not by the proxy, nor over TLS.
    WrongWay,
    NoHost,
    OtherHost,
    /// A form that was not on a page of ours.
    FromElsewhere,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::WrongWay => Failed::answer(StatusCode::FORBIDDEN, OTHER_HOST),
            Self::NoHost => Failed::answer(StatusCode::BAD_REQUEST, OTHER_HOST),
            Self::OtherHost => Failed::answer(StatusCode::MISDIRECTED_REQUEST, OTHER_HOST),
            Self::FromElsewhere => WebError::Forged.into_response(),
        }
    }
}

fn check(app: &App, request: &Request) -> Result<(), Refusal> {
    if !comes_by_the_right_way(app, request) {
        return Err(Refusal::WrongWay);
    }
    let host = host(app, request).ok_or(Refusal::NoHost)?;
    if !is_ours(app, &host) {
        return Err(Refusal::OtherHost);
    }
    let reading = [Method::GET, Method::HEAD].contains(request.method());
    if reading || comes_from_here(request.headers(), &host) { Ok(()) } else { Err(Refusal::FromElsewhere) }
}

/// Behind a proxy, plain HTTP is taken from that proxy and from this machine itself only.
fn comes_by_the_right_way(app: &App, request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    match app.settings.transport {
        Transport::BehindProxy(proxy) => peer.is_some_and(|peer| peer == proxy || peer.is_loopback()),
        Transport::Tls { .. } | Transport::SelfMadeTls | Transport::Loopback => true,
    }
}

/// HTTP/1.1 says it in `Host`, HTTP/2 in the address. The port that goes without saying is left out.
fn host(app: &App, request: &Request) -> Option<String> {
    let header = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = header.or_else(|| request.uri().authority().map(|authority| authority.as_str()))?;
    Some(without_usual_port(app.settings.scheme(), &host.to_lowercase()).to_owned())
}

/// The configured origin, or any name of this machine where nobody else can connect anyway.
fn is_ours(app: &App, host: &str) -> bool {
    let has_port = !host.ends_with(']');
    let name = host.rsplit_once(':').filter(|_| has_port).map_or(host, |(name, _)| name);
    let is_local = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
    host == app.settings.host().to_lowercase()
        || (is_local && app.settings.listen.ip().is_loopback())
        || (is_local && matches!(app.settings.transport, Transport::Tls { .. } | Transport::SelfMadeTls))
}

/// Browsers say where a form was; one that does not say so is not believed.
fn comes_from_here(headers: &HeaderMap, host: &str) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (value("sec-fetch-site"), value("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(_, from)| from.to_lowercase() == host),
        (None, None) => false,
    }
}

fn add_headers(headers: &mut HeaderMap, app: &App, is_static: bool) {
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    set(header::CACHE_CONTROL, if is_static { "public, max-age=31536000, immutable" } else { "no-store" });
    if app.settings.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
