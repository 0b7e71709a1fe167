//! What a cell of a personnel file says once it is known what is asked: numbers, names, kana, days, standing.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::calendar;
use crate::grid::{Cell, folded};
use crate::invisible::visible;
use crate::person::Leave;

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// Nothing stands where something must.
    Missing,
    /// It is no day, or not certainly one.
    Day,
    /// It begins like a formula.
    Formula,
    /// A formula without a result, or `#N/A` and its like.
    Failed,
    TooLong,
    /// A staff number that is a fraction or a day.
    Number,
    /// No address of mail.
    Mail,
    /// The same staff number stands in another row under another name.
    NumberTwice,
    /// Several departments bear this name.
    Ambiguous,
    /// The file brings more new departments or occupations than a hospital can have: the column is another one.
    TooManyNew,
}

impl Trouble {
    pub const ALL: [Self; 10] = [
        Self::Missing,
        Self::Day,
        Self::Formula,
        Self::Failed,
        Self::TooLong,
        Self::Number,
        Self::Mail,
        Self::NumberTwice,
        Self::Ambiguous,
        Self::TooManyNew,
    ];

    /// Its word in locale keys (`people-trouble-day`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Day => "day",
            Self::Formula => "formula",
            Self::Failed => "failed",
            Self::TooLong => "too-long",
            Self::Number => "number",
            Self::Mail => "mail",
            Self::NumberTwice => "number-twice",
            Self::Ambiguous => "ambiguous",
            Self::TooManyNew => "too-many-new",
        }
    }
}

/// Where somebody stands towards the hospital, as the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Standing {
    #[default]
    There,
    Away(Leave),
    Left,
}

/// What stands for “nothing” in files.
const NOTHING: &[&str] =
    &["-", "--", "---", "―", "ー", "−", "‐", "なし", "無し", "無", "n/a", "null", "#n/a"];
/// How files write that somebody has no last day.
const NO_DAY: &[&str] =
    &["0", "00000000", "99991231", "9999/12/31", "9999-12-31", "0000/00/00", "0000-00-00", "9999年12月31日"];

/// Text without characters that nobody sees, on one line, half-width kana in full width; everything else as it is,
/// because 髙 and 﨑 are not 高 and 崎. Empty where nothing stands.
pub fn text(cell: Option<&Cell>, longest: usize) -> Result<String, Trouble> {
    let said = match cell {
        None => return Ok(String::new()),
        Some(Cell::Failed(_) | Cell::FormulaWithoutValue) => return Err(Trouble::Failed),
        Some(Cell::Day(day)) => day.ok_or(Trouble::Failed)?.to_string(),
        Some(Cell::Boolean(true)) => "TRUE".to_owned(),
        Some(Cell::Boolean(false)) => "FALSE".to_owned(),
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(number)) => number.to_string(),
    };
    let tidy = tidy(&said);
    let is_nothing = NOTHING.contains(&folded(&tidy).as_str());
    if tidy.is_empty() || is_nothing {
        Ok(String::new())
    } else if tidy.nfkc().next().is_some_and(|first| "=+-@".contains(first)) {
        Err(Trouble::Formula)
    } else if tidy.chars().count() > longest {
        Err(Trouble::TooLong)
    } else {
        Ok(tidy)
    }
}

/// A staff number: half width, without blanks, filled up with zeros to so many digits.
pub fn staff_number(cell: Option<&Cell>, digits: usize) -> Result<String, Trouble> {
    const LONGEST: usize = 40;
    let is_whole = |number: f64| number >= 0.0 && number.fract() == 0.0 && number < 1e15;
    match cell {
        Some(Cell::Number(number)) if !is_whole(*number) => return Err(Trouble::Number),
        Some(Cell::Day(_) | Cell::Boolean(_)) => return Err(Trouble::Number),
        Some(_) | None => {}
    }
    let number: String = text(cell, LONGEST)?.nfkc().filter(|c| !c.is_whitespace()).collect();
    let is_short = number.len() < digits && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    Ok(if is_short { format!("{number:0>digits$}") } else { number })
}

/// Kana in full-width katakana.
pub fn kana(cell: Option<&Cell>, longest: usize) -> Result<String, Trouble> {
    Ok(as_katakana(&text(cell, longest)?))
}

