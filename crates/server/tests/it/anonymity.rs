//! 無記名 means: answers and names are never joined, not even by whoever holds the database.

use std::collections::BTreeMap;

use crate::support::OpenRound;

/// Forty sheets in an order that is the same in every run: door, occupation, marks.
fn forty() -> Vec<(usize, usize, String)> {
    let letters = ['y', 'n', 'a', '-'];
    let sheet = |nth: usize| {
        let mixed = (nth * 17 + 5) % 40;
        let marks = (0..10).map(|item| if item == 0 { 'y' } else { letters[(mixed * item + nth) % 4] });
        ([0, 0, 0, 1, 1, 2][mixed % 6], mixed % 3, marks.collect())
    };
    (0..40).map(sheet).collect()
}

/// yes, no, not applicable, blank of every item, by `axis group`; read from the rows of the database.
type Sums = BTreeMap<(String, String), [u64; 4]>;

fn sums(round: &OpenRound) -> Sums {
    let mut sums = Sums::new();
    for row in &round.server.lines()["staff_count"] {
        let cells: Vec<&str> = row.split(['(', ')']).collect();
        let text = |nth: usize| cells[nth * 2 + 1].trim_matches('"').to_owned();
        let number = |nth: usize| text(nth).parse().expect("a number");
        sums.insert(
            (format!("{} {}", text(1), text(2)), text(3)),
            [number(4), number(5), number(6), number(7)],
        );
    }
    sums
}

fn sheets_of(sums: &Sums, group: &str) -> u64 {
    let of_group = |(key, counts): (&(String, String), &[u64; 4])| {
        (key.0.trim_end() == group).then(|| counts.iter().sum::<u64>())
    };
    let sheets: Vec<u64> = sums.iter().filter_map(of_group).collect();
    assert!(sheets.windows(2).all(|pair| pair[0] == pair[1]), "every item of a sheet is counted: {sheets:?}");
    sheets.first().copied().unwrap_or_default()
}

#[test]
fn forty_sheets_from_many_browsers_at_once_are_counted_exactly_and_no_row_joins_two_axes() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "西病棟", "事務"]);
    let all = forty();
    std::thread::scope(|scope| {
        for part in all.chunks(10) {
            let round = &round;
            scope.spawn(move || {
                for (door, occupation, marks) in part {
                    let thanks = round.hand_in(*door, *occupation, marks);
                    let yes = format!("{}/10", marks.matches('y').count());
                    assert!(thanks.text.contains(&yes), "{yes}: {}", thanks.text);
                }
            });
        }
    });
    no_row_joins_department_and_occupation(&round);
    let before = sums(&round);
    for (group, _) in before.keys() {
        assert!(sheets_of(&before, group.trim_end()).is_multiple_of(5), "batches of five: {group}");
    }
    round.close();
    no_row_joins_department_and_occupation(&round);
    assert!(round.server.lines()["sealed_pool"].is_empty() && round.server.lines()["idempotency"].is_empty());
    everything_is_counted(&round, &all);
    let handed_in = |door| all.iter().filter(|sheet| sheet.0 == door).count();
    let expected = [40, handed_in(0), handed_in(1), handed_in(2)];
    assert_eq!(round.board()[0], "40/180");
    for (shown, sheets) in round.board().iter().zip(expected) {
        assert!(shown.starts_with(&format!("{sheets}/")), "{shown} {sheets}");
    }
}

fn everything_is_counted(round: &OpenRound, all: &[(usize, usize, String)]) {
    let sums = sums(round);
    let add = |counted: &mut Vec<[u64; 4]>, marks: &str| {
        for (item, letter) in marks.chars().enumerate() {
            counted[item]["yna-".find(letter).expect("a mark")] += 1;
        }
    };
    let mut hospital = vec![[0; 4]; 10];
    all.iter().for_each(|(_, _, marks)| add(&mut hospital, marks));
    let counted = |group: &str| {
        let mut items: Vec<[u64; 4]> =
            sums.iter().filter(|(key, _)| key.0.trim_end() == group).map(|(_, counts)| *counts).collect();
        items.sort_unstable();
        items
    };
    hospital.sort_unstable();
    assert_eq!(counted("hospital"), hospital, "the hospital's sums are those of what was handed in");
    for (door, (id, _)) in round.doors.iter().enumerate() {
        let mut own = vec![[0; 4]; 10];
        all.iter().filter(|sheet| sheet.0 == door).for_each(|(_, _, marks)| add(&mut own, marks));
        own.sort_unstable();
        assert_eq!(counted(&format!("department {id}")), own, "department {door}");
    }
}

/// No row of any table names both, none of an anonymous sheet tells a time, and no event tells of one.
fn no_row_joins_department_and_occupation(round: &OpenRound) {
    let rows = round.server.lines();
    for (table, rows) in rows.iter().filter(|(table, _)| !table.ends_with("headcount")) {
        for row in rows {
            let department = round.doors.iter().any(|(id, _)| row.contains(id.as_str()));
            let occupation = round.occupations.iter().any(|id| row.contains(id.as_str()));
            assert!(!(department && occupation), "{table}: {row}");
        }
    }
    for table in ["sealed_pool", "idempotency", "staff_count", "round_group"] {
        for row in &rows[table] {
            let numbers = row.split("Integer(").skip(1).filter_map(|rest| rest.split(')').next());
            let longest = numbers.map(str::len).max().unwrap_or_default();
            assert!(longest < 6, "a time in {table}: {row}");
        }
    }
    assert!(rows["staff_sheet"].is_empty() && rows["staff_answer"].is_empty());
    let events = rows["audit_event"].join("\n");
    assert!(!events.contains("staff") && !events.contains("paper"), "{events}");
    assert!(rows["sealed_pool"].len() <= 1, "everything that waits lies together");
}

