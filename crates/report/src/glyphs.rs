//! What our font cannot draw is shown as 〓 and named at the foot of the page, never dropped and never an empty box.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::text::{Coverage, Font};

/// The printer's sign for a character that is not in the case.
const GETA: char = '〓';

/// The field of an object whose texts are set in another family than the usual one.
const FAMILY: &str = "family";

/// Replaces what the font cannot draw in every text of `data`, and returns what was replaced, e.g. `U+20BB7`. The first
/// font is the usual one; an object with a field `family` is set in that family where the usual one lacks a character.
pub(crate) fn replace_missing(data: &mut Value, fonts: &[Font]) -> Vec<String> {
    let mut missing = BTreeSet::new();
    let usual: Vec<&Coverage> = fonts.iter().take(1).map(|font| &font.info().coverage).collect();
    replace_in(data, fonts, &usual, &mut missing);
    missing.into_iter().map(|c| format!("U+{:04X}", u32::from(c))).collect()
}

fn replace_in(data: &mut Value, fonts: &[Font], drawn: &[&Coverage], missing: &mut BTreeSet<char>) {
    match data {
        Value::String(text) => *text = replaced(text, drawn, missing),
        Value::Array(values) => values.iter_mut().for_each(|value| replace_in(value, fonts, drawn, missing)),
        Value::Object(fields) => {
            let family = fields.get(FAMILY).and_then(Value::as_str);
            let own = fonts.iter().filter(|font| Some(font.info().family.as_str()) == family);
            let drawn: Vec<&Coverage> =
                drawn.iter().copied().chain(own.map(|font| &font.info().coverage)).collect();
            fields.values_mut().for_each(|value| replace_in(value, fonts, &drawn, missing));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn replaced(text: &str, drawn_by: &[&Coverage], missing: &mut BTreeSet<char>) -> String {
    let visible = text.chars().filter(|c| !is_invisible(*c));
    let drawn = visible.map(|c| {
        if c == '\n' || (drawn_by.iter().any(|font| font.contains(u32::from(c))) && !is_private(c)) {
            return c;
        }
        missing.insert(c);
        GETA
    });
    drawn.collect()
}

/// Control characters, marks of direction and variation selectors: without them the text reads the same.
fn is_invisible(c: char) -> bool {
    let variation = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    let direction =
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    (c.is_control() && c != '\n') || variation || direction
}

/// A hospital's own 外字: PDF/UA forbids them, because nobody else can read them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_the_font_cannot_draw_becomes_a_geta_and_is_named() {
        let mut data = serde_json::json!({ "names": ["髙﨑", "𠮷\u{7}", "\u{E123}高\u{E0100}"] });
        assert_eq!(replace_missing(&mut data, &crate::fonts::ALL), ["U+E123", "U+20BB7"]);
        assert_eq!(data, serde_json::json!({ "names": ["髙﨑", "〓", "〓高"] }));
    }

    #[test]
    fn a_text_in_another_family_may_have_its_characters() {
        let mut data = serde_json::json!([{ "family": "Noto Sans Devanagari", "lines": ["नेपाली"] }, "नेपाली"]);
        assert_eq!(replace_missing(&mut data, &crate::fonts::ALL).len(), 6);
        assert_eq!(data[0]["lines"][0], "नेपाली");
        assert_eq!(data[1], "〓〓〓〓〓〓");
    }
}
