//! Planned reminders: on which day they happen, that they follow the round, and that mail and lists come of them.

use std::time::Duration;

use crate::support::{MailRound, Page};

const PEOPLE: [(&str, &str); 2] = [("0001", "a@sakura.example.jp"), ("0002", "b@sakura.example.jp")];

fn plan_list(round: &mut MailRound, days: &str) -> Page {
    let path = format!("{}/reminders", round.round);
    round.hanako.get(&path);
    round.hanako.post(&path, &[("way", "list"), ("days_before", days)])
}

fn plan_mail(round: &mut MailRound, days: &str) -> Page {
    let path = format!("{}/reminders", round.round);
    let page = round.hanako.get(&path);
    let body =
        page.between("name=\"body\"", "</textarea>").and_then(|rest| rest.split_once('>')).expect("a body").1;
    let body = body.to_owned();
    assert!(body.contains("行き違いの場合はご容赦ください"), "{body}");
    let fields =
        [("way", "mail"), ("mail_days_before", days), ("subject", "再依頼"), ("body", body.as_str())];
    round.hanako.post(&path, &fields)
}

fn wait() {
    std::thread::sleep(Duration::from_millis(700));
}

#[test]
fn the_day_is_shown_off_weekends_and_holidays_and_follows_the_rounds_last_day() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let page = plan_list(&mut round, "２");
    assert!(
        page.text.contains("受付終了日の2日前") && page.text.contains("令和8年11月27日"),
        "{}",
        page.text
    );
    round.hanako.get(&round.round.clone());
    round.hanako.post(&format!("{}/extension", round.round), &[("until", "2026-12-31")]);
    let page = round.hanako.get(&format!("{}/reminders", round.round));
    assert!(page.text.contains("令和8年12月28日"), "the turn of the year is stepped over: {}", page.text);
    let log = round.hanako.get("/settings/audit-events?event=reminders-planned");
    assert!(log.text.contains("受付終了日の2日前・未提出者の一覧を配る"), "{}", log.text);
}

#[test]
fn what_cannot_be_planned_is_said_at_its_field() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    for (days, sentence) in
        [("61", "0から60まで"), ("", "0から60まで"), ("あさって", "0から60まで"), ("7", "もう過ぎています")]
    {
        let page = plan_list(&mut round, days);
        assert!(page.status == 422 && page.text.contains(sentence), "{days}: {}", page.text);
    }
    assert_eq!(plan_list(&mut round, "3").status, 200);
    let twice = plan_list(&mut round, "3");
    assert!(twice.status == 422 && twice.text.contains("同じ予定がすでにあります"), "{}", twice.text);
    assert_eq!(plan_mail(&mut round, "3").status, 200, "the other way is another plan");
    let path = format!("{}/reminders", round.round);
    let without = round
        .hanako
        .post(&path, &[("way", "mail"), ("mail_days_before", "2"), ("subject", "x"), ("body", "y")]);
    assert!(without.status == 422 && without.text.contains("を入れてください"), "{}", without.text);
    assert_eq!(round.hanako.post(&path, &[("way", "pigeon")]).status, 400);
}

#[test]
fn planned_mail_is_made_at_nine_on_its_day_and_leaves_ten_minutes_later() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    assert_eq!(plan_mail(&mut round, "3").status, 200);
    let mailings = format!("{}/mailings", round.round);
    for too_early in ["2026-11-26T12:00:00+09:00", "2026-11-27T08:59:00+09:00"] {
        round.at(too_early);
        wait();
        assert!(round.hanako.get(&mailings).text.contains("まだメールはありません"), "{too_early}");
    }
    round.at("2026-11-27T09:00:10+09:00");
    let page = round.wait_for(&mailings, "送信待ち");
    assert!(page.text.contains("再依頼のメール"), "{}", page.text);
    wait();
    assert_eq!(round.post.connections(), 0, "it can still be taken back");
    round.at("2026-11-27T09:11:00+09:00");
    let messages = round.post.wait_for(2);
    assert!(messages[0].body().contains("行き違いの場合はご容赦ください"), "{}", messages[0].body());
    round.wait_for(&format!("{}/reminders", round.round), "済");
    round.at("2026-11-30T12:00:00+09:00");
    wait();
    assert_eq!(round.post.messages().len(), 2, "once and no more");
}

