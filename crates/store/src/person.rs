//! Everybody who may be asked.

use jiff::civil::Date;
use tenken_domain::id::{DepartmentId, FacilityId, OccupationId, PersonId};
use tenken_domain::person::{Leave, Person};

use crate::{Conn, StoreError, Tx};

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

/// Adds somebody.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, person: &Person) -> Result<(), StoreError> {
    let sql = "INSERT INTO person (id, facility_id, staff_number, name, kana, department_id, occupation_id, \
               employment, joined_on, left_on, mail, away) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    sqlx::query(sql)
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
        .bind(person.away.map_or("", Leave::code))
        .execute(tx.sql())
        .await?;
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
