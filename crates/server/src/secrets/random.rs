//! Where randomness and new ids come from: the system's generator, or a seed where a run must repeat itself.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Letters and digits that survive handwriting and reading aloud: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
const ALPHABET: &[u8] = b"34679ACDEFGHJKMNPQRTWXY";

/// A source of randomness; cheap to clone.
#[derive(Clone)]
pub struct Randomness {
    generator: Arc<Mutex<StdRng>>,
}

impl Randomness {
    /// From the operating system.
    pub fn from_system() -> Self {
        let generator = StdRng::from_rng(&mut system());
        Self { generator: Arc::new(Mutex::new(generator)) }
    }

    /// Repeats itself; for the sample hospital and tests only.
    pub fn from_seed(seed: u64) -> Self {
        Self { generator: Arc::new(Mutex::new(StdRng::seed_from_u64(seed))) }
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.generator.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// An id that sorts by the time it was made (UUID version 7).
    pub fn id(&self, now: Timestamp) -> String {
        let millis = now.as_millisecond().unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid().to_string()
    }

    /// 128 random bits without order or time, for what must not be joined to anything.
    pub fn unordered_id(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// A code to be read and typed by people, in groups of four: `AC34-7XYZ`. 4.5 bits a character.
    pub fn spoken_code(&self, characters: usize) -> String {
        let mut code = String::new();
        while code.chars().filter(|c| *c != '-').count() < characters {
            let byte = usize::from(self.bytes::<1>()[0]);
            if byte >= 256 - 256 % ALPHABET.len() {
                continue;
            }
            if !code.is_empty() && code.replace('-', "").len().is_multiple_of(4) {
                code.push('-');
            }
            code.push(char::from(ALPHABET[byte % ALPHABET.len()]));
        }
        code
    }

    /// A random order of `0..length`.
    pub fn shuffled<T>(&self, mut items: Vec<T>) -> Vec<T> {
        for end in (1..items.len()).rev() {
            let other = u64::from_le_bytes(self.bytes::<8>()) % (end as u64 + 1);
            items.swap(end, usize::try_from(other).unwrap_or(end));
        }
        items
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the system's randomness is drawn")]
fn system() -> rand::rngs::ThreadRng {
    rand::rng()
}

/// Makes what a person typed comparable to a code: without spaces and hyphens, upper case, half width.
pub fn normalized_code(typed: &str) -> String {
    let half_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    typed.chars().map(half_width).filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spoken_code_comes_in_groups_of_four_and_survives_typing() {
        let code = Randomness::from_seed(1).spoken_code(8);
        assert_eq!((code.len(), &code[4..5]), (9, "-"));
        assert_eq!(normalized_code(&format!(" {} ", code.to_lowercase())), code.replace('-', ""));
        assert_eq!(normalized_code("ＡＣ３４ー７"), "AC347");
    }

    #[test]
    fn ids_differ_and_sort_by_time() {
        let random = Randomness::from_system();
        let at = |millis| random.id(Timestamp::from_millisecond(millis).expect("a moment"));
        assert!(at(1_000) < at(2_000));
        assert_ne!(random.unordered_id(), random.unordered_id());
    }
}
