//! Places in the order of what to do first that people set by hand.

use tenken_domain::id::FacilityId;
use tenken_domain::ranking::Placement;

use crate::{Conn, StoreError, Tx};

/// All that are set, the latest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Placement>, StoreError> {
    let sql =
        "SELECT what, place, reason, set_by FROM placement WHERE facility_id = $1 ORDER BY set_at DESC, what";
    let rows: Vec<(String, i64, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let placement = |(what, place, reason, by): (String, i64, String, String)| {
        let place =
            usize::try_from(place).map_err(|_| StoreError::impossible("placement", "place", &what))?;
        Ok(Placement { what, place, reason, by })
    };
    rows.into_iter().map(placement).collect()
}

/// Sets a place in the stead of the one before. `at` in milliseconds UTC.
pub async fn set(
    tx: &mut Tx,
    facility: &FacilityId,
    placement: &Placement,
    at: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO placement (facility_id, what, place, reason, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (facility_id, what) DO UPDATE SET \
               place = excluded.place, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at";
    sqlx::query(sql)
        .bind(facility.as_str())
        .bind(&placement.what)
        .bind(i64::try_from(placement.place).unwrap_or(i64::MAX))
        .bind(&placement.reason)
        .bind(&placement.by)
        .bind(at)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Takes a place back: what was calculated counts again.
pub async fn clear(tx: &mut Tx, facility: &FacilityId, what: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM placement WHERE facility_id = $1 AND what = $2")
        .bind(facility.as_str())
        .bind(what)
        .execute(tx.sql())
        .await?;
    Ok(())
}
