//! The rows of the plan, and the sums of a budget request, written out by hand.

use jiff::civil::date;

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn planned(title: &str, due: Option<Date>, (once, yearly): (Option<u64>, Option<u64>)) -> Planned {
    Planned {
        title: title.to_owned(),
        content: String::new(),
        findings: vec!["端末の更新".to_owned()],
        owner: String::new(),
        due,
        is_overdue: false,
        cost: Cost { once, yearly },
        effort: None,
        state: State::Planned,
        added_on: date(2026, 4, 1),
        latest: String::new(),
    }
}

const AS_OF: Date = date(2026, 11, 22);

fn request(actions: &[Planned], year: i16) -> Vec<String> {
    let issuer = sample::issuer();
    let texts = &sample::catalog().texts;
    let facts = BudgetRequest { issuer: &issuer, texts, year, as_of: AS_OF, actions };
    words_by_page(&typeset(&budget::document(&facts)).expect("pages"))
}

#[test]
fn a_request_sums_what_is_due_and_what_goes_on_and_says_what_it_leaves_out() {
    let mut actions = vec![
        planned("更新", Some(date(2027, 3, 31)), (Some(1_200_000), Some(96_000))),
        planned("訓練", Some(date(2026, 4, 1)), (Some(0), None)),
        planned("監視", Some(date(2026, 3, 31)), (Some(500_000), Some(60_000))),
        planned("来年度", Some(date(2027, 4, 1)), (Some(9_000_000), Some(9_000_000))),
        planned("未定", None, (Some(700_000), None)),
        planned("調査", Some(date(2026, 6, 1)), (None, None)),
        planned("やめた", Some(date(2026, 6, 1)), (Some(3_000_000), None)),
    ];
    actions[6].state = State::Dropped { on: date(2026, 5, 1) };
    // Once 1,200,000 + 0; yearly 96,000 + 60,000, the latter of an action that was due the year before.
    let words = request(&actions, 2026).concat();
    for told in [
        "1,200,000円",
        "156,000円",
        "1,356,000円",
        "対策2件：一時の費用が未定1件、年間の費用が未定2件",
        "期限が未定の対策1件",
        "一時700,000円",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!words.contains("来年度") && !words.contains("やめた"), "{words}");
    // A year later: 9,000,000 once; 9,000,000 + 96,000 + 60,000 yearly.
    let next = request(&actions, 2027).concat();
    assert!(next.contains("9,156,000円") && next.contains("18,156,000円"), "{next}");
    assert!(!next.contains("500,000"), "what was paid once is not asked for again: {next}");
}

#[test]
fn a_request_for_nothing_says_so() {
    let words = request(&[], 2026).concat();
    assert!(words.contains("ありません。") && words.contains("0円"), "{words}");
}

#[test]
fn the_plan_names_what_is_open_first_and_what_nobody_does_anything_about() {
    let issuer = sample::issuer();
    let mut actions = vec![
        planned("済んだ対策", Some(date(2026, 5, 1)), (None, None)),
        planned("遅れた対策", Some(date(2026, 6, 1)), (Some(80_000), Some(0))),
    ];
    actions[0].state = State::Done { on: date(2026, 4, 30) };
    actions[0].latest = "写しは総務課".to_owned();
    actions[1].is_overdue = true;
    let facts = ImprovementPlan {
        issuer: &issuer,
        texts: &sample::catalog().texts,
        as_of: AS_OF,
        actions,
        unanswered: vec!["規程の周知".to_owned()],
    };
    let words = words_by_page(&typeset(&document(&facts)).expect("pages")).concat();
    assert!(words.find("遅れた対策") < words.find("済んだ対策"), "{words}");
    for told in ["【期限超過】", "80,000", "未定", "写しは総務課", "規程の周知", "令和8年度の予定"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(xlsx(&facts).expect("a workbook").starts_with(b"PK"));
}

#[test]
fn long_words_stay_on_the_paper() {
    let long = |word: &str, times| word.repeat(times);
    let mut actions: Vec<Planned> = (0..60)
        .map(|_| {
            planned(
                &long("長い対策の名前", 11),
                Some(date(2027, 3, 31)),
                (Some(9_999_999_999), Some(9_999_999_999)),
            )
        })
        .collect();
    for action in &mut actions {
        action.content = long("内容", 500);
        action.owner = long("担当", 30);
        action.findings = vec![long("項目", 10); 6];
    }
    let pages = request(&actions, 2026);
    assert!(pages.len() > 10 && pages.iter().all(|page| !page.is_empty()));
    assert!(pages[0].contains("599,999,999,940円"), "{}", pages[0]);
}
