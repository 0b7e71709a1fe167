//! The fields of a vendor, shared by adding and changing. Systems and contacts are rows with a number in their names.

use maud::{Markup, html};
use tenken_domain::vendor::{
    Contact, Contract, LONGEST_ENTRY, LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON, MOST_CONTACTS,
    MOST_SYSTEMS, System, SystemKind, Vendor,
};

use crate::actions::vendors::Wish;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

pub const NAME: Field = Field::new("name", "vendor-name");
pub const SYSTEMS: Field = Field::new("systems", "vendor-systems").hint("vendor-systems-hint");
const CONTACTS: Field = Field::new("contacts", "vendor-contacts").hint("vendor-contacts-hint");
const CONTRACT: Field = Field::new("contract", "vendor-contract");
const FROM: Field = Field::new("from", "vendor-contract-from").hint("day-hint");
pub const UNTIL: Field = Field::new("until", "vendor-contract-until").hint("vendor-contract-until-hint");
const REASON: Field = Field::new("reason", "vendor-contract-reason").hint("vendor-contract-reason-hint");
const NOTE: Field = Field::new("note", "vendor-note").hint("vendor-note-hint");

const TERM: &str = "term";
const NONE: &str = "none";
/// Empty rows below those that are filled in.
const FREE_ROWS: usize = 2;
const ENTRIES: [&str; 4] = ["contact-name", "contact-telephone", "contact-fax", "contact-mail"];

/// Reads what was typed; `None` with problems noted at their fields.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<Wish> {
    let name = fields.one_line(NAME, LONGEST_NAME, problems);
    let contract = contract(fields, problems);
    let note = fields.optional(NOTE, LONGEST_NOTE, problems);
    let systems = (0..MOST_SYSTEMS).filter_map(|row| system(fields, row, problems)).collect();
    let contacts = (0..MOST_CONTACTS).filter_map(|row| contact(fields, row, problems)).collect();
    let contract = contract?;
    problems.is_empty().then_some(Wish { name, contacts, systems, contract, note })
}

fn contract(fields: &Fields, problems: &mut Problems) -> Option<Contract> {
    match fields.get(CONTRACT.name).as_str() {
        TERM => {
            let [from, until] = [FROM, UNTIL].map(|field| fields.optional_day(field, problems));
            Some(Contract::Term { from, until })
        }
        NONE => Some(Contract::None { reason: fields.one_line(REASON, LONGEST_REASON, problems) }),
        _ => {
            problems.add(CONTRACT, "vendor-contract-wanted");
            None
        }
    }
}

/// A row without a name is no system.
fn system(fields: &Fields, row: usize, problems: &mut Problems) -> Option<System> {
    let name = fields.get(&format!("system-name-{row}"));
    if name.chars().count() > LONGEST_NAME || name.contains('\n') {
        problems.add(SYSTEMS, "vendor-system-long");
    }
    let kind = SystemKind::from_code(&fields.get(&format!("system-kind-{row}"))).unwrap_or(SystemKind::Other);
    (!name.is_empty()).then_some(System { name, kind })
}

fn contact(fields: &Fields, row: usize, problems: &mut Problems) -> Option<Contact> {
    let [name, telephone, fax, mail] = ENTRIES.map(|entry| fields.get(&format!("{entry}-{row}")));
    let contact = Contact { name, telephone, fax, mail };
    let entries = [&contact.name, &contact.telephone, &contact.fax, &contact.mail];
    if entries.iter().any(|entry| entry.chars().count() > LONGEST_ENTRY || entry.contains('\n')) {
        problems.add(CONTACTS, "vendor-contact-long");
    }
    let is_empty = entries.iter().all(|entry| entry.is_empty());
    (!is_empty).then_some(contact)
}

