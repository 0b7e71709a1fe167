//! What is claimed of inquiries.

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 24);

fn question(item: &str, mark: Option<Mark>) -> Question {
    let answer = Reply { mark, ..Reply::default() };
    Question { list: ChecklistId::new("administrator"), item: ItemId::new(item), answer }
}

fn inquiry(state: State) -> Inquiry {
    Inquiry {
        id: InquiryId::new("inquiry"),
        vendor: VendorId::new("vendor"),
        system: "電子カルテ".to_owned(),
        catalog: CatalogId::new("catalog"),
        due: date(2026, 12, 8),
        first_due: date(2026, 12, 8),
        message: String::new(),
        questions: vec![question("tls", None), question("backup", Some(Mark::Yes))],
        state,
        revision: 3,
        link_salt: 0,
        made_by: String::new(),
        made_at: Timestamp::UNIX_EPOCH,
    }
}

fn receipt() -> Receipt {
    Receipt { on: TODAY, by: "鈴木".to_owned(), way: Way::Paper }
}

#[test]
fn an_inquiry_goes_from_draft_to_handed_in_and_never_back() {
    let draft = inquiry(State::Draft);
    assert_eq!(draft.sent(date(2026, 11, 25), TODAY), Err(InquiryRefusal::InTheFuture));
    assert_eq!(draft.handed_in(receipt(), TODAY), Err(InquiryRefusal::NotFromHere));
    let sent = inquiry(draft.sent(TODAY, TODAY).unwrap());
    assert_eq!(sent.sent(TODAY, TODAY), Err(InquiryRefusal::NotFromHere));
    assert_eq!(sent.handed_in(receipt(), TODAY), Err(InquiryRefusal::StillOpen(1)));
    let reply = Reply { comment: "調査中".to_owned(), ..Reply::default() };
    let replies: Replies = [("tls", reply.clone()), ("other", reply)]
        .into_iter()
        .map(|(item, reply)| (ItemId::new(item), reply))
        .collect();
    assert_eq!(sent.answered(&replies, 2), Err(InquiryRefusal::ChangedMeanwhile));
    let answered = sent.answered(&replies, 3).unwrap();
    assert_eq!((answered.revision, answered.questions.len(), answered.open_questions()), (4, 2, 0));
    let nobody = Receipt { by: "　".to_owned(), ..receipt() };
    assert_eq!(answered.handed_in(nobody, TODAY), Err(InquiryRefusal::NobodyAnswers));
    let early = Receipt { on: date(2026, 11, 23), ..receipt() };
    assert_eq!(answered.handed_in(early, TODAY), Err(InquiryRefusal::BeforeSending));
    let state = answered.handed_in(receipt(), TODAY).unwrap();
    let frozen = Inquiry { state, ..answered };
    assert_eq!(frozen.answered(&replies, 4), Err(InquiryRefusal::NotFromHere));
    assert_eq!(frozen.withdrawn(TODAY), Err(InquiryRefusal::NotFromHere));
}

#[test]
fn not_applicable_wants_a_reason_and_a_target_day_is_still_to_come() {
    let reply = |mark, comment: &str, target| Reply { mark: Some(mark), comment: comment.to_owned(), target };
    let reason = "機器がない";
    for (reply, lack) in [
        (Reply::default(), Some(Lack::Unanswered)),
        (reply(Mark::NotApplicable, " ", None), Some(Lack::Reason)),
        (reply(Mark::NotApplicable, reason, None), None),
        (reply(Mark::No, "", None), None),
        (reply(Mark::No, "", Some(TODAY)), None),
        (reply(Mark::No, "", Some(date(2026, 11, 23))), Some(Lack::TargetToCome)),
    ] {
        assert_eq!(reply.lack(TODAY), lack, "{reply:?}");
    }
    let mut sent = inquiry(State::Sent { on: TODAY });
    sent.questions[0].answer = reply(Mark::NotApplicable, "", None);
    assert_eq!(sent.handed_in(receipt(), TODAY), Err(InquiryRefusal::StillOpen(1)));
}

