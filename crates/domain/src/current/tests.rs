//! Claims about what stands now, over rounds of a few items.

use jiff::civil::date;

use super::*;
use crate::answer::Answer;
use crate::catalog::{Audience, Catalog, newest};
use crate::facts::{Count, Edition, Figures, Group, GroupKey, Issuer, StaffFacts};
use crate::id::DepartmentId;
use crate::round::Period;

fn list(audience: Audience) -> &'static Checklist {
    newest().list_for(audience).expect("the catalog has it")
}

fn sheet(audience: Audience, marks: &[(&str, Mark)]) -> SheetFacts {
    let mut sheet = SheetFacts::blank(list(audience).id.clone());
    for (item, mark) in marks {
        assert!(list(audience).item(&ItemId::new(*item)).is_some(), "{item}");
        sheet.answers.insert(ItemId::new(*item), Answer { mark: Some(*mark), ..Answer::default() });
    }
    sheet
}

fn opened(name: &str, is_closed: bool, sheets: Vec<SheetFacts>) -> Opened<'static> {
    let day = date(2026, 11, 22);
    let catalog: &'static Catalog = newest();
    let facts = RoundFacts {
        issuer: Issuer { hospital: String::new(), edition: Edition::Sample },
        catalog,
        round: name.to_owned(),
        period: Period { from: day, until: day },
        as_of: day,
        sheets,
        staff: None,
        previous: None,
    };
    Opened { id: RoundId::new(name), is_closed, facts }
}

/// Nurses of whom so many of 50 say ○ to who is to be called; `None` where it is hidden.
fn staff(yes: Option<u64>) -> StaffFacts {
    let count = |yes| Figure::Count(Count { yes, no: 50 - yes, ..Count::default() });
    let items = [(ItemId::new("who-to-call"), yes.map_or(Figure::Hidden, count))].into_iter().collect();
    let figures = Figures::Shown { total: Figure::Hidden, items };
    StaffFacts {
        list: list(Audience::Staff).id.clone(),
        asked: 50,
        handed_in: 50,
        away: 0,
        minimum: 5,
        figures: figures.clone(),
        departments: vec![Group {
            key: nurses(),
            name: "看護部".to_owned(),
            asked: 50,
            handed_in: 50,
            away: 0,
            figures,
        }],
        occupations: Vec::new(),
        contractors: BTreeSet::new(),
    }
}

fn nurses() -> GroupKey {
    GroupKey::Department(DepartmentId::new("nurses"))
}

fn with_staff(mut round: Opened<'static>, yes: Option<u64>) -> Opened<'static> {
    round.facts.staff = Some(staff(yes));
    round
}

fn named(current: &Current<'_>) -> Vec<String> {
    current.findings().iter().map(|one| format!("{} {}", one.round, one.code())).collect()
}

#[test]
fn what_the_open_round_has_not_said_yet_stays_as_the_closed_one_found_it() {
    let asks = |marks: &[(&str, Mark)]| vec![sheet(Audience::Administrator, marks)];
    let open = opened("open", false, asks(&[("tls", Mark::Yes), ("disposal", Mark::No)]));
    let closed = opened(
        "closed",
        true,
        asks(&[("tls", Mark::No), ("physical-lock", Mark::No), ("log-clock", Mark::Yes)]),
    );
    let mut current = Current::of(open);
    assert!(current.wants(&[list(Audience::Administrator).id.clone()]));
    current.complete(closed);
    assert!(!current.wants(&[list(Audience::Administrator).id.clone()]));
    current.complete(opened("older", true, asks(&[("two-factor", Mark::No)])));
    let mut found = named(&current);
    found.sort();
    assert_eq!(found, ["closed administrator/physical-lock", "open administrator/disposal"]);
    let said = current.said_in(&list(Audience::Administrator).id, &ItemId::new("log-clock"));
    assert_eq!(said.map(RoundId::as_str), Some("closed"));
    assert_eq!(current.facts.round, "open");
}

#[test]
fn a_list_that_the_latest_round_did_not_ask_stands_as_it_was_and_a_blank_of_a_closed_round_is_blank() {
    let latest = opened("latest", true, vec![sheet(Audience::Administrator, &[])]);
    let mut current = Current::of(latest);
    assert!(current.wants(&[list(Audience::Executive).id.clone()]));
    let both = vec![
        sheet(Audience::Executive, &[("policy", Mark::No)]),
        sheet(Audience::Administrator, &[("tls", Mark::No)]),
    ];
    current.complete(opened("before", true, both));
    assert_eq!(named(&current), ["before executive/policy"]);
    assert_eq!(current.facts.sheets[0].list, list(Audience::Executive).id, "in the catalog's order");
    assert_eq!(current.rounds().len(), 2);
}

#[test]
fn the_staffs_result_is_that_of_the_last_closed_round() {
    let mut current = Current::of(with_staff(opened("open", false, Vec::new()), None));
    assert!(current.wants(&[list(Audience::Staff).id.clone()]));
    current.complete(with_staff(opened("closed", true, Vec::new()), Some(20)));
    current.complete(with_staff(opened("older", true, Vec::new()), Some(10)));
    assert_eq!(named(&current), ["closed staff/who-to-call/department/nurses"]);
    assert_eq!(current.facts.staff, Some(staff(Some(20))));
}

#[test]
fn what_is_found_again_and_again_counts_from_the_first_time_since_it_was_well() {
    let days = [date(2026, 11, 1), date(2026, 7, 1), date(2026, 3, 1), date(2025, 11, 1)];
    let since = |marks: [Option<Mark>; 4]| {
        let of = |mark: Option<Mark>| {
            let marks: Vec<_> = mark.into_iter().map(|mark| ("tls", mark)).collect();
            opened("", true, vec![sheet(Audience::Administrator, &marks)]).facts
        };
        let facts = marks.map(of);
        let rounds: Vec<_> = days.iter().copied().zip(&facts).collect();
        let finding = Finding {
            round: RoundId::new("any"),
            list: list(Audience::Administrator).id.clone(),
            item: ItemId::new("tls"),
            group: None,
        };
        found_since(&rounds, &finding)
    };
    let (no, yes) = (Some(Mark::No), Some(Mark::Yes));
    assert_eq!(since([no, no, yes, no]), Some(days[1]));
    assert_eq!(since([None, no, Some(Mark::Pending(None)), no]), Some(days[3]), "passed over");
    assert_eq!(since([yes, no, no, no]), None);
    let groups = [Some(20), None, Some(30), Some(45)];
    let facts = groups.map(|yes| with_staff(opened("", true, Vec::new()), yes).facts);
    let rounds: Vec<_> = days.iter().copied().zip(&facts).collect();
    let finding = Finding {
        round: RoundId::new("any"),
        list: list(Audience::Staff).id.clone(),
        item: ItemId::new("who-to-call"),
        group: Some(nurses()),
    };
    assert_eq!(found_since(&rounds, &finding), Some(days[2]), "90 % is well");
}
