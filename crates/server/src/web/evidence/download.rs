//! The file of a piece of evidence, for whoever reads sheets.

use axum::extract::Path;
use tenken_domain::permission::Denial;

use super::{find, may_read};
use crate::actions::evidence::target;
use crate::web::stored_files;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

pub async fn page(person: Person, Path((list, item, id)): Path<(String, String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let own = find(&person, (&list, &item), &id).await?;
    let file = own.file.as_ref().ok_or(Denial::Invisible)?;
    stored_files::send(&permit, target(&own), file).await
}
