//! What a hospital has switched on.

use std::collections::BTreeSet;

use tenken_domain::feature::Feature;
use tenken_domain::id::FacilityId;

use crate::{Conn, StoreError, Tx};

/// Everything that is switched on.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<BTreeSet<Feature>, StoreError> {
    let sql = "SELECT feature FROM feature WHERE facility_id = $1";
    let codes: Vec<(String,)> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let read = |(code,): (String,)| {
        Feature::from_code(&code).ok_or_else(|| StoreError::impossible("feature", "feature", &code))
    };
    codes.into_iter().map(read).collect()
}

/// Switches on these and nothing else.
pub async fn replace(
    tx: &mut Tx,
    facility: &FacilityId,
    features: &BTreeSet<Feature>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM feature WHERE facility_id = $1")
        .bind(facility.as_str())
        .execute(tx.sql())
        .await?;
    for feature in features {
        sqlx::query("INSERT INTO feature VALUES ($1, $2)")
            .bind(facility.as_str())
            .bind(feature.code())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}
