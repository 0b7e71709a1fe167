//! The search for the best set: branch and bound with the relaxation beside this, in a fixed order and with a limit of
//! places looked at, so that the same question always has the same answer.

use std::cmp::Reverse;

use super::Proof;
use super::bound::{Multipliers, Prices, Rest, SCALE, Solved};
use super::instance::{Instance, Tally};

/// Steps of tightening at the beginning, and at every later place. With fewer later ones the bounds stay where they
/// were and the search looks at thousands of places instead of dozens.
const FIRST_STEPS: u32 = 600;
const LATER_STEPS: u32 = 200;

/// The best set that was found.
pub(super) struct Found {
    /// Offers, ascending.
    pub offers: Vec<usize>,
    pub value: u64,
    pub proof: Proof,
}

/// A place of the search.
struct Place {
    free: Vec<usize>,
    chosen: Vec<usize>,
    tally: Tally,
    multipliers: Multipliers,
    /// No set that can be reached from here has more value.
    bound: u64,
    steps: u32,
}

/// Looks for the set of offers of most value within the budget; at most so many places are looked at.
pub(super) fn search(instance: &Instance, most_nodes: u64) -> Found {
    let prices = Prices::of(instance);
    let mut search = Search { instance, prices: &prices, best: Vec::new(), value: 0, nodes: 0 };
    let mut open = vec![search.beginning()];
    let mut bound = 0;
    while let Some(place) = open.pop() {
        if place.bound <= search.value {
            continue;
        }
        if search.nodes == most_nodes {
            bound = open.iter().map(|place| place.bound).max().unwrap_or(0).max(place.bound);
            break;
        }
        search.nodes += 1;
        open.extend(search.branch(place));
    }
    search.polish();
    let (value, nodes) = (search.value, search.nodes);
    let proof =
        if bound > value { Proof::Gap { found: value, bound, nodes } } else { Proof::Optimal { nodes } };
    search.best.sort_unstable();
    Found { offers: search.best, value, proof }
}

struct Search<'s> {
    instance: &'s Instance,
    prices: &'s Prices,
    best: Vec<usize>,
    value: u64,
    nodes: u64,
}

