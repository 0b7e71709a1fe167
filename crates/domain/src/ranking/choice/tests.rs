//! Claims about the choice: it is the best there is, and its reasons are true.

use super::instance::{Instance, Offer};
use super::search::{Found, search};
use super::*;
use crate::facts::GroupKey;
use crate::finding::Finding;
use crate::id::{ChecklistId, DepartmentId, RoundId};
use crate::mark::Mark;
use crate::ranking::tests::{action, all, facts, staff};

/// Small whole numbers from a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn up_to(&mut self, most: usize) -> usize {
        usize::try_from(self.below(most as u64 + 1)).unwrap()
    }
}

/// A random case: every kind of tightness, overlap and price occurs, nothing and everything for free too.
fn random_case(seed: u64) -> Instance {
    let mut chance = Chance(seed);
    let offers = 1 + usize::try_from(seed % 18).unwrap();
    let cells = 1 + chance.up_to(5);
    let items = 1 + chance.up_to(23);
    let cell_of: Vec<usize> = (0..items).map(|_| chance.up_to(cells - 1)).collect();
    let gains = (0..cells)
        .map(|_| {
            let mut gains: Vec<u64> = (0..items).map(|_| chance.below(700)).collect();
            gains.sort_unstable_by(|one, other| other.cmp(one));
            gains
        })
        .collect();
    let (dearest, longest) = (1 + chance.below(1_000_000), 1 + chance.below(40));
    let offer = |chance: &mut Chance| Offer {
        price: Budget { yen: chance.below(dearest), days: chance.below(longest) },
        items: {
            let mut turned: Vec<usize> = (0..chance.up_to(4)).map(|_| chance.up_to(items - 1)).collect();
            turned.sort_unstable();
            turned.dedup();
            turned
        },
    };
    let offers: Vec<Offer> = (0..offers).map(|_| offer(&mut chance)).collect();
    let count = offers.len() as u64;
    let budget =
        Budget { yen: chance.below(dearest * count / 2 + 1), days: chance.below(longest * count / 2 + 1) };
    Instance { offers, cell_of, gains, budget }
}

/// The best value by trying every set within the budget; shares no line with the search.
fn brute_force(instance: &Instance) -> u64 {
    fn best(instance: &Instance, masks: &(Vec<u64>, Vec<u64>), at: usize, spent: Budget, turned: u64) -> u64 {
        let Some(offer) = instance.offers.get(at) else {
            let of_cell = |(cell, mask): (usize, &u64)| -> u64 {
                let count = (turned & mask).count_ones() as usize;
                instance.gains[cell][..count].iter().sum()
            };
            return masks.1.iter().enumerate().map(of_cell).sum();
        };
        let without = best(instance, masks, at + 1, spent, turned);
        let with = Budget { yen: spent.yen + offer.price.yen, days: spent.days + offer.price.days };
        if with.yen > instance.budget.yen || with.days > instance.budget.days {
            return without;
        }
        without.max(best(instance, masks, at + 1, with, turned | masks.0[at]))
    }
    let offers =
        instance.offers.iter().map(|offer| offer.items.iter().fold(0, |mask, item| mask | 1 << item));
    let of_cell = |cell| {
        let items = instance.cell_of.iter().enumerate().filter(|(_, of)| **of == cell);
        items.fold(0_u64, |mask, (item, _)| mask | 1 << item)
    };
    let masks = (offers.collect(), (0..instance.gains.len()).map(of_cell).collect());
    best(instance, &masks, 0, Budget::default(), 0)
}

#[test]
fn the_choice_is_what_trying_every_set_finds_in_a_thousand_cases() {
    let mut split = 0;
    for seed in 0..1_000 {
        let instance = random_case(seed);
        let found = search(&instance, 100_000);
        let Proof::Optimal { nodes } = found.proof else { panic!("case {seed}: {:?}", found.proof) };
        let tally = instance::Tally::of(&instance, &found.offers);
        assert_eq!((found.value, tally.value), (brute_force(&instance), found.value), "case {seed}");
        split += u64::from(nodes > 1);
    }
    assert!(split > 50, "most cases were decided without a search: {split}");
}

#[test]
fn a_search_that_ends_early_says_between_what_the_best_lies() {
    for seed in (0..300).filter(|seed| seed % 18 > 8) {
        let instance = random_case(seed);
        let best = brute_force(&instance);
        match search(&instance, 0) {
            Found { value, proof: Proof::Gap { found, bound, nodes: 0 }, .. } => {
                assert!(found == value && value <= best && best <= bound, "case {seed}");
            }
            Found { value, proof, .. } => assert_eq!(value, best, "case {seed}: {proof:?}"),
        }
    }
}

/// 予防, 非常時・バックアップ stands at 1/5, 予防, 認証・アクセス管理 at 8/10, 是正, 非常時・バックアップ at 0/1.
const MARKS: [(&str, Mark); 7] = [
    ("bcp", Mark::No),
    ("drill", Mark::No),
    ("redundancy", Mark::No),
    ("backup-generations", Mark::No),
    ("two-factor", Mark::No),
    ("password-strength", Mark::No),
    ("paper-fallback", Mark::No),
];

fn titles<'t>(titles: impl Iterator<Item = &'t String>) -> Vec<&'t str> {
    titles.map(String::as_str).collect()
}

