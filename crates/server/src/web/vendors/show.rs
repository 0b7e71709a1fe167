//! One vendor: what it supplies, whom to ask there, and everything it was asked.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::Inquiry;
use tenken_domain::vendor::{Contact, Vendor};
use tenken_store::inquiry;

use super::list::{contract, system};
use super::{address, could_manage, load, may_read};
use crate::web::inquiries;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let vendor = load(&person, &id).await?;
    let mut own = inquiry::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    own.retain(|one| one.vendor == vendor.id);
    reply::page(view(&permit, &vendor, &own))
}

fn view(permit: &Permit<'_>, vendor: &Vendor, inquiries: &[Inquiry]) -> Markup {
    let text = permit.text;
    let today = calendar::day_of(permit.person.app().clock.now());
    let all: Vec<&Inquiry> = inquiries.iter().collect();
    page::page(
        permit,
        &vendor.name,
        &html! {
            h1 { (vendor.name) }
            @if !vendor.is_active() { p.note { (text.text("vendor-is-set-aside")) } }
            dl.facts {
                dt { (text.text("vendor-systems")) }
                dd { ul { @for one in &vendor.systems { li { (system(text, one)) } } } }
                dt { (text.text("vendor-contract")) } dd { (contract(text, &vendor.contract, today)) }
                @if !vendor.note.is_empty() { dt { (text.text("vendor-note")) } dd.typed { (vendor.note) } }
            }
            (contacts(text, &vendor.contacts))
            @if could_manage(permit.person) { (change(permit, vendor)) }
            h2 { (text.text("inquiries-title")) " (" (all.len()) ")" }
            @if could_manage(permit.person) && vendor.is_active() {
                p { a.button.primary href={ (address(vendor)) "/inquiries/new" } { (text.text("inquiry-new")) } }
            }
            @if all.is_empty() { p { (text.text("inquiries-none")) } }
            @else { (inquiries::table(text, (std::slice::from_ref(vendor), today), &all)) }
            p { a href="/vendors" { (text.text("vendors-title")) } }
        },
    )
}

fn contacts(text: Text, contacts: &[Contact]) -> Markup {
    let columns = ["contact-name", "contact-telephone", "contact-fax", "contact-mail"];
    html! {
        h2 { (text.text("vendor-contacts")) }
        @if contacts.is_empty() { p { (text.text("vendor-contacts-none")) } }
        @else {
            table.list.stacked {
                thead { tr { @for column in columns { th scope="col" { (text.of("vendor", column)) } } } }
                tbody { @for one in contacts {
                    tr { @for (column, entry) in columns.iter().zip([&one.name, &one.telephone, &one.fax, &one.mail]) {
                        td data-label=(text.of("vendor", column)) { @if entry.is_empty() { "-" } @else { (entry) } }
                    } }
                } }
            }
        }
    }
}

fn change(permit: &Permit<'_>, vendor: &Vendor) -> Markup {
    let text = permit.text;
    let (way, label) = if vendor.is_active() {
        ("setting-aside", "vendor-set-aside")
    } else {
        ("taking-back", "vendor-take-back")
    };
    html! {
        div.inline {
            a.button.quiet href={ (address(vendor)) "/edit" } { (text.text("vendor-change")) }
            form method="post" action={ (address(vendor)) "/" (way) } {
                (form::token(permit))
                button.quiet type="submit" { (text.text(label)) }
            }
        }
    }
}
