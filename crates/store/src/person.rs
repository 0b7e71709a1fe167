//! Everybody who may be asked.

use jiff::civil::Date;
use tenken_domain::id::{DepartmentId, FacilityId, OccupationId, PersonId};
use tenken_domain::occupation::Affiliation;
use tenken_domain::person::{Leave, Person};

use crate::count::count;
use crate::db::{own_sql, places};
use crate::{Conn, StoreError, Tx};

/// Who is to be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub standing: Standing,
    /// The day that decides who has left.
    pub day: Date,
    /// Part of a number or name, without blanks; empty for everybody.
    pub search: String,
    /// The same as katakana, for the kana.
    pub kana: String,
    pub department: Option<DepartmentId>,
}

/// Where somebody stands towards the hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At work, or about to come.
    There,
    /// Set aside for long.
    Away,
    Left,
}

impl Standing {
    const fn condition(self) -> &'static str {
        match self {
            Self::There => "(p.left_on IS NULL OR p.left_on >= $2) AND p.away = ''",
            Self::Away => "(p.left_on IS NULL OR p.left_on >= $2) AND p.away <> ''",
            Self::Left => "p.left_on < $2",
        }
    }
}

/// Rows in one statement: both engines take far more places than these have columns.
const AT_ONCE: usize = 200;

type Row =
    (String, String, String, String, String, String, String, Option<String>, Option<String>, String, String);

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, staff_number, name, kana, department_id, occupation_id, employment, joined_on, left_on, mail, \
             away FROM person ",
            $rest
        )
    };
}

/// Everybody of a hospital, those who left included, by staff number.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Person>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 ORDER BY staff_number");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The person with this id, if of this hospital.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &PersonId,
) -> Result<Option<Person>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 AND id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(facility.as_str()).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// How many a filter lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub staff: u64,
    pub contractors: u64,
}

impl Numbers {
    pub const fn all(self) -> u64 {
        self.staff + self.contractors
    }
}

/// Those whom a filter lets through, from a place on, with how many there are: staff before contractors, then by
/// department and kana.
pub async fn list(
    conn: &mut Conn,
    facility: &FacilityId,
    filter: &Filter,
    (from, most): (u64, u64),
) -> Result<(Vec<Person>, Numbers), StoreError> {
    let found = format!(
        "FROM person p JOIN department d ON d.id = p.department_id JOIN occupation o ON o.id = p.occupation_id \
         WHERE p.facility_id = $1 AND {} AND ($3 = '' OR p.department_id = $3) \
         AND ($4 = '' OR LOWER(p.staff_number) LIKE $4 ESCAPE '!' OR LOWER(REPLACE(p.name, ' ', '')) LIKE $4 ESCAPE '!' \
         OR REPLACE(p.kana, ' ', '') LIKE $5 ESCAPE '!')",
        filter.standing.condition()
    );
    let department = filter.department.as_ref().map_or("", DepartmentId::as_str);
    let (day, part) = (filter.day.to_string(), pattern(&filter.search));
    let kana = pattern(&filter.kana);
    let sql = format!("SELECT o.affiliation, COUNT(*) {found} GROUP BY o.affiliation");
    let counted: Vec<(String, i64)> = sqlx::query_as(own_sql(sql))
        .bind(facility.as_str())
        .bind(&day)
        .bind(department)
        .bind(&part)
        .bind(&kana)
        .fetch_all(conn.sql())
        .await?;
    let sql = format!(
        "SELECT p.id, p.staff_number, p.name, p.kana, p.department_id, p.occupation_id, p.employment, p.joined_on, \
         p.left_on, p.mail, p.away {found} \
         ORDER BY o.affiliation DESC, d.position, d.id, p.kana, p.staff_number LIMIT $6 OFFSET $7"
    );
    let rows: Vec<Row> = sqlx::query_as(own_sql(sql))
        .bind(facility.as_str())
        .bind(&day)
        .bind(department)
        .bind(&part)
        .bind(&kana)
        .bind(most.cast_signed())
        .bind(from.cast_signed())
        .fetch_all(conn.sql())
        .await?;
    let people: Result<Vec<Person>, StoreError> = rows.into_iter().map(from_row).collect();
    let number = |affiliation: Affiliation| {
        let found = counted.iter().find(|(code, _)| *code == affiliation.code());
        count("person", "id", affiliation.code(), found.map_or(0, |(_, number)| *number))
    };
    let numbers =
        Numbers { staff: number(Affiliation::Staff)?, contractors: number(Affiliation::Contractor)? };
    Ok((people?, numbers))
}

