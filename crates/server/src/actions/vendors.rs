//! The register of vendors: added, changed, set aside and taken back. Nothing is removed: what a vendor was asked stays.

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::id::VendorId;
use tenken_domain::permission::{Object, Right};
use tenken_domain::vendor::{Contact, Contract, Standing, System, Vendor, VendorRefusal};
use tenken_store::{Tx, vendor};

use super::changes::Changes;
use super::{Doing, Failure, Never, Unrecorded, missing};

/// What a vendor is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub name: String,
    pub contacts: Vec<Contact>,
    pub systems: Vec<System>,
    pub contract: Contract,
    pub note: String,
}

/// Adds a vendor. The same form sent again adds nothing more and leads to the first.
pub async fn add(
    tx: &mut Tx,
    doing: &Doing,
    wish: Wish,
) -> Result<(VendorId, Option<Unrecorded>), Failure<VendorRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageVendors, Object::Facility(doing.facility()))?;
    let known = vendor::all(tx, doing.facility()).await?;
    let new = made((VendorId::new(doing.means.random.id(doing.means.now)), Standing::Active), wish);
    new.check().map_err(Failure::Refused)?;
    match known.iter().find(|one| one.name == new.name) {
        Some(first) if *first == (Vendor { id: first.id.clone(), ..new.clone() }) => {
            return Ok((first.id.clone(), Some(Unrecorded::SentAgain)));
        }
        Some(_) => return Err(Failure::Refused(VendorRefusal::NameTaken)),
        None => {}
    }
    vendor::insert(tx, doing.facility(), &new, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::VendorAdded, target(&new)), new.name.clone()).await?;
    Ok((new.id, None))
}

/// Changes what is known of it; inquiries keep the names that systems had when they were asked about.
pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &VendorId,
    wish: Wish,
) -> Result<(), Failure<VendorRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageVendors, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    let new = made((id.clone(), old.standing), wish);
    new.check().map_err(Failure::Refused)?;
    let known = vendor::all(tx, doing.facility()).await?;
    if known.iter().any(|one| one.name == new.name && one.id != new.id) {
        return Err(Failure::Refused(VendorRefusal::NameTaken));
    }
    vendor::update(tx, &new).await?;
    doing.record(tx, (AuditEvent::VendorChanged, target(&new)), changes(&old, &new).detail()).await?;
    Ok(())
}

/// It supplies nothing any more: nothing new is asked of it.
pub async fn set_aside(tx: &mut Tx, doing: &Doing, id: &VendorId) -> Result<(), Failure<Never>> {
    let on = calendar::day_of(doing.means.now);
    stand(tx, doing, id, (Standing::SetAside { on }, AuditEvent::VendorSetAside)).await
}

/// It supplies something again.
pub async fn take_back(tx: &mut Tx, doing: &Doing, id: &VendorId) -> Result<(), Failure<Never>> {
    stand(tx, doing, id, (Standing::Active, AuditEvent::VendorTakenBack)).await
}

async fn stand(
    tx: &mut Tx,
    doing: &Doing,
    id: &VendorId,
    (standing, event): (Standing, AuditEvent),
) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageVendors, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    vendor::set_standing(tx, id, standing).await?;
    doing.record(tx, (event, target(&old)), old.name).await?;
    Ok(())
}

pub(super) async fn load<R>(tx: &mut Tx, doing: &Doing, id: &VendorId) -> Result<Vendor, Failure<R>> {
    vendor::find(tx, doing.facility(), id).await?.ok_or_else(missing)
}

fn made((id, standing): (VendorId, Standing), wish: Wish) -> Vendor {
    let Wish { name, contacts, systems, contract, note } = wish;
    Vendor { id, name, contacts, systems, contract, note, standing }
}

fn changes(old: &Vendor, new: &Vendor) -> Changes {
    Changes::default()
        .note("name", &old.name, &new.name)
        .note("vendor-contacts", contacts(old), contacts(new))
        .note("vendor-systems", systems(old), systems(new))
        .note("vendor-contract", contract(old), contract(new))
        .note("vendor-note", &old.note, &new.note)
}

fn contacts(vendor: &Vendor) -> String {
    let words = |one: &Contact| {
        let entries = [&one.name, &one.telephone, &one.fax, &one.mail].into_iter();
        entries.filter(|entry| !entry.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    };
    vendor.contacts.iter().map(words).collect::<Vec<_>>().join("、")
}

fn systems(vendor: &Vendor) -> String {
    vendor.systems.iter().map(|system| system.name.as_str()).collect::<Vec<_>>().join("、")
}

fn contract(vendor: &Vendor) -> String {
    match &vendor.contract {
        Contract::Term { from, until } => {
            let day = |day: &Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}～{}", day(from), day(until))
        }
        Contract::None { reason } => reason.clone(),
    }
}

/// A vendor as the object of an event.
pub fn target(vendor: &Vendor) -> Target {
    Target::new("vendor", &vendor.id)
}
