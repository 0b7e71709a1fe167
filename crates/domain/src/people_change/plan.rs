//! The plan: for everybody in the file or in the register, what would become of them.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::Register;
use super::groups::{
    Departments, Group, MOST_NEW_DEPARTMENTS, MOST_NEW_OCCUPATIONS, NewOccupation, Occupations,
};
use crate::grid::Places;
use crate::id::{DepartmentId, OccupationId};
use crate::occupation::{Affiliation, Occupation};
use crate::people_file::{Column, Entries, Entry, RowProblem, Standing, Trouble};
use crate::person::{Leave, Person};

/// Words by which contractors' occupations are known.
const CONTRACTORS: [&str; 8] = ["委託", "請負", "業者", "清掃", "給食", "警備", "リネン", "売店"];

/// What is to become of those of the register whom the file does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    StayAsTheyAre,
    /// This was their last day.
    LeftOn(Date),
}

/// Somebody as the file wants them; departments and occupations may come with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub staff_number: String,
    pub name: String,
    pub kana: String,
    pub department: Group<DepartmentId>,
    pub occupation: Group<OccupationId>,
    pub employment: String,
    pub joined_on: Option<Date>,
    pub left_on: Option<Date>,
    pub mail: String,
    pub away: Option<Leave>,
}

/// Somebody who is in the register, and what they are to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub before: Person,
    pub after: Wanted,
}

/// Everything an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub new: Vec<Wanted>,
    /// Changed in anything but department and last day.
    pub changed: Vec<Change>,
    /// Into another department, whatever else changes.
    pub moved: Vec<Change>,
    /// With a last day that the register does not have.
    pub left: Vec<Change>,
    /// In the register, not in the file; set out here also where they are to be taken for left.
    pub not_in_file: Vec<Person>,
    pub unchanged: usize,
    /// Rows of people who left and were never in the register: they are not taken over.
    pub already_left: usize,
    pub new_departments: Vec<String>,
    pub new_occupations: Vec<NewOccupation>,
    /// What the register finds wrong with the file.
    pub problems: Vec<RowProblem>,
}

impl Plan {
    /// Those who come or change, whose employment says 委託 and whose occupation is of the hospital's own staff: they
    /// would not be shown apart.
    pub fn contractors_among_staff(&self, occupations: &[Occupation]) -> usize {
        let changes = [&self.changed, &self.moved].into_iter().flatten().map(|change| &change.after);
        let is_staffs = |wanted: &&Wanted| match &wanted.occupation {
            Group::There(id) => {
                occupations.iter().any(|one| one.id == *id && one.affiliation == Affiliation::Staff)
            }
            Group::New(_) => false,
        };
        self.new
            .iter()
            .chain(changes)
            .filter(|wanted| is_of_contractors(&wanted.employment))
            .filter(is_staffs)
            .count()
    }
}

/// Works out what a file would change. `today` decides who is there; `missing` what becomes of those not in the file.
pub fn plan(register: Register<'_>, entries: &Entries, today: Date, missing: Missing) -> Plan {
    let mut planning = Planning {
        plan: Plan::default(),
        today,
        departments: Departments::of(register.departments),
        occupations: Occupations::of(register.occupations),
        by_number: register.people.iter().map(|person| (person.staff_number.as_str(), person)).collect(),
        department_column: entries.department_column,
        named: HashMap::new(),
        names_leaves: entries.people.iter().any(|one| matches!(one.standing, Some(Standing::Away(_)))),
    };
    for entry in &entries.people {
        planning.take(entry);
    }
    planning.name_groups();
    planning.miss(register, entries, missing);
    planning.plan
}

struct Planning<'r> {
    plan: Plan,
    today: Date,
    departments: Departments,
    occupations: Occupations,
    by_number: HashMap<&'r str, &'r Person>,
    department_column: Option<u32>,
    /// The occupations of the file, and whether all their people are employed by contractors, as far as it says.
    named: HashMap<Group<OccupationId>, bool>,
    /// A column that never names a leave is no column of leaves: what was set by hand stays.
    names_leaves: bool,
}

