//! How sheets came back, day by day; kept in the transaction that moves the board.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::id::RoundId;

use crate::count::count;
use crate::staff::Axis;
use crate::{Conn, StoreError};

/// Sheets by day, of each group of an axis; of the hospital under the empty id.
pub async fn by_day(
    conn: &mut Conn,
    round: &RoundId,
    axis: Axis,
) -> Result<BTreeMap<String, BTreeMap<Date, u64>>, StoreError> {
    let sql = "SELECT group_id, day, handed_in FROM collection_day WHERE round_id = $1 AND axis = $2";
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(axis.code()).fetch_all(conn.sql()).await?;
    let mut days: BTreeMap<String, BTreeMap<Date, u64>> = BTreeMap::new();
    for (group, day, sheets) in rows {
        let sheets = count("collection_day", "handed_in", &group, sheets)?;
        let day = day.parse().map_err(|_| StoreError::impossible("collection_day", "day", &group))?;
        days.entry(group).or_default().insert(day, sheets);
    }
    Ok(days)
}
