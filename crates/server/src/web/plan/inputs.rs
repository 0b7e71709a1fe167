//! The fields of an action, shared by adding and changing.

use maud::{Markup, html};
use tenken_domain::action::{
    Action, Cost, LONGEST_OWNER, LONGEST_TEXT, LONGEST_TITLE, MOST_DAYS, MOST_FINDINGS, MOST_YEN,
};
use tenken_domain::assignment::Assignee;
use tenken_domain::finding::Finding;

use super::Known;
use crate::actions::plan::Wish;
use crate::web::assignments::{Assignees, from_value, value};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

pub const FINDINGS: Field = Field::new("finding", "action-findings").hint("action-findings-hint");
const MORE: Field = Field::new("finding", "action-more-findings");
pub const TITLE: Field = Field::new("title", "action-title").hint("action-title-hint");
const CONTENT: Field = Field::new("content", "action-content").hint("action-content-hint");
const OWNER: Field = Field::new("owner", "action-owner").hint("action-owner-hint");
const CHARGE: Field = Field::new("charge", "action-charge").hint("action-charge-hint");
const DUE: Field = Field::new("due", "action-due").hint("action-due-hint");
const ONCE: Field = Field::new("cost_once", "action-cost-once").hint("action-cost-hint");
const YEARLY: Field = Field::new("cost_yearly", "action-cost-yearly");
const EFFORT: Field = Field::new("effort", "action-effort").hint("action-effort-hint");

/// What can be chosen.
pub struct Offer {
    pub known: Known,
    pub findings: Vec<Finding>,
    /// Who can be told, as value and text.
    charges: Vec<(String, String)>,
}

impl Offer {
    /// For a new action, or for one that is there already: its own findings as they were found, and what the latest round adds.
    pub async fn load(person: &Person, action: Option<&Action>) -> Result<Self, WebError> {
        let known = Known::load(person).await?;
        let own = action.map(|action| action.findings.as_slice()).unwrap_or_default();
        let new =
            known.findings().into_iter().filter(|finding| !action.is_some_and(|one| one.covers(finding)));
        let findings = own.iter().cloned().chain(new).collect();
        let assignees = Assignees::load(&mut person.app().db.reader().await?, person.facility_id()).await?;
        let text = person.visitor.text;
        let holds = |who: &Assignee| action.is_some_and(|action| action.charge.as_ref() == Some(who));
        let mut charges = vec![(String::new(), text.text("action-charge-none"))];
        charges.extend(assignees.options(text, holds));
        Ok(Self { known, findings, charges })
    }
}

/// Reads what was typed; `None` with problems noted at their fields. Nothing can be chosen but what is offered.
pub fn read(fields: &Fields, offer: &Offer, problems: &mut Problems) -> Option<Wish> {
    let title = fields.one_line(TITLE, LONGEST_TITLE, problems);
    let content = fields.optional(CONTENT, LONGEST_TEXT, problems);
    let owner = fields.optional_line(OWNER, LONGEST_OWNER, problems);
    let charge = fields.get(CHARGE.name);
    if !charge.is_empty() && !offer.charges.iter().any(|(value, _)| *value == charge) {
        problems.add(CHARGE, "assignment-assignee-gone");
    }
    let due = fields.optional_day(DUE, problems);
    let cost =
        Cost { once: fields.yen(ONCE, MOST_YEN, problems), yearly: fields.yen(YEARLY, MOST_YEN, problems) };
    let effort = match fields.get(EFFORT.name).as_str() {
        "" => None,
        _ => fields.number(EFFORT, MOST_DAYS, (&["人日", "日"], "problem-number"), problems),
    };
    let mut findings = Vec::new();
    for code in fields.all(FINDINGS.name) {
        match offer.findings.iter().find(|finding| finding.code() == code) {
            Some(finding) => findings.push(finding.clone()),
            None => problems.add(FINDINGS, "action-finding-unknown"),
        }
    }
    if findings.len() > MOST_FINDINGS {
        problems.add(FINDINGS, "action-findings-many");
    }
    let wish = Wish { title, content, owner, charge: from_value(&charge), due, cost, effort, findings };
    problems.is_empty().then_some(wish)
}

/// What stands in the fields of an action that is there already.
pub fn fields_of(action: &Action) -> Fields {
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let mut pairs = vec![
        (TITLE.name.to_owned(), action.title.clone()),
        (CONTENT.name.to_owned(), action.content.clone()),
        (OWNER.name.to_owned(), action.owner.clone()),
        (CHARGE.name.to_owned(), action.charge.as_ref().map(value).unwrap_or_default()),
        (DUE.name.to_owned(), action.due.map(|due| due.to_string()).unwrap_or_default()),
        (ONCE.name.to_owned(), number(action.cost.once)),
        (YEARLY.name.to_owned(), number(action.cost.yearly)),
        (EFFORT.name.to_owned(), number(action.effort)),
    ];
    pairs.extend(action.findings.iter().map(|finding| (FINDINGS.name.to_owned(), finding.code())));
    Fields::new(pairs)
}

/// The fields themselves; findings that are not chosen lie folded below those that are.
pub fn inputs(form: Form<'_>, offer: &Offer) -> Markup {
    let known = &offer.known;
    let is_chosen = |finding: &Finding| form.fields.all(FINDINGS.name).any(|code| code == finding.code());
    let (chosen, others): (Vec<_>, Vec<_>) = offer.findings.iter().partition(|finding| is_chosen(finding));
    let options = |findings: &[&Finding]| -> Vec<(String, String)> {
        let option = |finding: &&Finding| {
            (finding.code(), format!("{}　{}", known.title(finding), known.place(form.text, finding)))
        };
        findings.iter().map(option).collect()
    };
    html! {
        (form.line(TITLE, "text", "off"))
        (form.checkboxes(FINDINGS, &options(&chosen)))
        @if !others.is_empty() {
            details open[chosen.is_empty()] {
                summary { (form.text.text("action-more-findings")) " (" (others.len()) ")" }
                (form.more_checkboxes(MORE, &options(&others)))
            }
        }
        (form.lines(CONTENT, 4))
        (form.line(OWNER, "text", "off"))
        (form.select(CHARGE, &offer.charges))
        (form.line(DUE, "text", "off"))
        (form.line(ONCE, "text", "off"))
        (form.line(YEARLY, "text", "off"))
        (form.line(EFFORT, "text", "off"))
    }
}
