//! How groups of staff lie in each other: how many of which occupation work in which department, by the headcounts,
//! which anybody may know.

/// The form department × occupation. Departments are the first groups, then come the occupations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nestings {
    /// People: a row a department, a column an occupation.
    pub(super) people: Vec<Vec<u64>>,
    /// How many of them may have handed in, as far as a reader knows.
    pub(super) most: Vec<Vec<u64>>,
}

/// From the headcounts: a row a department, a column an occupation.
///
/// People who state another occupation than the headcount has only make the truth harder to work out.
pub fn nestings(headcounts: &[Vec<u64>], occupations: usize) -> Nestings {
    let row = |row: &Vec<u64>| (0..occupations).map(|column| row.get(column).copied().unwrap_or(0)).collect();
    let people: Vec<Vec<u64>> = headcounts.iter().map(row).collect();
    Nestings { most: people.clone(), people }
}

impl Nestings {
    /// So many of each department and occupation were set aside since and are known not to hand in. A sheet of theirs that
    /// came before by the department's link is protected all the same.
    pub fn without(mut self, away: &[Vec<u64>]) -> Self {
        for (most, away) in self.most.iter_mut().zip(away) {
            most.iter_mut().zip(away).for_each(|(most, away)| *most = most.saturating_sub(*away));
        }
        self
    }
}
