//! Guesses what people answered: by the sums that are stored in the end alone, and by these together with one trace that
//! each sheet left. Which trace tells what is learned from one half of the rounds and tried on the other.

use std::collections::BTreeMap;
use std::fmt;

/// What a sheet left behind, by name.
pub type Features = BTreeMap<&'static str, u64>;

/// One mark somebody guesses.
pub struct Mark {
    pub is_yes: bool,
    /// What the sums say that are stored in the end.
    pub by_sums: bool,
    pub features: Features,
}

/// All marks of a round.
pub type Round = Vec<Mark>;

/// How right the guesses are, in marks of ten thousand.
pub struct Found {
    pub marks: i64,
    pub by_sums: i64,
    /// What each trace gains beside the sums.
    pub gains: BTreeMap<&'static str, i64>,
}

/// Learns on rounds of even places and tries on the others.
pub fn judge(rounds: &[Round]) -> Found {
    let half = |odd: usize| rounds.iter().skip(odd).step_by(2).flatten();
    let tried = half(1).count();
    let rate = |right: usize| i64::try_from(10_000 * right / tried.max(1)).unwrap_or_default();
    let by_sums = rate(half(1).filter(|mark| mark.by_sums == mark.is_yes).count());
    let names: Vec<&'static str> =
        rounds.iter().flatten().next().map_or(Vec::new(), |mark| mark.features.keys().copied().collect());
    let gain = |name: &'static str| {
        let seen = |mark: &Mark| (mark.features.get(name).copied().unwrap_or_default(), mark.by_sums);
        let mut yes: BTreeMap<(u64, bool), (usize, usize)> = BTreeMap::new();
        for mark in half(0) {
            let (told, all) = yes.entry(seen(mark)).or_default();
            *told += usize::from(mark.is_yes);
            *all += 1;
        }
        let guess = |mark: &Mark| yes.get(&seen(mark)).map_or(mark.by_sums, |(told, all)| 2 * told > *all);
        (name, rate(half(1).filter(|mark| guess(mark) == mark.is_yes).count()) - by_sums)
    };
    Found {
        marks: i64::try_from(tried).unwrap_or(i64::MAX),
        by_sums,
        gains: names.into_iter().map(gain).collect(),
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |number: i64| format!("{}.{:02} %", number / 100, (number % 100).abs());
        writeln!(f, "{} marks guessed, {} right by the final sums alone", self.marks, percent(self.by_sums))?;
        for (name, gain) in &self.gains {
            writeln!(f, "  {:+.2} %  {name}", *gain as f64 / 100.0)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(tells: impl Fn(usize) -> u64) -> Vec<Round> {
        let mark = |nth: usize| Mark {
            is_yes: nth.is_multiple_of(3),
            by_sums: false,
            features: Features::from([("trace", tells(nth))]),
        };
        (0..40).map(|round| (0..30).map(|nth| mark(round * 7 + nth)).collect()).collect()
    }

    #[test]
    fn a_trace_that_tells_gains_and_one_that_does_not_gains_nothing() {
        let telling = judge(&rounds(|nth| u64::from(nth % 3 == 0)));
        assert!(telling.gains["trace"] > 3_000, "{telling}");
        let silent = judge(&rounds(|_| 7));
        assert_eq!(silent.gains["trace"], 0, "{silent}");
    }
}
