//! Claims about the order, in one hospital that everybody can work out by hand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::*;
use crate::action::{Action, Cost, State};
use crate::answer::Answer;
use crate::catalog::{self, Catalog};
use crate::facts::{
    Count, Edition, Figure, Figures, Group, GroupKey, Issuer, RoundFacts, SheetFacts, StaffFacts,
};
use crate::finding::{self, Finding};
use crate::id::{ActionId, ChecklistId, DepartmentId, ItemId, RoundId};
use crate::mark::Mark;
use crate::round::Period;

pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) fn catalog() -> &'static Catalog {
    &catalog::builtin()[0]
}

fn weights() -> &'static Weights {
    builtin(&catalog().id).expect("the catalog has weights")
}

/// The administrators' sheet: ○ everywhere but in the items that are named with another mark.
pub(super) fn facts(other: &[(&str, Mark)]) -> RoundFacts<'static> {
    let list = catalog().checklist(&ChecklistId::new("administrator")).unwrap();
    let mut sheet = SheetFacts::blank(list.id.clone());
    for item in &list.items {
        let named = other.iter().find(|(id, _)| *id == item.id.as_str());
        let mark = named.map_or(Mark::Yes, |(_, mark)| *mark);
        sheet.answers.insert(item.id.clone(), Answer { mark: Some(mark), ..Answer::default() });
    }
    let period = Period { from: date(2026, 10, 1), until: date(2026, 10, 31) };
    RoundFacts {
        issuer: Issuer { hospital: String::new(), edition: Edition::Sample },
        catalog: catalog(),
        round: "令和8年度 第1回".to_owned(),
        period,
        as_of: TODAY,
        sheets: vec![sheet],
        staff: None,
        previous: None,
    }
}

/// Nurses and the office, 60 people and 50 sheets each. Of `item` so many of either say ○; of all else everybody.
pub(super) fn staff(item: &str, nurses: u64, office: u64) -> StaffFacts {
    let list = catalog().checklist(&ChecklistId::new("staff")).unwrap();
    let figures = |yes: u64, sheets: u64| {
        let count = |id: &ItemId| {
            let yes = if id.as_str() == item { yes } else { sheets };
            Figure::Count(Count { yes, no: sheets - yes, ..Count::default() })
        };
        let items = list.items.iter().map(|item| (item.id.clone(), count(&item.id))).collect();
        Figures::Shown { total: Figure::Hidden, items }
    };
    let department = |id: &str, name: &str, yes: u64| Group {
        key: GroupKey::Department(DepartmentId::new(id)),
        name: name.to_owned(),
        asked: 60,
        handed_in: 50,
        away: 0,
        figures: figures(yes, 50),
    };
    StaffFacts {
        list: list.id.clone(),
        asked: 120,
        handed_in: 100,
        away: 0,
        minimum: 5,
        figures: figures(nurses + office, 100),
        departments: vec![department("nurses", "看護部", nurses), department("office", "事務部", office)],
        occupations: Vec::new(),
        contractors: BTreeSet::new(),
    }
}

/// A planned action about items of the administrators' list that were found in this round.
pub(super) fn action(id: &str, items: &[&str], effort: u64, once: u64) -> Action {
    let finding = |item: &&str| Finding {
        round: RoundId::new("now"),
        list: ChecklistId::new("administrator"),
        item: ItemId::new(*item),
        group: None,
    };
    Action {
        id: ActionId::new(id),
        title: id.to_owned(),
        content: String::new(),
        owner: String::new(),
        charge: None,
        due: None,
        cost: Cost { once: Some(once), yearly: None },
        effort: Some(effort),
        findings: items.iter().map(finding).collect(),
        state: State::Planned,
        added_on: date(2026, 11, 10),
    }
}

pub(super) fn all(facts: &RoundFacts<'_>, actions: &[Action]) -> Vec<Candidate> {
    let found = [("now", date(2026, 11, 1)), ("spring", date(2026, 4, 10)), ("before", date(2025, 5, 20))];
    let found: BTreeMap<RoundId, Date> = found.map(|(round, day)| (RoundId::new(round), day)).into();
    let findings = finding::all(&RoundId::new("now"), facts);
    candidates(findings, facts, actions, &|finding| found.get(&finding.round).copied())
}

