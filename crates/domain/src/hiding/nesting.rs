//! How groups of staff lie in each other: how many of which occupation work in which department, by the headcounts,
//! which anybody may know.

/// The form department × occupation. Departments are the first groups, then come the occupations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nestings {
    /// People: a row a department, a column an occupation.
    pub(super) people: Vec<Vec<u64>>,
    /// Those of them who were set aside since; empty where nobody was.
    away: Vec<Vec<u64>>,
}

/// From the headcounts: a row a department, a column an occupation.
///
/// People who state another occupation than the headcount has only make the truth harder to work out.
pub fn nestings(headcounts: &[Vec<u64>], occupations: usize) -> Nestings {
    let row = |row: &Vec<u64>| (0..occupations).map(|column| row.get(column).copied().unwrap_or(0)).collect();
    Nestings { people: headcounts.iter().map(row).collect(), away: Vec::new() }
}

impl Nestings {
    /// So many of each department and occupation are known not to hand in. A sheet of theirs that came before by the
    /// department's link is protected all the same.
    pub fn without(self, away: Vec<Vec<u64>>) -> Self {
        Self { away, ..self }
    }

    /// Who may have handed in as far as a reader knows.
    pub(super) fn asked(&self) -> Vec<Vec<u64>> {
        let mut asked = self.people.clone();
        for (asked, away) in asked.iter_mut().zip(&self.away) {
            asked.iter_mut().zip(away).for_each(|(asked, away)| *asked = asked.saturating_sub(*away));
        }
        asked
    }
}
