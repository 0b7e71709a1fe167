//! Who is to answer which item.

use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::id::{ChecklistId, FacilityId, ItemId};

use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, Option<String>);

/// All assignments of a hospital.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Assignment>, StoreError> {
    let sql = "SELECT list_id, item_id, assignee_kind, assignee_id, due FROM assignment \
               WHERE facility_id = $1 ORDER BY list_id, item_id, assignee_kind, assignee_id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Who is to answer one item.
pub async fn of_item(
    conn: &mut Conn,
    facility: &FacilityId,
    (list, item): (&ChecklistId, &ItemId),
) -> Result<Vec<Assignee>, StoreError> {
    let sql = "SELECT list_id, item_id, assignee_kind, assignee_id, due FROM assignment \
               WHERE facility_id = $1 AND list_id = $2 AND item_id = $3";
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(facility.as_str())
        .bind(list.as_str())
        .bind(item.as_str())
        .fetch_all(conn.sql())
        .await?;
    rows.into_iter().map(|row| from_row(row).map(|one| one.assignee)).collect()
}

/// Assigns an item, or changes until when.
pub async fn set(tx: &mut Tx, facility: &FacilityId, assignment: &Assignment) -> Result<(), StoreError> {
    let sql = "INSERT INTO assignment (facility_id, list_id, item_id, assignee_kind, assignee_id, due) \
               VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (facility_id, list_id, item_id, assignee_kind, assignee_id) \
               DO UPDATE SET due = excluded.due";
    let (kind, id) = assignment.assignee.parts();
    sqlx::query(sql)
        .bind(facility.as_str())
        .bind(assignment.list.as_str())
        .bind(assignment.item.as_str())
        .bind(kind)
        .bind(id)
        .bind(assignment.due.map(|day| day.to_string()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Takes an assignment back.
pub async fn remove(
    tx: &mut Tx,
    facility: &FacilityId,
    (list, item): (&ChecklistId, &ItemId),
    assignee: &Assignee,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM assignment WHERE facility_id = $1 AND list_id = $2 AND item_id = $3 \
               AND assignee_kind = $4 AND assignee_id = $5";
    let (kind, id) = assignee.parts();
    sqlx::query(sql)
        .bind(facility.as_str())
        .bind(list.as_str())
        .bind(item.as_str())
        .bind(kind)
        .bind(id)
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn from_row((list, item, kind, id, due): Row) -> Result<Assignment, StoreError> {
    let impossible = |column| StoreError::impossible("assignment", column, &item);
    Ok(Assignment {
        assignee: Assignee::from_parts(&kind, &id).ok_or_else(|| impossible("assignee_kind"))?,
        due: due.map(|day| day.parse().map_err(|_| impossible("due"))).transpose()?,
        list: ChecklistId::new(list),
        item: ItemId::new(item),
    })
}
