//! Evidence for items (根拠資料).

use std::collections::BTreeMap;

use jiff::Timestamp;
use tenken_domain::evidence::Evidence;
use tenken_domain::id::{ChecklistId, EvidenceId, FacilityId, ItemId};
use tenken_domain::stored_file::StoredFile;

use crate::{Conn, StoreError, Tx, stored_file};

type Text = Option<String>;
type Row = (String, String, String, String, Text, Text, String, i64, Option<i64>);

/// The id of the evidence, then its file's row.
type FileRow = (String, String, String, i64, String, i64, Option<i64>);

/// All evidence of a hospital that was not withdrawn, the latest first.
pub async fn standing(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Evidence>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().filter(|one| one.withdrawn_at.is_none()).collect())
}

/// All evidence a hospital ever recorded, the latest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Evidence>, StoreError> {
    let sql = "SELECT id, list_id, item_id, place, valid_until, restored_on, recorded_by, recorded_at, \
               withdrawn_at FROM evidence WHERE facility_id = $1 ORDER BY recorded_at DESC, id DESC";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    // After the rows, so that none of them is without its file.
    let mut files = files(conn, facility).await?;
    rows.into_iter()
        .map(|row| {
            let file = files.remove(&row.0);
            from_row(row, file)
        })
        .collect()
}

/// The files among it, by the id of the evidence.
async fn files(conn: &mut Conn, facility: &FacilityId) -> Result<BTreeMap<String, StoredFile>, StoreError> {
    let sql = "SELECT e.id, f.id, f.name, f.size, f.sha256, f.stored_at, f.removed_at \
               FROM evidence e JOIN stored_file f ON f.id = e.file_id WHERE e.facility_id = $1";
    let rows: Vec<FileRow> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter()
        .map(|(evidence, id, name, size, sha256, at, removed)| {
            Ok((evidence, stored_file::from_row((id, name, size, sha256, at, removed))?))
        })
        .collect()
}

fn from_row(row: Row, file: Option<StoredFile>) -> Result<Evidence, StoreError> {
    let (id, list, item, place, valid_until, restored_on, recorded_by, at, withdrawn_at) = row;
    let impossible = |column| StoreError::impossible("evidence", column, &id);
    let day = |column, text: Text| text.map(|day| day.parse().map_err(|_| impossible(column))).transpose();
    let moment = |column, at| Timestamp::from_millisecond(at).map_err(|_| impossible(column));
    Ok(Evidence {
        list: ChecklistId::new(list),
        item: ItemId::new(item),
        place,
        file,
        valid_until: day("valid_until", valid_until)?,
        restored_on: day("restored_on", restored_on)?,
        recorded_by,
        recorded_at: moment("recorded_at", at)?,
        withdrawn_at: withdrawn_at.map(|at| moment("withdrawn_at", at)).transpose()?,
        id: EvidenceId::new(id),
    })
}

/// Records a piece of evidence; its file was stored before.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, evidence: &Evidence) -> Result<(), StoreError> {
    let sql = "INSERT INTO evidence (id, facility_id, list_id, item_id, place, valid_until, restored_on, \
               recorded_by, recorded_at, file_id, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)";
    sqlx::query(sql)
        .bind(evidence.id.as_str())
        .bind(facility.as_str())
        .bind(evidence.list.as_str())
        .bind(evidence.item.as_str())
        .bind(&evidence.place)
        .bind(evidence.valid_until.map(|day| day.to_string()))
        .bind(evidence.restored_on.map(|day| day.to_string()))
        .bind(&evidence.recorded_by)
        .bind(evidence.recorded_at.as_millisecond())
        .bind(evidence.file.as_ref().map(|file| file.id.as_str()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// It shows nothing any more. Milliseconds UTC.
pub async fn withdraw(tx: &mut Tx, id: &EvidenceId, at: i64) -> Result<(), StoreError> {
    let sql = "UPDATE evidence SET withdrawn_at = $2 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(at).execute(tx.sql()).await?;
    Ok(())
}
