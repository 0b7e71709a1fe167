//! What is claimed of the letter, tried on samples.

use jiff::civil::date;
use tenken_domain::filled::inquiry_form;
use tenken_domain::id::{InquiryId, ItemId};
use tenken_domain::inquiry::{Receipt, Reply, State, Way};

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn words(facts: &InquiryLetter<'_>) -> Vec<String> {
    words_by_page(&typeset(&document(facts)).expect("pages"))
}

#[test]
fn the_letter_says_who_asks_whom_what_and_until_when_and_quotes_every_item() {
    let (issuer, inquiry) = (sample::real_issuer(), sample::inquiry(sample::catalog(), 12));
    let pages = words(&sample::inquiry_letter(&issuer, &inquiry));
    for told in [
        "令和8年11月24日",
        "株式会社さくら医療システム",
        "髙橋﨑子様",
        "港町総合病院",
        "「電子カルテ」のサイバーセキュリティ対策の確認について（お願い）",
        "令和8年12月8日（2026-12-08）",
        "12項目",
        "内線1234",
    ] {
        assert!(pages[0].contains(told), "{told}: {}", pages[0]);
    }
    let all = pages.concat();
    let without_blanks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for question in &inquiry.questions {
        let (_, item) = sample::catalog().item(&question.item).expect("an item");
        assert!(item.text.iter().all(|text| all.contains(&without_blanks(text))), "{}", item.id);
    }
    assert!(!all.contains("確認コード　"), "without a code none is printed");
}

#[test]
fn a_letter_that_asks_again_says_so_and_when_it_was_asked_first() {
    let (issuer, first) = (sample::issuer(), sample::inquiry(sample::catalog(), 1));
    let letter = sample::inquiry_letter(&issuer, &first);
    let inquiry = Inquiry { due: date(2026, 12, 22), ..first.clone() };
    let again = InquiryLetter {
        inquiry: &inquiry,
        dated: date(2026, 12, 10),
        first_asked: Some(letter.dated),
        ..letter
    };
    let all = words(&again).concat();
    for told in [
        "（再依頼）",
        "令和8年12月10日",
        "令和8年11月24日にお願いしましたが（回答期限：令和8年12月8日）",
        "令和8年12月22日（2026-12-22）までに",
    ] {
        assert!(all.contains(told), "{told}: {all}");
    }
    assert!(!words(&letter).concat().contains("再依頼"));
}

#[test]
fn the_code_stands_only_on_the_paper_that_may_bear_it() {
    let (issuer, inquiry) = (sample::issuer(), sample::inquiry(sample::catalog(), 1));
    let letter = sample::inquiry_letter(&issuer, &inquiry);
    assert!(!words(&letter).concat().contains("AC34-7XYH"));
    assert!(words(&InquiryLetter { code: Some("AC34-7XYH"), ..letter }).concat().contains("AC34-7XYH"));
}

#[test]
fn what_was_answered_is_printed_with_who_answered() {
    let (issuer, mut inquiry) = (sample::issuer(), sample::inquiry(sample::catalog(), 1));
    let (on, by) = (date(2026, 12, 1), "保守サポート部 鈴木".to_owned());
    inquiry.state = State::HandedIn { sent: on, receipt: Receipt { on, by, way: Way::Paper } };
    inquiry.questions[0].answer = Reply {
        mark: Some(Mark::No),
        comment: "次の版で対応します。".to_owned(),
        target: Some(date(2027, 3, 31)),
    };
    let all = words(&sample::inquiry_letter(&issuer, &inquiry)).concat();
    for told in ["保守サポート部鈴木", "令和8年12月1日", "次の版で対応します。", "令和9年3月31日", "✓"]
    {
        assert!(all.contains(told), "{told}: {all}");
    }
    assert!(pdf(&sample::inquiry_letter(&issuer, &inquiry)).expect("a file").starts_with(b"%PDF"));
}

#[test]
fn the_workbook_that_was_made_is_read_back_as_it_was_and_by_its_own_inquiry_only() {
    let (issuer, mut inquiry) = (sample::issuer(), sample::inquiry(sample::catalog(), 3));
    let target = Some(date(2027, 3, 31));
    inquiry.questions[0].answer = Reply { mark: Some(Mark::No), comment: "=1+1".to_owned(), target };
    inquiry.questions[1].answer = Reply { mark: Some(Mark::NotApplicable), ..Reply::default() };
    let executives = &sample::catalog().checklists[0];
    let first = (executives.id.clone(), executives.items_by_number()[0].id.clone());
    inquiry.questions.push(Question { list: first.0, item: first.1, answer: Reply::default() });
    let bytes = xlsx(&sample::inquiry_letter(&issuer, &inquiry)).expect("a workbook");
    let read = inquiry_form::read(("a.xlsx", &bytes), &inquiry).expect("a form");
    assert_eq!(read.answerer, "");
    let answer = |nth: usize| &read.replies[&inquiry.questions[nth].item];
    assert_eq!(
        (0..4).map(answer).collect::<Vec<_>>(),
        inquiry.questions.iter().map(|q| &q.answer).collect::<Vec<_>>()
    );
    let other = Inquiry { id: InquiryId::new("other"), ..inquiry.clone() };
    assert!(inquiry_form::read(("a.xlsx", &bytes), &other).is_err());
    let mut fewer = inquiry.clone();
    fewer.questions.pop();
    assert!(inquiry_form::read(("a.xlsx", &bytes), &fewer).is_err(), "an item that was not asked");
    let mut more = inquiry;
    more.questions.push(Question { item: ItemId::new("another"), ..more.questions[0].clone() });
    assert!(inquiry_form::read(("a.xlsx", &bytes), &more).is_err(), "a row is missing");
}
