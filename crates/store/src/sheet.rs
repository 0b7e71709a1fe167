//! The hospital's official sheets.

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::id::{AccountId, ChecklistId, FacilityId, RoundId, SheetId};
use tenken_domain::round::Deed;
use tenken_domain::sheet::{Sheet, SheetState};

use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, Option<String>, Option<i64>, Option<String>);

/// The sheet of this list in this round; it is there from the opening of the round.
pub async fn find(conn: &mut Conn, round: &RoundId, list: &ChecklistId) -> Result<Option<Sheet>, StoreError> {
    let sql = "SELECT id, round_id, list_id, filler, filled_on, handed_in_at, handed_in_by FROM sheet \
               WHERE round_id = $1 AND list_id = $2";
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(list.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// All sheets of a hospital, for naming what the audit log speaks of.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Sheet>, StoreError> {
    let sql = "SELECT s.id, s.round_id, s.list_id, s.filler, s.filled_on, s.handed_in_at, s.handed_in_by \
               FROM sheet s JOIN round r ON r.id = s.round_id WHERE r.facility_id = $1 ORDER BY s.id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Stores a new, empty sheet.
pub async fn insert(tx: &mut Tx, sheet: &Sheet) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sheet (id, round_id, list_id, filler) VALUES ($1, $2, $3, '')")
        .bind(sheet.id.as_str())
        .bind(sheet.round.as_str())
        .bind(sheet.list.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Stores 記入者, 日付 and whether it is handed in.
pub async fn update(tx: &mut Tx, sheet: &Sheet) -> Result<(), StoreError> {
    let handed_in = match &sheet.state {
        SheetState::InProgress => None,
        SheetState::HandedIn(deed) => Some(deed),
    };
    let sql =
        "UPDATE sheet SET filler = $2, filled_on = $3, handed_in_at = $4, handed_in_by = $5 WHERE id = $1";
    sqlx::query(sql)
        .bind(sheet.id.as_str())
        .bind(&sheet.filler)
        .bind(sheet.filled_on.map(|day| day.to_string()))
        .bind(handed_in.map(|deed| deed.at.as_millisecond()))
        .bind(handed_in.map(|deed| deed.by.as_str()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn from_row((id, round, list, filler, filled_on, at, by): Row) -> Result<Sheet, StoreError> {
    let impossible = |column| StoreError::impossible("sheet", column, &id);
    let day = |text: String| text.parse::<Date>().map_err(|_| impossible("filled_on"));
    let state = match (at, by) {
        (Some(at), Some(by)) => {
            let at = Timestamp::from_millisecond(at).map_err(|_| impossible("handed_in_at"))?;
            SheetState::HandedIn(Deed { at, by: AccountId::new(by) })
        }
        (None, None) => SheetState::InProgress,
        (Some(_), None) | (None, Some(_)) => return Err(impossible("handed_in_by")),
    };
    Ok(Sheet {
        filled_on: filled_on.map(day).transpose()?,
        round: RoundId::new(round),
        list: ChecklistId::new(list),
        filler,
        state,
        id: SheetId::new(id),
    })
}
