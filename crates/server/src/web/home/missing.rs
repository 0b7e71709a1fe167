//! What is not there: the same answer as for what one may not know of.

use tenken_domain::permission::Denial;

use crate::web::support::reply::WebError;

pub async fn page() -> WebError {
    WebError::Denied(Denial::Invisible)
}