#[test]
fn what_is_chosen_lifts_the_thin_cell_and_says_what_it_does() {
    let facts = facts(&MARKS);
    let actions = [
        action("認証", &["two-factor", "password-strength"], 10, 1_000_000),
        action("訓練", &["bcp", "drill"], 10, 1_000_000),
        action("手順", &["drill", "redundancy"], 5, 0),
    ];
    let choice = choose(&all(&facts, &actions), &facts, Budget { yen: 1_000_000, days: 15 }, 1_000);
    assert_eq!(titles(choice.chosen.iter().map(|one| &one.title)), ["訓練", "手順"]);
    assert_eq!(choice.spent, Budget { yen: 1_000_000, days: 15 });
    assert!(matches!(choice.proof, Proof::Optimal { .. }));
    // 1/5: (1000 - 285)² / 100 = 5112. 2/5: (1000 - 428)² / 100 = 3271. 3/5: (1000 - 571)² / 100 = 1840.
    assert_eq!(choice.value, 5_112 + 3_271 + 1_840);
    assert_eq!(choice.chosen[0].alone, [ItemId::new("bcp")], "the drill is in both");
    assert_eq!(choice.chosen[0].worth, 1_840);
    let lifted: Vec<&Lift> = choice.cells.iter().filter(|lift| lift.before != lift.after).collect();
    assert_eq!(lifted.len(), 1);
    assert_eq!((lifted[0].before, lifted[0].after), (Share::new(1, 5), Share::new(4, 5)));
    // 8/10: (1000 - 750)² / 100 = 625. 9/10: (1000 - 833)² / 100 = 278.
    let left_out = &choice.left_out[0];
    assert_eq!((left_out.title.as_str(), left_out.gain), ("認証", 625 + 278));
    let missing = Budget { yen: 1_000_000, days: 10 };
    let Reason::NoRoom { missing: said, exchange: Some(exchange) } = &left_out.reason else {
        panic!("{left_out:?}")
    };
    assert_eq!((said, exchange.title.as_str()), (&missing, "訓練"));
    assert_eq!(exchange.value, 5_112 + 3_271 + 625 + 278);
}

#[test]
fn each_reason_for_leaving_out_is_told() {
    let facts = facts(&MARKS);
    let actions = [
        action("済んだ項目", &["authentication"], 1, 0),
        action("高すぎる", &["bcp"], 1, 900),
        action("訓練", &["bcp", "drill"], 1, 100),
        action("同じ項目", &["drill"], 2, 0),
    ];
    let choice = choose(&all(&facts, &actions), &facts, Budget { yen: 500, days: 10 }, 1_000);
    let reasons: Vec<(&str, &Reason)> =
        choice.left_out.iter().map(|one| (one.title.as_str(), &one.reason)).collect();
    assert_eq!(
        reasons,
        [
            ("済んだ項目", &Reason::TurnsNothing),
            ("高すぎる", &Reason::BeyondBudget(Budget { yen: 400, days: 0 })),
            ("同じ項目", &Reason::TurnedAlready),
        ]
    );
}

#[test]
fn what_is_not_known_cannot_be_chosen() {
    let facts = facts(&MARKS);
    let mut unknown = action("見積り前", &["bcp", "drill", "redundancy", "backup-generations"], 1, 0);
    unknown.effort = None;
    unknown.cost.once = None;
    let all = all(&facts, &[unknown, action("認証", &["two-factor", "password-strength"], 1, 0)]);
    let choice = choose(&all, &facts, Budget { yen: 0, days: 5 }, 1_000);
    assert_eq!(titles(choice.chosen.iter().map(|one| &one.title)), ["認証"]);
    let lacks: Vec<(&str, &[Lack])> =
        choice.unable.iter().map(|one| (one.title.as_str(), one.lacks.as_slice())).collect();
    assert_eq!(
        lacks,
        [
            ("見積り前", &[Lack::Cost, Lack::Effort][..]),
            ("不正ソフト混入時の連絡と紙運用", &[Lack::Action][..])
        ]
    );
}

#[test]
fn a_cell_of_one_item_is_not_chosen_before_a_cell_of_several_for_being_one() {
    let facts = facts(&[("bcp", Mark::No), ("paper-fallback", Mark::No)]);
    let actions = [action("紙運用", &["paper-fallback"], 1, 0), action("BCP", &["bcp"], 1, 0)];
    let choice = choose(&all(&facts, &actions), &facts, Budget { yen: 0, days: 2 }, 1_000);
    // 4/5: (1000 - 714)² / 100 = 817, and no more for the one item of 0/1, which alone would be 4448.
    assert_eq!(choice.chosen.iter().map(|one| one.worth).collect::<Vec<_>>(), [817, 817]);
}

#[test]
fn an_item_of_the_staff_is_turned_only_where_all_of_its_weak_departments_are_reached() {
    let mut facts = facts(&[]);
    facts.staff = Some(staff("suspicious-mail", 30, 35));
    let of = |id: &str, departments: &[&str]| {
        let mut action = action(id, &[], 1, 0);
        let finding = |department: &&str| Finding {
            round: RoundId::new("now"),
            list: ChecklistId::new("staff"),
            item: ItemId::new("suspicious-mail"),
            group: Some(GroupKey::Department(DepartmentId::new(*department))),
        };
        action.findings = departments.iter().map(finding).collect();
        action
    };
    let actions = [of("一部", &["nurses"]), of("全部", &["nurses", "office"])];
    let choice = choose(&all(&facts, &actions), &facts, Budget { yen: 0, days: 9 }, 1_000);
    assert_eq!(titles(choice.chosen.iter().map(|one| &one.title)), ["全部"]);
    assert_eq!(choice.left_out[0].reason, Reason::TurnsNothing);
}
