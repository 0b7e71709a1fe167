//! The leaflet of one page about one item of the staff's list.

use axum::extract::Path;
use tenken_domain::catalog::Audience;
use tenken_domain::permission::Denial;
use tenken_report::leaflet::Leaflet;
use tenken_report::{Format, Make, Report, maker};

use super::Reading;
use crate::facts::issuer;
use crate::web::reports::download::made;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// As it stands in the table of reports.
const REPORT: &str = "leaflet";

pub async fn pdf(person: Person, Path((catalog, item)): Path<(String, String)>) -> Reply {
    let permit = person.own()?;
    let place = super::place(&person, &catalog, &item)?;
    if place.list.audience != Audience::Staff {
        return Err(Denial::Invisible.into());
    }
    let reading = Reading::new(person.app(), permit.text, &person.facility, place.catalog);
    let reading = reading.ok_or(Denial::Invisible)?;
    let entry = reading.guide.entry(&place.item.id).ok_or(Denial::Invisible)?;
    let report = Report::find(REPORT).ok_or(Denial::Invisible)?;
    let Make::Leaflet(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, Format::Pdf).ok_or(Denial::Invisible)?;
    let (issuer, catalog, item) = (issuer(&person.facility), place.catalog, place.item);
    let translations = &reading.guide.book.translations;
    let bytes = made(move || {
        make(&Leaflet { issuer: &issuer, catalog, item, entry, translations, contact: &reading.contact })
    });
    let bytes =
        bytes.await?.map_err(|_| anyhow::anyhow!("a leaflet has no encoding that lacks characters"))?;
    let name = format!("{}_{}.{}", report.title, item.title, Format::Pdf.extension());
    download::attachment(bytes, Format::Pdf.media_type(), &name)
}
