//! How many passwords are hashed: a few at once because each takes 19 MiB, a few in line, so many a second, and no
//! address takes the others' share. Whoever finds it shut is told at once to come back in a moment.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const AT_ONCE: usize = 4;
/// Those that are being hashed included.
const IN_LINE: usize = 32;
const EVERYBODY: Rate = Rate { most: 120, a_second: 12 };
const ONE_ADDRESS: Rate = Rate { most: 40, a_second: 2 };

/// The one way to a password hash; cheap to clone.
#[derive(Clone)]
pub struct Turnstile {
    at_once: Arc<Semaphore>,
    line: Arc<Semaphore>,
    buckets: Arc<Mutex<Buckets>>,
}

/// Somebody's turn to hash one password.
pub struct Turn {
    at_once: Arc<Semaphore>,
    _place: OwnedSemaphorePermit,
}

/// So many at first, then so many a second.
#[derive(Clone, Copy)]
struct Rate {
    most: i64,
    a_second: i64,
}

/// What is left of a rate, in thousandths of a turn, at a moment in milliseconds.
#[derive(Clone, Copy)]
struct Bucket {
    left: i64,
    at: i64,
}

struct Buckets {
    everybody: Option<Bucket>,
    by_address: BTreeMap<String, Bucket>,
}

impl Turnstile {
    pub fn new() -> Self {
        let buckets = Buckets { everybody: None, by_address: BTreeMap::new() };
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            line: Arc::new(Semaphore::new(IN_LINE)),
            buckets: Arc::new(Mutex::new(buckets)),
        }
    }

    /// A turn for somebody at this address, or `None` where too many ask.
    pub fn enter(&self, source: &str, now: Timestamp) -> Option<Turn> {
        let place = Arc::clone(&self.line).try_acquire_owned().ok()?;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.take(source, now.as_millisecond())?;
        Some(Turn { at_once: Arc::clone(&self.at_once), _place: place })
    }
}

impl Turn {
    /// Does the work off the request's thread as soon as a few others are done.
    pub async fn take<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, tokio::task::JoinError> {
        // The semaphore is never closed; were it, the work would still be right to do.
        let _one = self.at_once.acquire().await;
        tokio::task::spawn_blocking(work).await
    }
}

impl Rate {
    fn refill(self, bucket: Option<Bucket>, now: i64) -> Bucket {
        let full = self.most * 1_000;
        let left = bucket.map_or(full, |bucket| {
            let gone = now.saturating_sub(bucket.at).max(0);
            bucket.left.saturating_add(gone.saturating_mul(self.a_second)).min(full)
        });
        Bucket { left, at: now }
    }
}

impl Bucket {
    fn less_one(self) -> Option<Self> {
        (self.left >= 1_000).then_some(Self { left: self.left - 1_000, ..self })
    }
}

impl Buckets {
    /// Takes a turn from both; where either is empty, from neither.
    fn take(&mut self, source: &str, now: i64) -> Option<()> {
        let everybody = EVERYBODY.refill(self.everybody, now).less_one()?;
        let address = ONE_ADDRESS.refill(self.by_address.get(source).copied(), now).less_one()?;
        self.everybody = Some(everybody);
        // Addresses whose share is whole again need no memory, so there are never more than came within its time.
        self.by_address
            .retain(|_, bucket| ONE_ADDRESS.refill(Some(*bucket), now).left < ONE_ADDRESS.most * 1_000);
        self.by_address.insert(source.to_owned(), address);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_000_000 + millis).expect("a moment")
    }

    /// How many of so many turns, each given back at once, an address gets.
    fn turns(turnstile: &Turnstile, source: &str, millis: i64, asked: usize) -> usize {
        (0..asked).filter(|_| turnstile.enter(source, at(millis)).is_some()).count()
    }

    #[test]
    fn one_address_leaves_the_others_their_share() {
        let turnstile = Turnstile::new();
        assert_eq!(turns(&turnstile, "198.51.100.7", 0, 200), 40);
        assert_eq!(turns(&turnstile, "192.0.2.10", 0, 5), 5);
        assert_eq!(turns(&turnstile, "198.51.100.7", 1_000, 200), 2, "two more a second");
        assert_eq!(turns(&turnstile, "198.51.100.7", -60_000, 200), 0, "a clock put back gives nothing");
    }

    #[test]
    fn many_addresses_together_have_a_limit_too_and_are_forgotten() {
        let turnstile = Turnstile::new();
        let got: usize = (0..300).map(|nth| turns(&turnstile, &format!("198.51.100.{nth}"), 0, 1)).sum();
        assert_eq!(got, 120);
        assert_eq!(turns(&turnstile, "192.0.2.10", 60_000, 1), 1);
        let buckets = turnstile.buckets.lock().expect("no panic");
        assert_eq!(buckets.by_address.keys().collect::<Vec<_>>(), ["192.0.2.10"]);
    }

    #[test]
    fn the_line_is_short_and_whoever_leaves_makes_room() {
        let turnstile = Turnstile::new();
        let mut line: Vec<_> =
            (0..IN_LINE).filter_map(|nth| turnstile.enter(&nth.to_string(), at(0))).collect();
        assert_eq!(line.len(), IN_LINE);
        assert!(turnstile.enter("192.0.2.10", at(0)).is_none());
        line.pop();
        assert!(turnstile.enter("192.0.2.10", at(0)).is_some());
    }
}
