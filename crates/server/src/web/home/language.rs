//! The language of the interface, kept in a cookie of this browser.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect};

use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::Reply;
use crate::web::support::text::Language;

/// Sets the cookie and goes back to the page the button was on.
pub async fn change(headers: HeaderMap, form: PostedByVisitor) -> Reply {
    let language = Language::from_code(&form.fields.get("language")).unwrap_or_default();
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..]));
    // Two slashes at the beginning would lead to another host.
    let back = path.filter(|path| !path.starts_with("//") && !path.contains('\\')).unwrap_or("/");
    let mut response = Redirect::to(back).into_response();
    let cookie = format!("language={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", language.code());
    let cookie = HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}
