//! Copies of the papers of a meeting: only ever added.

use tenken_domain::frozen_paper::{FrozenPaper, Occasion};
use tenken_domain::id::{FacilityId, MeetingId};

use crate::count::count;
use crate::{Conn, StoreError, Tx, stored_file};

type Row = (i64, String, String, String, String, i64, String, i64, Option<i64>);

/// All copies of a meeting of this hospital, in the order in which they were frozen.
pub async fn of_meeting(
    conn: &mut Conn,
    facility: &FacilityId,
    meeting: &MeetingId,
) -> Result<Vec<FrozenPaper>, StoreError> {
    let sql = "SELECT p.number, p.occasion, p.frozen_by, f.id, f.name, f.size, f.sha256, f.stored_at, f.removed_at \
               FROM frozen_paper p JOIN stored_file f ON f.id = p.file_id \
               WHERE p.meeting_id = $1 AND f.facility_id = $2 ORDER BY p.number";
    let query = sqlx::query_as(sql).bind(meeting.as_str()).bind(facility.as_str());
    let rows: Vec<Row> = query.fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| from_row(meeting, row)).collect()
}

fn from_row(meeting: &MeetingId, row: Row) -> Result<FrozenPaper, StoreError> {
    let (number, occasion, frozen_by, id, name, size, sha256, stored_at, removed_at) = row;
    let impossible = |column| StoreError::impossible("frozen_paper", column, meeting.as_str());
    let number = count("frozen_paper", "number", meeting.as_str(), number)?;
    Ok(FrozenPaper {
        meeting: meeting.clone(),
        number: u32::try_from(number).map_err(|_| impossible("number"))?,
        occasion: Occasion::from_code(&occasion).ok_or_else(|| impossible("occasion"))?,
        file: stored_file::from_row((id, name, size, sha256, stored_at, removed_at))?,
        frozen_by,
    })
}

/// Adds a copy whose file was stored.
pub async fn insert(tx: &mut Tx, paper: &FrozenPaper) -> Result<(), StoreError> {
    let sql = "INSERT INTO frozen_paper (meeting_id, number, occasion, file_id, frozen_by) \
               VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(paper.meeting.as_str())
        .bind(i64::from(paper.number))
        .bind(paper.occasion.code())
        .bind(paper.file.id.as_str())
        .bind(&paper.frozen_by)
        .execute(tx.sql())
        .await?;
    Ok(())
}
