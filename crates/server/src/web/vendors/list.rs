//! All vendors; above them what is late and what is waited for.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::Inquiry;
use tenken_domain::vendor::{Contract, System, Vendor};
use tenken_store::{inquiry, vendor};

use super::{address, could_manage, may_read};
use crate::web::inquiries;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

/// Everything the page is made from.
struct Shown {
    vendors: Vec<Vendor>,
    inquiries: Vec<Inquiry>,
    today: Date,
}

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    let mut conn = person.app().db.reader().await?;
    let vendors = vendor::all(&mut conn, person.facility_id()).await?;
    let inquiries = inquiry::all(&mut conn, person.facility_id()).await?;
    drop(conn);
    let today = calendar::day_of(person.app().clock.now());
    reply::page(view(&permit, &Shown { vendors, inquiries, today }))
}

fn view(permit: &Permit<'_>, shown: &Shown) -> Markup {
    let text = permit.text;
    let (overdue, waiting): (Vec<&Inquiry>, Vec<&Inquiry>) =
        shown.inquiries.iter().filter(|one| one.is_waiting()).partition(|one| one.is_overdue(shown.today));
    let (active, aside): (Vec<&Vendor>, Vec<&Vendor>) = shown.vendors.iter().partition(|one| one.is_active());
    page::page(
        permit,
        &text.text("vendors-title"),
        &html! {
            h1 { (text.text("vendors-title")) }
            p { (text.text("vendors-intro")) }
            p {
                @if could_manage(permit.person) { a.button.primary href="/vendors/new" { (text.text("vendor-new")) } " " }
                a.button href="/vendors/contradictions" { (text.text("contradictions-title")) }
            }
            (asked(text, shown, ("inquiries-overdue", overdue)))
            (asked(text, shown, ("inquiries-waiting", waiting)))
            h2 { (text.text("vendors-title")) " (" (active.len()) ")" }
            @if active.is_empty() { p { (text.text("vendors-none")) } } @else { (table(text, shown, &active)) }
            @if !aside.is_empty() {
                details {
                    summary { (text.text("vendors-set-aside")) " (" (aside.len()) ")" }
                    (table(text, shown, &aside))
                }
            }
            p { a href="/findings" { (text.text("findings-title")) } }
        },
    )
}

/// A part of the inquiries under its heading, the oldest due date first.
fn asked(text: Text, shown: &Shown, (heading, mut inquiries): (&str, Vec<&Inquiry>)) -> Markup {
    inquiries.sort_by_key(|one| one.due);
    html! {
        @if !inquiries.is_empty() {
            h2 { (text.text(heading)) " (" (inquiries.len()) ")" }
            (inquiries::table(text, (&shown.vendors, shown.today), &inquiries))
        }
    }
}

fn table(text: Text, shown: &Shown, vendors: &[&Vendor]) -> Markup {
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("vendor-name")) }
                th scope="col" { (text.text("vendor-systems")) }
                th scope="col" { (text.text("vendor-contract")) }
                th scope="col" { (text.text("vendor-contact-telephone")) }
                th.number scope="col" { (text.text("vendor-inquiries-count")) }
            } }
            tbody { @for vendor in vendors { (row(text, shown, vendor)) } }
        }
    }
}

fn row(text: Text, shown: &Shown, vendor: &Vendor) -> Markup {
    let own = shown.inquiries.iter().filter(|one| one.vendor == vendor.id);
    let telephone = vendor.contacts.iter().map(|one| one.telephone.as_str()).find(|one| !one.is_empty());
    html! {
        tr {
            th scope="row" { a href=(address(vendor)) { (vendor.name) } }
            td data-label=(text.text("vendor-systems")) { ul { @for one in &vendor.systems { li { (system(text, one)) } } } }
            td data-label=(text.text("vendor-contract")) { (contract(text, &vendor.contract, shown.today)) }
            td.telephone data-label=(text.text("vendor-contact-telephone")) { (telephone.unwrap_or("-")) }
            td.number data-label=(text.text("vendor-inquiries-count")) { (own.count()) }
        }
    }
}

/// 「さくらカルテ（電子カルテ）」
pub fn system(text: Text, system: &System) -> String {
    format!("{}（{}）", system.name, text.of("vendor-kind", system.kind.code()))
}

/// From when until when, with 契約期間終了 where it is over; or 契約なし and why.
pub fn contract(text: Text, contract: &Contract, today: Date) -> Markup {
    let day = |day: &Option<Date>| day.map(calendar::both).unwrap_or_default();
    html! {
        @match contract {
            Contract::Term { from: None, until: None } => (text.text("vendor-contract-open")),
            Contract::Term { from, until } => { (day(from)) " ～ " (day(until)) }
            Contract::None { reason } => { (text.text("vendor-contract-none")) "（" (reason) "）" }
        }
        @if contract.is_over(today) { " " strong.overdue { (text.text("vendor-contract-over")) } }
    }
}
