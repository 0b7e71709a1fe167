//! Recording that a group's result was shared, and what was agreed. Nothing recorded is ever changed.

use jiff::civil::Date;
use tenken_domain::audit::AuditEvent;
use tenken_domain::calendar;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{RoundId, SharingId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_domain::sharing::{Sharing, SharingRefusal, check_day};
use tenken_store::staff::{Axis, asked};
use tenken_store::{Tx, dialect, sharing};

use super::{Doing, Failure, Unrecorded, missing, rounds};

/// What is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub group: GroupKey,
    pub shared_on: Date,
    /// 対策
    pub agreed: String,
}

/// What recording a talk about this group is done to: heads record of the own department only.
pub fn object<'o>(doing: &'o Doing, round: &'o Round, group: &'o GroupKey) -> Object<'o> {
    match group {
        GroupKey::Department(department) => Object::DepartmentResult(doing.facility(), round, department),
        GroupKey::Occupation(_) => Object::Round(doing.facility(), round),
    }
}

/// Records one talk. The same form sent again records nothing more.
pub async fn record(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    wish: Wish,
) -> Result<((), Option<Unrecorded>), Failure<SharingRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = rounds::load(tx, doing, id).await?;
    doing.may(Right::RecordSharing, object(doing, &round, &wish.group))?;
    let axis = match wish.group {
        GroupKey::Department(_) => Axis::Department,
        GroupKey::Occupation(_) => Axis::Occupation,
    };
    let groups = asked(tx, &round.id, axis).await?;
    let group = groups.into_iter().find(|one| one.key.as_ref() == Some(&wish.group)).ok_or_else(missing)?;
    check_day(&round, wish.shared_on, calendar::day_of(doing.means.now)).map_err(Failure::Refused)?;
    let new = Sharing {
        id: SharingId::new(doing.means.random.id(doing.means.now)),
        round: round.id.clone(),
        group: wish.group,
        shared_on: wish.shared_on,
        agreed: wish.agreed,
        recorded_by: doing.principal.name.clone(),
        recorded_at: doing.means.now,
    };
    if sharing::all(tx, &round.id).await?.iter().any(|known| known.says_the_same(&new)) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    sharing::insert(tx, &new).await?;
    let detail = format!("{} {}", group.name, new.shared_on);
    doing.record(tx, (AuditEvent::SharingRecorded, rounds::target(&round)), detail).await?;
    Ok(((), None))
}
