//! How many read the explanations after 提出, as far as that may be told.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::learning;
use tenken_domain::round::Round;

use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// `None` before the close, and where they are few.
pub async fn readers(person: &Person, round: &Round) -> Result<Option<u64>, WebError> {
    let mut conn = person.app().db.reader().await?;
    Ok(learning::readers(round, tenken_store::learning::times_read(&mut conn, &round.id).await?))
}

/// 「説明を読んだ人 12人（提出 40）」, where it may be told.
pub fn view(text: Text, readers: Option<u64>, handed_in: u64) -> Markup {
    let numbers =
        |readers: u64| [("readers", FluentValue::from(readers)), ("sheets", FluentValue::from(handed_in))];
    html! { @if let Some(readers) = readers { p { (text.with("learning-readers", numbers(readers))) } } }
}
