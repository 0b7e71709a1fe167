//! What a reader can work out from sums over departments and occupations together. Sheets (or ○, or ×) are a flow from
//! departments to occupations; a world is one such flow that agrees with everything that is shown.
//!
//! The most that a cell can hold in any world is the smallest sum that tells of it, however cleverly shown sums are
//! added up and taken away from each other (the theorem of flows and cuts). Where that is too few, they tell too much.

mod first;
mod known;

pub(super) use known::Sum;

use super::Crowd;
use known::Side;

/// One world, changed into others as questions are asked.
#[derive(Clone, Debug)]
pub(super) struct Worlds {
    everybody: Sum,
    /// A department each.
    rows: Vec<Side>,
    /// An occupation each.
    columns: Vec<Side>,
    /// Where sheets that no department counts come from: the hospital counts them, or nobody does.
    rest: Rest,
    /// How many may be where, by row and column.
    room: Vec<Vec<u64>>,
    flow: Vec<Vec<u64>>,
    /// The least and the most that each cell held in any world so far.
    seen: Vec<Vec<(u64, u64)>>,
}

/// How many a cell can hold in a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// As many as work there.
    Headcount,
    /// Any number where anybody works: how small a cell is by itself is no secret.
    Endless,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    Counted,
    LeftOut,
}

/// A place of the network: rows, then columns, then the hospital and elsewhere. Sheets go round: hospital, row, column,
/// elsewhere, hospital.
type Place = usize;

/// What a place is; hospital and elsewhere lie outside of all groups.
#[derive(Clone, Copy)]
enum Kind {
    Row(usize),
    Column(usize),
    Outside,
}

/// Which part of the network a way may take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    All,
    /// Everything but the step between elsewhere and hospital.
    WithoutEverybody,
}

impl Worlds {
    /// What is known of everybody's sum and of the groups' in this crowd.
    pub(super) fn of(crowd: &Crowd, room: Room, everybody: Sum, groups: &[Sum]) -> Self {
        let side =
            |(sum, left_out): (&Sum, &u64)| Side { counted: *sum, left_out: Sum::hidden(0, *left_out) };
        let mut rows: Vec<Side> = groups.iter().zip(&crowd.left_out).map(side).collect();
        let split = crowd.nestings.people.len().min(rows.len());
        let columns = rows.split_off(split);
        let of_departments: u64 = crowd.groups.iter().take(split).sum();
        let rest = if crowd.everybody > of_departments { Rest::Counted } else { Rest::LeftOut };
        let (flow, seen) =
            (vec![vec![0; columns.len()]; rows.len()], vec![vec![(0, 0); columns.len()]; rows.len()]);
        let mut cells = crowd.nestings.most.clone();
        if room == Room::Endless {
            cells.iter_mut().flatten().filter(|people| **people > 0).for_each(|people| *people = u64::MAX);
        }
        let mut worlds = Self { everybody, rows, columns, rest, room: cells, seen, flow };
        worlds.balance();
        worlds.begin();
        worlds
    }

    /// What to do about the first of those cells that `matter` which cannot hold `enough` in any world: `mend` is handed
    /// the groups whose sums tell so. Where it knows nothing to do, the next cell is looked at.
    pub(super) fn first_too_narrow<T>(
        &mut self,
        (enough, matter): (u64, &[Vec<bool>]),
        mend: impl Fn(Vec<usize>) -> Option<T>,
    ) -> Option<T> {
        cells_of(matter).find_map(|cell| mend(self.widen(cell, enough).err()?))
    }

    /// The same of the first cell that in every world holds nearly as many as people can be there, all but `spare`.
    pub(super) fn first_too_full<T>(
        &mut self,
        (spare, matter): (u64, &[Vec<bool>]),
        mend: impl Fn(Vec<usize>) -> Option<T>,
    ) -> Option<T> {
        cells_of(matter).find_map(|cell| mend(self.drain(cell, spare).err()?))
    }

