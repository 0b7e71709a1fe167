//! What is not there: the same answer as for what one may not know of.

use axum::http::{Method, Uri};
use tenken_domain::permission::Denial;

use crate::web::support::reply::{self, Reply, WebError};

/// An address that only takes forms was opened, by the language button under a refused form or by a reload: the page
/// above it has the form.
pub async fn form_only(method: Method, address: Uri) -> Reply {
    match address.path().rsplit_once('/') {
        Some((page, _)) if [Method::GET, Method::HEAD].contains(&method) => {
            reply::see(if page.is_empty() { "/" } else { page })
        }
        Some(_) | None => Err(WebError::BadForm),
    }
}

pub async fn page() -> WebError {
    WebError::Denied(Denial::Invisible)
}
