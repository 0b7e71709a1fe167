//! The handbook as a file. It is the same for everybody in the hospital, so the last one made is kept.

use axum::body::Bytes;
use axum::extract::Path;
use tenken_domain::facts::Issuer;
use tenken_domain::id::CatalogId;
use tenken_domain::permission::Denial;
use tenken_report::handbook::Handbook;
use tenken_report::{Format, Make, Report, maker};
use tokio::sync::Mutex;

use super::Reading;
use crate::facts::issuer;
use crate::web::reports::download::made;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::{Reply, WebError};

/// As it stands in the table of reports and in addresses.
pub const REPORT: &str = "handbook";

/// What a file was made from, beside what never changes while the program runs.
#[derive(Clone, PartialEq, Eq)]
struct MadeFrom {
    catalog: CatalogId,
    format: Format,
    issuer: Issuer,
    contact: String,
}

/// One is made at a time: it keeps a core busy for seconds.
static KEPT: Mutex<Vec<(MadeFrom, Bytes)>> = Mutex::const_new(Vec::new());

/// How many files are kept: two formats, and a little more.
const MOST_KEPT: usize = 4;

pub async fn pdf(person: Person, Path(catalog): Path<String>) -> Reply {
    file(&person, catalog, Format::Pdf).await
}

pub async fn html(person: Person, Path(catalog): Path<String>) -> Reply {
    file(&person, catalog, Format::Html).await
}

async fn file(person: &Person, catalog: String, format: Format) -> Reply {
    let permit = person.own()?;
    let catalog = person.app().catalog(&CatalogId::new(catalog)).ok_or(Denial::Invisible)?;
    let reading = Reading::new(person.app(), permit.text, &person.facility, catalog);
    let reading = reading.ok_or(Denial::Invisible)?;
    let report = Report::find(REPORT).ok_or(Denial::Invisible)?;
    let name = format!("{}.{}", report.title, format.extension());
    let issuer = issuer(&person.facility);
    let bytes = kept(report, reading, issuer, format).await?;
    download::attachment(bytes, format.media_type(), &name)
}

async fn kept(
    report: &'static Report,
    reading: Reading,
    issuer: Issuer,
    format: Format,
) -> Result<Bytes, WebError> {
    let from = MadeFrom {
        catalog: reading.catalog.id.clone(),
        format,
        issuer: issuer.clone(),
        contact: reading.contact.clone(),
    };
    let mut kept = KEPT.lock().await;
    if let Some((_, bytes)) = kept.iter().find(|(one, _)| *one == from) {
        return Ok(bytes.clone());
    }
    let Make::Handbook(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let (catalog, book) = (reading.catalog, &reading.guide.book);
    let bytes = made(move || make(&Handbook { issuer: &issuer, catalog, book, contact: &reading.contact }));
    let bytes =
        bytes.await?.map_err(|_| anyhow::anyhow!("a handbook has no encoding that lacks characters"))?;
    let bytes = Bytes::from(bytes);
    kept.insert(0, (from, bytes.clone()));
    kept.truncate(MOST_KEPT);
    Ok(bytes)
}
