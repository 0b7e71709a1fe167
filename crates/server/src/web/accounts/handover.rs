//! What an administrator hands over to the owner of a new account: address, login name and the code, shown once.

use maud::{Markup, html};
use tenken_domain::calendar;

use crate::actions::accounts::{INVITATION_VALID, Invited};
use crate::web::support::page;
use crate::web::support::person::Permit;

/// The page with the code; it cannot be had again.
pub fn view(permit: &Permit<'_>, invited: &Invited) -> Markup {
    let (text, app) = (permit.text, permit.person.app());
    let until = app.clock.now().checked_add(INVITATION_VALID).map(calendar::moment).unwrap_or_default();
    page::page(
        permit,
        &text.text("handover-title"),
        &html! {
            h1 { (text.text("handover-title")) }
            p { strong { (text.text("handover-once")) } }
            section.card {
                h2 { (invited.account.display_name) }
                dl.facts {
                    dt { (text.text("handover-address")) }
                    dd { code { (app.settings.origin) "/activation" } }
                    dt { (text.text("account-login-name")) }
                    dd { code { (invited.account.login_name) } }
                    dt { (text.text("activation-code")) }
                    dd { code.secret { (invited.code) } }
                    dt { (text.text("handover-until")) }
                    dd { (until) }
                }
                ol {
                    li { (text.text("handover-step-open")) }
                    li { (text.text("handover-step-type")) }
                    li { (text.text("handover-step-password")) }
                }
            }
            p.hint { (text.text("handover-how")) }
            p { a.button href="/settings/accounts" { (text.text("handover-done")) } }
        },
    )
}
