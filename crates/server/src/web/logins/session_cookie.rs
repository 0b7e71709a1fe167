//! The session's cookie: set after login, taken away after logging out.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::logins::Begun;
use crate::app::App;
use crate::web::support::person::cookie_name;
use crate::web::support::reply::{Reply, WebError};

/// In the cookie's place when there is no session any more. Browsers that keep pages for the back button drop them when
/// such a cookie changes, but not when it only goes.
pub const OVER: &str = "over";

/// Goes to an address with the new session.
pub fn set(app: &App, begun: &Begun, then: &str) -> Reply {
    with_cookie(app, &begun.secret, then)
}

/// Answers with a page; the session goes on under a new id.
pub fn renew(app: &App, begun: &Begun, mut response: Response) -> Reply {
    response.headers_mut().insert(header::SET_COOKIE, cookie(app, &begun.secret)?);
    Ok(response)
}

/// Goes to an address without a session; the browser forgets what it kept of ours.
pub fn clear(app: &App, then: &str) -> Reply {
    let mut response = with_cookie(app, OVER, then)?;
    let forget = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), forget);
    Ok(response)
}

/// The session turned out to be over: this cookie comes instead of it.
pub fn forget(app: &App, response: &mut Response) -> Result<(), WebError> {
    response.headers_mut().append(header::SET_COOKIE, cookie(app, OVER)?);
    Ok(())
}

fn with_cookie(app: &App, value: &str, then: &str) -> Reply {
    let mut response = Redirect::to(then).into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie(app, value)?);
    Ok(response)
}

fn cookie(app: &App, value: &str) -> Result<HeaderValue, WebError> {
    let secure = if app.settings.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}", cookie_name(app));
    Ok(HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?)
}
