//! Rounds, what was fixed when they opened, and the entrances of their departments.

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::facility::Circumstances;
use tenken_domain::id::{AccountId, CatalogId, ChecklistId, DepartmentId, FacilityId, RoundId};
use tenken_domain::round::{Deed, Naming, Period, Round, Slips, State};

use crate::count::count;
use crate::facility::circumstances_from_rows;
use crate::{Conn, StoreError, Tx};

type Deeds = (Option<i64>, Option<String>, Option<i64>, Option<String>);
type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    Option<i64>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<String>,
);

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, catalog_id, name, from_day, until_day, naming, slips, group_minimum, state, \
             opened_at, opened_by, closed_at, closed_by, \
             (SELECT string_agg(list_id, ' ') FROM round_list WHERE round_id = round.id) FROM round ",
            $rest
        )
    };
}

/// All rounds of a hospital, newest period first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Round>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 ORDER BY from_day DESC, created_at DESC");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The round with this id, if it is this hospital's.
pub async fn find(conn: &mut Conn, facility: &FacilityId, id: &RoundId) -> Result<Option<Round>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 AND id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(facility.as_str()).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

fn from_row(row: Row) -> Result<Round, StoreError> {
    let (
        id,
        catalog,
        name,
        from,
        until,
        naming,
        slips,
        minimum,
        state,
        opened_at,
        opened_by,
        closed_at,
        closed_by,
        lists,
    ) = row;
    let impossible = |column| StoreError::impossible("round", column, &id);
    let day = |text: &str, column| text.parse::<Date>().map_err(|_| impossible(column));
    let period = Period::new(day(&from, "from_day")?, day(&until, "until_day")?);
    let mut lists: Vec<_> = lists.unwrap_or_default().split_whitespace().map(ChecklistId::new).collect();
    lists.sort();
    Ok(Round {
        catalog: CatalogId::new(catalog),
        name,
        period: period.ok_or_else(|| impossible("until_day"))?,
        lists,
        naming: Naming::from_code(&naming).ok_or_else(|| impossible("naming"))?,
        slips: Slips::from_code(&slips).ok_or_else(|| impossible("slips"))?,
        group_minimum: count("round", "group_minimum", &id, minimum)?,
        state: state_from(&state, (opened_at, opened_by, closed_at, closed_by))
            .ok_or_else(|| impossible("state"))?,
        id: RoundId::new(id),
    })
}

fn state_from(code: &str, deeds: Deeds) -> Option<State> {
    let deed = |at: Option<i64>, by: Option<String>| {
        Some(Deed { at: Timestamp::from_millisecond(at?).ok()?, by: AccountId::new(by?) })
    };
    let (opened_at, opened_by, closed_at, closed_by) = deeds;
    match code {
        "preparing" => Some(State::Preparing),
        "open" => Some(State::Open { opened: deed(opened_at, opened_by)? }),
        "closed" => {
            Some(State::Closed { opened: deed(opened_at, opened_by)?, closed: deed(closed_at, closed_by)? })
        }
        _ => None,
    }
}

/// Stores a new round. `now` is milliseconds UTC.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, round: &Round, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO round (id, facility_id, catalog_id, name, from_day, until_day, naming, group_minimum, \
               state, created_at, slips) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    sqlx::query(sql)
        .bind(round.id.as_str())
        .bind(facility.as_str())
        .bind(round.catalog.as_str())
        .bind(&round.name)
        .bind(round.period.from.to_string())
        .bind(round.period.until.to_string())
        .bind(round.naming.code())
        .bind(round.group_minimum.cast_signed())
        .bind(round.state.code())
        .bind(now)
        .bind(round.slips.code())
        .execute(tx.sql())
        .await?;
    replace_lists(tx, round).await
}

/// Stores everything of a round that can change, its state included.
pub async fn update(tx: &mut Tx, round: &Round) -> Result<(), StoreError> {
    let (opened, closed) = match &round.state {
        State::Preparing => (None, None),
        State::Open { opened } => (Some(opened), None),
        State::Closed { opened, closed } => (Some(opened), Some(closed)),
    };
    let sql = "UPDATE round SET name = $2, from_day = $3, until_day = $4, naming = $5, group_minimum = $6, \
               state = $7, opened_at = $8, opened_by = $9, closed_at = $10, closed_by = $11, slips = $12 WHERE id = $1";
    sqlx::query(sql)
        .bind(round.id.as_str())
        .bind(&round.name)
        .bind(round.period.from.to_string())
        .bind(round.period.until.to_string())
        .bind(round.naming.code())
        .bind(round.group_minimum.cast_signed())
        .bind(round.state.code())
        .bind(opened.map(|deed| deed.at.as_millisecond()))
        .bind(opened.map(|deed| deed.by.as_str()))
        .bind(closed.map(|deed| deed.at.as_millisecond()))
        .bind(closed.map(|deed| deed.by.as_str()))
        .bind(round.slips.code())
        .execute(tx.sql())
        .await?;
    replace_lists(tx, round).await
}

async fn replace_lists(tx: &mut Tx, round: &Round) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM round_list WHERE round_id = $1")
        .bind(round.id.as_str())
        .execute(tx.sql())
        .await?;
    for list in &round.lists {
        let sql = "INSERT INTO round_list VALUES ($1, $2)";
        sqlx::query(sql).bind(round.id.as_str()).bind(list.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

/// The circumstances as they were fixed when the round opened.
pub async fn circumstances(conn: &mut Conn, round: &RoundId) -> Result<Circumstances, StoreError> {
    let sql = "SELECT condition_id, answer FROM round_circumstance WHERE round_id = $1";
    let rows = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    circumstances_from_rows(rows, "round_circumstance")
}

/// Fixes the circumstances of a round.
pub async fn fix_circumstances(
    tx: &mut Tx,
    round: &RoundId,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    for (condition, answer) in circumstances {
        sqlx::query("INSERT INTO round_circumstance VALUES ($1, $2, $3)")
            .bind(round.as_str())
            .bind(condition.as_str())
            .bind(answer.code())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// Stores the hash of a department's link.
pub async fn insert_entrance(
    tx: &mut Tx,
    token_hash: &str,
    round: &RoundId,
    department: &DepartmentId,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO entrance VALUES ($1, $2, $3)")
        .bind(token_hash)
        .bind(round.as_str())
        .bind(department.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Where a link leads: hospital, round and department.
pub async fn entrance(
    conn: &mut Conn,
    token_hash: &str,
) -> Result<Option<(FacilityId, RoundId, DepartmentId)>, StoreError> {
    let sql = "SELECT r.facility_id, e.round_id, e.department_id FROM entrance e JOIN round r ON r.id = e.round_id \
               WHERE e.token_hash = $1";
    let row: Option<(String, String, String)> =
        sqlx::query_as(sql).bind(token_hash).fetch_optional(conn.sql()).await?;
    Ok(row.map(|(facility, round, department)| {
        (FacilityId::new(facility), RoundId::new(round), DepartmentId::new(department))
    }))
}
