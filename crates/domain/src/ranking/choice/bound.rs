//! A bound on what the offers still free can add: the Lagrangian relaxation of “an item is turned only by an offer” and
//! of both budgets. Every bound is sound whatever the multipliers, because it is computed in whole numbers.

use super::instance::{Instance, Tally};

/// Multipliers and bounds are in so many parts of one unit of value.
pub(super) const SCALE: i64 = 1 << 16;
/// Each budget is so many quanta; a price is rounded down to quanta, so that what fits still fits.
const QUANTA: i64 = 1 << 20;
/// No price of a quantum is higher; keeps products within 64 bits.
const DEAREST: i64 = 1 << 36;
/// A course keeps so much of itself at each step, and goes so much further along the budgets than along the items, whose
/// multipliers are smaller. Both were found by trying; no bound is wrong whatever they are.
const INERTIA: f64 = 0.7;
const REACH: f64 = 6.0;
/// What an offer leans to is an average over about so many steps.
const MEMORY: i64 = 32;
/// After so many steps that did not help, steps become half as long.
const PATIENCE: u32 = 8;

/// What an item, and a quantum of either budget, is taken to be worth.
#[derive(Clone, Debug)]
pub(super) struct Multipliers {
    item: Vec<i64>,
    yen: i64,
    days: i64,
}

/// The prices of all offers in quanta.
pub(super) struct Prices {
    yen: Vec<i64>,
    days: Vec<i64>,
}

/// What is left of an instance at one place of the search.
pub(super) struct Rest<'r> {
    instance: &'r Instance,
    prices: &'r Prices,
    tally: &'r Tally,
    /// Free, within what is left, and able to turn something.
    pub offers: Vec<usize>,
    /// By cell the items that are not turned and that one of `offers` turns.
    cells: Vec<(usize, Vec<usize>)>,
    yen: i64,
    days: i64,
}

/// The relaxation solved for some multipliers.
#[derive(Clone)]
pub(super) struct Solved {
    /// At most this much can be added, in parts of [`SCALE`].
    pub most: i64,
    /// What each of [`Rest::offers`] is worth beyond its price; the relaxation takes those above 0.
    pub rewards: Vec<i64>,
    pub multipliers: Multipliers,
    /// The items the relaxation turns.
    turned: Vec<bool>,
    /// How often each of [`Rest::offers`] was taken of late: 0 for never to [`SCALE`] for always.
    pub leaning: Vec<i64>,
}

/// A direction in which multipliers go.
struct Course {
    item: Vec<f64>,
    yen: f64,
    days: f64,
}

impl Course {
    fn none(at: &Solved) -> Self {
        Self { item: vec![0.0; at.turned.len()], yen: 0.0, days: 0.0 }
    }
}

impl Multipliers {
    /// Items at half of what they are worth at first, budgets at nothing.
    pub(super) fn first(instance: &Instance) -> Self {
        let worth = |cell: &usize| SCALE * whole(instance.gains[*cell][0]) / 2;
        Self { item: instance.cell_of.iter().map(worth).collect(), yen: 0, days: 0 }
    }
}

impl Prices {
    pub(super) fn of(instance: &Instance) -> Self {
        let budget = instance.budget;
        let prices = instance.offers.iter().map(|offer| offer.price);
        Self {
            yen: prices.clone().map(|price| quanta(price.yen, budget.yen)).collect(),
            days: prices.map(|price| quanta(price.days, budget.days)).collect(),
        }
    }

    /// How much of both budgets an offer takes, in quanta.
    pub(super) fn taken(&self, offer: usize) -> u64 {
        u64::try_from(self.yen[offer] + self.days[offer]).unwrap_or(0)
    }
}

impl<'r> Rest<'r> {
    /// What is left of these offers after those of the tally.
    pub(super) fn of(
        instance: &'r Instance,
        prices: &'r Prices,
        tally: &'r Tally,
        free: impl Iterator<Item = usize>,
    ) -> Self {
        let turns_more = |offer: usize| instance.offers[offer].items.iter().any(|item| tally.by[*item] == 0);
        let offers: Vec<usize> =
            free.filter(|offer| tally.fits(instance, *offer) && turns_more(*offer)).collect();
        let mut is_live = vec![false; instance.cell_of.len()];
        let mut cells = vec![Vec::new(); instance.gains.len()];
        for item in offers.iter().flat_map(|offer| &instance.offers[*offer].items) {
            if tally.by[*item] == 0 && !is_live[*item] {
                is_live[*item] = true;
                cells[instance.cell_of[*item]].push(*item);
            }
        }
        let cells = cells.into_iter().enumerate().filter(|(_, items)| !items.is_empty()).collect();
        let yen = quanta(tally.left.yen, instance.budget.yen);
        let days = quanta(tally.left.days, instance.budget.days);
        Self { instance, prices, tally, offers, cells, yen, days }
    }

    /// What all items that can still be turned are worth, whatever they cost.
    pub(super) fn everything(&self) -> u64 {
        let of_cell = |(cell, items): &(usize, Vec<usize>)| -> u64 {
            let turned = self.tally.turned[*cell];
            self.instance.gains[*cell][turned..turned + items.len()].iter().sum()
        };
        self.cells.iter().map(of_cell).sum()
    }

