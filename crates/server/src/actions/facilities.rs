//! The hospital itself: set up once, then changed; its circumstances and occupations.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use tenken_domain::account::{Account, AccountState, PasswordProfile, Role};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::facility::{AppraisalPolicy, Circumstances, Facility};
use tenken_domain::facts::Edition;
use tenken_domain::feature::Feature;
use tenken_domain::id::{AccountId, FacilityId, OccupationId};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{DEFAULT_GROUP_MINIMUM, LOWEST_GROUP_MINIMUM};
use tenken_store::{Tx, account, dialect, facility, feature, occupation, person};

use super::changes::Changes;
use super::{Doing, Failure, Means, Never, missing};

/// How long the set-up code on the console is valid.
pub const SETUP_CODE_VALID: SignedDuration = SignedDuration::from_mins(30);

/// What the first page asks for. The password has been checked and hashed already.
#[derive(Clone, Debug)]
pub struct FirstRun {
    pub hospital: String,
    pub edition: Edition,
    pub login_name: String,
    pub display_name: String,
    pub password_hash: String,
    pub profile: PasswordProfile,
    /// What a Japanese hospital usually has; editable afterwards.
    pub occupations: Vec<String>,
}

/// Why there is no first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstRunRefusal {
    AlreadySetUp,
}

/// Why an occupation cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccupationRefusal {
    NameTaken,
    /// Somebody of the register has it, or had it.
    HasPeople,
}

/// Makes the hospital and its first administrator.
pub async fn set_up(
    tx: &mut Tx,
    means: &Means,
    wish: FirstRun,
) -> Result<(Facility, Account), Failure<FirstRunRefusal>> {
    dialect::lock_installation(tx).await?;
    if facility::only(tx).await?.is_some() {
        return Err(Failure::Refused(FirstRunRefusal::AlreadySetUp));
    }
    let new = Facility {
        id: FacilityId::new(means.random.id(means.now)),
        name: wish.hospital,
        contact: String::new(),
        group_minimum: DEFAULT_GROUP_MINIMUM,
        appraisal_policy: AppraisalPolicy::NotDeclared,
        edition: wish.edition,
    };
    facility::insert(tx, &new, means.millis()).await?;
    for name in wish.occupations {
        let id = OccupationId::new(means.random.id(means.now));
        occupation::insert(tx, &new.id, &Occupation::of_staff(id, name)).await?;
    }
    let first = Account {
        id: AccountId::new(means.random.id(means.now)),
        facility: new.id.clone(),
        login_name: wish.login_name,
        display_name: wish.display_name,
        role: Role::Administrator,
        state: AccountState::Active,
    };
    account::insert(tx, &first, means.millis()).await?;
    account::set_password(tx, &first.id, &wish.password_hash, wish.profile).await?;
    let actor = Actor::Visitor { source: means.source.clone() };
    let what = (AuditEvent::FacilityCreated, Target::new("facility", &new.id));
    means.record(tx, (&actor, Some(&new.id)), what, new.name.clone()).await?;
    Ok((new, first))
}

/// Changes name, contact, group minimum and declared policy.
pub async fn change(tx: &mut Tx, doing: &Doing, wish: Facility) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let old = facility::find(tx, doing.facility()).await?.ok_or_else(missing)?;
    let group_minimum = wish.group_minimum.max(LOWEST_GROUP_MINIMUM);
    let new = Facility { id: old.id.clone(), edition: old.edition, group_minimum, ..wish };
    facility::update(tx, &new).await?;
    let what = (AuditEvent::FacilityChanged, Target::new("facility", &new.id));
    let changes = Changes::default()
        .note("name", &old.name, &new.name)
        .note("contact", &old.contact, &new.contact)
        .note("group-minimum", old.group_minimum, new.group_minimum)
        .note("appraisal-policy", old.appraisal_policy.code(), new.appraisal_policy.code());
    doing.record(tx, what, changes.detail()).await?;
    Ok(())
}

/// Replaces what the hospital says of its circumstances; open rounds keep what was fixed.
pub async fn answer_circumstances(
    tx: &mut Tx,
    doing: &Doing,
    wish: Circumstances,
) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    facility::replace_circumstances(tx, doing.facility(), &wish).await?;
    let what = (AuditEvent::CircumstancesChanged, Target::new("facility", doing.facility()));
    doing.record(tx, what, wish.len().to_string()).await?;
    Ok(())
}

/// Switches on these features and no others; open rounds go on as they were opened.
pub async fn use_features(tx: &mut Tx, doing: &Doing, wish: BTreeSet<Feature>) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    feature::replace(tx, doing.facility(), &wish).await?;
    let codes: Vec<&str> = wish.into_iter().map(Feature::code).collect();
    let what = (AuditEvent::FeaturesChanged, Target::new("facility", doing.facility()));
    doing.record(tx, what, codes.join(" ")).await?;
    Ok(())
}

/// Adds an occupation at the end of the list.
pub async fn add_occupation(
    tx: &mut Tx,
    doing: &Doing,
    name: String,
) -> Result<Occupation, Failure<OccupationRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    if occupation::all(tx, doing.facility()).await?.iter().any(|one| one.name == name) {
        return Err(Failure::Refused(OccupationRefusal::NameTaken));
    }
    let new = Occupation::of_staff(OccupationId::new(doing.means.random.id(doing.means.now)), name);
    occupation::insert(tx, doing.facility(), &new).await?;
    let what = (AuditEvent::OccupationCreated, Target::new("occupation", &new.id));
    doing.record(tx, what, new.name.clone()).await?;
    Ok(new)
}

/// Changes name, whose people they are, and who answers for it; rounds keep their own copy.
pub async fn change_occupation(
    tx: &mut Tx,
    doing: &Doing,
    wish: Occupation,
) -> Result<(), Failure<OccupationRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let all = occupation::all(tx, doing.facility()).await?;
    let old = all.iter().find(|one| one.id == wish.id).ok_or_else(missing)?;
    if all.iter().any(|one| one.id != wish.id && one.name == wish.name) {
        return Err(Failure::Refused(OccupationRefusal::NameTaken));
    }
    occupation::update(tx, &wish).await?;
    let changes = Changes::default()
        .note("name", &old.name, &wish.name)
        .note("affiliation", old.affiliation.code(), wish.affiliation.code())
        .note("responsible", &old.responsible, &wish.responsible);
    let what = (AuditEvent::OccupationChanged, Target::new("occupation", &wish.id));
    doing.record(tx, what, changes.detail()).await?;
    Ok(())
}

/// Removes an occupation with its headcounts; rounds keep their own copy.
pub async fn remove_occupation(
    tx: &mut Tx,
    doing: &Doing,
    id: &OccupationId,
) -> Result<(), Failure<OccupationRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let all = occupation::all(tx, doing.facility()).await?;
    let old = all.into_iter().find(|one| one.id == *id).ok_or_else(missing)?;
    if person::all(tx, doing.facility()).await?.iter().any(|one| one.occupation == *id) {
        return Err(Failure::Refused(OccupationRefusal::HasPeople));
    }
    occupation::delete(tx, &old.id).await?;
    doing.record(tx, (AuditEvent::OccupationRemoved, Target::new("occupation", id)), old.name).await?;
    Ok(())
}
