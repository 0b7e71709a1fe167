//! How groups of staff lie in each other: what anybody can know who knows how many of which occupation work where.

use std::collections::BTreeSet;

/// The parts are apart from each other and lie wholly within the whole, so that one can be taken from the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nesting {
    pub whole: Whole,
    /// Places in the list of all groups: departments first, then occupations.
    pub parts: Vec<usize>,
}

/// All nestings of a form, and the cells of it in which anybody works, each as the places of its department and its
/// occupation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nestings {
    all: Vec<Nesting>,
    cells: Vec<(usize, usize)>,
}

impl Nestings {
    pub fn iter(&self) -> std::slice::Iter<'_, Nesting> {
        self.all.iter()
    }

    pub fn get(&self, place: usize) -> Option<&Nesting> {
        self.all.get(place)
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn cells(&self) -> &[(usize, usize)] {
        &self.cells
    }
}

impl<'n> IntoIterator for &'n Nestings {
    type Item = &'n Nesting;
    type IntoIter = std::slice::Iter<'n, Nesting>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Nestings that are known without a form.
impl From<Vec<Nesting>> for Nestings {
    fn from(all: Vec<Nesting>) -> Self {
        Self { all, cells: Vec::new() }
    }
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
pub fn nestings(headcounts: &[Vec<u64>], occupations: usize) -> Nestings {
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
    let all = everybody.into_iter().chain(grown(&rows)).chain(grown(&columns)).collect();
    let cells =
        rows.iter().flat_map(|(row, found)| found.iter().map(move |column| (*row, *column))).collect();
    Nestings { all, cells }
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
