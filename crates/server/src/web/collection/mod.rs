//! 回収: how many sheets came back, of which groups, day by day. A head sees the own department only.

mod days;
mod groups;
pub mod show;

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::collection::Progress;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::staff::{Asked, Axis, asked};
use tenken_store::{Conn, StoreError};

use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use super::support::text::Text;

/// A decision about the whole hospital, or else, with the department's id, about a head's own.
pub fn scope<'p>(
    person: &'p Person,
    round: &Round,
    right: Right,
) -> Result<(Permit<'p>, Option<&'p DepartmentId>), WebError> {
    match (person.may(right, Object::Round(person.facility_id(), round)), person.principal.role.department())
    {
        (Ok(permit), _) => Ok((permit, None)),
        (Err(_), Some(own)) => {
            let object = Object::DepartmentResult(person.facility_id(), round, own);
            Ok((person.may(right, object)?, Some(own)))
        }
        (Err(denied), None) => Err(denied),
    }
}

/// The row of the hospital, or of this department; `None` where it was not asked.
async fn whole(
    conn: &mut Conn,
    round: &Round,
    own: Option<&DepartmentId>,
) -> Result<Option<Asked>, StoreError> {
    let (axis, key) = match own {
        None => (Axis::Hospital, None),
        Some(own) => (Axis::Department, Some(GroupKey::Department(own.clone()))),
    };
    Ok(asked(conn, &round.id, axis).await?.into_iter().find(|one| one.key == key))
}

/// How far the hospital is, or for a head the own department; `None` for whoever may not know.
pub async fn progress(person: &Person, round: &Round) -> Result<Option<Progress>, WebError> {
    let Ok((_, own)) = scope(person, round, Right::ReadCollection) else { return Ok(None) };
    let mut conn = person.app().db.reader().await?;
    Ok(whole(&mut conn, round, own).await?.map(|asked| asked.progress()))
}

/// 「12/60（20.0%）ほかに長期休業などで1名を除いています。」
pub fn in_one_line(text: Text, progress: Progress) -> Markup {
    html! {
        strong { (progress.share()) } "（" (progress.share().rate()) "）"
        @if progress.away > 0 { "　" (set_aside(text, progress.away)) }
    }
}

/// How many are not among those asked; nothing where nobody is.
pub fn set_aside(text: Text, away: u64) -> Markup {
    html! {
        @if away > 0 { (text.with("collection-set-aside", [("people", FluentValue::from(away))])) }
    }
}