#[test]
fn the_stored_outcomes_of_a_good_and_a_bad_sheet_look_alike() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    round.hand_in(0, 0, "yyyyyyyyyy");
    let one = round.server.lines();
    round.hand_in(0, 0, "nnnnnnnnnn");
    let two = round.server.lines();
    let lengths: Vec<usize> = two["idempotency"].iter().map(String::len).collect();
    assert!(lengths.len() == 2 && lengths[0] == lengths[1], "{lengths:?}");
    assert_eq!(one["sealed_pool"][0].len(), two["sealed_pool"][0].len(), "the length tells nothing");
    assert_ne!(one["sealed_pool"][0], two["sealed_pool"][0], "all of it is sealed anew with each sheet");
    if round.server.database_url().is_none() {
        let log = std::fs::read(round.server.folder.path().join("data/tenken.db-wal")).expect("the log");
        let holds = |text: &str| log.windows(text.len()).any(|piece| piece == text.as_bytes());
        assert!(holds(&round.id), "what was written last lies in the log");
        assert!(!holds("\"departments\"") && !holds("yyyyyyyyyy"));
    }
}

#[test]
fn the_board_moves_in_steps_of_five_and_closing_counts_the_rest() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "事務"]);
    for nth in 0..6 {
        let expected = if nth < 5 { "0/60" } else { "5/60" };
        assert_eq!(round.board()[1], expected, "after {nth}");
        round.hand_in(0, nth % 2, "yyyyyyyyyy");
    }
    round.hand_in(1, 2, "nnnnnnnnnn");
    assert_eq!(round.board(), ["5/120", "5/60", "0/60"]);
    round.close();
    assert_eq!(round.board(), ["7/120", "6/60", "1/60"]);
    let sums = sums(&round);
    assert_eq!(sheets_of(&sums, "hospital"), 7);
    let wards = round.doors.iter().map(|(id, _)| sheets_of(&sums, &format!("department {id}")));
    assert_eq!(wards.collect::<Vec<_>>(), [0, 0], "or total minus ward would be the one sheet of the office");
}

/// The files of the keys that open what waits.
fn keys(round: &OpenRound) -> Vec<std::path::PathBuf> {
    let folder = std::fs::read_dir(round.server.folder.path().join("data/keys/sealing")).expect("a folder");
    folder.map(|entry| entry.expect("a file").path()).collect()
}

#[test]
fn every_sheet_changes_the_key_and_the_close_destroys_the_last() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut seen: Vec<std::path::PathBuf> = Vec::new();
    for nth in 0..11 {
        round.hand_in(0, nth % 3, "yyyyyyyyyy");
        let now = keys(&round);
        assert!(now.len() == 1 && !seen.contains(&now[0]), "{nth}: {now:?}");
        seen.extend(now);
    }
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| round.hand_in(0, 0, "yyyyyyyyyy"));
        }
    });
    assert_eq!(keys(&round).len(), 1, "nor do sheets that come at once leave keys");
    round.close();
    assert!(keys(&round).is_empty());
    assert_eq!(sheets_of(&sums(&round), "hospital"), 19);
}

#[test]
fn sheets_sealed_under_a_lost_key_cannot_be_counted_and_the_round_says_how_many() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    for _ in 0..3 {
        round.hand_in(0, 0, "yyyyyyyyyy");
    }
    round.server.kill();
    for key in keys(&round) {
        std::fs::remove_file(key).expect("the key");
    }
    round.server.kill_and_restart();
    let origin = round.server.origin.clone();
    round.hanako.move_to(&origin);
    let page = round.hanako.get(&format!("/rounds/{}", round.id));
    assert!(page.text.contains("3枚の無記名の記入票は、封印の鍵がないため"), "{}", page.text);
    for _ in 0..6 {
        assert!(round.hand_in(0, 1, "nnnnnnnnnn").text.contains("0/10"));
    }
    round.close();
    let page = round.hanako.get(&format!("/rounds/{}", round.id));
    assert!(page.text.contains("3枚の無記名の記入票は"), "closing works and the page still says so");
    assert_eq!(sheets_of(&sums(&round), "hospital"), 6);
    assert_eq!(round.board(), ["6/60", "6/60"]);
}

#[test]
fn a_sheet_that_was_acknowledged_survives_a_kill() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    for _ in 0..7 {
        assert!(round.hand_in(0, 0, "yyyyyyyyyn").text.contains("9/10"));
    }
    round.server.kill_and_restart();
    let origin = round.server.origin.clone();
    round.hanako.move_to(&origin);
    round.close();
    assert_eq!(round.board(), ["7/60", "7/60"]);
    assert_eq!(sheets_of(&sums(&round), "hospital"), 7);
}
