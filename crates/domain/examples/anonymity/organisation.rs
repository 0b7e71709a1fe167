//! Random organisations: departments of 1 to 200 people, occupations that are found everywhere or in one place only,
//! and what everybody answers, from every mind alike to all mixed. Every fourth has many departments of hardly any sheets.

use crate::chance::Chance;

/// Items of the staff's list.
pub const ITEMS: usize = 10;

/// A mark as a number: ○, ×, 該当なし, blank.
pub type Class = usize;
pub const YES: Class = 0;
pub const NO: Class = 1;

/// How many of which occupation work where.
pub struct Organisation {
    /// A row a department, a column an occupation.
    pub people: Vec<Vec<u64>>,
    /// Those who were asked at first and set aside since; they are not among the people.
    pub away: Vec<Vec<u64>>,
    pub occupations: usize,
    /// The smallest group whose result is shown.
    pub minimum: u64,
    /// How many in a hundred may answer a round.
    answering: &'static [u64],
}

/// One sheet that was handed in.
#[derive(Clone)]
pub struct Sheet {
    pub department: usize,
    pub occupation: usize,
    pub marks: [Class; ITEMS],
}

/// How an item is answered: ○, 該当なし and blank in a hundred, and how much occupations differ.
struct Mood {
    yes: u64,
    not_applicable: u64,
    blank: u64,
    differs: u64,
}

impl Organisation {
    /// The organisation of this number.
    pub fn of(seed: u64, chance: &mut Chance) -> Self {
        if seed.is_multiple_of(4) { Self::sparse(chance) } else { Self::random(chance) }
    }

    fn random(chance: &mut Chance) -> Self {
        let most = chance.one_of(&[4, 12, 12, 25, 60]);
        let departments = 1 + chance.place(most);
        let common = 1 + chance.place(8);
        let rare = chance.place(5);
        let occupations = common + rare;
        let mut people = vec![vec![0; occupations]; departments];
        for row in &mut people {
            staff(chance, row, common);
        }
        let minimum = chance.one_of(&[3, 4, 5, 5, 5, 5, 7, 10]);
        let away = set_aside(chance, &mut people);
        Self { people, away, occupations, minimum, answering: &[100, 100, 97, 85, 60, 30] }
    }

    /// Many departments of one to three sheets: few people in each, or many of whom few answer.
    fn sparse(chance: &mut Chance) -> Self {
        let departments = 5 + chance.place(56);
        let occupations = 2 + chance.place(14);
        let is_full = chance.happens(50);
        let mut people = vec![vec![0; occupations]; departments];
        for row in &mut people {
            let size = match chance.below(10) {
                0 => 5 + chance.below(20),
                _ if is_full => 1 + chance.below(3),
                _ => 10 + chance.below(40),
            };
            let kinds = 1 + chance.place(occupations);
            let first = chance.place(occupations);
            for _ in 0..size {
                row[(first + chance.place(kinds)) % occupations] += 1;
            }
        }
        let minimum = chance.one_of(&[3, 5, 5]);
        let away = set_aside(chance, &mut people);
        let answering: &[u64] = if is_full { &[100, 100, 90, 60] } else { &[30, 10, 5, 3] };
        Self { people, away, occupations, minimum, answering }
    }

    /// Everybody who was asked when the round opened.
    pub fn headcounts(&self) -> Vec<Vec<u64>> {
        let row = |(people, away): (&Vec<u64>, &Vec<u64>)| {
            people.iter().zip(away).map(|(one, more)| one + more).collect()
        };
        self.people.iter().zip(&self.away).map(row).collect()
    }

    /// The sheets of one round after another, of the same people: some change their minds, some are new.
    pub fn rounds(&self, chance: &mut Chance) -> Vec<Vec<Sheet>> {
        let moods: Vec<Mood> = (0..ITEMS).map(|_| Mood::random(chance)).collect();
        let mut everybody = self.everybody(chance, &moods);
        (0..1 + chance.place(3))
            .map(|_| {
                let answering = chance.one_of(self.answering);
                let mut sheets = everybody.clone();
                sheets.retain(|_| chance.happens(answering));
                chance.shuffle(&mut sheets);
                for person in &mut everybody {
                    if chance.happens(15) {
                        person.marks = marks(chance, &moods, person.occupation);
                    }
                }
                sheets
            })
            .collect()
    }

    fn everybody(&self, chance: &mut Chance, moods: &[Mood]) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        for (department, row) in self.people.iter().enumerate() {
            for (occupation, people) in row.iter().enumerate() {
                for _ in 0..*people {
                    let marks = marks(chance, moods, occupation);
                    sheets.push(Sheet { department, occupation, marks });
                }
            }
        }
        sheets
    }
}

/// Fills a department: mostly one occupation, a few of others; rare occupations work hardly anywhere.
fn staff(chance: &mut Chance, row: &mut [u64], common: usize) {
    let sizes = [(1, 4), (3, 12), (3, 12), (10, 40), (20, 60), (50, 200)];
    let (least, most) = chance.one_of(&sizes);
    let size = least + chance.below(most - least + 1);
    let rare = row.len() - common;
    let main =
        if rare > 0 && chance.happens(20) { common + chance.place(rare) } else { chance.place(common) };
    let others = chance.one_of(&[0, 1, 1, 2, 3]);
    let mut left = size;
    for _ in 0..others {
        let most = chance.one_of(&[2, 4, 8]);
        let some = (1 + chance.below(most)).min(left);
        row[chance.place(common)] += some;
        left -= some;
    }
    row[main] += left;
}

/// Sets some aside, in every other organisation; now and then all but one or all of those who work in one place.
fn set_aside(chance: &mut Chance, people: &mut [Vec<u64>]) -> Vec<Vec<u64>> {
    let often = chance.one_of(&[0, 0, 10, 40]);
    let mut away = |some: &mut u64| {
        let most = *some;
        let gone =
            if chance.happens(often) { chance.below(most + 1).min(chance.one_of(&[1, 3, most])) } else { 0 };
        *some -= gone;
        gone
    };
    people.iter_mut().map(|row| row.iter_mut().map(&mut away).collect()).collect()
}

impl Mood {
    fn random(chance: &mut Chance) -> Self {
        Self {
            yes: chance.one_of(&[100, 99, 97, 90, 80, 70, 50, 50, 25, 5, 2, 0]),
            not_applicable: chance.one_of(&[0, 0, 0, 2, 10, 50]),
            blank: chance.one_of(&[0, 0, 1, 5]),
            differs: chance.one_of(&[0, 0, 30, 100]),
        }
    }
}

fn marks(chance: &mut Chance, moods: &[Mood], occupation: usize) -> [Class; ITEMS] {
    std::array::from_fn(|item| {
        let mood = &moods[item];
        let turned = (occupation + item).is_multiple_of(3) && chance.happens(mood.differs);
        let yes = if turned { 100 - mood.yes } else { mood.yes };
        match chance.below(100) {
            _ if chance.happens(mood.not_applicable) => 2,
            _ if chance.happens(mood.blank) => 3,
            said if said < yes => YES,
            _ => NO,
        }
    })
}
