//! The fields of a training, shared by recording and changing.

use maud::{Markup, html};
use tenken_domain::id::ItemId;
use tenken_domain::training::{PROPOSED, Training, weakest_first};

use super::Outcome;
use crate::actions::trainings::Wish;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

const TITLE: Field = Field::new("title", "training-title").hint("training-title-hint");
pub const HELD_ON: Field = Field::new("held_on", "training-held-on").hint("day-hint");
const PLACE: Field = Field::new("place", "training-place");
const AUDIENCE: Field = Field::new("audience", "training-audience").hint("training-audience-hint");
pub const ITEMS: Field = Field::new("items", "training-items").hint("training-items-hint");
const ATTENDED: Field = Field::new("attended", "training-attended").hint("training-attended-hint");
const NOTE: Field = Field::new("note", "training-note").hint("training-note-hint");

/// Most people of one training.
const MOST: u64 = 9_999;

/// Reads what was typed; `None` with problems noted at their fields.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<Wish> {
    let title = fields.one_line(TITLE, 60, problems);
    let held_on = fields.day(HELD_ON, problems);
    let place = fields.optional_line(PLACE, 60, problems);
    let audience = fields.optional_line(AUDIENCE, 60, problems);
    let mut items: Vec<ItemId> = fields.all(ITEMS.name).map(ItemId::new).collect();
    items.sort();
    items.dedup();
    let attended = match fields.get(ATTENDED.name).as_str() {
        "" => None,
        _ => fields.count(ATTENDED, MOST, problems),
    };
    let note = fields.optional(NOTE, 500, problems);
    let held_on = held_on?;
    let wish = Wish { title, held_on, place, audience, items, attended, note };
    problems.is_empty().then_some(wish)
}

/// What stands in the fields of a new training: the weakest items.
pub fn proposed(outcome: &Outcome, title: String) -> Fields {
    let weakest = weakest_first(outcome.list, &outcome.figures).into_iter().take(PROPOSED);
    let mut pairs = vec![(TITLE.name.to_owned(), title)];
    pairs.extend(weakest.map(|item| (ITEMS.name.to_owned(), item.id.to_string())));
    Fields::new(pairs)
}

/// What stands in the fields of a training that is there already.
pub fn fields_of(training: &Training) -> Fields {
    let attended = training.attended.map(|people| people.to_string()).unwrap_or_default();
    let mut pairs = vec![
        (TITLE.name.to_owned(), training.title.clone()),
        (HELD_ON.name.to_owned(), training.held_on.to_string()),
        (PLACE.name.to_owned(), training.place.clone()),
        (AUDIENCE.name.to_owned(), training.audience.clone()),
        (ATTENDED.name.to_owned(), attended),
        (NOTE.name.to_owned(), training.note.clone()),
    ];
    pairs.extend(training.items.iter().map(|item| (ITEMS.name.to_owned(), item.to_string())));
    Fields::new(pairs)
}

/// The fields themselves; every item bears its figure, the weakest first.
pub fn inputs(form: Form<'_>, outcome: &Outcome) -> Markup {
    let option = |item: &tenken_domain::catalog::Item| {
        (item.id.to_string(), format!("{}　{}", item.title, outcome.line(form.text, item)))
    };
    let items: Vec<_> = outcome.items().into_iter().map(option).collect();
    html! {
        (form.line(TITLE, "text", "off"))
        (form.line(HELD_ON, "text", "off"))
        (form.line(PLACE, "text", "off"))
        (form.line(AUDIENCE, "text", "off"))
        (form.checkboxes(ITEMS, &items))
        (form.line(ATTENDED, "text", "off"))
        (form.lines(NOTE, 3))
    }
}
