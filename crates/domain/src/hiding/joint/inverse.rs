//! The inverse of a basis as a product of single steps: a matrix of few numbers keeps few numbers this way.

/// Numbers as small as these are what rounding leaves.
const NOTHING: f64 = 1e-11;

/// One column takes a row of the basis.
#[derive(Clone, Debug)]
struct Step {
    row: usize,
    pivot: f64,
    others: Vec<(usize, f64)>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Inverse {
    steps: Vec<Step>,
}

impl Inverse {
    pub(super) const fn length(&self) -> usize {
        self.steps.len()
    }

    pub(super) fn clear(&mut self) {
        self.steps.clear();
    }

    /// A column, already multiplied by the inverse so far, takes this row.
    pub(super) fn push(&mut self, row: usize, column: &[f64]) {
        let others = column.iter().copied().enumerate();
        let others = others.filter(|(place, number)| *place != row && number.abs() > NOTHING).collect();
        self.steps.push(Step { row, pivot: column[row], others });
    }

    /// Inverse times column.
    pub(super) fn times(&self, column: &mut [f64]) {
        for step in &self.steps {
            if column[step.row].abs() <= NOTHING {
                column[step.row] = 0.0;
                continue;
            }
            let share = column[step.row] / step.pivot;
            column[step.row] = share;
            step.others.iter().for_each(|(row, number)| column[*row] -= number * share);
        }
    }

    /// Row times inverse.
    pub(super) fn times_row(&self, line: &mut [f64]) {
        for step in self.steps.iter().rev() {
            let taken: f64 = step.others.iter().map(|(row, number)| line[*row] * number).sum();
            line[step.row] = (line[step.row] - taken) / step.pivot;
        }
    }
}
