//! How many tries are looked at: a few passwords hashed at once because each takes 19 MiB, a few in line, so many a
//! second, and no address takes the others' share. Whoever finds it shut is told at once to come back in a moment.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{AcquireError, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

const AT_ONCE: usize = 4;
/// Those whose password is being hashed included.
const IN_LINE: usize = 64;
const IN_LINE_FROM_ONE_ADDRESS: usize = 24;
const EVERYBODY: Rate = Rate { most: 120, a_second: 12 };
const ONE_ADDRESS: Rate = Rate { most: 40, a_second: 2 };

/// The one way to a password hash; cheap to clone.
#[derive(Clone)]
pub struct Turnstile {
    at_once: Arc<Semaphore>,
    line: Arc<Mutex<Line>>,
}

/// Somebody's turn, until it is dropped: a place in line, and the right to hash.
pub struct Turn {
    turnstile: Turnstile,
    source: String,
    alone: Option<OwnedMutexGuard<()>>,
    /// One of the few at once; `None` before it is needed.
    slot: Option<OwnedSemaphorePermit>,
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

/// An address that is in line or was of late.
#[derive(Clone, Copy)]
struct Address {
    bucket: Bucket,
    in_line: usize,
}

#[derive(Default)]
struct Line {
    everybody: Option<Bucket>,
    by_address: BTreeMap<String, Address>,
    alone: BTreeMap<String, Arc<tokio::sync::Mutex<()>>>,
}

impl Turnstile {
    pub fn new() -> Self {
        Self { at_once: Arc::new(Semaphore::new(AT_ONCE)), line: Arc::default() }
    }

    /// A turn for somebody at this address, or `None` where too many ask.
    pub fn enter(&self, source: &str, now: Timestamp) -> Option<Turn> {
        self.with_line(|line| line.enter(source, now.as_millisecond()))?;
        Some(Turn { turnstile: self.clone(), source: source.to_owned(), alone: None, slot: None })
    }

    /// The semaphore is never closed; were it, the work would still be right to do.
    async fn slot(&self) -> Result<OwnedSemaphorePermit, AcquireError> {
        Arc::clone(&self.at_once).acquire_owned().await
    }

    fn with_line<T>(&self, work: impl FnOnce(&mut Line) -> T) -> T {
        work(&mut self.line.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Turn {
    /// Waits until nobody else at this address tries this name, so that two clicks are two tries, one after the other,
    /// and until few enough others try at all: what is under way is never much beside what an address has free.
    pub async fn alone(mut self, name: &str) -> Self {
        let key = format!("{name}@{}", self.source);
        let one = self.turnstile.with_line(|line| Arc::clone(line.alone.entry(key).or_default()));
        self.alone = Some(one.lock_owned().await);
        self.slot = self.turnstile.slot().await.ok();
        self
    }

    /// Does the work off the request's thread as soon as few enough others do.
    pub async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, tokio::task::JoinError> {
        let _slot = if self.slot.is_none() { self.turnstile.slot().await.ok() } else { None };
        tokio::task::spawn_blocking(work).await
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.alone = None;
        self.slot = None;
        self.turnstile.with_line(|line| line.leave(&self.source));
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

impl Line {
    /// Takes a place and a turn of both rates; where anything is used up, of none.
    fn enter(&mut self, source: &str, now: i64) -> Option<()> {
        let address = self.by_address.get(source).copied();
        let in_line = address.map_or(0, |address| address.in_line);
        let all: usize = self.by_address.values().map(|address| address.in_line).sum();
        if all >= IN_LINE || in_line >= IN_LINE_FROM_ONE_ADDRESS {
            return None;
        }
        let everybody = EVERYBODY.refill(self.everybody, now).less_one()?;
        let bucket = ONE_ADDRESS.refill(address.map(|address| address.bucket), now).less_one()?;
        self.everybody = Some(everybody);
        self.forget_the_rested(now);
        self.by_address.insert(source.to_owned(), Address { bucket, in_line: in_line + 1 });
        Some(())
    }

    /// Addresses whose share is whole again need no memory, so there are never more than came within that time.
    fn forget_the_rested(&mut self, now: i64) {
        let is_whole = |bucket| ONE_ADDRESS.refill(Some(bucket), now).left == ONE_ADDRESS.most * 1_000;
        self.by_address.retain(|_, address| address.in_line > 0 || !is_whole(address.bucket));
    }

    fn leave(&mut self, source: &str) {
        if let Some(address) = self.by_address.get_mut(source) {
            address.in_line -= 1;
        }
        self.alone.retain(|_, one| Arc::strong_count(one) > 1);
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
        turnstile.with_line(|line| assert_eq!(line.by_address.keys().collect::<Vec<_>>(), ["192.0.2.10"]));
    }

    #[test]
    fn the_line_is_short_and_whoever_leaves_makes_room() {
        let turnstile = Turnstile::new();
        let mut line: Vec<_> =
            (0..IN_LINE).filter_map(|nth| turnstile.enter(&nth.to_string(), at(0))).collect();
        assert_eq!(line.len(), IN_LINE, "each has its own address");
        assert!(turnstile.enter("192.0.2.10", at(0)).is_none());
        line.pop();
        assert!(turnstile.enter("192.0.2.10", at(0)).is_some());
        line.clear();
        let same: Vec<_> = (0..IN_LINE).filter_map(|_| turnstile.enter("192.0.2.10", at(0))).collect();
        assert_eq!(same.len(), IN_LINE_FROM_ONE_ADDRESS, "one address does not fill it");
        assert!(turnstile.enter("192.0.2.11", at(0)).is_some());
    }

    #[tokio::test]
    async fn tries_at_one_name_from_one_address_come_one_after_the_other() {
        let turnstile = Turnstile::new();
        let enter = |source: &str| turnstile.enter(source, at(0)).expect("a turn");
        let first = enter("192.0.2.10").alone("hanako").await;
        enter("192.0.2.10").alone("jiro").await;
        enter("192.0.2.11").alone("hanako").await;
        let soon = std::time::Duration::from_millis(50);
        let second = tokio::time::timeout(soon, enter("192.0.2.10").alone("hanako")).await;
        assert!(second.is_err(), "the second waits");
        drop(first);
        enter("192.0.2.10").alone("hanako").await;
        turnstile.with_line(|line| assert!(line.alone.is_empty(), "nobody is waited for any more"));
    }
}
