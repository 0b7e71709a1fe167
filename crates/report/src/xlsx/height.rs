//! How high a row must be for its text. Spreadsheets do not work this out for merged cells, and not every program
//! does for others, so it is estimated, rather too high than too low.

/// Points of one line of text.
const LINE: f64 = 15.0;
const PADDING: f64 = 6.0;

/// The height in points of a cell of this width (in characters) that wraps this text.
pub fn of(text: &str, width: f64) -> f64 {
    let lines: f64 = text.lines().map(|line| (cells(line) / (width - 2.0)).ceil().max(1.0)).sum();
    lines.max(1.0) * LINE + PADDING
}

/// A kanji of our size in digits of the column's measure; kana are narrower.
const FULL_WIDTH: f64 = 1.9;

/// Widths of letters, in the digits by which spreadsheets measure columns: full width counts as nearly two.
fn cells(line: &str) -> f64 {
    let width =
        |character: char| if character.is_ascii() || is_half_width(character) { 1.05 } else { FULL_WIDTH };
    line.chars().map(width).sum()
}

fn is_half_width(character: char) -> bool {
    ('\u{ff61}'..='\u{ffdc}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_grows_with_its_lines() {
        assert!((of("", 40.0) - 21.0).abs() < 0.01);
        assert!((of("あ\nい", 40.0) - 36.0).abs() < 0.01);
        assert!((of(&"あ".repeat(21), 40.0) - 36.0).abs() < 0.01);
    }
}