    /// The cells of these people in which there can be anything at all.
    pub(super) fn peopled(mut self, people: &[Vec<u64>]) -> Vec<Vec<bool>> {
        let row = |(row, cells): (usize, &Vec<u64>)| {
            let holds = |column| cells[column] > 0 && self.widen((row, column), 1).is_ok();
            (0..cells.len()).map(holds).collect()
        };
        people.iter().enumerate().map(row).collect()
    }

    /// Those of these cells that hold anything in some world.
    pub(super) fn possible(mut self, matter: &[Vec<bool>]) -> Vec<Vec<bool>> {
        let mut possible = vec![vec![false; self.columns.len()]; self.rows.len()];
        for (row, column) in cells_of(matter) {
            possible[row][column] = self.turn((row, column), 1).is_ok();
        }
        possible
    }

    /// The most that each cell can hold in any world.
    pub(super) fn most(mut self) -> Vec<Vec<u64>> {
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                // That it can hold no more is what is asked for.
                let _ = self.turn((row, column), u64::MAX);
            }
        }
        self.seen.iter().map(|row| row.iter().map(|(_, most)| *most).collect()).collect()
    }

    /// The groups to blame where everybody's sum, were it hidden, could not be so many more than it is, or so many less.
    pub(super) fn adds_up(&self, room: u64) -> Option<Vec<usize>> {
        let (up, down) = ((self.hospital(), self.elsewhere()), (self.elsewhere(), self.hospital()));
        [up, down].into_iter().find_map(|ends| {
            let mut world = self.clone();
            (0..room).find_map(|_| match world.way(ends, Scope::WithoutEverybody) {
                Ok(way) => {
                    world.go(&way, 1);
                    None
                }
                Err(reached) => Some(world.cut(&reached)).filter(|cut| !cut.is_empty()),
            })
        })
    }

    /// A group's sum is not shown any more.
    pub(super) fn hide(&mut self, group: usize, most: u64) {
        let side = match group.checked_sub(self.rows.len()) {
            None => &mut self.rows[group],
            Some(column) => &mut self.columns[column],
        };
        side.counted = Sum::hidden(side.counted.now, most);
    }

    /// Turns the world until a cell holds so many, or says which sums keep it from that. That the cell itself, or the
    /// hidden department or occupation it lies in, may be of fewer people does not count: they are what it is about.
    fn widen(&mut self, (row, column): (usize, usize), enough: u64) -> Result<(), Vec<usize>> {
        if self.seen[row][column].1 >= enough || self.turn((row, column), enough).is_ok() {
            return Ok(());
        }
        let mut roomy = self.clone();
        roomy.room[row][column] = roomy.room[row][column].max(enough);
        roomy.rows[row].make_room(enough);
        roomy.columns[column].make_room(enough);
        roomy.turn((row, column), enough)
    }

    fn turn(&mut self, (row, column): (usize, usize), enough: u64) -> Result<(), Vec<usize>> {
        while self.seen[row][column].1 < enough && self.flow[row][column] < self.room[row][column] {
            let back = self
                .way((self.rows.len() + column, row), Scope::All)
                .map_err(|reached| self.cut(&reached))?;
            let way = [&[row], back.as_slice()].concat();
            let wanting = enough - self.flow[row][column];
            self.go(&way, wanting.min(self.carries(&way)));
        }
        if self.seen[row][column].1 < enough { Err(Vec::new()) } else { Ok(()) }
    }

    /// Turns the world until a cell holds `spare` fewer than can be there, or says which sums keep it from that. Where
    /// fewer people are there than that, as if there were more of them whom everybody knows to be counted.
    fn drain(&mut self, (row, column): (usize, usize), spare: u64) -> Result<(), Vec<usize>> {
        let room = self.room[row][column];
        if room >= spare {
            return self.drain_to((row, column), room - spare);
        }
        if self.turn((row, column), 1).is_err() {
            return Ok(());
        }
        let mut world = self.clone();
        world.add((row, column), spare - room);
        world.drain_to((row, column), 0)
    }

    fn drain_to(&mut self, (row, column): (usize, usize), wanted: u64) -> Result<(), Vec<usize>> {
        let ends = (row, self.rows.len() + column);
        while self.seen[row][column].0 > wanted {
            let way = self.way(ends, Scope::All).map_err(|reached| self.cut(&reached))?;
            let back = [&[ends.1], way.as_slice()].concat();
            self.go(&back, (self.flow[row][column] - wanted).min(self.carries(&back)));
        }
        Ok(())
    }

    /// So many more sheets in a cell and in all sums it is part of.
    fn add(&mut self, (row, column): (usize, usize), sheets: u64) {
        self.room[row][column] += sheets;
        self.flow[row][column] += sheets;
        self.seen[row][column] = (self.flow[row][column], self.flow[row][column]);
        for sum in [&mut self.rows[row].counted, &mut self.columns[column].counted, &mut self.everybody] {
            sum.add(sheets);
        }
    }

    /// The shortest way between two places, but not straight from one to the other; or all places that can be reached.
    fn way(&self, (from, to): (Place, Place), scope: Scope) -> Result<Vec<Place>, Vec<bool>> {
        let mut before: Vec<Option<Place>> = vec![None; self.elsewhere() + 1];
        before[from] = Some(from);
        let (mut reached, mut next) = (vec![from], 0);
        while let Some(place) = reached.get(next).copied() {
            next += 1;
            for after in self.after(place, scope) {
                if before[after].is_none() && (place, after) != (from, to) {
                    before[after] = Some(place);
                    reached.push(after);
                }
            }
        }
        if before[to].is_none() {
            return Err(before.iter().map(Option::is_some).collect());
        }
        let mut way = vec![to];
        while let Some(place) = way.last().filter(|place| **place != from).and_then(|place| before[*place]) {
            way.push(place);
        }
        way.reverse();
        Ok(way)
    }

    /// Where a sheet more, or a sheet less the other way round, can go from here.
    fn after(&self, place: Place, scope: Scope) -> impl Iterator<Item = Place> {
        let hospital = self.hospital();
        let is_open = move |to: &Place| {
            let is_everybody = place >= hospital && *to >= hospital;
            (scope == Scope::All || !is_everybody) && self.capacity((place, *to)) > 0
        };
        let (rows, beyond) = match self.kind(place) {
            Kind::Row(_) => (0, self.rows.len()),
            Kind::Column(_) => (self.rows.len(), hospital),
            Kind::Outside => (0, 0),
        };
        (0..rows).chain(beyond..=self.elsewhere()).filter(is_open)
    }

    /// How many sheets can go this step at once.
    fn capacity(&self, (from, to): (Place, Place)) -> u64 {
        let (hospital, elsewhere) = (self.hospital(), self.elsewhere());
        match (self.kind(from), self.kind(to)) {
            (Kind::Row(row), Kind::Column(column)) => self.room[row][column] - self.flow[row][column],
            (Kind::Column(column), Kind::Row(row)) => self.flow[row][column],
            (Kind::Row(row), Kind::Outside) => self.part(row, to).map_or(0, Side::shrinkage),
            (Kind::Outside, Kind::Row(row)) => self.part(row, from).map_or(0, Side::growth),
            (Kind::Column(column), Kind::Outside) if to == elsewhere => self.columns[column].growth(),
            (Kind::Outside, Kind::Column(column)) if from == elsewhere => self.columns[column].shrinkage(),
            (Kind::Outside, Kind::Outside) if (from, to) == (elsewhere, hospital) => self.everybody.growth(),
            (Kind::Outside, Kind::Outside) if (from, to) == (hospital, elsewhere) => {
                self.everybody.shrinkage()
            }
            (Kind::Row(_) | Kind::Column(_) | Kind::Outside, _) => 0,
        }
    }

    /// How many sheets can go a whole way at once.
    fn carries(&self, way: &[Place]) -> u64 {
        way.windows(2).map(|step| self.capacity((step[0], step[1]))).min().unwrap_or(0)
    }

    fn kind(&self, place: Place) -> Kind {
        let rows = self.rows.len();
        match place {
            row if row < rows => Kind::Row(row),
            column if column < self.hospital() => Kind::Column(column - rows),
            _ => Kind::Outside,
        }
    }

    /// What of a row comes from this place.
    fn part(&self, row: usize, origin: Place) -> Option<Side> {
        const NOTHING: Sum = Sum::exact(0);
        let Side { counted, left_out } = self.rows[row];
        match (self.rest, origin == self.hospital()) {
            (Rest::Counted, true) => Some(Side { counted, left_out }),
            (Rest::Counted, false) => None,
            (Rest::LeftOut, true) => Some(Side { counted, left_out: NOTHING }),
            (Rest::LeftOut, false) => Some(Side { counted: NOTHING, left_out }),
        }
    }

    /// So many sheets go along this way.
    fn go(&mut self, way: &[Place], sheets: u64) {
        let hospital = self.hospital();
        for (from, to) in way.windows(2).map(|step| (step[0], step[1])) {
            match (self.kind(from), self.kind(to)) {
                (Kind::Row(row), Kind::Column(column)) => {
                    self.flow[row][column] += sheets;
                    self.note((row, column));
                }
                (Kind::Column(column), Kind::Row(row)) => {
                    self.flow[row][column] -= sheets;
                    self.note((row, column));
                }
                (Kind::Row(row), _) => self.change_row((row, to), |part| part.shrink(sheets)),
                (_, Kind::Row(row)) => self.change_row((row, from), |part| part.grow(sheets)),
                (Kind::Column(column), _) => self.columns[column].grow(sheets),
                (_, Kind::Column(column)) => self.columns[column].shrink(sheets),
                (Kind::Outside, Kind::Outside) if from == hospital => self.everybody.now -= sheets,
                (Kind::Outside, Kind::Outside) => self.everybody.now += sheets,
            }
        }
    }

    fn note(&mut self, (row, column): (usize, usize)) {
        let (flow, seen) = (self.flow[row][column], &mut self.seen[row][column]);
        *seen = (seen.0.min(flow), seen.1.max(flow));
    }

    fn change_row(&mut self, (row, origin): (usize, Place), change: impl FnOnce(&mut Side)) {
        let Some(mut part) = self.part(row, origin) else { return };
        change(&mut part);
        let is_hospital = origin == self.hospital();
        let whole = &mut self.rows[row];
        match (self.rest, is_hospital) {
            (Rest::Counted, _) => *whole = part,
            (Rest::LeftOut, true) => whole.counted = part.counted,
            (Rest::LeftOut, false) => whole.left_out = part.left_out,
        }
    }

    /// The groups whose sums keep a way from leading out of what was reached.
    fn cut(&self, reached: &[bool]) -> Vec<usize> {
        let rows = (0..self.rows.len()).filter(|row| reached[*row] != reached[self.hospital()]);
        let columns = self.rows.len()..self.hospital();
        rows.chain(columns.filter(|column| reached[*column] != reached[self.elsewhere()])).collect()
    }

    fn hospital(&self) -> Place {
        self.rows.len() + self.columns.len()
    }

    fn elsewhere(&self) -> Place {
        self.hospital() + 1
    }
}

fn cells_of(matter: &[Vec<bool>]) -> impl Iterator<Item = (usize, usize)> {
    let row = |(row, cells): (usize, &Vec<bool>)| {
        let matter: Vec<usize> = (0..cells.len()).filter(|column| cells[*column]).collect();
        matter.into_iter().map(move |column| (row, column))
    };
    matter.iter().enumerate().flat_map(row)
}
