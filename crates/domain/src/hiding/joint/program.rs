//! What is shown of one item as a linear program: how many of each place and of each line gave which answer.
//!
//! Of departments whose figure is hidden, everything is open but how many of them handed in. So they are put together, and of
//! each of their cells only how many handed in is a number of its own; whatever such a sum of answers can be, its
//! members can have given it. Likewise occupations. Nothing is lost by it, and a round of few sheets becomes small.

use std::collections::BTreeMap;

use super::near::Guess;
use super::simplex::Program;
use crate::facts::{Count, Figure};
use crate::hiding::class::Answer;
use crate::hiding::{Crowd, MOST_DIFFERING};

/// By answer, the variable that says how many gave it.
pub(super) type Answers = [usize; 4];

/// Departments or occupations that are followed as one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// The group, where it is one that is shown; else a union of hidden ones.
    pub(super) group: Option<usize>,
    /// What is counted of the group.
    pub(super) counted: Option<Answers>,
    /// What was handed in and is not counted: nobody knows who gave it.
    pub(super) left_out: Option<Answers>,
    /// Whether everybody's sum tells of what the union gave.
    pub(super) is_in_total: bool,
}

/// The people of one line of departments and one line of occupations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) lines: [usize; 2],
    pub(super) answers: Answers,
    /// The row in which they add up to at most so many as are there, or to as many of its members as handed in.
    pub(super) row: usize,
    /// So few can have handed in that they cannot hold two of anything.
    pub(super) is_small: bool,
    pub(super) is_union: bool,
}

/// Of a place that is a union, those of one department and one occupation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) place: usize,
    /// How many of them handed in.
    pub(super) variable: usize,
    /// The sums it is part of: of its department and its occupation where they are hidden, else of its place.
    pub(super) ends: [usize; 2],
    /// At most one of them can have handed in.
    pub(super) is_of_one: bool,
}

/// All variables of an item.
#[derive(Clone, Debug)]
pub(super) struct Map {
    pub(super) lines: Vec<Line>,
    /// So many lines are of departments; they come first.
    pub(super) departments: usize,
    pub(super) places: Vec<Place>,
    pub(super) members: Vec<Member>,
    pub(super) everybody: Answers,
    /// Whether what no department counts is counted of everybody.
    pub(super) is_rest_counted: bool,
    /// Of each group the line it lies in.
    pub(super) line_of: Vec<usize>,
}

/// A cell of one department and one occupation before lines are put together.
pub(super) struct Cell {
    pub(super) groups: [usize; 2],
    pub(super) people: u64,
}

/// What is known of one item.
pub(super) struct Known<'k> {
    pub(super) crowd: &'k Crowd,
    pub(super) of_all: (Figure, Count),
    pub(super) shown: &'k [Figure],
    pub(super) counts: &'k [Count],
}

