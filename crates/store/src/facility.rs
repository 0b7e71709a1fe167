//! The hospital and what it said of its circumstances.

use tenken_domain::answer::Circumstance;
use tenken_domain::facility::{AppraisalPolicy, Circumstances, Facility};
use tenken_domain::facts::Edition;
use tenken_domain::id::{ConditionId, FacilityId};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, i64, String, String);
const COLUMNS: &str = "SELECT id, name, contact, group_minimum, appraisal_policy, edition FROM facility";

/// The hospital of this installation, or `None` before it has been set up.
pub async fn only(conn: &mut Conn) -> Result<Option<Facility>, StoreError> {
    let sql = crate::db::own_sql(format!("{COLUMNS} ORDER BY id LIMIT 1"));
    let row: Option<Row> = sqlx::query_as(sql).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The hospital with this id.
pub async fn find(conn: &mut Conn, id: &FacilityId) -> Result<Option<Facility>, StoreError> {
    let sql = crate::db::own_sql(format!("{COLUMNS} WHERE id = $1"));
    let row: Option<Row> = sqlx::query_as(sql).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// Stores a new hospital. `now` is milliseconds UTC.
pub async fn insert(tx: &mut Tx, facility: &Facility, now: i64) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO facility VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(facility.id.as_str())
        .bind(&facility.name)
        .bind(&facility.contact)
        .bind(facility.group_minimum.cast_signed())
        .bind(facility.appraisal_policy.code())
        .bind(facility.edition.code())
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Changes name, contact, group minimum and policy; the edition stays what it was.
pub async fn update(tx: &mut Tx, facility: &Facility) -> Result<(), StoreError> {
    let sql = "UPDATE facility SET name = $2, contact = $3, group_minimum = $4, appraisal_policy = $5 WHERE id = $1";
    sqlx::query(sql)
        .bind(facility.id.as_str())
        .bind(&facility.name)
        .bind(&facility.contact)
        .bind(facility.group_minimum.cast_signed())
        .bind(facility.appraisal_policy.code())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// What the hospital said so far.
pub async fn circumstances(conn: &mut Conn, facility: &FacilityId) -> Result<Circumstances, StoreError> {
    let sql = "SELECT condition_id, answer FROM circumstance WHERE facility_id = $1";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    circumstances_from_rows(rows, "circumstance")
}

pub(crate) fn circumstances_from_rows(
    rows: Vec<(String, String)>,
    table: &'static str,
) -> Result<Circumstances, StoreError> {
    let read = |(condition, answer): (String, String)| {
        let circumstance = Circumstance::from_code(&answer)
            .ok_or_else(|| StoreError::impossible(table, "answer", &condition))?;
        Ok((ConditionId::new(condition), circumstance))
    };
    rows.into_iter().map(read).collect()
}

/// Replaces all answers about circumstances.
pub async fn replace_circumstances(
    tx: &mut Tx,
    facility: &FacilityId,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM circumstance WHERE facility_id = $1")
        .bind(facility.as_str())
        .execute(tx.sql())
        .await?;
    for (condition, answer) in circumstances {
        sqlx::query("INSERT INTO circumstance VALUES ($1, $2, $3)")
            .bind(facility.as_str())
            .bind(condition.as_str())
            .bind(answer.code())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

fn from_row((id, name, contact, group_minimum, policy, edition): Row) -> Result<Facility, StoreError> {
    let impossible = |column| StoreError::impossible("facility", column, &id);
    Ok(Facility {
        appraisal_policy: AppraisalPolicy::from_code(&policy)
            .ok_or_else(|| impossible("appraisal_policy"))?,
        edition: Edition::from_code(&edition).ok_or_else(|| impossible("edition"))?,
        group_minimum: count("facility", "group_minimum", &id, group_minimum)?,
        id: FacilityId::new(id),
        name,
        contact,
    })
}
