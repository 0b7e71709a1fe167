//! Cookies that only the server can read: what they hold is sealed for one purpose, and their bearer cannot change it.

use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::person::{Visitor, cookie};
use super::reply::WebError;
use crate::app::App;

/// One kind of sealed cookie.
pub struct SealedCookie {
    /// `__Host-` binds it to this host, but browsers take that over TLS only.
    pub secure_name: &'static str,
    pub plain_name: &'static str,
    pub purpose: &'static str,
    /// How long a browser keeps it. Seconds.
    pub seconds: i64,
}

impl SealedCookie {
    /// What this browser brings; `None` for nothing, or for what was not sealed here for this purpose.
    pub fn open<T: DeserializeOwned>(&self, parts: &Parts, app: &App) -> Option<T> {
        let sealed = cookie(parts, self.name(app))?;
        serde_json::from_slice(&app.keys.secret.open_sealed(self.purpose, sealed)?).ok()
    }

    pub fn give<T: Serialize>(
        &self,
        visitor: &Visitor,
        held: &T,
        response: &mut Response,
    ) -> Result<(), WebError> {
        let means = visitor.means();
        let plain = serde_json::to_vec(held).map_err(anyhow::Error::from)?;
        let sealed = means.keys.secret.seal(self.purpose, &plain, &means.random);
        self.set(visitor, (&sealed, self.seconds), response)
    }

    pub fn take(&self, visitor: &Visitor, response: &mut Response) -> Result<(), WebError> {
        self.set(visitor, ("", 0), response)
    }

    fn set(
        &self,
        visitor: &Visitor,
        (value, seconds): (&str, i64),
        response: &mut Response,
    ) -> Result<(), WebError> {
        let secure = if visitor.app.settings.is_secure() { "; Secure" } else { "" };
        let name = self.name(&visitor.app);
        let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
        let cookie = HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(())
    }

    fn name(&self, app: &App) -> &'static str {
        if app.settings.is_secure() { self.secure_name } else { self.plain_name }
    }
}
