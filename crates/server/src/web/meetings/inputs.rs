//! The fields of a meeting, shared by planning and changing.

use maud::{Markup, html};
use tenken_domain::id::RoundId;
use tenken_domain::meeting::{LONGEST_AGENDA, LONGEST_TITLE, Meeting, NamesProblem, read_names};
use tenken_domain::round::Round;

use crate::actions::meetings::Wish;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

const TITLE: Field = Field::new("title", "meeting-title").hint("meeting-title-hint");
const HELD_ON: Field = Field::new("held_on", "meeting-held-on").hint("day-hint");
const HOURS: Field = Field::new("hours", "meeting-hours").hint("meeting-hours-hint");
const PLACE: Field = Field::new("place", "meeting-place");
const AGENDA: Field = Field::new("agenda", "meeting-agenda").hint("meeting-agenda-hint");
const ROUND: Field = Field::new("round", "meeting-round").hint("meeting-round-hint");
const INVITED: Field = Field::new("invited", "meeting-invited").hint("meeting-names-hint");
const PRESENT: Field = Field::new("present", "meeting-present").hint("meeting-present-hint");
const REPORTERS: Field = Field::new("reporters", "meeting-reporters").hint("meeting-reporters-hint");

/// Reads what was typed; `None` with problems noted at their fields.
pub fn read(fields: &Fields, rounds: &[Round], problems: &mut Problems) -> Option<Wish> {
    let title = fields.one_line(TITLE, LONGEST_TITLE, problems);
    let held_on = fields.day(HELD_ON, problems);
    let hours = fields.optional_line(HOURS, LONGEST_TITLE, problems);
    let place = fields.optional_line(PLACE, LONGEST_TITLE, problems);
    let agenda = fields.optional(AGENDA, LONGEST_AGENDA, problems);
    let wanted = fields.get(ROUND.name);
    let round = rounds.iter().find(|round| round.id.as_str() == wanted).map(|round| round.id.clone());
    if round.is_none() && !wanted.is_empty() {
        problems.add(ROUND, "meeting-round-unknown");
    }
    let [invited, present, reporters] =
        [INVITED, PRESENT, REPORTERS].map(|field| names(fields, field, problems));
    let held_on = held_on?;
    let wish = Wish { title, held_on, hours, place, agenda, round, invited, present, reporters };
    problems.is_empty().then_some(wish)
}

fn names(fields: &Fields, field: Field, problems: &mut Problems) -> Vec<String> {
    match read_names(&fields.get(field.name)) {
        Ok(names) => names,
        Err(NamesProblem::TooMany) => {
            problems.add(field, "meeting-names-many");
            Vec::new()
        }
        Err(NamesProblem::TooLong) => {
            problems.add(field, "meeting-names-long");
            Vec::new()
        }
    }
}

/// What stands in the fields of a meeting that is there already.
pub fn fields_of(meeting: &Meeting) -> Fields {
    Fields::new(vec![
        (TITLE.name.to_owned(), meeting.title.clone()),
        (HELD_ON.name.to_owned(), meeting.held_on.to_string()),
        (HOURS.name.to_owned(), meeting.hours.clone()),
        (PLACE.name.to_owned(), meeting.place.clone()),
        (AGENDA.name.to_owned(), meeting.agenda.clone()),
        (ROUND.name.to_owned(), meeting.round.as_ref().map(RoundId::to_string).unwrap_or_default()),
        (INVITED.name.to_owned(), meeting.invited.join("\n")),
        (PRESENT.name.to_owned(), meeting.present.join("\n")),
        (REPORTERS.name.to_owned(), meeting.reporters.join("\n")),
    ])
}

/// The fields of a new meeting: everybody who was asked the last time is asked again, and about the latest round.
pub fn proposed(title: String, last: Option<&Meeting>, rounds: &[Round]) -> Fields {
    let mut pairs = vec![(TITLE.name.to_owned(), last.map_or(title, |last| last.title.clone()))];
    if let Some(round) = rounds.first() {
        pairs.push((ROUND.name.to_owned(), round.id.to_string()));
    }
    if let Some(last) = last {
        pairs.push((PLACE.name.to_owned(), last.place.clone()));
        pairs.push((INVITED.name.to_owned(), last.invited.join("\n")));
        pairs.push((REPORTERS.name.to_owned(), last.reporters.join("\n")));
    }
    Fields::new(pairs)
}

/// The fields themselves.
pub fn inputs(form: Form<'_>, rounds: &[Round]) -> Markup {
    let none = (String::new(), form.text.text("meeting-round-none"));
    let round = |round: &Round| (round.id.to_string(), round.name.clone());
    let options: Vec<_> = std::iter::once(none).chain(rounds.iter().map(round)).collect();
    html! {
        (form.line(TITLE, "text", "off"))
        (form.line(HELD_ON, "text", "off"))
        (form.line(HOURS, "text", "off"))
        (form.line(PLACE, "text", "off"))
        (form.select(ROUND, &options))
        (form.lines(AGENDA, 5))
        (form.lines(INVITED, 5))
        (form.lines(REPORTERS, 5))
        (form.lines(PRESENT, 5))
    }
}