impl Search<'_> {
    fn beginning(&self) -> Place {
        Place {
            free: self.instance.possible(),
            chosen: Vec::new(),
            tally: Tally::nothing(self.instance),
            multipliers: Multipliers::first(self.instance),
            bound: self.instance.everything(),
            steps: FIRST_STEPS,
        }
    }

    /// The places that follow, the more promising last; none where nothing better can be reached.
    fn branch(&mut self, mut place: Place) -> Vec<Place> {
        if place.steps == FIRST_STEPS {
            self.fill(&place, None);
        }
        loop {
            place.free = self.instance.without_outdone(place.free, &place.tally);
            let rest = Rest::of(self.instance, self.prices, &place.tally, place.free.iter().copied());
            if rest.offers.is_empty() {
                return Vec::new();
            }
            let everything = rest.everything();
            let target = self.target(&place.tally);
            let solved = rest.tighten(place.multipliers.clone(), target, place.steps);
            place.free = rest.offers;
            place.steps = LATER_STEPS;
            self.fill(&place, Some(&solved));
            let target = self.target(&place.tally);
            place.bound = place.bound.min(place.tally.value + unscaled(solved.most).min(everything));
            if place.bound <= self.value {
                return Vec::new();
            }
            place.multipliers = solved.multipliers.clone();
            match self.settle(&mut place, &solved, target) {
                Settled::Nothing => return self.split(place, &solved),
                Settled::Some => {}
                Settled::Contradiction => return Vec::new(),
            }
        }
    }

    /// What must be added to a place's value at least to be better than the best, less one part of [`SCALE`].
    fn target(&self, tally: &Tally) -> i64 {
        let missing = i64::try_from(self.value - tally.value).expect("a value is small");
        SCALE * (missing + 1) - 1
    }

    /// Settles offers without which, or with which, nothing better can be reached.
    fn settle(&mut self, place: &mut Place, solved: &Solved, target: i64) -> Settled {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for (offer, reward) in place.free.iter().zip(&solved.rewards) {
            if solved.most - reward.abs() <= target {
                if *reward > 0 { wanted.push(*offer) } else { unwanted.push(*offer) }
            }
        }
        if wanted.is_empty() && unwanted.is_empty() {
            return Settled::Nothing;
        }
        place.free.retain(|offer| !wanted.contains(offer) && !unwanted.contains(offer));
        for offer in wanted {
            if !place.tally.fits(self.instance, offer) {
                return Settled::Contradiction;
            }
            place.tally.add(self.instance, offer);
            place.chosen.push(offer);
        }
        self.note(&place.chosen, place.tally.value);
        Settled::Some
    }

    /// With and without the offer about which the relaxation is least sure; first what it leans to.
    fn split(&mut self, mut place: Place, solved: &Solved) -> Vec<Place> {
        let leanings = place.free.iter().zip(&solved.leaning);
        // The more it can turn, the more is decided with it.
        let unsure = |(offer, leaning): &(&usize, &i64)| {
            let items = self.instance.offers[**offer].items.iter();
            let fresh = items.filter(|item| place.tally.by[**item] == 0).count();
            (fresh as i64 * (**leaning).min(SCALE - **leaning), Reverse(**offer))
        };
        let Some((offer, leaning)) = leanings.max_by_key(unsure) else { return Vec::new() };
        let (offer, leaning) = (*offer, *leaning);
        place.free.retain(|free| *free != offer);
        let mut with = Place {
            free: place.free.clone(),
            chosen: place.chosen.clone(),
            tally: place.tally.clone(),
            multipliers: place.multipliers.clone(),
            bound: place.bound,
            steps: LATER_STEPS,
        };
        with.tally.add(self.instance, offer);
        with.chosen.push(offer);
        self.note(&with.chosen, with.tally.value);
        if leaning < SCALE / 2 { vec![with, place] } else { vec![place, with] }
    }

    /// Fills a place up, the most rewarding offers first, and notes what comes of it. Without rewards the gain for the
    /// share of the budgets decides.
    fn fill(&mut self, place: &Place, solved: Option<&Solved>) {
        let mut tally = place.tally.clone();
        let mut chosen = place.chosen.clone();
        if let Some(solved) = solved {
            let mut order: Vec<(i64, usize)> =
                solved.rewards.iter().copied().zip(place.free.iter().copied()).collect();
            order.sort_unstable_by_key(|(reward, offer)| (-reward, *offer));
            for (_, offer) in order {
                if tally.fits(self.instance, offer) && tally.gain(self.instance, offer) > 0 {
                    tally.add(self.instance, offer);
                    chosen.push(offer);
                }
            }
        }
        while let Some(offer) = self.next(&place.free, &tally) {
            tally.add(self.instance, offer);
            chosen.push(offer);
        }
        self.note(&chosen, tally.value);
    }

    /// The offer that adds most for what it takes of the budgets, of those that fit and add something.
    fn next(&self, free: &[usize], tally: &Tally) -> Option<usize> {
        let fitting = free.iter().copied().filter(|offer| tally.fits(self.instance, *offer));
        let worth =
            fitting.map(|offer| (tally.gain(self.instance, offer), offer)).filter(|(gain, _)| *gain > 0);
        let density = |(gain, offer): &(u64, usize)| {
            let taken = self.prices.taken(*offer);
            (u128::from(*gain) << 40) / u128::from(taken + 1)
        };
        worth.max_by_key(|one| (density(one), Reverse(one.1))).map(|(_, offer)| offer)
    }

    fn note(&mut self, chosen: &[usize], value: u64) {
        if value > self.value {
            self.value = value;
            self.best = chosen.to_vec();
        }
    }

    /// Improves the best set by adding and by exchanging one for one while that helps, then gives back what adds
    /// nothing, the dearest first. After a finished search only the last can happen.
    fn polish(&mut self) {
        let all = self.instance.possible();
        let mut tally = Tally::of(self.instance, &self.best);
        while let Some(better) = self.exchange(&all, &tally) {
            tally = Tally::of(self.instance, &better);
            self.value = tally.value;
            self.best = better;
        }
        let mut dearest = self.best.clone();
        dearest.sort_unstable_by_key(|offer| {
            let price = self.instance.offers[*offer].price;
            Reverse((price.yen, price.days, *offer))
        });
        for offer in dearest {
            tally.remove(self.instance, offer);
            if tally.value == self.value {
                self.best.retain(|chosen| *chosen != offer);
            } else {
                tally.add(self.instance, offer);
            }
        }
    }

    fn exchange(&self, all: &[usize], tally: &Tally) -> Option<Vec<usize>> {
        let fresh = || all.iter().copied().filter(|offer| !self.best.contains(offer));
        let out = std::iter::once(None).chain(self.best.iter().copied().map(Some));
        for out in out {
            let mut without = tally.clone();
            if let Some(out) = out {
                without.remove(self.instance, out);
            }
            let better = |offer: &usize| {
                without.fits(self.instance, *offer)
                    && without.value + without.gain(self.instance, *offer) > self.value
            };
            if let Some(offer) = fresh().find(better) {
                let mut set: Vec<usize> =
                    self.best.iter().copied().filter(|chosen| Some(*chosen) != out).collect();
                set.push(offer);
                return Some(set);
            }
        }
        None
    }
}

/// What became of settling.
enum Settled {
    Nothing,
    Some,
    /// What must be chosen does not fit together.
    Contradiction,
}

fn unscaled(most: i64) -> u64 {
    u64::try_from(most / SCALE).unwrap_or(0)
}
