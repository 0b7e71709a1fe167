//! Where randomness and new ids come from: the system's generator, or a seed where a run must repeat itself.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tenken_domain::slip::ALPHABET;

/// A source of randomness; cheap to clone.
#[derive(Clone)]
pub struct Randomness {
    generator: Arc<Mutex<StdRng>>,
    /// Ids made so far.
    made: Arc<AtomicU64>,
}

impl Randomness {
    /// From the operating system.
    pub fn from_system() -> Self {
        Self::from_generator(StdRng::from_rng(&mut system()))
    }

    /// Repeats itself; for the sample hospital and tests only.
    pub fn from_seed(seed: u64) -> Self {
        Self::from_generator(StdRng::seed_from_u64(seed))
    }

    fn from_generator(generator: StdRng) -> Self {
        Self { generator: Arc::new(Mutex::new(generator)), made: Arc::new(AtomicU64::new(0)) }
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.generator.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// An id that sorts by the time it was made and, within a millisecond, by the order in which this process made it
    /// (UUID version 7: 48 bits of time, 42 of a counter, 32 random).
    pub fn id(&self, now: Timestamp) -> String {
        let millis = u128::from(now.as_millisecond().unsigned_abs()) & 0xffff_ffff_ffff;
        let counter = u128::from(self.made.fetch_add(1, Ordering::Relaxed)) & 0x3ff_ffff_ffff;
        let random = u128::from(u32::from_be_bytes(self.bytes::<4>()));
        let (version, variant) = (7 << 76, 0b10 << 62);
        let (upper, lower) = (counter >> 30, counter & 0x3fff_ffff);
        uuid::Uuid::from_u128(millis << 80 | version | upper << 64 | variant | lower << 32 | random)
            .to_string()
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

#[cfg(test)]
mod tests {
    use tenken_domain::slip::normalized;

    use super::*;

    #[test]
    fn a_spoken_code_comes_in_groups_of_four_and_survives_typing() {
        let code = Randomness::from_seed(1).spoken_code(8);
        assert_eq!((code.len(), &code[4..5]), (9, "-"));
        assert_eq!(normalized(&format!(" {} ", code.to_lowercase())), code.replace('-', ""));
        assert_eq!(normalized("ＡＣ３４ー７"), "AC347");
    }

    #[test]
    fn ids_of_one_moment_sort_in_the_order_in_which_they_were_made() {
        let random = Randomness::from_system();
        let at = |millis| Timestamp::from_millisecond(millis).expect("a moment");
        // Somebody else's later moment comes in between, as it does where requests run side by side.
        let ids: Vec<String> = (0..5_000)
            .map(|_| {
                let id = random.id(at(1_000));
                assert!(id < random.clone().id(at(1_001)), "another moment sorts by its time");
                id
            })
            .collect();
        assert!(ids.is_sorted(), "each is greater than the one before");
        assert!(uuid::Uuid::parse_str(&ids[0]).is_ok_and(|id| id.get_version_num() == 7), "{}", ids[0]);
    }

    #[test]
    fn ids_differ_and_sort_by_time() {
        let random = Randomness::from_system();
        let at = |millis| random.id(Timestamp::from_millisecond(millis).expect("a moment"));
        assert!(at(1_000) < at(2_000));
        assert_ne!(random.unordered_id(), random.unordered_id());
    }
}