impl Planning<'_> {
    fn take(&mut self, entry: &Entry) {
        let before = self.by_number.get(entry.staff_number.as_str()).copied();
        if before.is_none() && self.has_left(entry) {
            self.plan.already_left += 1;
            return;
        }
        let Ok(department) = self.departments.find(&entry.department) else {
            let problem = self.problem(entry, (Column::Department, Trouble::Ambiguous));
            return self.plan.problems.push(problem);
        };
        let occupation = self.occupations.find(&entry.occupation);
        if department == Group::New(MOST_NEW_DEPARTMENTS) {
            self.note_too_many(entry, Column::Department);
        }
        if occupation == Group::New(MOST_NEW_OCCUPATIONS) {
            self.note_too_many(entry, Column::Occupation);
        }
        let is_of_contractors = is_of_contractors(entry.employment.as_deref().unwrap_or_default());
        *self.named.entry(occupation.clone()).or_insert(true) &= is_of_contractors;
        let after = self.wanted(entry, before, (department, occupation));
        match before {
            None => self.plan.new.push(after),
            Some(before) => self.plan.change(before, after),
        }
    }

    fn has_left(&self, entry: &Entry) -> bool {
        entry.left_on.flatten().is_some_and(|left| left < self.today)
            || entry.standing == Some(Standing::Left)
    }

    fn wanted(
        &self,
        entry: &Entry,
        before: Option<&Person>,
        (department, occupation): (Group<DepartmentId>, Group<OccupationId>),
    ) -> Wanted {
        let kept = |said: &Option<String>, known: fn(&Person) -> &String| {
            said.clone().or_else(|| before.map(known).cloned()).unwrap_or_default()
        };
        Wanted {
            staff_number: entry.staff_number.clone(),
            name: entry.name.clone(),
            kana: kept(&entry.kana, |person| &person.kana),
            department,
            occupation,
            employment: kept(&entry.employment, |person| &person.employment),
            joined_on: entry.joined_on.unwrap_or_else(|| before.and_then(|person| person.joined_on)),
            left_on: self.left_on(entry, before),
            mail: kept(&entry.mail, |person| &person.mail),
            away: match entry.standing {
                Some(Standing::There) if self.names_leaves => None,
                None | Some(Standing::Left | Standing::There) => before.and_then(|person| person.away),
                Some(Standing::Away(leave)) => Some(leave),
            },
        }
    }

    /// The file's day; where it has none, who is named as 退職 left today at the latest, and who is named otherwise is
    /// there: a last day that has passed was a mistake, or somebody came back.
    fn left_on(&self, entry: &Entry, before: Option<&Person>) -> Option<Date> {
        let known = before.and_then(|person| person.left_on);
        match (entry.left_on.flatten(), entry.standing) {
            (Some(day), _) => Some(day),
            (None, Some(Standing::Left)) => known.or(Some(self.today)),
            (None, Some(Standing::There | Standing::Away(_)) | None) if entry.left_on.is_some() => None,
            (None, Some(Standing::There | Standing::Away(_)) | None) => {
                known.filter(|day| *day >= self.today)
            }
        }
    }

    /// Those whom the file does not name. A file without contractors says nothing about contractors, nor the other way
    /// round.
    fn miss(&mut self, register: Register<'_>, entries: &Entries, missing: Missing) {
        let named: HashSet<&str> = entries.people.iter().map(|entry| entry.staff_number.as_str()).collect();
        let known: Affiliations<'_> =
            register.occupations.iter().map(|one| (&one.id, one.affiliation)).collect();
        let spoken_of = self.affiliations(&known);
        let affiliation = |person: &Person| affiliation_of(&known, &person.occupation);
        let is_missed = |person: &&Person| {
            !named.contains(person.staff_number.as_str())
                && person.left_on.is_none_or(|left| left >= self.today)
                && spoken_of.contains(&affiliation(person))
        };
        let missed: Vec<Person> = register.people.iter().filter(is_missed).cloned().collect();
        if let Missing::LeftOn(day) = missing {
            for person in &missed {
                let after = Wanted { left_on: Some(day), ..same(person) };
                self.plan.change(person, after);
            }
            // They stand among those who left now.
            self.plan.unchanged -= missed.iter().filter(|person| person.left_on == Some(day)).count();
        }
        self.plan.not_in_file = missed;
    }

    /// The groups that come with the file, under the names as they were first written.
    fn name_groups(&mut self) {
        self.plan.new_departments = std::mem::take(&mut self.departments.names);
        let occupations = std::mem::take(&mut self.occupations.names).into_iter().enumerate();
        let new = occupations.map(|(position, name)| {
            let by_contractors = self.named.get(&Group::New(position)).is_some_and(|all| *all);
            let is_of_contractors = by_contractors || CONTRACTORS.iter().any(|word| name.contains(word));
            let affiliation = if is_of_contractors { Affiliation::Contractor } else { Affiliation::Staff };
            NewOccupation { name, affiliation }
        });
        self.plan.new_occupations = new.collect();
    }

    fn affiliations(&self, known: &Affiliations<'_>) -> HashSet<Affiliation> {
        let of = |group: &Group<OccupationId>| match group {
            Group::There(id) => affiliation_of(known, id),
            Group::New(position) => {
                self.plan.new_occupations.get(*position).map_or(Affiliation::Staff, |one| one.affiliation)
            }
        };
        self.named.keys().map(of).collect()
    }

    /// Where the first one too many stands; once for each column.
    fn note_too_many(&mut self, entry: &Entry, column: Column) {
        let is_it = |one: &RowProblem| one.trouble == Trouble::TooManyNew && one.column == column;
        if !self.plan.problems.iter().any(is_it) {
            let problem = self.problem(entry, (column, Trouble::TooManyNew));
            self.plan.problems.push(problem);
        }
    }

    fn problem(&self, entry: &Entry, (column, trouble): (Column, Trouble)) -> RowProblem {
        let (place, said) = if column == Column::Department {
            (self.department_column, &entry.department)
        } else {
            (None, &entry.occupation)
        };
        let place = Places::Cells.name(entry.row, place);
        RowProblem { row: entry.row, place, column, trouble, said: said.clone() }
    }
}

