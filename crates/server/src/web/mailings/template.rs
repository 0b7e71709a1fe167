//! The text a mailing begins with, in the reader's language: no answer, no weakness, only a link.

use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::mailing::Kind;
use tenken_domain::round::{Naming, Round, Slips};

use crate::web::support::person::Permit;

/// Subject and body.
pub fn texts(permit: &Permit<'_>, round: &Round, kind: Kind) -> (String, String) {
    let (text, facility) = (permit.text, &permit.person.facility);
    let contact = match facility.contact.as_str() {
        "" => text.text("staff-administrator"),
        contact => contact.to_owned(),
    };
    let whose = match round.slips {
        Slips::WithNames => "mailing-link-own",
        Slips::None | Slips::WithoutNames => "mailing-link-shared",
    };
    let naming = match (round.naming, round.slips) {
        (Naming::Anonymous, Slips::None | Slips::WithoutNames) => text.text("mailing-naming-nameless"),
        (naming, _) => text.of("mailing-naming", naming.code()),
    };
    let values = [
        ("hospital", FluentValue::from(facility.name.clone())),
        ("round", FluentValue::from(round.name.clone())),
        ("naming", FluentValue::from(naming)),
        ("whose", FluentValue::from(text.text(whose))),
        ("contact", FluentValue::from(contact)),
    ];
    let subject = text.with(&format!("mailing-subject-{}", kind.code()), values.clone());
    (subject, text.with(&format!("mailing-body-{}", kind.code()), values))
}
