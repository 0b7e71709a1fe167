//! The first world: any flow of which all sums are what they truly are.

use super::known::{Side, Sum};
use super::{Rest, Scope, Worlds};

/// In the first world a cell takes so many at first, so that most cells hold some.
const FIRST: u64 = 10;

impl Worlds {
    /// Gives what was left out such numbers that rows and columns are of as many sheets; whose they are, nobody knows.
    pub(super) fn balance(&mut self) {
        let of_rows = |rows: &[Side]| rows.iter().map(|side| side.all()).sum::<u64>();
        if self.rest == Rest::Counted {
            let missing = self.everybody.now.saturating_sub(of_rows(&self.rows));
            leave_out(&mut self.rows, missing);
        }
        let (by_row, by_column) = (of_rows(&self.rows), of_rows(&self.columns));
        leave_out(&mut self.rows, by_column.saturating_sub(by_row));
        leave_out(&mut self.columns, by_row.saturating_sub(by_column));
    }

    /// Fills the cells so that all sums are what they truly are.
    pub(super) fn begin(&mut self) {
        let mut rows: Vec<u64> = self.rows.iter().map(|side| side.all()).collect();
        let mut columns: Vec<u64> = self.columns.iter().map(|side| side.all()).collect();
        for most in [FIRST, u64::MAX] {
            for (row, left) in rows.iter_mut().enumerate() {
                for (column, wanting) in columns.iter_mut().enumerate() {
                    let room = self.room[row][column] - self.flow[row][column];
                    let some = most.min(*left).min(*wanting).min(room);
                    self.flow[row][column] += some;
                    *left -= some;
                    *wanting -= some;
                }
            }
        }
        for (row, left) in rows.iter().enumerate() {
            for _ in 0..*left {
                if let Some(column) = self.bring(row, &columns) {
                    columns[column] -= 1;
                }
            }
        }
        self.seen = self.flow.iter().map(|row| row.iter().map(|flow| (*flow, *flow)).collect()).collect();
    }

    /// Brings one more from a row to a column in which some are still wanting, straight or by way of others; says to
    /// which. Where no way leads to any, somebody said to be of another occupation than the headcount has.
    fn bring(&mut self, row: usize, wanting: &[u64]) -> Option<usize> {
        let mut columns = (0..wanting.len()).filter(|column| wanting[*column] > 0);
        // What was brought before by way of this row can have made room.
        if let Some(column) = columns.clone().find(|column| self.room[row][*column] > self.flow[row][*column])
        {
            self.flow[row][column] += 1;
            return Some(column);
        }
        let way = columns
            .clone()
            .find_map(|column| Some((column, self.way((row, self.rows.len() + column), Scope::All).ok()?)));
        if let Some((column, way)) = way {
            self.go(&way, 1);
            return Some(column);
        }
        let column = columns.next()?;
        self.flow[row][column] += 1;
        self.room[row][column] = self.room[row][column].max(self.flow[row][column]);
        Some(column)
    }
}

/// Spreads sheets over what was left out. Numbers that do not fit are somebody's mistake; then any group has them.
fn leave_out(sides: &mut [Side], mut sheets: u64) {
    for side in sides.iter_mut() {
        let some = sheets.min(side.left_out.growth());
        side.left_out.now += some;
        sheets -= some;
    }
    if let Some(side) = sides.first_mut().filter(|_| sheets > 0) {
        side.left_out = Sum::hidden(side.left_out.now + sheets, u64::MAX);
    }
}
