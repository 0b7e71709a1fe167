//! That groups' results were shared, and what was agreed. Rows are added, never changed.

use jiff::Timestamp;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{RoundId, SharingId};
use tenken_domain::sharing::Sharing;

use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, String, String, i64);

/// All of a round, the latest talk first.
pub async fn all(conn: &mut Conn, round: &RoundId) -> Result<Vec<Sharing>, StoreError> {
    let sql = "SELECT id, axis, group_id, shared_on, agreed, recorded_by, recorded_at FROM sharing \
               WHERE round_id = $1 ORDER BY shared_on DESC, recorded_at DESC, id DESC";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| from_row(round, row)).collect()
}

fn from_row(round: &RoundId, row: Row) -> Result<Sharing, StoreError> {
    let (id, axis, group, shared_on, agreed, recorded_by, recorded_at) = row;
    let impossible = |column| StoreError::impossible("sharing", column, &id);
    Ok(Sharing {
        round: round.clone(),
        group: GroupKey::from_code(&axis, &group).ok_or_else(|| impossible("axis"))?,
        shared_on: shared_on.parse().map_err(|_| impossible("shared_on"))?,
        agreed,
        recorded_by,
        recorded_at: Timestamp::from_millisecond(recorded_at).map_err(|_| impossible("recorded_at"))?,
        id: SharingId::new(id),
    })
}

/// Adds one.
pub async fn insert(tx: &mut Tx, sharing: &Sharing) -> Result<(), StoreError> {
    let sql = "INSERT INTO sharing (id, round_id, axis, group_id, shared_on, agreed, recorded_by, recorded_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(sharing.id.as_str())
        .bind(sharing.round.as_str())
        .bind(sharing.group.axis())
        .bind(sharing.group.id())
        .bind(sharing.shared_on.to_string())
        .bind(&sharing.agreed)
        .bind(&sharing.recorded_by)
        .bind(sharing.recorded_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}
