//! In which order the columns of a basis are best taken, so that its inverse stays short.

/// Each member with the row it is to take; `None` where that is to be looked up when its turn comes. First those that
/// stand alone in a row, then the knot, last those with a single row left.
pub(super) fn order(
    columns: &[Vec<(usize, f64)>],
    members: &[usize],
    is_taken: &[bool],
) -> Vec<(usize, Option<usize>)> {
    let mut open = Open::of(columns, members, is_taken);
    let mut first = Vec::new();
    while let Some(row) = open.lonely_rows.pop() {
        if open.is_taken[row] || open.in_row[row] != 1 {
            continue;
        }
        let alone = open.rows[row].iter().copied().find(|nth| !open.is_placed[*nth]);
        if let Some(nth) = alone {
            open.place(nth, row);
            first.push((members[nth], Some(row)));
        }
    }
    let mut last = Vec::new();
    while let Some(nth) = open.lonely_members.pop() {
        if open.is_placed[nth] || open.of_member[nth] != 1 {
            continue;
        }
        let row = columns[members[nth]].iter().map(|(row, _)| *row).find(|row| !open.is_taken[*row]);
        if let Some(row) = row {
            open.place(nth, row);
            last.push((members[nth], Some(row)));
        }
    }
    let mut knot: Vec<usize> = (0..members.len()).filter(|nth| !open.is_placed[*nth]).collect();
    knot.sort_by_key(|nth| open.of_member[*nth]);
    first.extend(knot.into_iter().map(|nth| (members[nth], None)));
    first.extend(last.into_iter().rev());
    first
}

/// What is not yet placed.
struct Open<'c> {
    columns: &'c [Vec<(usize, f64)>],
    members: &'c [usize],
    is_taken: Vec<bool>,
    is_placed: Vec<bool>,
    /// Members that have a number in a row.
    rows: Vec<Vec<usize>>,
    /// How many unplaced members have a number in a row.
    in_row: Vec<usize>,
    /// In how many open rows a member has a number.
    of_member: Vec<usize>,
    lonely_rows: Vec<usize>,
    lonely_members: Vec<usize>,
}

impl<'c> Open<'c> {
    fn of(columns: &'c [Vec<(usize, f64)>], members: &'c [usize], is_taken: &[bool]) -> Self {
        let mut rows = vec![Vec::new(); is_taken.len()];
        let mut of_member = vec![0; members.len()];
        for (nth, member) in members.iter().enumerate() {
            for (row, _) in columns[*member].iter().filter(|(row, _)| !is_taken[*row]) {
                rows[*row].push(nth);
                of_member[nth] += 1;
            }
        }
        let in_row: Vec<usize> = rows.iter().map(Vec::len).collect();
        Self {
            columns,
            members,
            is_taken: is_taken.to_vec(),
            is_placed: vec![false; members.len()],
            lonely_rows: (0..rows.len()).filter(|row| in_row[*row] == 1).collect(),
            lonely_members: (0..members.len()).filter(|nth| of_member[*nth] == 1).collect(),
            rows,
            in_row,
            of_member,
        }
    }

    fn place(&mut self, nth: usize, row: usize) {
        self.is_placed[nth] = true;
        self.is_taken[row] = true;
        for (other, _) in &self.columns[self.members[nth]] {
            if !self.rows[*other].is_empty() {
                self.in_row[*other] -= 1;
                if self.in_row[*other] == 1 {
                    self.lonely_rows.push(*other);
                }
            }
        }
        for &other in &self.rows[row] {
            self.of_member[other] -= 1;
            if self.of_member[other] == 1 {
                self.lonely_members.push(other);
            }
        }
    }
}