impl Plan {
    fn change(&mut self, before: &Person, after: Wanted) {
        let was = same(before);
        if was == after {
            self.unchanged += 1;
            return;
        }
        let leaves = after.left_on.is_some() && after.left_on != before.left_on;
        let moves = after.department != was.department;
        let list = match (leaves, moves) {
            (true, _) => &mut self.left,
            (false, true) => &mut self.moved,
            (false, false) => &mut self.changed,
        };
        list.push(Change { before: before.clone(), after });
    }

    /// Whether nothing would be stored.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.moved.is_empty() && self.left.is_empty()
    }

    /// Everybody whose row would be written, with the row before.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changed.iter().chain(&self.moved).chain(&self.left)
    }
}

/// Whose people those of each occupation are.
type Affiliations<'r> = HashMap<&'r OccupationId, Affiliation>;

fn affiliation_of(known: &Affiliations<'_>, id: &OccupationId) -> Affiliation {
    known.get(id).copied().unwrap_or(Affiliation::Staff)
}

/// Somebody wanted exactly as they are.
fn same(person: &Person) -> Wanted {
    Wanted {
        staff_number: person.staff_number.clone(),
        name: person.name.clone(),
        kana: person.kana.clone(),
        department: Group::There(person.department.clone()),
        occupation: Group::There(person.occupation.clone()),
        employment: person.employment.clone(),
        joined_on: person.joined_on,
        left_on: person.left_on,
        mail: person.mail.clone(),
        away: person.away,
    }
}

fn is_of_contractors(employment: &str) -> bool {
    employment.contains("委託") || employment.contains("請負")
}
