//! Vendors (事業者): the register, what is still open with them, and where their answers contradict the hospital's.

pub mod change;
pub mod contradictions;
pub mod create;
mod inputs;
pub mod list;
pub mod set_aside;
pub mod show;

use tenken_domain::id::VendorId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::vendor::{Vendor, VendorRefusal};
use tenken_store::vendor;

use super::support::fields::Problems;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;

/// The vendor of an address.
pub async fn load(person: &Person, id: &str) -> Result<Vendor, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = vendor::find(&mut conn, person.facility_id(), &VendorId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

pub fn address(vendor: &Vendor) -> String {
    format!("/vendors/{}", vendor.id)
}

pub fn may_read(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ReadVendors, Object::Facility(person.facility_id()))
}

pub fn may_manage(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ManageVendors, Object::Facility(person.facility_id()))
}

pub fn could_manage(person: &Person) -> bool {
    person.could(Right::ManageVendors, Object::Facility(person.facility_id()))
}

/// Notes at its field why a vendor cannot be so.
fn explain(refusal: VendorRefusal, problems: &mut Problems) {
    match refusal {
        VendorRefusal::NameTaken => problems.add(inputs::NAME, "vendor-name-taken"),
        VendorRefusal::SystemTwice => problems.add(inputs::SYSTEMS, "vendor-system-twice"),
        VendorRefusal::NoSystem => problems.add(inputs::SYSTEMS, "vendor-no-system"),
        VendorRefusal::EndsBeforeItBegins => problems.add(inputs::UNTIL, "vendor-ends-before"),
    }
}
