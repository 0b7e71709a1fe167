//! Small groups: whose result is hidden, so that nobody's answer can be read or worked out.

/// Whether a group's result may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Shown,
    Hidden,
}

/// Decides for groups that together with `rest` make up a total that is shown.
///
/// A group with fewer than `minimum` sheets is hidden. The hidden groups and the `rest` (sheets counted in the total
/// only) can be worked out together as total minus shown; if that difference is some sheets but fewer than `minimum`,
/// the smallest shown group is hidden as well, until the difference is nothing or at least `minimum`.
pub fn visibility(sheets: &[u64], rest: u64, minimum: u64) -> Vec<Visibility> {
    let mut seen: Vec<Visibility> = sheets
        .iter()
        .map(|&count| if count < minimum { Visibility::Hidden } else { Visibility::Shown })
        .collect();
    loop {
        let is_hidden = |index: &usize| seen[*index] == Visibility::Hidden;
        let difference: u64 =
            rest + (0..sheets.len()).filter(is_hidden).map(|index| sheets[index]).sum::<u64>();
        if difference == 0 || difference >= minimum {
            return seen;
        }
        let shown = (0..sheets.len()).filter(|index| seen[*index] == Visibility::Shown);
        match shown.min_by_key(|&index| sheets[index]) {
            Some(smallest) => seen[smallest] = Visibility::Hidden,
            None => return seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Visibility::{Hidden, Shown};

    #[test]
    fn a_small_group_is_hidden_and_never_alone() {
        assert_eq!(visibility(&[12, 3, 7, 20], 0, 5), [Shown, Hidden, Hidden, Shown]);
        assert_eq!(visibility(&[12, 3, 4, 20], 0, 5), [Shown, Hidden, Hidden, Shown]);
    }

    #[test]
    fn groups_without_sheets_hide_nobody_else() {
        assert_eq!(visibility(&[12, 0, 7], 0, 5), [Shown, Hidden, Shown]);
    }

    #[test]
    fn a_rest_that_only_the_total_counts_is_protected_too() {
        assert_eq!(visibility(&[10, 5], 2, 5), [Shown, Hidden]);
        assert_eq!(visibility(&[10, 5], 6, 5), [Shown, Shown]);
    }

    #[test]
    fn what_is_hidden_is_never_a_small_difference() {
        for seed in 0_u64..2_000 {
            let sheets: Vec<u64> = (0..6).map(|index| (seed * 31 + index * 17) % (9 + index)).collect();
            let (rest, minimum) = (seed % 4, 3 + seed % 4);
            let seen = visibility(&sheets, rest, minimum);
            let shown: u64 =
                sheets.iter().zip(&seen).filter(|(_, seen)| **seen == Shown).map(|(count, _)| count).sum();
            let difference = sheets.iter().sum::<u64>() + rest - shown;
            assert!(difference == 0 || difference >= minimum || shown == 0, "{sheets:?} {rest} {minimum}");
        }
    }
}