#[test]
fn plans_that_fall_on_one_day_make_one_mailing_which_says_the_last_day_as_it_is_by_then() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    for days in ["2", "3"] {
        assert_eq!(plan_mail(&mut round, days).status, 200);
    }
    round.hanako.get(&round.round.clone());
    round.hanako.post(&format!("{}/extension", round.round), &[("until", "2026-12-01")]);
    round.at("2026-11-27T09:00:10+09:00");
    round.wait_for(&format!("{}/mailings", round.round), "送信待ち");
    // The server stands still until the evening.
    round.at("2026-11-27T20:00:00+09:00");
    wait();
    assert_eq!(round.post.connections(), 0, "nothing planned leaves at night");
    round.at("2026-11-30T09:05:00+09:00");
    let messages = round.post.wait_for(2);
    assert!(messages[0].body().contains("締め切り：令和8年12月1日"), "{}", messages[0].body());
    wait();
    assert_eq!((round.post.messages().len(), round.server.lines()["mailing"].len()), (2, 1));
}

#[test]
fn nothing_planned_happens_at_night_at_weekends_or_after_the_close() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    assert_eq!(plan_mail(&mut round, "3").status, 200);
    for moment in ["2026-11-27T16:55:00+09:00", "2026-11-27T23:00:00+09:00", "2026-11-28T12:00:00+09:00"] {
        round.at(moment);
        wait();
        assert_eq!(round.server.lines()["mailing"].len(), 0, "{moment}");
    }
    let page = round.hanako.get(&format!("{}/reminders", round.round));
    assert!(page.text.contains("令和8年11月30日"), "made up for on the next working day: {}", page.text);
    round.hanako.get(&format!("{}/closure", round.round));
    round.hanako.post(&format!("{}/closure", round.round), &[]);
    round.at("2026-11-30T12:00:00+09:00");
    wait();
    assert_eq!(round.server.lines()["mailing"].len(), 0);
    let page = round.hanako.get(&format!("{}/reminders", round.round));
    assert!(page.text.contains("締め切ったため行いません"), "{}", page.text);
}

#[test]
fn a_list_is_a_task_on_the_first_page_until_it_is_ticked_off() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    plan_list(&mut round, "3");
    let task = "未提出者の一覧を印刷して配ってください";
    assert!(!round.hanako.get("/").text.contains(task));
    round.at("2026-11-27T07:00:00+09:00");
    let home = round.hanako.get("/");
    assert!(
        home.text.contains(task) && home.text.contains(&format!("{}/missing", round.round)),
        "{}",
        home.text
    );
    let completion = home.between("action=\"/rounds", "/completion").expect("a button");
    let completion = format!("/rounds{completion}/completion");
    assert_eq!(round.hanako.post(&completion, &[]).status, 200);
    assert!(!round.hanako.get("/").text.contains(task));
    assert_eq!(round.hanako.post(&completion, &[]).status, 404, "it is done already");
}

#[test]
fn a_plan_is_taken_back() {
    let mut round = MailRound::start("anonymous", "with-names", &PEOPLE);
    let page = plan_mail(&mut round, "3");
    let removal = page.between("action=\"/rounds", "/removal").expect("a button");
    let removal = format!("/rounds{removal}/removal");
    assert!(round.hanako.post(&removal, &[]).text.contains("予定はありません"));
    round.at("2026-11-27T12:00:00+09:00");
    wait();
    assert_eq!(round.server.lines()["mailing"].len(), 0);
}
