//! Occupations of a hospital, in the order of its choice.

use tenken_domain::id::{FacilityId, OccupationId};
use tenken_domain::occupation::Occupation;

use crate::{Conn, StoreError, Tx};

/// All occupations of a hospital, in order.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Occupation>, StoreError> {
    let sql = "SELECT id, name FROM occupation WHERE facility_id = $1 ORDER BY position, id";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    Ok(rows.into_iter().map(|(id, name)| Occupation { id: OccupationId::new(id), name }).collect())
}

/// Adds an occupation at the end.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, occupation: &Occupation) -> Result<(), StoreError> {
    let sql = "INSERT INTO occupation SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1 FROM occupation WHERE facility_id = $4";
    sqlx::query(sql)
        .bind(occupation.id.as_str())
        .bind(facility.as_str())
        .bind(&occupation.name)
        .bind(facility.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Removes an occupation and its headcounts; rounds keep their own copy.
pub async fn delete(tx: &mut Tx, occupation: &OccupationId) -> Result<(), StoreError> {
    for sql in ["DELETE FROM headcount WHERE occupation_id = $1", "DELETE FROM occupation WHERE id = $1"] {
        sqlx::query(sql).bind(occupation.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}
