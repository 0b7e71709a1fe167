//! How the user wants the file to be read and what is to become of those who are not in it: read from the page's
//! address or from the confirmation, which carries the same fields.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::people_change::Missing;
use tenken_domain::people_file::{Column, Layout, MOST_COLUMNS, MOST_DIGITS};

use crate::actions::people::file::Way;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Field;

pub const SHEET: &str = "sheet";
pub const HEADING: Field = Field::new("heading", "people-heading").hint("people-heading-hint");
pub const DIGITS: Field = Field::new("digits", "people-digits").hint("people-digits-hint");
pub const MISSING: Field = Field::new("missing", "people-missing").hint("people-missing-hint");
pub const LEFT_ON: Field = Field::new("left_on", "people-left-on").hint("day-hint");
/// Sheet and heading row for which the columns were shown: others mean a new guess.
const SHOWN: &str = "shown";

/// What was chosen.
pub struct Choice {
    pub way: Way,
    /// Empty on the first look, when the register says what is usual.
    pub digits: Option<usize>,
    pub missing: Missing,
}

/// Reads the choice; what cannot be is noted at its field, and a guess stands in its place.
pub fn read(fields: &Fields, today: Date, problems: &mut Problems) -> Choice {
    let number = |field: Field, most: u64, problems: &mut Problems| {
        fields.count(field, most, problems).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    };
    let is_first = fields.get(SHOWN).is_empty();
    let sheet = fields.get(SHEET).parse().unwrap_or(0);
    let heading = u32::try_from(number(HEADING, 9_999, problems)).unwrap_or(0);
    let digits = number(DIGITS, 9_999, problems).min(MOST_DIGITS);
    let way = if is_first {
        Way::Guess
    } else if fields.get(SHOWN) != shown(sheet, heading) {
        Way::Below { sheet, heading }
    } else {
        Way::As(Layout { sheet, heading, columns: columns(fields), digits })
    };
    let missing = match fields.get(MISSING.name).as_str() {
        "left" => fields.day(LEFT_ON, problems).map_or(Missing::StayAsTheyAre, Missing::LeftOn),
        _ => Missing::StayAsTheyAre,
    };
    if let Missing::LeftOn(day) = missing
        && day > today.saturating_add(jiff::Span::new().years(1))
    {
        problems.add(LEFT_ON, "people-left-on-far");
    }
    Choice { way, digits: (!is_first).then_some(digits), missing }
}

fn columns(fields: &Fields) -> BTreeMap<u32, Column> {
    let column = |(place, code): (&str, &str)| {
        let place = place.parse().ok().filter(|place| *place <= MOST_COLUMNS)?;
        Some((place, Column::from_code(code)?))
    };
    fields.starting("column-").filter_map(column).collect()
}

/// The name of the field that says what a column means.
pub fn field_of(column: u32) -> String {
    format!("column-{column}")
}

fn shown(sheet: usize, heading: u32) -> String {
    format!("{sheet}.{heading}")
}

/// Which guess the columns of this form belong to.
pub fn shown_field(layout: &Layout) -> Markup {
    html! { input type="hidden" name=(SHOWN) value=(shown(layout.sheet, layout.heading)); }
}

/// The whole choice in hidden fields, for the form that confirms it.
pub fn hidden(layout: &Layout, missing: Missing) -> Markup {
    let left_on = match missing {
        Missing::StayAsTheyAre => None,
        Missing::LeftOn(day) => Some(day.to_string()),
    };
    html! {
        (shown_field(layout))
        input type="hidden" name=(SHEET) value=(layout.sheet);
        input type="hidden" name=(HEADING.name) value=(layout.heading);
        input type="hidden" name=(DIGITS.name) value=(layout.digits);
        @for (place, column) in &layout.columns {
            input type="hidden" name=(field_of(*place)) value=(column.code());
        }
        @if let Some(day) = left_on {
            input type="hidden" name=(MISSING.name) value="left";
            input type="hidden" name=(LEFT_ON.name) value=(day);
        }
    }
}
