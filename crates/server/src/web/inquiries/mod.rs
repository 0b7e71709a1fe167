//! Inquiries (確認依頼): made, sent, chased, answered on paper, by file or by link, compared, and adopted.

pub mod adopt;
pub mod answers;
pub mod attached;
pub mod beside;
pub mod chase;
pub mod create;
pub mod door;
pub mod files;
pub mod link;
pub mod own;
mod pass;
mod picking;
pub mod preview;
pub mod replies;
pub mod send;
pub mod show;
mod told;
pub mod upload;
pub mod withdraw;

use std::collections::BTreeMap;

use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{self, Catalog};
use tenken_domain::id::{InquiryId, ItemId};
use tenken_domain::inquiry::{Inquiry, InquiryRefusal, State};
use tenken_domain::permission::Denial;
use tenken_domain::stored_file::StoredFile;
use tenken_domain::vendor::Vendor;
use tenken_store::{inquiry, inquiry_file, vendor};

use super::stored_files;
use super::support::fields::{Problems, Spot};
use super::support::person::Person;
use super::support::reply::WebError;
use super::support::text::Text;

/// An inquiry with everything that is said of it.
pub struct Asked {
    pub inquiry: Inquiry,
    pub vendor: Vendor,
    pub catalog: &'static Catalog,
    /// All inquiries of the hospital, for what was answered before.
    pub all: Vec<Inquiry>,
    /// Files that came with the answers, by item.
    pub files: BTreeMap<ItemId, StoredFile>,
}

impl Asked {
    /// The inquiry of an address.
    pub async fn load(person: &Person, id: &str) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let all = inquiry::all(&mut conn, person.facility_id()).await?;
        let wanted = InquiryId::new(id);
        let inquiry = all.iter().find(|one| one.id == wanted).cloned().ok_or(Denial::Invisible)?;
        let vendor = vendor::find(&mut conn, person.facility_id(), &inquiry.vendor).await?;
        let vendor = vendor.ok_or(Denial::Invisible)?;
        let catalog = catalog::find(&inquiry.catalog).ok_or(Denial::Invisible)?;
        let files = inquiry_file::of_inquiry(&mut conn, &inquiry.id).await?;
        Ok(Self { inquiry, vendor, catalog, all, files })
    }

    /// 「株式会社さくら医療システム（電子カルテ）」
    pub fn name(&self) -> String {
        named(&self.vendor.name, &self.inquiry)
    }

    pub fn address(&self) -> String {
        address(&self.inquiry)
    }
}

pub fn address(inquiry: &Inquiry) -> String {
    format!("/inquiries/{}", inquiry.id)
}

/// Whom it asks, about what.
pub fn named(vendor: &str, inquiry: &Inquiry) -> String {
    format!("{vendor}（{}）", inquiry.system)
}

/// Inquiries in rows, with the vendor's name where several are known.
pub fn table(text: Text, (vendors, today): (&[Vendor], Date), inquiries: &[&Inquiry]) -> Markup {
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("inquiry-asked")) }
                th scope="col" { (text.text("inquiry-state")) }
                th scope="col" { (text.text("inquiry-due")) }
                th.number scope="col" { (text.text("inquiry-days-open")) }
                th.number scope="col" { (text.text("inquiry-answered-count")) }
            } }
            tbody { @for inquiry in inquiries { (row(text, (vendors, today), inquiry)) } }
        }
    }
}

fn row(text: Text, (vendors, today): (&[Vendor], Date), inquiry: &Inquiry) -> Markup {
    let vendor = vendors.iter().find(|one| one.id == inquiry.vendor).map_or("", |one| &one.name);
    let answered = inquiry.questions.len() - inquiry.open_questions();
    html! {
        tr {
            th scope="row" { a href=(address(inquiry)) { (named(vendor, inquiry)) } }
            td data-label=(text.text("inquiry-state")) { (state(text, &inquiry.state)) }
            td data-label=(text.text("inquiry-due")) {
                (calendar::both(inquiry.due)) @if inquiry.is_overdue(today) { " " (overdue(text)) }
            }
            td.number data-label=(text.text("inquiry-days-open")) { (days_open(text, inquiry, today)) }
            td.number data-label=(text.text("inquiry-answered-count")) { (answered) "/" (inquiry.questions.len()) }
        }
    }
}

/// 「回答待ち（令和8年11月24日（2026-11-24））」, with the day since when.
fn state(text: Text, state: &State) -> String {
    let words = text.of("inquiry-state", state.code());
    let since = match state {
        State::Draft => return words,
        State::Sent { on } | State::Withdrawn { on } => *on,
        State::AskedAgain { again, .. } => *again,
        State::HandedIn { receipt, .. } => receipt.on,
    };
    format!("{words}（{}）", calendar::both(since))
}

/// Said in words and in a frame, because a colour alone says nothing.
fn overdue(text: Text) -> Markup {
    html! { strong.overdue { (text.text("action-overdue")) } }
}

/// For how long nobody has answered; `-` where nothing is waited for.
fn days_open(text: Text, inquiry: &Inquiry, today: Date) -> String {
    let days = inquiry.days_open(today);
    days.map_or_else(|| "-".to_owned(), |days| text.with("inquiry-days", [("days", FluentValue::from(days))]))
}

/// Notes why nothing was done: what is about a day at the field of the day, everything else at the form as a whole.
fn explain<'s>(refusal: InquiryRefusal, day: impl Into<Spot<'s>>, problems: &mut Problems) {
    match refusal {
        InquiryRefusal::NotFromHere => problems.add("", "inquiry-not-from-here"),
        InquiryRefusal::InTheFuture => problems.add(day, "evidence-in-the-future"),
        InquiryRefusal::BeforeSending => problems.add(day, "inquiry-before-sending"),
        InquiryRefusal::DueInThePast => problems.add(day, "inquiry-due-in-the-past"),
        InquiryRefusal::NobodyAnswers => problems.add("answerer", "inquiry-answerer-wanted"),
        InquiryRefusal::StillOpen(_) => problems.add("", "inquiry-still-open"),
        InquiryRefusal::ChangedMeanwhile => problems.add("", "inquiry-changed-meanwhile"),
        InquiryRefusal::TooManyFiles => problems.add(attached::FILE, "attached-too-many"),
        InquiryRefusal::File(refusal) => problems.add(attached::FILE, stored_files::sentence(refusal)),
    }
}
