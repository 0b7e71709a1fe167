//! What vendors told: answers that were handed in, the latest of each, and the one before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Inquiry, Question, Receipt};
use crate::id::ItemId;

/// The answer of the same vendor for the same system to the same item that was handed in last, before this inquiry.
pub fn last_answer<'i>(inquiries: &'i [Inquiry], now: &Inquiry, item: &ItemId) -> Option<Told<'i>> {
    let before = |told: &Told<'_>| told.inquiry.made_at < now.made_at && told.inquiry.id != now.id;
    told(inquiries)
        .filter(|told| told.question.item == *item && told.inquiry.is_about_the_same(now) && before(told))
        .max_by_key(Told::moment)
}

/// An answer that was handed in.
#[derive(Clone, Copy, Debug)]
pub struct Told<'i> {
    pub inquiry: &'i Inquiry,
    pub question: &'i Question,
    pub receipt: &'i Receipt,
}

impl Told<'_> {
    fn moment(&self) -> (Date, Timestamp) {
        (self.receipt.on, self.inquiry.made_at)
    }
}

/// Every answer that was handed in.
pub fn told(inquiries: &[Inquiry]) -> impl Iterator<Item = Told<'_>> {
    inquiries.iter().flat_map(|inquiry| {
        let receipt = inquiry.receipt();
        let questions = inquiry.questions.iter();
        questions.filter_map(move |question| Some(Told { inquiry, question, receipt: receipt? }))
    })
}

/// The latest answer of every vendor for every system to every item.
pub fn latest(inquiries: &[Inquiry]) -> Vec<Told<'_>> {
    let mut latest: BTreeMap<_, Told<'_>> = BTreeMap::new();
    for one in told(inquiries) {
        let place = (&one.inquiry.vendor, &one.inquiry.system, &one.question.item);
        match latest.get(&place) {
            Some(known) if known.moment() > one.moment() => {}
            Some(_) | None => {
                latest.insert(place, one);
            }
        }
    }
    latest.into_values().collect()
}

/// Whether no later answer of the same vendor for the same system to this item takes the place of this inquiry's.
pub fn is_latest(inquiries: &[Inquiry], inquiry: &Inquiry, item: &ItemId) -> bool {
    let is_it = |told: &Told<'_>| told.inquiry.id == inquiry.id && told.question.item == *item;
    latest(inquiries).iter().any(is_it)
}
