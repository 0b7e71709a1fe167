//! Whether a sheet is handed in, and where it is on its way: 担当→確認→承認.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::id::AccountId;
use tenken_domain::permission::Object;
use tenken_domain::review::{Review, Step, may_follow, standing};
use tenken_domain::sheet::SheetState;

use super::contents::moment;
use super::show::SheetPage;
use crate::actions::reviews::right;
use crate::web::support::form;

pub fn view(page: &SheetPage<'_>) -> Markup {
    let text = page.permit.text;
    let SheetState::HandedIn(deed) = &page.contents.marked.sheet.state else { return sent_back(page) };
    let by = page.contents.handed_in_by.as_deref().unwrap_or_default();
    html! {
        section.card {
            p {
                (text.with(
                    "sheet-handed-in-by",
                    [("by", FluentValue::from(by)), ("at", FluentValue::from(moment(deed.at)))],
                ))
            }
            @if let Some(reviews) = &page.contents.reviews { (steps(page, reviews)) }
            @if page.may_answer() {
                p.hint { (text.text("sheet-withdraw-hint")) }
                form method="post" action={ (page.place.address()) "/withdrawal" } {
                    (form::token(page.permit))
                    button type="submit" { (text.text("sheet-withdraw")) }
                }
            }
        }
    }
}

/// Why the sheet came back, until it is handed in again.
fn sent_back(page: &SheetPage<'_>) -> Markup {
    let last = page.contents.reviews.as_ref().and_then(|reviews| reviews.last());
    html! {
        @if let Some(back) = last.filter(|last| last.step == Step::SentBack) {
            div.warning role="note" { p { (in_one_line(page, back)) } p { (back.reason) } }
        }
    }
}

fn in_one_line(page: &SheetPage<'_>, review: &Review) -> String {
    let text = page.permit.text;
    let values =
        [("by", FluentValue::from(review.by_name.as_str())), ("at", FluentValue::from(moment(review.at)))];
    format!("{}：{}", text.of("review", review.step.code()), text.with("review-by", values))
}

/// The steps done so far, and the next one for those whose it is.
fn steps(page: &SheetPage<'_>, reviews: &[Review]) -> Markup {
    let (text, done) = (page.permit.text, standing(&page.contents.marked.sheet, reviews));
    let (person, principal) = (page.permit.person, &page.permit.person.principal);
    let could =
        |step: Step| person.could(right(step), Object::Round(person.facility_id(), &page.place.round));
    let open =
        [Step::Checked, Step::Approved].into_iter().find(|step| done.iter().all(|one| one.step != *step));
    html! {
        @for one in &done { p { (in_one_line(page, one)) } }
        @if let Some(step) = open { (who_is_next(page, (reviews, step))) }
        @if let Some(step) = open.filter(|step| could(*step) && may_do(page, reviews, (*step, &principal.account))) {
            form method="post" action={ (page.place.address()) "/review" } {
                (form::token(page.permit))
                button.primary type="submit" name="step" value=(step.code()) { (text.of("review-do", step.code())) }
            }
        }
        @if could(Step::SentBack) {
            form method="post" action={ (page.place.address()) "/review" } {
                (form::token(page.permit))
                div.field {
                    label for="reason" { (text.text("review-reason")) }
                    textarea #reason name="reason" rows="2" {}
                }
                button.quiet type="submit" name="step" value=(Step::SentBack.code()) {
                    (text.of("review-do", Step::SentBack.code()))
                }
            }
        }
    }
}

/// Whether the rules let this person do the step now; whether the role does is asked elsewhere.
fn may_do(page: &SheetPage<'_>, reviews: &[Review], (step, by): (Step, &AccountId)) -> bool {
    let at = page.permit.person.app().clock.now();
    let next = Review { step, by: by.clone(), by_name: String::new(), at, reason: String::new() };
    may_follow(&page.contents.marked.sheet, reviews, &next).is_ok()
}

/// What the sheet waits for, and by whose hand; where there is nobody, a way out.
fn who_is_next(page: &SheetPage<'_>, (reviews, step): (&[Review], Step)) -> Markup {
    let text = page.permit.text;
    let with_right = |step| page.contents.assignees.with_right(right(step), &page.place.round);
    let able = with_right(step).filter(|one| may_do(page, reviews, (step, &one.id)));
    let names: Vec<&str> = able.map(|one| one.display_name.as_str()).collect();
    let own = &page.permit.person.principal.account;
    let mut approvers = with_right(Step::Approved).peekable();
    // Whoever checks cannot approve.
    let is_the_last = step == Step::Checked
        && may_do(page, reviews, (step, own))
        && approvers.peek().is_some()
        && approvers.all(|one| one.id == *own);
    let values = [
        ("step", FluentValue::from(text.of("review", step.code()))),
        ("names", FluentValue::from(names.join("、"))),
    ];
    html! {
        p.hint { (text.of("review-open", step.code())) }
        @if names.is_empty() { p.warning { (text.with("review-nobody", values)) } }
        @else { p { (text.with("review-next", values)) } }
        @if is_the_last { p.warning { (text.text("review-only-approver")) } }
    }
}
