//! Whether a sheet is handed in, and where it is on its way: 担当→確認→承認.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::permission::Object;
use tenken_domain::review::{Review, Step, standing};
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
    let could = |step: Step| {
        let person = page.permit.person;
        person.could(right(step), Object::Round(person.facility_id(), &page.place.round))
    };
    let open =
        [Step::Checked, Step::Approved].into_iter().find(|step| done.iter().all(|one| one.step != *step));
    html! {
        @for one in &done { p { (in_one_line(page, one)) } }
        @if let Some(step) = open { p.hint { (text.of("review-open", step.code())) } }
        @if let Some(step) = open.filter(|step| could(*step)) {
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
