//! What we say beside the items: boxes on the sheets, a page for each item, a search, the handbook and the leaflets.
//! Always recognisable as ours and never in the place of the ministry's words.

pub mod beside;
pub mod handbook;
pub mod leaflet;
pub mod list;
mod parts;
pub mod show;
pub mod staff;
pub mod words;

use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facility::Facility;
use tenken_domain::id::{CatalogId, ItemId};
use tenken_domain::permission::Denial;

use super::support::person::Person;
use super::support::reply::WebError;
use super::support::text::Text;
use crate::app::App;
use crate::guides::Guide;

/// What explanations are shown with: the reader's language, the words, and whom this hospital's staff call.
pub struct Reading {
    pub text: Text,
    pub catalog: &'static Catalog,
    pub guide: &'static Guide,
    pub contact: String,
}

impl Reading {
    /// `None` where nothing is said beside this catalog.
    pub fn new(app: &App, text: Text, facility: &Facility, catalog: &'static Catalog) -> Option<Self> {
        let guide = app.guide(&catalog.id)?;
        Some(Self { text, catalog, guide, contact: contact(facility) })
    }

    /// A line with the hospital's own contact in it.
    pub fn filled(&self, line: &str) -> String {
        line.replace("{contact}", &self.contact)
    }
}

/// Whom the staff ask: the hospital's own contact, else the administrator.
pub fn contact(facility: &Facility) -> String {
    match facility.contact.as_str() {
        "" => Text::default().text("staff-administrator"),
        contact => contact.to_owned(),
    }
}

/// What an address names: a catalog and one of its items.
struct Place {
    catalog: &'static Catalog,
    list: &'static Checklist,
    item: &'static Item,
}

fn place(person: &Person, catalog: &str, item: &str) -> Result<Place, WebError> {
    let catalog = person.app().catalog(&CatalogId::new(catalog)).ok_or(Denial::Invisible)?;
    let (list, item) = catalog.item(&ItemId::new(item)).ok_or(Denial::Invisible)?;
    Ok(Place { catalog, list, item })
}

/// The address of the page about one item.
pub fn address(catalog: &Catalog, item: &ItemId) -> String {
    format!("/guidance/{}/{item}", catalog.id)
}