/// A day in either calendar, as text, as a number of eight digits or as Excel counts days; `None` where there is none.
pub fn day(cell: Option<&Cell>) -> Result<Option<Date>, Trouble> {
    let said = match cell {
        None => return Ok(None),
        Some(Cell::Day(day)) if day.is_some_and(|day| day.year() == 9999) => return Ok(None),
        Some(Cell::Day(day)) => return day.map(Some).ok_or(Trouble::Day),
        Some(Cell::Number(number)) if (10_000.0..80_000.0).contains(number) => {
            return serial(*number).map(Some).ok_or(Trouble::Day);
        }
        Some(Cell::Failed(_) | Cell::FormulaWithoutValue) => return Err(Trouble::Failed),
        Some(Cell::Number(number)) => number.to_string(),
        Some(Cell::Text(text)) => text.nfkc().collect(),
        Some(Cell::Boolean(_)) => return Err(Trouble::Day),
    };
    let said = without_time(said.trim());
    if said.is_empty() || NO_DAY.contains(&said) || NOTHING.contains(&folded(said).as_str()) {
        return Ok(None);
    }
    compact(said).or_else(|| calendar::parse(said)).map(Some).ok_or(Trouble::Day)
}

/// An address of mail, in half width; empty where there is none.
pub fn mail(cell: Option<&Cell>) -> Result<String, Trouble> {
    const LONGEST: usize = 254;
    let address: String = text(cell, LONGEST)?.nfkc().filter(|c| !c.is_whitespace()).collect();
    let is_plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_graphic() && !"<>()[],;:\\\"@".contains(c))
    };
    let is_address =
        address.split_once('@').is_some_and(|(local, domain)| is_plain(local) && is_plain(domain));
    if address.is_empty() || is_address { Ok(address) } else { Err(Trouble::Mail) }
}

/// 在職, 産休, 育休, 休職 …; what is not known means that somebody is there.
pub fn standing(cell: Option<&Cell>) -> Result<Standing, Trouble> {
    let said = folded(&text(cell, 100)?);
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    Ok(if says(&["退職", "退社", "離職", "死亡"]) {
        Standing::Left
    } else if says(&["産休", "産前", "産後"]) {
        Standing::Away(Leave::Maternity)
    } else if says(&["育休", "育児休"]) {
        Standing::Away(Leave::Childcare)
    } else if says(&["介護休"]) {
        Standing::Away(Leave::Care)
    } else if says(&["休職", "病休", "病気休", "療養"]) {
        Standing::Away(Leave::Sick)
    } else if says(&["休業", "出向", "長期研修", "留学"]) {
        Standing::Away(Leave::Other)
    } else {
        Standing::There
    })
}

/// Whether a 兼務 column says that this row is not somebody's main department. A department's name says the opposite:
/// it is the second department of a row that is the main one.
pub fn is_concurrent(cell: Option<&Cell>) -> bool {
    let said = cell.and_then(Cell::as_text).map(|text| folded(&text)).unwrap_or_default();
    ["兼務", "兼任", "兼", "兼務者", "従", "副", "併任", "併"].contains(&said.as_str())
}

/// What is looked for in numbers and names: without blanks, letters and digits in half width.
pub fn search_text(typed: &str) -> String {
    let tidy = tidy(typed);
    let digits =
        tidy.chars().map(|c| if c.is_ascii() || !('！'..='～').contains(&c) { c } else { half_width(c) });
    digits.filter(|c| !c.is_whitespace()).collect()
}

/// Hiragana as katakana, as kana are kept.
pub fn as_katakana(text: &str) -> String {
    text.chars().map(katakana).collect()
}

/// Letters, digits and signs of full width, one by one: NFKC would also change some names.
fn half_width(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

const fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => match char::from_u32(c as u32 + 0x60) {
            Some(katakana) => katakana,
            None => c,
        },
        other => other,
    }
}

fn tidy(said: &str) -> String {
    let spaced: String =
        visible(said).chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    let words: Vec<String> = spaced.split_whitespace().map(full_width_kana).collect();
    words.join(" ")
}

fn full_width_kana(word: &str) -> String {
    let is_half = |c: char| ('\u{ff61}'..='\u{ff9f}').contains(&c);
    let mut made = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(start) = rest.find(is_half) {
        let end = rest[start..].find(|c| !is_half(c)).map_or(rest.len(), |length| start + length);
        made.push_str(&rest[..start]);
        made.extend(rest[start..end].nfkc());
        rest = &rest[end..];
    }
    made.push_str(rest);
    made
}

/// The day that Excel means by a number; its calendar has a 29 February 1900 that never was.
fn serial(number: f64) -> Option<Date> {
    #[expect(clippy::cast_possible_truncation, reason = "the caller asks for 10,000 to 80,000 only")]
    let days = number.trunc() as i64;
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()
}

/// `20250401`.
fn compact(said: &str) -> Option<Date> {
    if said.len() != 8 || !said.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    calendar::parse(&format!("{}-{}-{}", &said[..4], &said[4..6], &said[6..]))
}

/// Exports write the time of day, always midnight, behind a day; people write the day of the week.
fn without_time(said: &str) -> &str {
    let end = said.find(['(', 'T']).or_else(|| said.find(' ').filter(|at| said[*at..].contains(':')));
    said[..end.unwrap_or(said.len())].trim_end()
}
