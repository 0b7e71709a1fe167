//! What vendors say of the items of a sheet, one short line each beside the hospital's own answer.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::id::ItemId;
use tenken_domain::inquiry::latest;
use tenken_store::{inquiry, vendor};

use super::{address, named};
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;
use crate::web::vendors::may_read;

/// The latest answers of every vendor by item; nothing for those who may not know of them.
#[derive(Default)]
pub struct Beside(BTreeMap<ItemId, Vec<Line>>);

/// One vendor's answer.
struct Line {
    name: String,
    mark: &'static str,
    on: String,
    address: String,
}

impl Beside {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        if may_read(person).is_err() {
            return Ok(Self::default());
        }
        let mut conn = person.app().db.reader().await?;
        let inquiries = inquiry::all(&mut conn, person.facility_id()).await?;
        let vendors = vendor::all(&mut conn, person.facility_id()).await?;
        let mut lines: BTreeMap<ItemId, Vec<Line>> = BTreeMap::new();
        for told in latest(&inquiries) {
            let (item, inquiry) = (&told.question.item, told.inquiry);
            let vendor = vendors.iter().find(|one| one.id == inquiry.vendor).map_or("", |one| &one.name);
            lines.entry(item.clone()).or_default().push(Line {
                name: named(vendor, inquiry),
                mark: told.question.answer.mark.map_or("", |mark| mark.symbol()),
                on: calendar::japanese(told.receipt.on),
                address: format!("{}#item-{item}", address(inquiry)),
            });
        }
        Ok(Self(lines))
    }

    pub fn view(&self, text: Text, item: &ItemId) -> Markup {
        html! {
            @for line in self.0.get(item).into_iter().flatten() {
                p.vendor-answer {
                    (text.text("inquiry-vendor-says")) "：" (line.name) " "
                    strong { @if line.mark.is_empty() { (text.text("inquiry-unanswered")) } @else { (line.mark) } } " "
                    a href=(line.address) { (line.on) }
                }
            }
        }
    }
}
