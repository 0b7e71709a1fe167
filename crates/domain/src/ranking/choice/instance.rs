//! The choice as numbers: offers that cost yen and days and turn items, items in cells, and what the next turned item of
//! a cell is worth. Who or what stands behind a number does not live here.

use super::Budget;

/// One action that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub price: Budget,
    /// Places in [`Instance::cell_of`], each once.
    pub items: Vec<usize>,
}

/// What can be chosen from, with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub offers: Vec<Offer>,
    /// The cell of each item that can be turned.
    pub cell_of: Vec<usize>,
    /// By cell what the first, second … turned item is worth: never more than the one before. At least as many as the
    /// cell has items.
    pub gains: Vec<Vec<u64>>,
    pub budget: Budget,
}

/// What a set of offers turns, kept up to date while offers come and go.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// How many of the offers turn an item.
    pub by: Vec<u32>,
    /// How many items of a cell are turned.
    pub turned: Vec<usize>,
    pub value: u64,
    pub left: Budget,
}

impl Tally {
    pub(super) fn nothing(instance: &Instance) -> Self {
        Self {
            by: vec![0; instance.cell_of.len()],
            turned: vec![0; instance.gains.len()],
            value: 0,
            left: instance.budget,
        }
    }

    /// The tally of these offers, which must be within the budget together.
    pub(super) fn of(instance: &Instance, offers: &[usize]) -> Self {
        let mut tally = Self::nothing(instance);
        for offer in offers {
            tally.add(instance, *offer);
        }
        tally
    }

    pub(super) fn fits(&self, instance: &Instance, offer: usize) -> bool {
        let price = instance.offers[offer].price;
        price.yen <= self.left.yen && price.days <= self.left.days
    }

    /// Adds an offer that fits.
    pub(super) fn add(&mut self, instance: &Instance, offer: usize) {
        let price = instance.offers[offer].price;
        self.left = Budget { yen: self.left.yen - price.yen, days: self.left.days - price.days };
        self.turn(instance, offer);
    }

    /// Adds what an offer turns, without its price.
    fn turn(&mut self, instance: &Instance, offer: usize) {
        for item in &instance.offers[offer].items {
            self.by[*item] += 1;
            if self.by[*item] == 1 {
                let cell = instance.cell_of[*item];
                self.value += instance.gains[cell][self.turned[cell]];
                self.turned[cell] += 1;
            }
        }
    }

    /// Takes away an offer that was added.
    pub(super) fn remove(&mut self, instance: &Instance, offer: usize) {
        let Offer { price, items } = &instance.offers[offer];
        self.left = Budget { yen: self.left.yen + price.yen, days: self.left.days + price.days };
        for item in items {
            self.by[*item] -= 1;
            if self.by[*item] == 0 {
                let cell = instance.cell_of[*item];
                self.turned[cell] -= 1;
                self.value -= instance.gains[cell][self.turned[cell]];
            }
        }
    }

    /// What an offer would add to the value, whether it fits or not.
    pub(super) fn gain(&self, instance: &Instance, offer: usize) -> u64 {
        let mut sum = 0;
        let mut further: Vec<(usize, usize)> = Vec::new();
        for item in instance.offers[offer].items.iter().filter(|item| self.by[**item] == 0) {
            let cell = instance.cell_of[*item];
            let place = match further.iter_mut().find(|(known, _)| *known == cell) {
                Some((_, more)) => {
                    *more += 1;
                    *more
                }
                None => {
                    further.push((cell, 0));
                    0
                }
            };
            sum += instance.gains[cell][self.turned[cell] + place];
        }
        sum
    }
}

impl Instance {
    /// The offers that are worth looking at: within the budget, and turning something.
    pub(super) fn possible(&self) -> Vec<usize> {
        let is_possible = |offer: &usize| {
            let Offer { price, items } = &self.offers[*offer];
            !items.is_empty() && price.yen <= self.budget.yen && price.days <= self.budget.days
        };
        (0..self.offers.len()).filter(is_possible).collect()
    }

    /// The value of all offers together, whatever they cost.
    pub(super) fn everything(&self) -> u64 {
        let mut tally = Tally::nothing(self);
        (0..self.offers.len()).for_each(|offer| tally.turn(self, offer));
        tally.value
    }

    /// These offers without those that turn only what another of them turns, too, and costs no more of either budget.
    /// What is turned already does not count. Leaving the others out loses nothing: wherever one of them is chosen, the
    /// other could stand in its place.
    pub(super) fn without_outdone(&self, offers: Vec<usize>, tally: &Tally) -> Vec<usize> {
        let fresh = |offer: usize| -> Vec<usize> {
            self.offers[offer].items.iter().copied().filter(|item| tally.by[*item] == 0).collect()
        };
        let fresh: Vec<Vec<usize>> = offers.iter().map(|offer| fresh(*offer)).collect();
        let outdoes = |one: usize, other: usize| {
            let (price, least) = (self.offers[offers[one]].price, self.offers[offers[other]].price);
            let is_alike = price == least && fresh[one].len() == fresh[other].len();
            price.yen <= least.yen
                && price.days <= least.days
                && fresh[other].iter().all(|item| fresh[one].contains(item))
                // Of two alike the first stays.
                && (!is_alike || one < other)
        };
        let is_outdone =
            |place: usize| (0..offers.len()).any(|other| other != place && outdoes(other, place));
        (0..offers.len()).filter(|place| !is_outdone(*place)).map(|place| offers[place]).collect()
    }
}
