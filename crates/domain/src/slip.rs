//! Cards (回答カード): one lets one person hand in one sheet. Each bears a code that survives handwriting and reading
//! aloud; drawing codes at random and hashing them is the server's.

use crate::id::{DepartmentId, OccupationId, PersonId, SlipId};
use crate::person::Leave;

/// One card of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub id: SlipId,
    pub department: DepartmentId,
    /// Whose card it is; `None` where cards bear no names.
    pub person: Option<PersonId>,
    /// Counts the cards of a department, from 1.
    pub position: u64,
    /// Changes when a lost card is replaced: the old one opens nothing any more.
    pub salt: i64,
    /// Known to have been handed in: in 無記名 rounds once its batch was let go.
    pub handed_in: bool,
}

/// Somebody who is asked in a round, as they stood when it opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPerson {
    pub id: PersonId,
    pub staff_number: String,
    pub name: String,
    pub kana: String,
    pub department: DepartmentId,
    pub occupation: OccupationId,
    /// Set aside: not asked, and why.
    pub away: Option<Leave>,
}

/// Letters and digits that survive handwriting and reading aloud: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V. Their number is a
/// prime, on which the check character rests.
pub const ALPHABET: &[u8; 23] = b"34679ACDEFGHJKMNPQRTWXY";

/// Characters of a code, the check character included.
pub const CODE_LENGTH: usize = 8;

/// The code on a card: seven characters and a check character that tells every single wrong character and every two
/// characters that changed places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(String);

/// Why what was typed is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    Length,
    /// A character that codes never have.
    Character,
    /// Mistyped: the check character does not fit.
    Check,
}

impl Code {
    /// The code that stands for a number; numbers that differ by a multiple of 23⁷ give the same.
    pub fn of_number(number: u64) -> Self {
        let mut rest = number;
        let mut values: Vec<u64> = Vec::with_capacity(CODE_LENGTH);
        for _ in 1..CODE_LENGTH {
            values.push(rest % MODULUS);
            rest /= MODULUS;
        }
        // The last place weighs CODE_LENGTH; its value makes the weighted sum a multiple of the modulus.
        let last = (0..MODULUS).find(|value| weighted(values.iter().copied().chain([*value])) == 0);
        values.extend(last);
        Self(values.iter().filter_map(|value| letter(*value)).collect())
    }

    /// Reads what a person typed or wrote: any case, any width, with or without hyphen and spaces.
    pub fn read(typed: &str) -> Result<Self, CodeProblem> {
        let typed = normalized(typed);
        if typed.chars().count() != CODE_LENGTH {
            return Err(CodeProblem::Length);
        }
        let values: Option<Vec<u64>> = typed.chars().map(value).collect();
        let values = values.ok_or(CodeProblem::Character)?;
        if weighted(values.into_iter()) == 0 { Ok(Self(typed)) } else { Err(CodeProblem::Check) }
    }

    /// Without a hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Code {
    /// In two groups of four: `AC34-7XYH`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, second) = self.0.split_at(CODE_LENGTH / 2);
        write!(f, "{first}-{second}")
    }
}

/// Makes what a person typed comparable to a code: without spaces and hyphens, upper case, half width.
pub fn normalized(typed: &str) -> String {
    let half_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    typed.chars().map(half_width).filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

const MODULUS: u64 = ALPHABET.len() as u64;

fn letter(value: u64) -> Option<char> {
    ALPHABET.get(usize::try_from(value).ok()?).map(|byte| char::from(*byte))
}

fn value(letter: char) -> Option<u64> {
    ALPHABET.iter().position(|byte| char::from(*byte) == letter).map(|place| place as u64)
}

/// Places weigh 1, 2, 3 …: all different, none a multiple of the modulus.
fn weighted(values: impl Iterator<Item = u64>) -> u64 {
    values.zip(1..).map(|(value, weight)| value * weight).sum::<u64>() % MODULUS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Vec<Code> {
        (0..200_u64).map(|nth| Code::of_number(nth.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 8)).collect()
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for code in codes() {
            assert_eq!(code.as_str().len(), CODE_LENGTH);
            assert_eq!(Code::read(&code.to_string()), Ok(code.clone()));
            assert_eq!(Code::read(&format!(" {} ", code.to_string().to_lowercase())), Ok(code.clone()));
            let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("full width");
            assert_eq!(Code::read(&code.as_str().chars().map(wide).collect::<String>()), Ok(code));
        }
    }

    #[test]
    fn a_single_wrong_character_is_always_told() {
        for code in codes() {
            for place in 0..CODE_LENGTH {
                for other in ALPHABET.iter().map(|byte| char::from(*byte)) {
                    let mut typed: Vec<char> = code.as_str().chars().collect();
                    if typed[place] == other {
                        continue;
                    }
                    typed[place] = other;
                    assert_eq!(Code::read(&typed.iter().collect::<String>()), Err(CodeProblem::Check));
                }
            }
        }
    }

    #[test]
    fn two_characters_that_changed_places_are_always_told() {
        for code in codes() {
            for (one, other) in (0..CODE_LENGTH).flat_map(|one| (0..one).map(move |other| (one, other))) {
                let mut typed: Vec<char> = code.as_str().chars().collect();
                if typed[one] == typed[other] {
                    continue;
                }
                typed.swap(one, other);
                assert_eq!(Code::read(&typed.iter().collect::<String>()), Err(CodeProblem::Check));
            }
        }
    }

    #[test]
    fn what_cannot_be_a_code_says_why() {
        assert_eq!(Code::read(""), Err(CodeProblem::Length));
        assert_eq!(Code::read("AC34-7XY"), Err(CodeProblem::Length));
        assert_eq!(Code::read("AC34-7XY0"), Err(CodeProblem::Character));
        assert_eq!(Code::read("<script>"), Err(CodeProblem::Length));
    }

    #[test]
    fn neighbouring_numbers_give_different_codes() {
        let codes: std::collections::BTreeSet<_> = (0..10_000).map(Code::of_number).collect();
        assert_eq!(codes.len(), 10_000);
    }
}