impl Known<'_> {
    pub(super) fn departments(&self) -> usize {
        self.crowd.nestings.people.len()
    }

    /// Sheets of a group, counted or not.
    pub(super) fn handed_in(&self, group: usize) -> u64 {
        self.counts[group].sheets() + self.left_out(group)
    }

    pub(super) fn left_out(&self, group: usize) -> u64 {
        self.crowd.left_out.get(group).copied().unwrap_or(0)
    }

    /// How many of a cell can have handed in.
    fn most(&self, cell: &Cell) -> u64 {
        cell.groups.into_iter().map(|group| self.handed_in(group)).fold(cell.people, u64::min)
    }

    fn cells(&self) -> Vec<Cell> {
        let (departments, groups) = (self.departments(), self.counts.len());
        let of = |(department, row): (usize, &Vec<u64>)| {
            let peopled = row.iter().copied().enumerate().filter(|(_, people)| *people > 0);
            let cell = move |(column, people)| Cell { groups: [department, departments + column], people };
            peopled.map(cell).filter(|cell| cell.groups[1] < groups).collect::<Vec<_>>()
        };
        self.crowd.nestings.most.iter().enumerate().flat_map(of).collect()
    }

    fn is_rest_counted(&self) -> bool {
        self.crowd.everybody > self.crowd.groups.iter().take(self.departments()).sum()
    }

    /// Which groups are followed together: `None` for those that are followed alone.
    fn union(&self, group: usize) -> Option<Union> {
        let (counted, left_out) = (self.counts[group].sheets(), self.left_out(group));
        match self.shown[group] {
            Figure::Hidden if group >= self.departments() => Some(Union::Occupations),
            Figure::Hidden if left_out == 0 || self.is_rest_counted() => Some(Union::Counted),
            Figure::Hidden if counted == 0 => Some(Union::LeftOut),
            Figure::Hidden | Figure::Count(_) | Figure::Printed(_) | Figure::Band(_) => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Union {
    Counted,
    LeftOut,
    Occupations,
}

impl Program {
    pub(super) fn of(known: &Known) -> (Self, Map) {
        let mut program = Self::default();
        let mut map = Map {
            lines: Vec::new(),
            departments: 0,
            places: Vec::new(),
            members: Vec::new(),
            everybody: [0; 4],
            is_rest_counted: known.is_rest_counted(),
            line_of: vec![0; known.counts.len()],
        };
        let cells = known.cells();
        let guess = Guess::of(known, &cells);
        program.lines(&mut map, known);
        program.places(&mut map, known, (&cells, &guess));
        program.sums(&mut map, known);
        program.guess_answers(&map, known, &guess);
        (program, map)
    }

    /// Departments, then occupations; those that are hidden together.
    fn lines(&mut self, map: &mut Map, known: &Known) {
        let (departments, groups) = (known.departments(), known.counts.len());
        for axis in [0..departments, departments..groups] {
            for group in axis.clone().filter(|group| known.union(*group).is_none()) {
                map.line_of[group] = map.lines.len();
                map.lines.push(self.line(known, group));
            }
            for union in [Union::Counted, Union::LeftOut, Union::Occupations] {
                let members = || axis.clone().filter(|group| known.union(*group) == Some(union));
                members().for_each(|group| map.line_of[group] = map.lines.len());
                if members().next().is_some() {
                    map.lines.push(Line { is_in_total: union == Union::Counted, ..Line::default() });
                }
            }
            if axis.start == 0 {
                map.departments = map.lines.len();
            }
        }
    }

    fn line(&mut self, known: &Known, group: usize) -> Line {
        let (figure, count) = (known.shown[group], known.counts[group]);
        let counted = self.answers(Answer::ALL.map(|answer| bounds(answer, figure, count)));
        self.add_up(&counted, (count.sheets(), 0));
        let sheets = known.left_out(group);
        let left_out = (sheets > 0).then(|| {
            let answers = self.answers([(0.0, number(sheets)); 4]);
            self.add_up(&answers, (sheets, 0));
            answers
        });
        Line { group: Some(group), counted: Some(counted), left_out, is_in_total: true }
    }

    /// Cells become places. Where a line is a union, how many of each cell handed in is a variable.
    fn places(&mut self, map: &mut Map, known: &Known, (cells, guess): (&[Cell], &Guess)) {
        let mut members: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
        for (nth, cell) in cells.iter().enumerate() {
            members.entry(cell.groups.map(|group| map.line_of[group])).or_default().push(nth);
        }
        let rows = self.rows_of_hidden(map, known);
        for (lines, members) in members {
            let is_union = lines.iter().any(|line| map.lines[*line].group.is_none());
            let most = |nth: &usize| known.most(&cells[*nth]);
            let people: u64 = members.iter().map(|nth| cells[*nth].people).sum();
            let answers = self.answers([(0.0, number(people)); 4]);
            let row = self.add_up(&answers, if is_union { (0, 0) } else { (people, people) });
            for nth in members.iter().filter(|_| is_union) {
                let Cell { groups, people } = cells[*nth];
                let of_groups = groups.into_iter().filter_map(|group| rows[group]).map(|row| (row, 1.0));
                map.members.push(Member {
                    place: map.places.len(),
                    variable: self.columns.len(),
                    ends: groups.map(|group| rows[group].map_or(rows.len() + map.places.len(), |_| group)),
                    is_of_one: known.most(&cells[*nth]) < MOST_DIFFERING,
                });
                self.columns.push(of_groups.chain([(row, -1.0)]).collect());
                self.bounds.push((0.0, number(people)));
                self.guess.push(guess.handed_in[*nth]);
            }
            let is_small = members.iter().map(most).sum::<u64>() < MOST_DIFFERING;
            map.places.push(Place { lines, answers, row, is_small, is_union });
        }
    }

    /// Of each hidden group in a union, a row for how many of it handed in.
    fn rows_of_hidden(&mut self, map: &Map, known: &Known) -> Vec<Option<usize>> {
        let is_in_union = |line: &usize| map.lines[*line].group.is_none();
        let row = |(group, line): (usize, &usize)| {
            is_in_union(line).then(|| {
                self.rows.push((number(known.handed_in(group)), (0.0, 0.0)));
                self.rows.len() - 1
            })
        };
        map.line_of.iter().enumerate().map(row).collect()
    }

    /// What the places of each line gave is what is counted of it and what is not; what the departments gave, everybody.
    fn sums(&mut self, map: &mut Map, known: &Known) {
        let mut all = Vec::new();
        for (nth, line) in map.lines.iter().enumerate() {
            let places: Vec<Answers> = map
                .places
                .iter()
                .filter(|place| place.lines.contains(&nth))
                .map(|place| place.answers)
                .collect();
            let parts: Vec<Answers> = line.counted.into_iter().chain(line.left_out).collect();
            if !parts.is_empty() {
                self.equal(&places, &parts);
            }
            if nth < map.departments && line.group.is_none() && line.is_in_total {
                all.extend(places);
            } else if nth < map.departments {
                all.extend(line.counted);
                all.extend(line.left_out.filter(|_| map.is_rest_counted));
            }
        }
        let (figure, count) = known.of_all;
        map.everybody = self.answers(Answer::ALL.map(|answer| bounds(answer, figure, count)));
        self.equal(&all, &[map.everybody]);
    }

    /// A world is near in which every line gave what it truly gave, and all its places alike.
    fn guess_answers(&mut self, map: &Map, known: &Known, guess: &Guess) {
        let lines = guess.lines(map, known);
        let places = guess.places(map, &lines);
        for (place, near) in map.places.iter().zip(places) {
            place.answers.iter().zip(near).for_each(|(variable, near)| self.guess[*variable] = near);
        }
        for (line, [counted, left_out]) in map.lines.iter().zip(&lines) {
            for (answers, near) in [(line.counted, counted), (line.left_out, left_out)] {
                let variables = answers.iter().flatten().zip(near);
                variables.for_each(|(variable, near)| self.guess[*variable] = *near);
            }
        }
        let all = Answer::ALL.map(|answer| number(answer.of(known.of_all.1)));
        map.everybody.iter().zip(all).for_each(|(variable, near)| self.guess[*variable] = near);
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
pub(super) const fn number(people: u64) -> f64 {
    people as f64
}
