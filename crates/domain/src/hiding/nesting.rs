//! How groups of staff lie in each other: what anybody can know who knows how many of which occupation work where.

use std::collections::BTreeSet;

/// The parts are apart from each other and lie wholly within the whole, so that one can be taken from the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nesting {
    pub whole: Whole,
    /// Places in the list of all groups: departments first, then occupations.
    pub parts: Vec<usize>,
}

/// What parts lie in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whole {
    Everybody,
    Groups(Vec<usize>),
}

/// Everything known of this form, from the headcounts: a row a department, a column an occupation.
///
/// Everybody consists of the departments, and also of the occupations. Beyond that, an occupation that is found in a
/// few departments only lies within them (and the other way round); sets that grow from one or two are looked at.
/// People who state another occupation than the headcount has only make the truth harder to work out.
pub fn nestings(headcounts: &[Vec<u64>], occupations: usize) -> Vec<Nesting> {
    let departments = headcounts.len();
    let of_department = |row: usize| {
        let people = headcounts[row].iter().enumerate().filter(|(_, people)| **people > 0);
        people.map(|(column, _)| departments + column).collect::<BTreeSet<usize>>()
    };
    let of_occupation = |column: usize| {
        let works = |row: &usize| headcounts[*row].get(column).is_some_and(|people| *people > 0);
        (0..departments).filter(works).collect::<BTreeSet<usize>>()
    };
    let rows: Vec<_> = (0..departments).map(|row| (row, of_department(row))).collect();
    let columns: Vec<_> =
        (0..occupations).map(|column| (departments + column, of_occupation(column))).collect();
    let everybody = [&rows, &columns].map(|side| Nesting {
        whole: Whole::Everybody,
        parts: side.iter().map(|(group, _)| *group).collect(),
    });
    everybody.into_iter().chain(grown(&rows)).chain(grown(&columns)).collect()
}

/// From every one or two groups of a side: the groups of the other side they are found in, and all groups of their
/// own side that are found nowhere else.
fn grown(side: &[(usize, BTreeSet<usize>)]) -> Vec<Nesting> {
    let pairs = side.iter().enumerate().flat_map(|(nth, one)| side[nth..].iter().map(move |two| (one, two)));
    let wholes: BTreeSet<BTreeSet<usize>> =
        pairs.map(|((_, one), (_, two))| one.union(two).copied().collect()).collect();
    let within = |whole: &BTreeSet<usize>| {
        let parts = side.iter().filter(|(_, found)| !found.is_empty() && found.is_subset(whole));
        parts.map(|(group, _)| *group).collect()
    };
    let nesting = |whole: BTreeSet<usize>| Nesting {
        parts: within(&whole),
        whole: Whole::Groups(whole.into_iter().collect()),
    };
    wholes.into_iter().filter(|whole| !whole.is_empty()).map(nesting).collect()
}