#[test]
fn asking_again_changes_the_state_and_speaking_of_it_does_not() {
    let sent = inquiry(State::Sent { on: date(2026, 11, 10) });
    let chase = |new_due| Chase {
        day: TODAY,
        way: ChaseWay::Telephone,
        whom: String::new(),
        said: String::new(),
        new_due,
        written_by: String::new(),
        written_at: Timestamp::UNIX_EPOCH,
    };
    assert_eq!(sent.chased(&chase(None), TODAY), Ok(sent.state.clone()));
    let due = date(2026, 12, 22);
    let again = State::AskedAgain { sent: date(2026, 11, 10), again: TODAY };
    assert_eq!(sent.chased(&chase(Some(due)), TODAY), Ok(again));
    let past = sent.chased(&chase(Some(date(2026, 11, 23))), TODAY);
    assert_eq!(past, Err(InquiryRefusal::DueInThePast));
    let early = Chase { day: date(2026, 11, 9), ..chase(None) };
    assert_eq!(sent.chased(&early, TODAY), Err(InquiryRefusal::BeforeSending));
    assert_eq!(inquiry(State::Draft).chased(&chase(None), TODAY), Err(InquiryRefusal::NotFromHere));
}

#[test]
fn a_link_opens_until_a_month_after_the_due_date() {
    let sent = inquiry(State::Sent { on: TODAY });
    assert_eq!(sent.door(date(2027, 1, 7)), Door::Open);
    assert_eq!(sent.door(date(2027, 1, 8)), Door::Expired);
    assert_eq!(inquiry(State::Draft).door(TODAY), Door::Shut);
    assert_eq!(inquiry(State::Withdrawn { on: TODAY }).door(TODAY), Door::Withdrawn);
    assert!(!sent.is_overdue(sent.due) && sent.is_overdue(date(2026, 12, 9)));
    assert_eq!(sent.days_open(date(2026, 12, 4)), Some(10));
}

#[test]
fn an_answer_is_due_in_two_weeks_on_a_working_day() {
    assert_eq!(usual_due(date(2026, 11, 24)), date(2026, 12, 8));
    assert_eq!(usual_due(date(2026, 12, 18)), date(2027, 1, 4), "not on the first of January");
}

#[test]
fn the_latest_answer_of_a_system_counts_and_the_one_before_is_found_beside_it() {
    let handed_in = |made, on, mark| Inquiry {
        id: InquiryId::new(format!("{made}")),
        made_at: Timestamp::from_second(made).unwrap(),
        questions: vec![question("tls", Some(mark))],
        ..inquiry(State::HandedIn { sent: on, receipt: Receipt { on, ..receipt() } })
    };
    let first = handed_in(1, date(2026, 4, 1), Mark::No);
    let second = handed_in(2, date(2026, 9, 1), Mark::Yes);
    let other = Inquiry { system: "給食".to_owned(), ..handed_in(3, TODAY, Mark::NotApplicable) };
    let all = [second.clone(), first.clone(), other.clone()];
    let marks: Vec<_> = latest(&all).iter().map(|told| told.question.answer.mark).collect();
    assert_eq!(marks.len(), 2);
    assert!(marks.contains(&Some(Mark::Yes)) && !marks.contains(&Some(Mark::No)));
    let tls = ItemId::new("tls");
    assert!(
        is_latest(&all, &second, &tls) && is_latest(&all, &other, &tls) && !is_latest(&all, &first, &tls)
    );
    let before = last_answer(&all, &second, &ItemId::new("tls")).unwrap();
    assert_eq!(before.inquiry.id, first.id);
    assert!(last_answer(&all, &first, &ItemId::new("tls")).is_none());
    assert!(last_answer(&all, &other, &ItemId::new("tls")).is_none());
}