/// What LIKE is to look for: the text itself, wherever it stands; its own signs mean nothing.
fn pattern(search: &str) -> String {
    if search.is_empty() {
        return String::new();
    }
    let plain = search.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

/// Whether there is anybody at all, those who left included: then headcounts come from here.
pub async fn exist(conn: &mut Conn, facility: &FacilityId) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM person WHERE facility_id = $1 LIMIT 1";
    let found: Option<(String,)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_optional(conn.sql()).await?;
    Ok(found.is_some())
}

/// Adds somebody.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, person: &Person) -> Result<(), StoreError> {
    put(tx, facility, std::slice::from_ref(person)).await
}

/// Adds people, or changes those that are there, many in one statement.
pub async fn put(tx: &mut Tx, facility: &FacilityId, people: &[Person]) -> Result<(), StoreError> {
    for some in people.chunks(AT_ONCE) {
        let sql = format!(
            "INSERT INTO person (id, facility_id, staff_number, name, kana, department_id, occupation_id, employment, \
             joined_on, left_on, mail, away) VALUES {} ON CONFLICT (id) DO UPDATE SET \
             staff_number = excluded.staff_number, name = excluded.name, kana = excluded.kana, \
             department_id = excluded.department_id, occupation_id = excluded.occupation_id, \
             employment = excluded.employment, joined_on = excluded.joined_on, left_on = excluded.left_on, \
             mail = excluded.mail, away = excluded.away",
            places(some.len(), 12)
        );
        let mut query = sqlx::query(own_sql(sql));
        for person in some {
            query = query
                .bind(person.id.as_str())
                .bind(facility.as_str())
                .bind(&person.staff_number)
                .bind(&person.name)
                .bind(&person.kana)
                .bind(person.department.as_str())
                .bind(person.occupation.as_str())
                .bind(&person.employment)
                .bind(person.joined_on.map(|day| day.to_string()))
                .bind(person.left_on.map(|day| day.to_string()))
                .bind(&person.mail)
                .bind(person.away.map_or("", Leave::code));
        }
        query.execute(tx.sql()).await?;
    }
    Ok(())
}

/// Removes people; rounds keep their own copy.
pub async fn delete(tx: &mut Tx, people: &[PersonId]) -> Result<(), StoreError> {
    for some in people.chunks(AT_ONCE) {
        let mut query =
            sqlx::query(own_sql(format!("DELETE FROM person WHERE id IN {}", places(1, some.len()))));
        for id in some {
            query = query.bind(id.as_str());
        }
        query.execute(tx.sql()).await?;
    }
    Ok(())
}

fn from_row(row: Row) -> Result<Person, StoreError> {
    let (id, staff_number, name, kana, department, occupation, employment, joined, left, mail, away) = row;
    let impossible = |column| StoreError::impossible("person", column, &id);
    let day = |text: Option<String>, column| {
        text.map(|text| text.parse::<Date>().map_err(|_| impossible(column))).transpose()
    };
    let leave = || Leave::from_code(&away).ok_or_else(|| impossible("away"));
    Ok(Person {
        staff_number,
        name,
        kana,
        department: DepartmentId::new(department),
        occupation: OccupationId::new(occupation),
        employment,
        joined_on: day(joined, "joined_on")?,
        left_on: day(left, "left_on")?,
        mail,
        away: if away.is_empty() { None } else { Some(leave()?) },
        id: PersonId::new(id),
    })
}
