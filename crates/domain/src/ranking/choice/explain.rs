//! From a found set back to words: what each chosen action does, and why each of the others was left out.

use std::cmp::Reverse;

use super::instance::{Instance, Tally};
use super::question::Question;
use super::search::Found;
use super::{Budget, Choice, Chosen, Exchange, LeftOut, Lift, Reason, Unable};
use crate::id::ItemId;
use crate::ranking::Cell;
use crate::result::Share;

pub(super) fn choice(question: &Question<'_>, found: Found) -> Choice {
    let instance = &question.instance;
    let tally = Tally::of(instance, &found.offers);
    let is_chosen = |offer: &usize| found.offers.contains(offer);
    let others = (0..instance.offers.len()).filter(|offer| !is_chosen(offer));
    let mut left_out: Vec<LeftOut> = others.map(|offer| left_out(question, &found, &tally, offer)).collect();
    left_out.sort_by_key(|one| Reverse(one.gain));
    let unable = question.unable.iter().map(|(candidate, lacks)| Unable {
        what: candidate.what.clone(),
        title: candidate.title.clone(),
        lacks: lacks.clone(),
    });
    Choice {
        chosen: found.offers.iter().map(|offer| chosen(question, &tally, *offer)).collect(),
        left_out,
        unable: unable.collect(),
        cells: lifts(question, &tally),
        value: found.value,
        spent: less(instance.budget, tally.left),
        proof: found.proof,
    }
}

fn chosen(question: &Question<'_>, tally: &Tally, offer: usize) -> Chosen {
    let of = &question.instance.offers[offer];
    let named = |item: &usize| -> ItemId { question.items[*item].clone() };
    let mut without = tally.clone();
    without.remove(&question.instance, offer);
    Chosen {
        what: question.offers[offer].what.clone(),
        title: question.offers[offer].title.clone(),
        price: of.price,
        items: of.items.iter().map(named).collect(),
        alone: of.items.iter().filter(|item| tally.by[**item] == 1).map(named).collect(),
        worth: tally.value - without.value,
    }
}

fn left_out(question: &Question<'_>, found: &Found, tally: &Tally, offer: usize) -> LeftOut {
    let instance = &question.instance;
    let of = &instance.offers[offer];
    let gain = tally.gain(instance, offer);
    let beyond = less(of.price, instance.budget);
    let reason = if of.items.is_empty() {
        Reason::TurnsNothing
    } else if beyond != Budget::default() {
        Reason::BeyondBudget(beyond)
    } else if of.items.iter().all(|item| tally.by[*item] > 0) {
        Reason::TurnedAlready
    } else {
        let exchange = exchange(instance, found, tally, offer).map(|(out, value)| Exchange {
            out: question.offers[out].what.clone(),
            title: question.offers[out].title.clone(),
            value,
        });
        Reason::NoRoom { missing: less(of.price, tally.left), exchange }
    };
    let candidate = question.offers[offer];
    LeftOut { what: candidate.what.clone(), title: candidate.title.clone(), price: of.price, gain, reason }
}

/// The chosen offer whose place it could take at the smallest loss, and the value then.
fn exchange(instance: &Instance, found: &Found, tally: &Tally, offer: usize) -> Option<(usize, u64)> {
    let after = |out: &usize| {
        let mut without = tally.clone();
        without.remove(instance, *out);
        let value = without.value + without.gain(instance, offer);
        without.fits(instance, offer).then_some((*out, value))
    };
    found.offers.iter().filter_map(after).max_by_key(|(out, value)| (*value, Reverse(*out)))
}

fn lifts(question: &Question<'_>, tally: &Tally) -> Vec<Lift> {
    let lift = |(cell, turned): (&Cell, &usize)| {
        let after = Share::new(cell.share.yes + *turned as u64, cell.share.items);
        Lift { key: cell.key.clone(), before: cell.share, after }
    };
    question.cells.iter().zip(&tally.turned).map(lift).collect()
}

/// What of `one` goes beyond `other`.
fn less(one: Budget, other: Budget) -> Budget {
    Budget { yen: one.yen.saturating_sub(other.yen), days: one.days.saturating_sub(other.days) }
}
