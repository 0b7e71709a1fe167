//! Occupations of a hospital, in the order of its choice.

use tenken_domain::id::{FacilityId, OccupationId};
use tenken_domain::occupation::{Affiliation, Occupation};

use crate::{Conn, StoreError, Tx};

/// All occupations of a hospital, in order.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Occupation>, StoreError> {
    let sql = "SELECT id, name, affiliation, responsible FROM occupation WHERE facility_id = $1 ORDER BY position, id";
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let read = |(id, name, affiliation, responsible): (String, String, String, String)| {
        let affiliation = Affiliation::from_code(&affiliation)
            .ok_or_else(|| StoreError::impossible("occupation", "affiliation", &id))?;
        Ok(Occupation { id: OccupationId::new(id), name, affiliation, responsible })
    };
    rows.into_iter().map(read).collect()
}

/// Adds an occupation at the end.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, occupation: &Occupation) -> Result<(), StoreError> {
    let sql = "INSERT INTO occupation (id, facility_id, name, affiliation, responsible, position) \
               SELECT $1, $2, $3, $4, $5, COALESCE(MAX(position), 0) + 1 FROM occupation WHERE facility_id = $6";
    sqlx::query(sql)
        .bind(occupation.id.as_str())
        .bind(facility.as_str())
        .bind(&occupation.name)
        .bind(occupation.affiliation.code())
        .bind(&occupation.responsible)
        .bind(facility.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Changes name, whose people they are, and who answers for it.
pub async fn update(tx: &mut Tx, occupation: &Occupation) -> Result<(), StoreError> {
    sqlx::query("UPDATE occupation SET name = $2, affiliation = $3, responsible = $4 WHERE id = $1")
        .bind(occupation.id.as_str())
        .bind(&occupation.name)
        .bind(occupation.affiliation.code())
        .bind(&occupation.responsible)
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