    /// The relaxation at the best multipliers found in so many steps, beginning from the given ones. Ends early when no
    /// more than `target` (in parts of [`SCALE`]) can be added.
    pub(super) fn tighten(&self, from: Multipliers, target: i64, steps: u32) -> Solved {
        let mut best = self.solve(from);
        let (mut length, mut in_vain) = (1.0, 0);
        let mut now = best.clone();
        let mut course = Course::none(&now);
        let mut leaning = best.leaning.clone();
        for _ in 0..steps {
            if best.most <= target {
                break;
            }
            let Some(next) = self.step(&now, target, length, &mut course) else { break };
            now = self.solve(next);
            for (leaning, taken) in leaning.iter_mut().zip(&now.leaning) {
                *leaning += (*taken - *leaning) / MEMORY;
            }
            if now.most < best.most {
                best = now.clone();
                in_vain = 0;
            } else {
                in_vain += 1;
            }
            if in_vain == PATIENCE {
                in_vain = 0;
                length /= 2.0;
                now = best.clone();
                course = Course::none(&now);
            }
        }
        Solved { leaning, ..best }
    }

    /// Solves the relaxation: each cell takes its cheapest items while they bring more than they cost, and each offer is
    /// taken that is worth more than its price.
    fn solve(&self, multipliers: Multipliers) -> Solved {
        let mut most = multipliers.yen * self.yen + multipliers.days * self.days;
        let mut turned = vec![false; multipliers.item.len()];
        let mut cheapest = Vec::new();
        for (cell, items) in &self.cells {
            cheapest.clone_from(items);
            cheapest.sort_unstable_by_key(|item| (multipliers.item[*item], *item));
            let gains = &self.instance.gains[*cell][self.tally.turned[*cell]..];
            for (item, gain) in cheapest.iter().zip(gains) {
                let surplus = SCALE * whole(*gain) - multipliers.item[*item];
                if surplus <= 0 {
                    break;
                }
                most += surplus;
                turned[*item] = true;
            }
        }
        let reward = |offer: &usize| {
            let fresh = self.instance.offers[*offer].items.iter().filter(|item| self.tally.by[**item] == 0);
            let worth: i64 = fresh.map(|item| multipliers.item[*item]).sum();
            let price =
                multipliers.yen * self.prices.yen[*offer] + multipliers.days * self.prices.days[*offer];
            worth - price
        };
        let rewards: Vec<i64> = self.offers.iter().map(reward).collect();
        most += rewards.iter().filter(|reward| **reward > 0).sum::<i64>();
        let leaning = rewards.iter().map(|reward| if *reward > 0 { SCALE } else { 0 }).collect();
        Solved { most, rewards, multipliers, turned, leaning }
    }

    /// The next multipliers down the slope; `None` where it is flat. Only where to look is worked out in floating point.
    fn step(&self, now: &Solved, target: i64, length: f64, course: &mut Course) -> Option<Multipliers> {
        let slope = self.slope(now);
        for (course, slope) in course.item.iter_mut().zip(&slope.item) {
            *course = INERTIA * *course + slope;
        }
        course.yen = INERTIA * course.yen + slope.yen * REACH;
        course.days = INERTIA * course.days + slope.days * REACH;
        let steepness = course.item.iter().map(|one| one * one).sum::<f64>()
            + course.yen * course.yen
            + course.days * course.days;
        if steepness == 0.0 {
            return None;
        }
        let step = length * float(now.most - target) / steepness;
        let moved = |from: i64, slope: f64, most: i64| (from - nearest(step * slope)).clamp(0, most);
        let mut next = now.multipliers.clone();
        for (item, slope) in course.item.iter().enumerate().filter(|(_, slope)| **slope != 0.0) {
            let most = SCALE * whole(self.instance.gains[self.instance.cell_of[item]][0]);
            next.item[item] = moved(next.item[item], *slope, most);
        }
        next.yen = moved(next.yen, course.yen * REACH / float(QUANTA), DEAREST);
        next.days = moved(next.days, course.days * REACH / float(QUANTA), DEAREST);
        Some(next)
    }

    fn slope(&self, now: &Solved) -> Course {
        let mut item: Vec<i64> = now.turned.iter().map(|turned| -i64::from(*turned)).collect();
        let (mut yen, mut days) = (self.yen, self.days);
        for (offer, _) in self.offers.iter().zip(&now.rewards).filter(|(_, reward)| **reward > 0) {
            yen -= self.prices.yen[*offer];
            days -= self.prices.days[*offer];
            for fresh in self.instance.offers[*offer].items.iter().filter(|item| self.tally.by[**item] == 0) {
                item[*fresh] += 1;
            }
        }
        // What is free and still wanted less cannot become cheaper.
        let downwards = |slope: i64, price: i64| if price == 0 && slope > 0 { 0.0 } else { float(slope) };
        let Multipliers { item: prices, yen: yen_price, days: days_price } = &now.multipliers;
        Course {
            item: item.into_iter().zip(prices).map(|(slope, price)| downwards(slope, *price)).collect(),
            yen: downwards(yen, *yen_price) / float(QUANTA),
            days: downwards(days, *days_price) / float(QUANTA),
        }
    }
}

/// How many quanta of the whole budget an amount is, rounded down; at most all of them.
fn quanta(amount: u64, whole: u64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let quanta = i128::from(QUANTA) * i128::from(amount) / i128::from(whole);
    i64::try_from(quanta).unwrap_or(QUANTA).min(QUANTA)
}

fn whole(gain: u64) -> i64 {
    i64::try_from(gain).expect("what an item is worth is small")
}

#[expect(clippy::cast_precision_loss, reason = "only the direction of the next step hangs on it")]
fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a step that is too long is held at its limit")]
fn nearest(step: f64) -> i64 {
    step.round() as i64
}