fn in_round(mut action: Action, round: &str) -> Action {
    action.findings.iter_mut().for_each(|finding| finding.round = RoundId::new(round));
    action
}

/// `(title, total, products in the order of Part::ALL)`
fn lines(order: &[Ranked]) -> Vec<(String, u64, Vec<u64>)> {
    let products = |ranked: &Ranked| ranked.scores.iter().map(|score| score.product).collect();
    order.iter().map(|ranked| (ranked.candidate.title.clone(), ranked.total, products(ranked))).collect()
}

fn basis(ranked: &Ranked, part: Part) -> &Basis {
    &ranked.scores.iter().find(|score| score.part == part).unwrap().basis
}

/// The marks of the golden order. Administrators, 予防, 非常時・バックアップ: 2/5. 予防, 認証・アクセス管理: 7/9 of ten items.
/// 是正, 非常時・バックアップ: 0/1. Staff, 不正ソフト・脆弱性: 1/2.
const GOLDEN: [(&str, Mark); 7] = [
    ("backup-generations", Mark::No),
    ("redundancy", Mark::No),
    ("drill", Mark::No),
    ("two-factor", Mark::No),
    ("password-strength", Mark::No),
    ("signing-key", Mark::NotApplicable),
    ("paper-fallback", Mark::No),
];

