//! People (職員、対象者): everybody who may be asked, contractors (委託) too. Each counts once, in the main department.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::id::{DepartmentId, OccupationId, PersonId};

/// Why somebody is set aside for long and not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leave {
    /// 産前・産後休業
    Maternity,
    /// 育児休業
    Childcare,
    /// 介護休業
    Care,
    /// 休職（傷病など）
    Sick,
    /// その他（出向、長期研修など）
    Other,
}

impl Leave {
    pub const ALL: [Self; 5] = [Self::Maternity, Self::Childcare, Self::Care, Self::Sick, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Maternity => "maternity",
            Self::Childcare => "childcare",
            Self::Care => "care",
            Self::Sick => "sick",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leave| leave.code() == code)
    }
}

/// One member of staff or of a contractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    /// 職員番号, with its leading zeros.
    pub staff_number: String,
    pub name: String,
    /// フリガナ in full-width katakana; may be empty.
    pub kana: String,
    pub department: DepartmentId,
    pub occupation: OccupationId,
    /// 雇用区分 as the personnel system calls it; may be empty.
    pub employment: String,
    pub joined_on: Option<Date>,
    /// The last day at the hospital.
    pub left_on: Option<Date>,
    /// May be empty.
    pub mail: String,
    /// Set aside, and why.
    pub away: Option<Leave>,
}

impl Person {
    /// Whether somebody belongs to the hospital on a day, set aside or not.
    pub fn is_there_on(&self, day: Date) -> bool {
        self.joined_on.is_none_or(|joined| joined <= day) && self.left_on.is_none_or(|left| day <= left)
    }

    /// Whether somebody is asked on a day.
    pub fn is_asked_on(&self, day: Date) -> bool {
        self.is_there_on(day) && self.away.is_none()
    }
}

/// How many people each occupation has in each department; those of departments below are not in it. Nobody is no entry.
pub type Headcounts = BTreeMap<DepartmentId, BTreeMap<OccupationId, u64>>;

/// How many are asked on a day.
pub fn headcount(people: &[Person], day: Date) -> Headcounts {
    count(people.iter().filter(|person| person.is_asked_on(day)))
}

/// How many belong to the hospital on a day but are set aside.
pub fn headcount_away(people: &[Person], day: Date) -> Headcounts {
    count(people.iter().filter(|person| person.is_there_on(day) && person.away.is_some()))
}

fn count<'p>(people: impl Iterator<Item = &'p Person>) -> Headcounts {
    let mut counts = Headcounts::new();
    for person in people {
        let row = counts.entry(person.department.clone()).or_default();
        *row.entry(person.occupation.clone()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn nurse(number: &str) -> Person {
        Person {
            id: PersonId::new(number),
            staff_number: number.to_owned(),
            name: "看護 洋子".to_owned(),
            kana: String::new(),
            department: DepartmentId::new("ward"),
            occupation: OccupationId::new("nurse"),
            employment: String::new(),
            joined_on: None,
            left_on: None,
            mail: String::new(),
            away: None,
        }
    }

    #[test]
    fn those_who_left_who_are_to_come_and_who_are_away_are_not_asked() {
        let day = date(2026, 11, 22);
        let people = [
            nurse("001"),
            Person { left_on: Some(day), ..nurse("002") },
            Person { left_on: Some(date(2026, 11, 21)), ..nurse("003") },
            Person { joined_on: Some(date(2026, 11, 23)), ..nurse("004") },
            Person { joined_on: Some(day), ..nurse("005") },
            Person { away: Some(Leave::Maternity), ..nurse("006") },
            Person { away: Some(Leave::Sick), left_on: Some(date(2026, 1, 1)), ..nurse("007") },
        ];
        let nurses = |counts: &Headcounts| counts[&DepartmentId::new("ward")][&OccupationId::new("nurse")];
        assert_eq!(nurses(&headcount(&people, day)), 3);
        assert_eq!(nurses(&headcount_away(&people, day)), 1);
        assert!(headcount_away(&people[..5], day).is_empty());
    }
}
