//! What is shown of one item as a linear program: how many of each cell and of each group gave which answer.

use super::near::near;
use super::simplex::Program;
use crate::facts::{Count, Figure};
use crate::hiding::class::Answer;
use crate::hiding::{Crowd, MOST_DIFFERING};

/// By answer, the variable that says how many gave it.
pub(super) type Answers = [usize; 4];

/// The people of one department and occupation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The group of the department and that of the occupation.
    pub(super) groups: [usize; 2],
    pub(super) answers: Answers,
    /// The row in which they add up to at most so many as are there.
    pub(super) row: usize,
    /// So few can have handed in that they cannot hold two of anything.
    pub(super) is_small: bool,
    /// Only one of its department or of its occupation has handed in.
    pub(super) is_of_one: bool,
}

impl Program {
    /// The cells, and what is counted of each group.
    pub(super) fn of(
        crowd: &Crowd,
        (of_all, everybody): (Figure, Count),
        (shown, counts): (&[Figure], &[Count]),
    ) -> (Self, Vec<Cell>, Vec<Answers>) {
        let mut program = Self::default();
        let cells = program.cells(crowd);
        let departments = crowd.nestings.people.len();
        let is_rest_counted = crowd.everybody > crowd.groups.iter().take(departments).sum();
        let (mut groups, mut all) = (Vec::new(), Vec::new());
        for (group, (figure, count)) in shown.iter().zip(counts).enumerate() {
            let counted = program.answers(Answer::ALL.map(|answer| bounds(answer, *figure, *count)));
            program.add_up(&counted, (count.sheets(), 0));
            let left_out = program.left_out(crowd.left_out.get(group).copied().unwrap_or(0));
            let members = cells.iter().filter(|cell| cell.groups.contains(&group)).map(|cell| cell.answers);
            let parts: Vec<Answers> = [counted].into_iter().chain(left_out).collect();
            program.equal(&members.collect::<Vec<_>>(), &parts);
            if group < departments {
                all.push(counted);
                all.extend(left_out.filter(|_| is_rest_counted));
            }
            groups.push(counted);
        }
        let whole = program.answers(Answer::ALL.map(|answer| bounds(answer, of_all, everybody)));
        program.equal(&all, &[whole]);
        program.guess((&cells, &groups), counts);
        (program, cells, groups)
    }

    /// A world is near in which every group truly gave what it gave, and all its cells alike.
    fn guess(&mut self, (cells, groups): (&[Cell], &[Answers]), counts: &[Count]) {
        let known: Vec<[f64; 4]> =
            counts.iter().map(|count| Answer::ALL.map(|answer| number(answer.of(*count)))).collect();
        for (answers, known) in groups.iter().zip(&known) {
            answers.iter().zip(known).for_each(|(variable, known)| self.guess[*variable] = *known);
        }
        let people: Vec<f64> = cells.iter().map(|cell| self.rows[cell.row].0).collect();
        let near = near(cells, &known, &people);
        for (cell, answers) in cells.iter().zip(near) {
            cell.answers.iter().zip(answers).for_each(|(variable, guess)| self.guess[*variable] = guess);
        }
    }

    fn cells(&mut self, crowd: &Crowd) -> Vec<Cell> {
        let departments = crowd.nestings.people.len();
        let handed_in = |group: usize| {
            let sheets = crowd.groups.get(group).zip(crowd.left_out.get(group));
            sheets.map_or(0, |(counted, left_out)| counted + left_out)
        };
        let mut cells = Vec::new();
        for (department, row) in crowd.nestings.most.iter().enumerate() {
            let occupations = crowd.groups.len().saturating_sub(departments);
            let peopled = row.iter().enumerate().take(occupations).filter(|(_, people)| **people > 0);
            for (column, &people) in peopled {
                let groups = [department, departments + column];
                let most = groups.into_iter().map(handed_in).fold(u64::MAX, u64::min);
                let answers = self.answers([(0.0, number(people)); 4]);
                let row = self.add_up(&answers, (people, people));
                cells.push(Cell {
                    groups,
                    answers,
                    row,
                    is_small: most.min(people) < MOST_DIFFERING,
                    is_of_one: most < MOST_DIFFERING,
                });
            }
        }
        cells
    }

    /// What was handed in and is not counted: nobody knows who gave it.
    fn left_out(&mut self, sheets: u64) -> Option<Answers> {
        (sheets > 0).then(|| {
            let answers = self.answers([(0.0, number(sheets)); 4]);
            self.add_up(&answers, (sheets, 0));
            answers
        })
    }

    /// A variable for each answer.
    fn answers(&mut self, bounds: [(f64, f64); 4]) -> Answers {
        bounds.map(|bounds| {
            self.columns.push(Vec::new());
            self.bounds.push(bounds);
            self.guess.push(0.0);
            self.columns.len() - 1
        })
    }

    /// What is given by answer is of so many sheets, of which so many may be missing.
    fn add_up(&mut self, answers: &Answers, (sheets, missing): (u64, u64)) -> usize {
        let row = self.rows.len();
        self.rows.push((number(sheets), (0.0, number(missing))));
        answers.iter().for_each(|variable| self.columns[*variable].push((row, 1.0)));
        row
    }

    /// Of each answer, these are as many as those.
    fn equal(&mut self, these: &[Answers], those: &[Answers]) {
        for answer in Answer::ALL.map(Answer::place) {
            let row = self.rows.len();
            self.rows.push((0.0, (0.0, 0.0)));
            these.iter().for_each(|answers| self.columns[answers[answer]].push((row, 1.0)));
            those.iter().for_each(|answers| self.columns[answers[answer]].push((row, -1.0)));
        }
    }
}

/// Between which numbers a figure says that an answer lies.
pub(super) fn bounds(answer: Answer, figure: Figure, count: Count) -> (f64, f64) {
    let (least, most) = answer.bounds(figure, count).unwrap_or((0, count.sheets()));
    (number(least), number(most))
}

/// People of a hospital are few enough to be exact.
const fn number(people: u64) -> f64 {
    people as f64
}
