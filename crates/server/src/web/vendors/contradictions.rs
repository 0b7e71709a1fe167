//! 食い違い: where the hospital's own ○ and what vendors say, or do not say, do not fit.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog;
use tenken_domain::contradiction::{self, Contradictions, Looked};
use tenken_domain::finding::marked_in;
use tenken_domain::id::ItemId;
use tenken_domain::inquiry::{Inquiry, Told};
use tenken_domain::mark::Mark;
use tenken_domain::perception;
use tenken_domain::vendor::Vendor;
use tenken_store::{evidence, inquiry, vendor};

use super::may_read;
use crate::web::inquiries::replies::place;
use crate::web::inquiries::{self, named};
use crate::web::plan::Known;
use crate::web::sheets;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    let known = Known::load(&person).await?;
    let mut conn = person.app().db.reader().await?;
    let vendors = vendor::all(&mut conn, person.facility_id()).await?;
    let inquiries = inquiry::all(&mut conn, person.facility_id()).await?;
    let evidence = evidence::standing(&mut conn, person.facility_id()).await?;
    drop(conn);
    let looked = Looked {
        own_yes: &own_yes(&known),
        inquiries: &inquiries,
        evidence: &evidence,
        to_restore: &to_restore(&known),
        today: calendar::day_of(person.app().clock.now()),
    };
    let found = contradiction::all(&looked);
    reply::page(view(&permit, (&known, &vendors), &found))
}

/// What the hospital marked ○ when it answered last.
fn own_yes(known: &Known) -> BTreeSet<ItemId> {
    let yes = known.latest().into_iter().flat_map(|(_, facts)| marked_in(facts, |mark| mark == Mark::Yes));
    yes.map(|(_, item)| item.id.clone()).collect()
}

/// Items whose ○ wants a day on which restoring was tried.
fn to_restore(known: &Known) -> BTreeSet<ItemId> {
    let subjects = known.latest().into_iter().flat_map(|(_, facts)| perception::builtin(&facts.catalog.id));
    subjects.filter(|one| one.wants_restore_test).flat_map(|one| one.items.iter().cloned()).collect()
}

fn view(permit: &Permit<'_>, (known, vendors): (&Known, &[Vendor]), found: &Contradictions<'_>) -> Markup {
    let text = permit.text;
    let title = text.text("contradictions-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("contradictions-intro")) }
            @match known.latest() {
                None => p { (text.text("results-none")) },
                Some(_) => (known.as_of(text)),
            }
            @if found.count() == 0 { p.done { (text.text("contradictions-none")) } }
            (part(text, ("contradiction-denied", "contradiction-denied-hint", found.denied.len()), &html! {
                @for told in &found.denied { li { (named_item(text, known, &told.question.item)) "：" (said(text, vendors, told)) } }
            }))
            (part(text, ("contradiction-unclear", "contradiction-unclear-hint", found.unclear.len()), &html! {
                @for told in &found.unclear { li { (named_item(text, known, &told.question.item)) "：" (said(text, vendors, told)) } }
            }))
            (part(text, ("contradiction-silent", "contradiction-silent-hint", found.silent.len()), &html! {
                @for (inquiry, question) in &found.silent { li { (named_item(text, known, &question.item)) "：" (link(vendors, inquiry)) } }
            }))
            (part(text, ("contradiction-unrestored", "contradiction-unrestored-hint", found.unrestored.len()), &html! {
                @for item in &found.unrestored { li { (named_item(text, known, item)) " " (evidence_link(text, item)) } }
            }))
            (part(text, ("contradiction-different", "contradiction-different-hint", found.different.len()), &html! {
                @for answers in &found.different {
                    li {
                        @if let Some(first) = answers.first() { (named_item(text, known, &first.question.item)) }
                        ul { @for told in answers { li { (said(text, vendors, told)) } } }
                    }
                }
            }))
            p { a href="/vendors" { (text.text("vendors-title")) } }
        },
    )
}

fn part(text: Text, (heading, hint, count): (&str, &str, usize), items: &Markup) -> Markup {
    html! {
        @if count > 0 {
            section {
                h2 { (text.text(heading)) " (" (count) ")" }
                p.hint { (text.text(hint)) }
                ul.contradictions { (items) }
            }
        }
    }
}

/// An item's list, number and title; a link to where it is answered now, where a round asks it.
fn named_item(text: Text, known: &Known, id: &ItemId) -> Markup {
    let now = known.latest().and_then(|(_, facts)| facts.catalog.item(id));
    let Some(one) = now.or_else(|| catalog::find_item(id)) else { return html! { (id) } };
    let words = html! { (place(text, one)) " " (one.1.title) };
    match known.asks(&one.0.id) {
        Some(round) => html! { a href={ (sheets::address(round, one.0)) "#item-" (id) } { (words) } },
        None => words,
    }
}

fn said(text: Text, vendors: &[Vendor], told: &Told<'_>) -> Markup {
    let mark = told
        .question
        .answer
        .mark
        .map_or_else(|| text.text("inquiry-unanswered"), |mark| mark.symbol().to_owned());
    html! {
        (link(vendors, told.inquiry)) " " strong { (mark) } " "
        span.hint { (calendar::japanese(told.receipt.on)) }
        @if !told.question.answer.comment.is_empty() { " " span.typed { (told.question.answer.comment) } }
    }
}

fn link(vendors: &[Vendor], inquiry: &Inquiry) -> Markup {
    let vendor = vendors.iter().find(|one| one.id == inquiry.vendor).map_or("", |one| &one.name);
    html! { a href=(inquiries::address(inquiry)) { (named(vendor, inquiry)) } }
}

/// Where the day of the restore test is recorded.
fn evidence_link(text: Text, item: &ItemId) -> Markup {
    let list = catalog::find_item(item).map(|(list, _)| &list.id);
    html! {
        @if let Some(list) = list {
            a href=(crate::web::evidence::address(list, item)) { (text.text("evidence-title")) }
        }
    }
}
