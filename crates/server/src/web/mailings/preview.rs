//! What a mailing will be: one message as it arrives, everybody it goes to with outside addresses first, and who gets
//! none. The sample holds no personal link: those are nobody else's to see.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::mailing::{Inserts, LINK, filled};
use tenken_domain::round::Slips;
use tenken_domain::working_day::is_sending_time;

use super::Desk;
use super::inputs::{Written, carried};
use crate::actions::mailings::{Addressee, Reach, due_at, fingerprint, link};
use crate::web::staff_sheets::new_key;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::Permit;
use crate::web::support::reply::WebError;

/// Whether the reader has just seen other recipients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    First,
    Others,
}

/// The page; where it shows by name who is missing, that is recorded first.
pub async fn page(
    permit: &Permit<'_>,
    desk: &Desk,
    shown: (&Written, &[Addressee]),
    seen: Seen,
) -> Result<Markup, WebError> {
    super::record_names(permit, &desk.round).await?;
    Ok(view(permit, desk, shown, seen))
}

fn view(permit: &Permit<'_>, desk: &Desk, (written, to): (&Written, &[Addressee]), seen: Seen) -> Markup {
    let text = permit.text;
    let title = text.text("mailing-preview-title");
    let reached = to.iter().filter(|one| one.address().is_some()).count();
    let now = permit.person.app().clock.now();
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            @if seen == Seen::Others { div.problems role="alert" { p { (text.text("mailing-others-than-seen")) } } }
            p { (text.with("mailing-goes-to", [("people", FluentValue::from(reached))])) }
            @if !is_sending_time(due_at(now)) { p.warning { (text.text("mailing-odd-hours")) } }
            h2 { (text.text("mailing-sample")) }
            (sample(permit, desk, written, to))
            (recipients(permit, desk, to))
            (left_out(permit, desk, to))
            (confirmation(permit, desk, written, to))
        },
    )
}

/// One message, as the first recipient gets it.
fn sample(permit: &Permit<'_>, desk: &Desk, written: &Written, to: &[Addressee]) -> Markup {
    let text = permit.text;
    let Some(first) = to.iter().find(|one| one.address().is_some()) else { return html! {} };
    let app = permit.person.app();
    let shown = match desk.round.slips {
        Slips::WithNames => format!("{}/c/{}", app.settings.origin, text.text("mailing-own-link")),
        Slips::None | Slips::WithoutNames => {
            link(&app.keys.secret, &app.settings.origin, &desk.round, (first, None))
                .unwrap_or_else(|| LINK.to_owned())
        }
    };
    let until = calendar::both(desk.round.period.until);
    let address = first.address().map_or("", |address| address.as_str());
    html! {
        div.letter {
            dl.facts {
                @if let Some(server) = &desk.server {
                    dt { (text.text("mailing-from")) }
                    dd { (server.sender_name) " " (server.sender.as_str()) }
                }
                dt { (text.text("mailing-to")) }
                dd { (address) }
                dt { (text.text("mailing-subject")) }
                dd { (written.subject) }
            }
            pre { (filled(&written.body, Inserts { name: &first.name, link: &shown, until: &until })) }
        }
    }
}

/// Everybody it goes to; those outside the hospital's own domain stand in sight, above.
fn recipients(permit: &Permit<'_>, desk: &Desk, to: &[Addressee]) -> Markup {
    let text = permit.text;
    let is_outside = |one: &&Addressee| {
        let own = desk.server.as_ref().map(|server| &server.sender);
        one.address().zip(own).is_some_and(|(address, own)| address.is_outside(own))
    };
    let reached: Vec<&Addressee> = to.iter().filter(|one| one.address().is_some()).collect();
    let outside: Vec<&Addressee> = reached.iter().copied().filter(is_outside).collect();
    let number = |people: usize| [("people", FluentValue::from(people))];
    html! {
        h2 { (text.text("mailing-recipients")) }
        @if outside.is_empty() {
            p { (text.text("mailing-none-outside")) }
        } @else {
            div.warning {
                p { strong { (text.with("mailing-outside", number(outside.len()))) } }
                ul { @for one in &outside { li { (written_as(desk, one)) } } }
            }
        }
        details {
            summary { (text.with("mailing-all-recipients", number(reached.len()))) }
            ul {
                @for one in &reached {
                    li { (written_as(desk, one)) @if is_outside(one) { " " strong { (text.text("mailing-is-outside")) } } }
                }
            }
        }
    }
}

/// 東病棟　看護 次郎　jiro@…
fn written_as(desk: &Desk, one: &Addressee) -> Markup {
    let address = one.address().map_or("", |address| address.as_str());
    html! { (desk.department(&one.department)) "　" (one.name) "　" code.address { (address) } }
}

/// Who gets nothing, and why; they are asked in another way.
fn left_out(permit: &Permit<'_>, desk: &Desk, to: &[Addressee]) -> Markup {
    let text = permit.text;
    let kinds = [
        (Reach::NoAddress, "mailing-no-address"),
        (Reach::BadAddress, "mailing-bad-address"),
        (Reach::NoCard, "mailing-no-card"),
    ];
    html! {
        @for (reach, key) in kinds {
            @let people: Vec<&Addressee> = to.iter().filter(|one| one.reach == reach).collect();
            @if !people.is_empty() {
                details {
                    summary { (text.with(key, [("people", FluentValue::from(people.len()))])) }
                    ul { @for one in people { li { (desk.department(&one.department)) "　" (one.name) } } }
                }
            }
        }
    }
}

fn confirmation(permit: &Permit<'_>, desk: &Desk, written: &Written, to: &[Addressee]) -> Markup {
    let text = permit.text;
    let here = format!("/rounds/{}/mailings", desk.round.id);
    html! {
        p { (text.text("mailing-delay")) }
        div.steps {
            form method="post" action=(here) {
                (form::token(permit))
                (carried(written))
                input type="hidden" name="key" value=(new_key(&permit.person.app().random).as_str());
                input type="hidden" name="seen" value=(fingerprint(to));
                button.primary type="submit" { (text.text("mailing-confirm")) }
            }
            form method="post" action={ (here) "/preview" } {
                (form::token(permit))
                (carried(written))
                input type="hidden" name="again" value="1";
                button type="submit" { (text.text("mailing-write-again")) }
            }
            p { a.button.quiet href=(here) { (text.text("form-cancel")) } }
        }
    }
}
