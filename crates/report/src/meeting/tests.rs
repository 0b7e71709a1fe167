//! What the papers of a meeting say, and that the board paper stays on its one page.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use tenken_domain::action::Cost;
use tenken_domain::decision::{Decision, Kind, Verdict};
use tenken_domain::frozen_paper::{FrozenPaper, Occasion};
use tenken_domain::id::{DecisionId, MeetingId, StoredFileId};
use tenken_domain::mark::Mark;
use tenken_domain::meeting::State;
use tenken_domain::stored_file::{Sha256, StoredFile};
use tenken_domain::trend::Move;

use super::*;
use crate::full_report::Standing;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

const DAY: Date = date(2026, 12, 8);

fn meeting() -> Meeting {
    Meeting {
        id: MeetingId::new("december"),
        title: "サイバーセキュリティ会議".to_owned(),
        held_on: DAY,
        hours: "15:00".to_owned(),
        place: "第1会議室".to_owned(),
        agenda: "結果\n予算".to_owned(),
        round: None,
        invited: vec!["院長 佐倉".to_owned(), "事務長 梅田".to_owned()],
        present: vec!["院長 佐倉".to_owned()],
        reporters: vec!["看護部".to_owned(), "薬剤部".to_owned()],
        state: State::Open,
    }
}

fn reports() -> Vec<StatusReport> {
    vec![StatusReport {
        reporter: "看護部".to_owned(),
        moved: "様式".repeat(150),
        stuck: "人手".repeat(150),
        needed: "周知".repeat(150),
        written_by: "管理 花子".to_owned(),
        written_at: Timestamp::UNIX_EPOCH,
    }]
}

fn paper() -> FrozenPaper {
    let file = StoredFile {
        id: StoredFileId::new("file"),
        name: "開催案内と資料_2026-12-08.pdf".to_owned(),
        size: 123_456,
        sha256: Sha256::of_digest([0xc4; 32]),
        stored_at: Timestamp::UNIX_EPOCH,
        removed_at: None,
    };
    let (meeting, occasion) = (MeetingId::new("december"), Occasion::HandedOut);
    FrozenPaper { meeting, number: 1, occasion, file, frozen_by: "管理 花子".to_owned() }
}

fn asked(count: usize) -> Vec<Asked> {
    let one = |nth: usize| Asked {
        title: format!("対策{nth}{}", "長い名前".repeat(6)),
        owner: "医療情報室".to_owned(),
        due: Some(DAY),
        cost: Cost { once: Some(1_200_000), yearly: None },
        findings: vec!["要改善事項の見出し".to_owned(); 3],
    };
    (0..count).map(one).collect()
}

