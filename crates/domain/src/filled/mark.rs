//! How people write marks: every spelling that is taken for ○, ×, 該当なし, 確認中 or a blank. Nothing is guessed.

use unicode_normalization::UnicodeNormalization;

use crate::catalog::Audience;
use crate::grid::Cell;
use crate::mark::Mark;

const YES: [&str; 7] = ["○", "〇", "◯", "o", "はい", "yes", "1"];
const NO: [&str; 7] = ["×", "✕", "✖", "x", "いいえ", "no", "0"];
/// The staff's form says it in its own words.
const NOT_APPLICABLE: [&str; 4] = ["該当なし", "対象外", "n/a", "この業務はない"];
const PENDING: &str = "確認中";
const BLANK: [&str; 2] = ["", "未記入"];

/// The mark in a チェック欄, `None` for a blank; `Err` says in a sentence why it cannot be read.
pub fn read(cell: Option<&Cell>, audience: Audience) -> Result<Option<Mark>, String> {
    match cell {
        None => Ok(None),
        Some(Cell::Text(text)) => read_text(text, audience),
        Some(Cell::Number(number)) => read_text(&number.to_string(), audience),
        Some(Cell::Boolean(value)) => Err(unreadable(if *value { "TRUE" } else { "FALSE" }, audience)),
        Some(Cell::Day(_)) => Err(format!("チェック欄が日付になっています。{}", expected(audience))),
        Some(Cell::Failed(error)) => {
            Err(format!("チェック欄の計算式がエラー（{error}）です。{}", expected(audience)))
        }
        Some(Cell::FormulaWithoutValue) => {
            Err(format!("チェック欄の計算式に、計算結果が保存されていません。{}", expected(audience)))
        }
    }
}

fn read_text(text: &str, audience: Audience) -> Result<Option<Mark>, String> {
    let normal = text.nfkc().collect::<String>().trim().to_lowercase();
    let is = |spellings: &[&str]| spellings.contains(&normal.as_str());
    if is(&BLANK) {
        Ok(None)
    } else if is(&YES) {
        Ok(Some(Mark::Yes))
    } else if is(&NO) {
        Ok(Some(Mark::No))
    } else if is(&NOT_APPLICABLE) {
        Ok(Some(Mark::NotApplicable))
    } else if normal != PENDING {
        Err(unreadable(text, audience))
    } else if audience == Audience::Administrator {
        Ok(Some(Mark::Pending(None)))
    } else {
        Err(format!("「確認中」はシステム管理者向けのチェックリストだけで使えます。{}", expected(audience)))
    }
}

fn unreadable(text: &str, audience: Audience) -> String {
    format!("チェック欄の「{}」は読み取れません。{}", quoted(text), expected(audience))
}

fn expected(audience: Audience) -> &'static str {
    match audience {
        Audience::Administrator => "○、×、該当なし、確認中、空欄のどれかにしてください。",
        Audience::Executive => "○、×、該当なし、空欄のどれかにしてください。",
        Audience::Staff => "○、×、該当なし（この業務はない）、空欄のどれかにしてください。",
    }
}

/// A cell's text as it may stand in a sentence: short, and without characters that would disturb a terminal.
pub fn quoted(text: &str) -> String {
    const SHOWN: usize = 20;
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { '␣' } else { c }).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, audience: Audience) -> Result<Option<Mark>, String> {
        read(Cell::text(text).as_ref(), audience)
    }

    #[test]
    fn every_spelling_of_a_mark_is_read_in_any_width_and_case() {
        let table: [(Option<Mark>, &[&str]); 5] = [
            (
                Some(Mark::Yes),
                &["○", "〇", "◯", "o", "O", "ｏ", "Ｏ", "はい", "yes", "YES", "Ｙｅｓ", "1", "１", "　○　"],
            ),
            (
                Some(Mark::No),
                &["×", "✕", "✖", "x", "X", "ｘ", "Ｘ", "いいえ", "no", "No", "ＮＯ", "0", "０", "\t×\n"],
            ),
            (
                Some(Mark::NotApplicable),
                &["該当なし", "対象外", "n/a", "N/A", "Ｎ／Ａ", " 該当なし ", "この業務はない"],
            ),
            (Some(Mark::Pending(None)), &["確認中", "　確認中"]),
            (None, &["", " ", "　", "未記入", "　未記入 "]),
        ];
        for (mark, spellings) in table {
            for spelling in spellings {
                assert_eq!(text(spelling, Audience::Administrator), Ok(mark), "{spelling:?}");
            }
        }
    }

    #[test]
    fn nothing_else_is_taken_for_a_mark() {
        for other in [
            "△",
            "✓",
            "✔",
            "レ",
            "TRUE",
            "true",
            "-",
            "2",
            "-1",
            "1.5",
            "⭕",
            "❌",
            "該当無し",
            "○×",
            "済",
            "y",
            "\u{200b}",
        ] {
            let sentence = text(other, Audience::Administrator).unwrap_err();
            assert!(sentence.contains(other), "{sentence}");
        }
    }

    #[test]
    fn only_administrators_may_still_be_asking() {
        assert!(text("確認中", Audience::Executive).is_err());
        assert!(text("確認中", Audience::Staff).is_err());
        assert_eq!(text("該当なし", Audience::Staff), Ok(Some(Mark::NotApplicable)));
    }

    #[test]
    fn a_number_counts_and_other_kinds_of_cell_are_refused() {
        assert_eq!(read(Some(&Cell::Number(1.0)), Audience::Staff), Ok(Some(Mark::Yes)));
        assert_eq!(read(Some(&Cell::Number(0.0)), Audience::Staff), Ok(Some(Mark::No)));
        let refused = [
            Cell::Number(0.5),
            Cell::Number(f64::NAN),
            Cell::Boolean(true),
            Cell::Day(None),
            Cell::Failed("#N/A".to_owned()),
            Cell::FormulaWithoutValue,
        ];
        for cell in refused {
            assert!(read(Some(&cell), Audience::Administrator).is_err(), "{cell:?}");
        }
    }

    #[test]
    fn a_sentence_never_repeats_control_characters_or_a_novel() {
        assert_eq!(quoted("\u{1b}[2J"), "␣[2J");
        assert_eq!(quoted(&"あ".repeat(21)), format!("{}…", "あ".repeat(20)));
    }
}