/// What stands in the fields of a vendor that is there already.
pub fn fields_of(vendor: &Vendor) -> Fields {
    let mut pairs =
        vec![(NAME.name.to_owned(), vendor.name.clone()), (NOTE.name.to_owned(), vendor.note.clone())];
    match &vendor.contract {
        Contract::Term { from, until } => {
            pairs.push((CONTRACT.name.to_owned(), TERM.to_owned()));
            pairs.extend(from.map(|day| (FROM.name.to_owned(), day.to_string())));
            pairs.extend(until.map(|day| (UNTIL.name.to_owned(), day.to_string())));
        }
        Contract::None { reason } => {
            pairs.push((CONTRACT.name.to_owned(), NONE.to_owned()));
            pairs.push((REASON.name.to_owned(), reason.clone()));
        }
    }
    for (row, system) in vendor.systems.iter().enumerate() {
        pairs.push((format!("system-name-{row}"), system.name.clone()));
        pairs.push((format!("system-kind-{row}"), system.kind.code().to_owned()));
    }
    for (row, contact) in vendor.contacts.iter().enumerate() {
        let entries = [&contact.name, &contact.telephone, &contact.fax, &contact.mail];
        let row = ENTRIES.iter().zip(entries).map(|(name, entry)| (format!("{name}-{row}"), entry.clone()));
        pairs.extend(row);
    }
    Fields::new(pairs)
}

/// The fields themselves.
pub fn inputs(form: Form<'_>) -> Markup {
    let contract = |code: &str| (code.to_owned(), form.text.of("vendor-contract", code));
    html! {
        (form.line(NAME, "text", "off"))
        (rows(form, SYSTEMS, systems(form)))
        (rows(form, CONTACTS, contacts(form)))
        (form.radios(CONTRACT, &[contract(TERM), contract(NONE)]))
        (form.line(FROM, "text", "off"))
        (form.line(UNTIL, "text", "off"))
        (form.line(REASON, "text", "off"))
        (form.lines(NOTE, 3))
    }
}

/// A field of several rows, with what is to be known and what is wrong above them.
fn rows(form: Form<'_>, field: Field, rows: Markup) -> Markup {
    html! {
        fieldset.field id=(field.name) {
            legend { (form.text.text(field.label)) }
            @if let Some(hint) = field.hint { p.hint { (form.text.text(hint)) } }
            @if let Some(problem) = form.problems.at(field.name, form.text) { p.problem { (problem) } }
            (rows)
        }
    }
}

/// The rows that bear something, and some more.
fn shown(form: Form<'_>, names: &[&str], most: usize) -> usize {
    let is_filled =
        |row: &usize| names.iter().any(|name| !form.fields.get(&format!("{name}-{row}")).is_empty());
    let last = (0..most).filter(is_filled).max().map_or(0, |row| row + 1);
    (last + FREE_ROWS).min(most)
}

fn systems(form: Form<'_>) -> Markup {
    let text = form.text;
    html! {
        @for row in 0..shown(form, &["system-name"], MOST_SYSTEMS) {
            @let [name, kind] = [format!("system-name-{row}"), format!("system-kind-{row}")];
            @let chosen = form.fields.get(&kind);
            div.entries {
                div.field {
                    label for=(name) { (text.text("vendor-system-name")) " " (row + 1) }
                    input id=(name) name=(name) type="text" autocomplete="off" value=(form.fields.get(&name));
                }
                div.field {
                    label for=(kind) { (text.text("vendor-system-kind")) }
                    select id=(kind) name=(kind) {
                        @for one in SystemKind::ALL {
                            option value=(one.code()) selected[one.code() == chosen] { (text.of("vendor-kind", one.code())) }
                        }
                    }
                }
            }
        }
    }
}

fn contacts(form: Form<'_>) -> Markup {
    html! {
        @for row in 0..shown(form, &ENTRIES, MOST_CONTACTS) {
            div.entries {
                @for entry in ENTRIES {
                    @let name = format!("{entry}-{row}");
                    div.field {
                        label for=(name) { (form.text.of("vendor", entry)) " " (row + 1) }
                        input id=(name) name=(name) type="text" autocomplete="off" value=(form.fields.get(&name));
                    }
                }
            }
        }
    }
}