#[test]
fn the_board_paper_is_one_page_however_much_moved_and_is_asked() {
    let facts = sample::round(sample::catalog(), 8);
    let list = &facts.catalog.checklists[1];
    let moved: Vec<Move<'_>> = list
        .items
        .iter()
        .map(|item| Move { list, item, before: Some(Mark::No), now: Some(Mark::Yes) })
        .collect();
    let more = moved.len() - 10;
    let own = meeting();
    let paper = BoardPaper {
        meeting: &own,
        facts: &facts,
        standing: Standing::Closed,
        moved: Some(("令和7年度 第2回", moved)),
        asked: &asked(15),
        order: Order::Rank,
        overdue: 3,
        unanswered: 7,
    };
    let pages = words_by_page(&typeset(&board::document(&paper)).expect("pages"));
    assert_eq!(pages.len(), 1, "{pages:?}");
    for told in [
        format!("ほか{more}件"),
        "ほか5件".to_owned(),
        "期限を過ぎた対策3件".to_owned(),
        "対策のない要改善事項7件".to_owned(),
        "サイバーセキュリティ会議令和8年12月8日（2026-12-08）開催".to_owned(),
        "「何から始めるか」の順です".to_owned(),
    ] {
        assert!(pages[0].contains(&told), "{told}: {}", pages[0]);
    }
    let blank = list.items.iter().map(|item| Move { list, item, before: Some(Mark::Yes), now: None });
    let moved = Some(("令和7年度 第2回", blank.collect()));
    let open = BoardPaper { moved, standing: Standing::Preliminary, order: Order::Due, ..paper };
    let words = words_by_page(&typeset(&board::document(&open)).expect("pages")).concat();
    for told in ["速報（受付中", "から変わった項目はありません", "期限の早い順です"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    let silent = BoardPaper { moved: None, asked: &[], overdue: 0, unanswered: 0, ..open };
    let words = words_by_page(&typeset(&board::document(&silent)).expect("pages")).concat();
    assert!(
        words.contains("比べられる前回がありません") && words.contains("決定を待っている対策はありません"),
        "{words}"
    );
}

#[test]
fn the_invitation_names_whose_report_has_not_come() {
    let issuer = sample::issuer();
    let facts = MeetingPapers {
        issuer: &issuer,
        texts: &sample::catalog().texts,
        as_of: DAY,
        meeting: &meeting(),
        board: None,
        reports: &reports(),
    };
    let pages = words_by_page(&typeset(&papers::document(&facts)).expect("pages"));
    assert_eq!(pages.len(), 1);
    for told in
        ["令和8年12月8日", "院長佐倉、事務長梅田様", "まだ届いていない報告：薬剤部", "1.結果", "第1会議室"]
    {
        assert!(pages[0].contains(told), "{told}: {}", pages[0]);
    }
}

#[test]
fn minutes_are_a_draft_until_the_meeting_is_concluded() {
    let issuer = sample::issuer();
    let decision = Decision {
        id: DecisionId::new("postponed"),
        meeting: MeetingId::new("december"),
        kind: Kind::Action,
        verdict: Verdict::Postpone,
        content: "集約は来年度".to_owned(),
        reason: "更新に合わせる".to_owned(),
        until: Some(date(2027, 3, 31)),
        amount: Some(1_800_000),
        action: None,
        recorded_by: "管理 花子".to_owned(),
        recorded_at: Timestamp::UNIX_EPOCH,
    };
    let decisions = [(decision, "接続口をまとめる".to_owned())];
    let words = |meeting: &Meeting| {
        let facts = Minutes {
            issuer: &issuer,
            as_of: DAY,
            meeting,
            round: "令和8年度 第1回",
            reports: &reports(),
            decisions: &decisions,
            papers: &[paper()],
        };
        words_by_page(&typeset(&minutes::document(&facts)).expect("pages")).concat()
    };
    let draft = words(&meeting());
    for told in [
        "案（確定前）",
        "開催案内と資料_2026-12-08.pdf",
        "123.5kB",
        "c4c4c4c4c4c4c4c4",
        "欠席事務長梅田",
        "延期",
        "理由：更新に合わせる",
        "対策：接続口をまとめる",
        "1,800,000円",
    ] {
        assert!(draft.contains(told), "{told}: {draft}");
    }
    let concluded = Meeting { state: State::Concluded { at: Timestamp::UNIX_EPOCH }, ..meeting() };
    assert!(!words(&concluded).contains("案（確定前）"));
}

#[test]
fn nobody_is_called_absent_before_it_was_written_down_who_was_there() {
    let issuer = sample::issuer();
    let words = |present: &[&str]| {
        let present = present.iter().map(|name| (*name).to_owned()).collect();
        let own = Meeting { present, ..meeting() };
        let facts = Minutes {
            issuer: &issuer,
            as_of: DAY,
            meeting: &own,
            round: "",
            reports: &[],
            decisions: &[],
            papers: &[],
        };
        words_by_page(&typeset(&minutes::document(&facts)).expect("pages")).concat()
    };
    let draft = words(&[]);
    assert!(draft.contains("（未記入）") && !draft.contains("欠席"), "{draft}");
    assert!(words(&["院長 佐倉"]).contains("欠席事務長梅田"));
}
