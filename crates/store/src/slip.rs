//! Cards (回答カード), and who is asked in a round by name. No answer stands here.

use tenken_domain::id::{DepartmentId, FacilityId, OccupationId, PersonId, RoundId, SlipId};
use tenken_domain::person::Leave;
use tenken_domain::slip::{AskedPerson, Slip};

use crate::count::count;
use crate::{Conn, StoreError, Tx, collection};

/// What is stored of the secrets on a card.
#[derive(Clone, Debug)]
pub struct Hashes {
    pub token: String,
    pub code: String,
}

/// Where a card leads.
#[derive(Clone, Debug)]
pub struct Found {
    pub facility: FacilityId,
    pub round: RoundId,
    pub slip: Slip,
}

type Row = (String, String, Option<String>, i64, i64, i64);

macro_rules! columns {
    ($rest:literal) => {
        concat!("SELECT id, department_id, person_id, position, salt, handed_in FROM slip ", $rest)
    };
}

/// All cards of a round, by department and position.
pub async fn all(conn: &mut Conn, round: &RoundId) -> Result<Vec<Slip>, StoreError> {
    let sql = columns!("WHERE round_id = $1 ORDER BY department_id, position");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The card with this id, if it is this round's.
pub async fn find(conn: &mut Conn, round: &RoundId, id: &SlipId) -> Result<Option<Slip>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The card that bears somebody's name.
pub async fn of_person(
    conn: &mut Conn,
    round: &RoundId,
    person: &PersonId,
) -> Result<Option<Slip>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND person_id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(person.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The highest position of a department's cards; 0 where it has none.
pub async fn last_position(
    conn: &mut Conn,
    round: &RoundId,
    department: &DepartmentId,
) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(position), 0) FROM slip WHERE round_id = $1 AND department_id = $2";
    let (last,): (i64,) =
        sqlx::query_as(sql).bind(round.as_str()).bind(department.as_str()).fetch_one(conn.sql()).await?;
    count("slip", "position", department.as_str(), last)
}

/// The card of a round with this code.
pub async fn by_code(conn: &mut Conn, round: &RoundId, code_hash: &str) -> Result<Option<Slip>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND code_hash = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(code_hash).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The card a link leads to.
pub async fn by_token(conn: &mut Conn, token_hash: &str) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT round.facility_id, round.id, slip.id FROM slip JOIN round ON round.id = slip.round_id \
               WHERE slip.token_hash = $1";
    let row: Option<(String, String, String)> =
        sqlx::query_as(sql).bind(token_hash).fetch_optional(conn.sql()).await?;
    let Some((facility, round, slip)) = row else { return Ok(None) };
    let (facility, round) = (FacilityId::new(facility), RoundId::new(round));
    let slip = find(conn, &round, &SlipId::new(slip)).await?;
    Ok(slip.map(|slip| Found { facility, round, slip }))
}

/// Adds a card; `false` where another card of the round has the same code.
pub async fn insert(tx: &mut Tx, round: &RoundId, slip: &Slip, hashes: &Hashes) -> Result<bool, StoreError> {
    let sql = "INSERT INTO slip (id, round_id, department_id, person_id, position, salt, token_hash, code_hash, \
               handed_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (round_id, code_hash) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(slip.id.as_str())
        .bind(round.as_str())
        .bind(slip.department.as_str())
        .bind(slip.person.as_ref().map(PersonId::as_str))
        .bind(slip.position.cast_signed())
        .bind(slip.salt)
        .bind(&hashes.token)
        .bind(&hashes.code)
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts other secrets on a card; the old ones open nothing any more. The round must be locked.
pub async fn replace(tx: &mut Tx, slip: &Slip, hashes: &Hashes) -> Result<(), StoreError> {
    sqlx::query("UPDATE slip SET salt = $2, token_hash = $3, code_hash = $4 WHERE id = $1")
        .bind(slip.id.as_str())
        .bind(slip.salt)
        .bind(&hashes.token)
        .bind(&hashes.code)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Notes that these cards of a department were handed in, in the order of their random ids: in which they came is
/// nobody's business. The round must be locked.
pub async fn note_handed_in(
    tx: &mut Tx,
    (round, department): (&RoundId, &DepartmentId),
    slips: &[SlipId],
) -> Result<(), StoreError> {
    let mut slips: Vec<&SlipId> = slips.iter().collect();
    slips.sort();
    for slip in &slips {
        sqlx::query("UPDATE slip SET handed_in = 1 WHERE id = $1")
            .bind(slip.as_str())
            .execute(tx.sql())
            .await?;
    }
    collection::add_by_slip(tx, (round, department), slips.len() as u64).await
}

fn from_row((id, department, person, position, salt, handed_in): Row) -> Result<Slip, StoreError> {
    Ok(Slip {
        position: count("slip", "position", &id, position)?,
        id: SlipId::new(id),
        department: DepartmentId::new(department),
        person: person.map(PersonId::new),
        salt,
        handed_in: handed_in != 0,
    })
}

type AskedRow = (String, String, String, String, String, String, String);

macro_rules! asked_columns {
    ($rest:literal) => {
        concat!(
            "SELECT person_id, staff_number, name, kana, department_id, occupation_id, away FROM round_person ",
            $rest
        )
    };
}

/// Everybody of a round, those set aside included, by kana and staff number.
pub async fn people(conn: &mut Conn, round: &RoundId) -> Result<Vec<AskedPerson>, StoreError> {
    let sql = asked_columns!("WHERE round_id = $1 ORDER BY kana, staff_number");
    let rows: Vec<AskedRow> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(asked_from_row).collect()
}

/// Somebody of a round.
pub async fn person(
    conn: &mut Conn,
    round: &RoundId,
    id: &PersonId,
) -> Result<Option<AskedPerson>, StoreError> {
    let sql = asked_columns!("WHERE round_id = $1 AND person_id = $2");
    let row: Option<AskedRow> =
        sqlx::query_as(sql).bind(round.as_str()).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(asked_from_row).transpose()
}

/// Fixes somebody as asked, when the round opens.
pub async fn insert_person(tx: &mut Tx, round: &RoundId, person: &AskedPerson) -> Result<(), StoreError> {
    let sql = "INSERT INTO round_person (round_id, person_id, staff_number, name, kana, department_id, \
               occupation_id, away) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(round.as_str())
        .bind(person.id.as_str())
        .bind(&person.staff_number)
        .bind(&person.name)
        .bind(&person.kana)
        .bind(person.department.as_str())
        .bind(person.occupation.as_str())
        .bind(person.away.map_or("", Leave::code))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Sets somebody of an open round aside, or takes that back.
pub async fn set_away(
    tx: &mut Tx,
    round: &RoundId,
    person: &PersonId,
    away: Option<Leave>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE round_person SET away = $3 WHERE round_id = $1 AND person_id = $2")
        .bind(round.as_str())
        .bind(person.as_str())
        .bind(away.map_or("", Leave::code))
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn asked_from_row(row: AskedRow) -> Result<AskedPerson, StoreError> {
    let (id, staff_number, name, kana, department, occupation, away) = row;
    let leave = || Leave::from_code(&away).ok_or_else(|| StoreError::impossible("round_person", "away", &id));
    Ok(AskedPerson {
        away: if away.is_empty() { None } else { Some(leave()?) },
        id: PersonId::new(id),
        staff_number,
        name,
        kana,
        department: DepartmentId::new(department),
        occupation: OccupationId::new(occupation),
    })
}