#[test]
fn five_ranks_are_the_sums_that_a_hand_writes_out() {
    let mut facts = facts(&GOLDEN);
    facts.staff = Some(staff("suspicious-mail", 30, 45));
    let mut backup = in_round(
        action("オフラインのバックアップ", &["backup-generations", "redundancy"], 20, 1_500_000),
        "spring",
    );
    backup.cost.yearly = Some(300_000);
    let drill = in_round(action("非常時の訓練", &["drill"], 3, 0), "spring");
    let two_factor =
        in_round(action("二要素認証", &["two-factor", "password-strength"], 60, 12_000_000), "before");
    let order = rank(&all(&facts, &[two_factor, backup, drill]), &facts, weights(), TODAY);

    // Weights: care 3, balance 2, effort 2, reach 1, open 1, cost 1.
    let by_hand = [
        // care: large effect 100 x 3. balance: 2/5, (2+1)/(5+2) = 428/1000, 57 points x 2. effort: 3 days 80 x 2.
        // reach: all staff 100. open: 226 days 60. cost: nothing 100.  300 + 114 + 160 + 100 + 60 + 100 = 834
        ("非常時の訓練", 834, [300, 114, 160, 100, 60, 100]),
        // care: 100 x 3. balance: 2/5 as above. effort: 20 days 40 x 2. reach: of redundancy all staff 100. open: 60.
        // cost: 1,500,000 + 300,000 yen 40.  300 + 114 + 80 + 100 + 60 + 40 = 694
        ("オフラインのバックアップ", 694, [300, 114, 80, 100, 60, 40]),
        // care: 100 x 3. balance: 0/1, 1/3 = 333/1000 would be 66 points; held at the 57 of 2/5, x 2. effort: unknown
        // 50 x 2. reach: 100. open: 21 days 0. cost: unknown 50.  300 + 114 + 100 + 100 + 0 + 50 = 664
        ("不正ソフト混入時の連絡と紙運用", 664, [300, 114, 100, 100, 0, 50]),
        // care: 100 x 3. balance: 1/2, 2/4 = 500/1000, 50 points x 2. effort: unknown 50 x 2. reach: all staff 100, but
        // 60 of 120 people, 50. open: 21 days 0. cost: unknown 50.  300 + 100 + 100 + 50 + 0 + 50 = 600
        ("不審な添付・リンクへの注意（看護部）", 600, [300, 100, 100, 50, 0, 50]),
        // care: 100 x 3. balance: 7/9, 8/11 = 727/1000, 27 points x 2. effort: 60 days 20 x 2. reach: 100. open:
        // 551 days 80. cost: 12,000,000 yen 0.  300 + 54 + 40 + 100 + 80 + 0 = 574
        ("二要素認証", 574, [300, 54, 40, 100, 80, 0]),
    ];
    assert_eq!(lines(&order), by_hand.map(|(title, total, of)| (title.to_owned(), total, of.to_vec())));
    assert_eq!(order.iter().map(|ranked| ranked.rank).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(weights().most(), 1_000);

    assert_eq!(basis(&order[0], Part::Open), &Basis::Open { since: date(2026, 4, 10), days: 226 });
    let cost = Basis::Cost { first_year: 1_800_000, once: 1_500_000, yearly: Some(300_000) };
    assert_eq!(basis(&order[1], Part::Cost), &cost);
    assert!(matches!(basis(&order[2], Part::Balance), Basis::Balance { held: Some(57), .. }));
    assert_eq!(basis(&order[2], Part::Effort), &Basis::Unknown);
    let nurses = Some(People { asked: 60, of: 120 });
    assert!(matches!(basis(&order[3], Part::Reach), Basis::Reach { people, .. } if *people == nurses));
}

/// 是正, 非常時・バックアップ has one item; 予防 in the same topic has five. Both kinds of item weigh the same otherwise.
#[test]
fn a_cell_of_one_item_never_heads_the_list_by_being_one() {
    let five = ["bcp", "drill", "redundancy", "emergency-account", "backup-generations"];
    for missing in 1..=five.len() {
        let mut marks: Vec<_> = five.iter().take(missing).map(|item| (*item, Mark::No)).collect();
        marks.push(("paper-fallback", Mark::No));
        let facts = facts(&marks);
        let order = rank(&all(&facts, &[]), &facts, weights(), TODAY);
        let total = |item: &str| {
            let is = |ranked: &&Ranked| ranked.candidate.findings[0].item.as_str() == item;
            order.iter().find(is).unwrap().total
        };
        assert!(total("paper-fallback") <= total("bcp"), "{missing} of five are missing");
    }
}

#[test]
fn where_the_sums_are_equal_the_due_date_decides_then_the_title() {
    let facts = facts(&[("bcp", Mark::No), ("drill", Mark::No), ("redundancy", Mark::No)]);
    let mut actions = [
        action("い", &["bcp"], 3, 0),
        action("あ", &["drill"], 3, 0),
        action("う", &["redundancy"], 3, 0),
        action("え", &["redundancy"], 3, 0),
    ];
    actions[2].due = Some(date(2027, 3, 31));
    actions[3].due = Some(date(2026, 12, 31));
    let order = rank(&all(&facts, &actions), &facts, weights(), TODAY);
    assert!(order.iter().all(|ranked| ranked.total == order[0].total));
    let titles: Vec<&str> = order.iter().map(|ranked| ranked.candidate.title.as_str()).collect();
    assert_eq!(titles, ["え", "う", "あ", "い"]);
    actions.reverse();
    assert_eq!(rank(&all(&facts, &actions), &facts, weights(), TODAY), order, "whatever order they came in");
}

#[test]
fn only_what_is_still_to_be_done_is_a_candidate() {
    let facts = facts(&[("bcp", Mark::No), ("drill", Mark::No), ("redundancy", Mark::No)]);
    let done = Action { state: State::Done { on: TODAY }, ..action("済", &["bcp"], 1, 0) };
    let dropped = Action { state: State::Dropped { on: TODAY }, ..action("取りやめ", &["drill"], 1, 0) };
    let all = all(&facts, &[done, dropped, action("実施", &["redundancy"], 1, 0)]);
    let titles: Vec<&str> = all.iter().map(|candidate| candidate.title.as_str()).collect();
    assert_eq!(titles, ["実施", "非常時・障害時の教育訓練"]);
    assert!(matches!(&all[1].what, What::Finding(finding) if finding.item.as_str() == "drill"));
}

#[test]
fn the_groups_that_an_item_is_weak_in_stand_in_one_line() {
    let mut facts = facts(&[]);
    facts.staff = Some(staff("suspicious-mail", 30, 20));
    let order = rank(&all(&facts, &[]), &facts, weights(), TODAY);
    assert_eq!(order.len(), 1);
    assert_eq!(order[0].candidate.title, "不審な添付・リンクへの注意（看護部、事務部）");
    assert_eq!(order[0].candidate.what.code(), "finding/staff/suspicious-mail");
    assert_eq!(order[0].candidate.findings.len(), 2);
    let everybody = Some(People { asked: 120, of: 120 });
    assert!(matches!(basis(&order[0], Part::Reach), Basis::Reach { people, .. } if *people == everybody));
}

#[test]
fn an_action_about_nothing_known_stands_in_the_middle() {
    let facts = facts(&[]);
    let mut empty = action("その他", &[], 1, 0);
    (empty.effort, empty.cost.once) = (None, None);
    let order = rank(&all(&facts, &[empty]), &facts, weights(), TODAY);
    let points: Vec<u64> = order[0].scores.iter().map(|score| score.points).collect();
    assert_eq!(points, [50, 50, 50, 50, 0, 50], "it is open since it came into the plan");
}

#[test]
fn an_annex_shares_the_cells_of_its_audience() {
    let mut facts = facts(&[]);
    let mut annex = SheetFacts::blank(ChecklistId::new("administrator-online"));
    annex.filler = "管理 花子".to_owned();
    facts.sheets.push(annex);
    let cell = Cells::of(&facts).cell(&ItemId::new("closed-connection")).unwrap();
    assert_eq!(
        (cell.share.yes, cell.share.items),
        (11, 12),
        "eleven of the list, and one blank of the annex"
    );
}

#[test]
fn every_item_of_every_catalog_has_its_effect_on_care_and_its_reach() {
    let weights = read_builtin().unwrap_or_else(|problems| panic!("{problems:?}"));
    for catalog in catalog::builtin() {
        let weights = weights.get(&catalog.id).unwrap_or_else(|| panic!("{} has no weights", catalog.id));
        let items: BTreeSet<&ItemId> =
            catalog.checklists.iter().flat_map(|list| &list.items).map(|item| &item.id).collect();
        assert_eq!(weights.items.keys().collect::<BTreeSet<_>>(), items, "{}", catalog.id);
        assert!(Part::ALL.into_iter().all(|part| (1..=Weights::HEAVIEST).contains(&weights.weight(part))));
    }
}

#[test]
fn a_mistake_in_the_weights_is_told_with_its_place() {
    let yaml = catalog::file("mhlw-guideline-5.2/priorities.yaml").unwrap();
    let text = std::str::from_utf8(yaml).unwrap();
    let said = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let (line, _) =
            text.lines().enumerate().find(|(_, line)| line.contains(from.lines().next().unwrap())).unwrap();
        let problems = read(catalog(), "p.yaml", text.replacen(from, to, 1).as_bytes()).unwrap_err();
        let here = problems.iter().find(|problem| {
            let place = problem.place.as_ref().and_then(|place| place.parse::<usize>().ok());
            place.is_some_and(|place| (line + 1..=line + 2).contains(&place))
        });
        here.unwrap_or_else(|| panic!("{problems:?}")).sentence.clone()
    };
    assert_eq!(said("weights: { care: 3", "weights: { care: 11"), "「care」の重みは 0 から 10 までです。");
    assert_eq!(said("high: 100", "high: 101"), "点数は 0 から 100 までです。");
    assert_eq!(said("few: 20", "few: 80"), "重い方の点数より大きい点数です。");
    assert_eq!(
        said("up_to: 3, points: 80", "up_to: 1, points: 80"),
        "up_to は小さい順に、違う数で書きます。"
    );
    assert_eq!(said("item: policy", "item: polcy"), "項目「polcy」はこの版にありません。");
    assert_eq!(said("item: operating-rules", "item: policy"), "項目「policy」が2回書かれています。");
    assert_eq!(said("topic: web", "topic: wob"), "分野「wob」はこの版にありません。");
    assert_eq!(said("topic: risk", "topic: governance"), "分野「governance」が2回書かれています。");
    assert_eq!(
        said("care: middle, reach: all-staff", "care: much, reach: all-staff"),
        "care は high、middle、low のどれかです。"
    );
}
