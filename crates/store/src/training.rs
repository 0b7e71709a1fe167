//! Trainings (研修) and their items.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::id::{FacilityId, ItemId, RoundId, TrainingId};
use tenken_domain::training::Training;

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, String, String, Option<i64>, String);

/// All trainings of a hospital, the newest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Training>, StoreError> {
    let sql = "SELECT id, round_id, title, held_on, place, audience, attended, note FROM training \
               WHERE facility_id = $1 ORDER BY held_on DESC, created_at DESC, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut items = items(conn, facility).await?;
    rows.into_iter().map(|row| from_row(row, &mut items)).collect()
}

/// The training with this id, if it is this hospital's.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &TrainingId,
) -> Result<Option<Training>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().find(|one| one.id == *id))
}

async fn items(conn: &mut Conn, facility: &FacilityId) -> Result<BTreeMap<String, Vec<ItemId>>, StoreError> {
    let sql = "SELECT i.training_id, i.item_id FROM training_item i JOIN training t ON t.id = i.training_id \
               WHERE t.facility_id = $1 ORDER BY i.training_id, i.item_id";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut items: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
    for (training, item) in rows {
        items.entry(training).or_default().push(ItemId::new(item));
    }
    Ok(items)
}

fn from_row(row: Row, items: &mut BTreeMap<String, Vec<ItemId>>) -> Result<Training, StoreError> {
    let (id, round, title, held_on, place, audience, attended, note) = row;
    let day: Date = held_on.parse().map_err(|_| StoreError::impossible("training", "held_on", &id))?;
    let attended = attended.map(|people| count("training", "attended", &id, people)).transpose()?;
    Ok(Training {
        items: items.remove(&id).unwrap_or_default(),
        id: TrainingId::new(id),
        round: RoundId::new(round),
        title,
        held_on: day,
        place,
        audience,
        attended,
        note,
    })
}

/// Adds a training with its items. `created_at` in milliseconds UTC.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    training: &Training,
    created_at: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO training VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(training.id.as_str())
        .bind(facility.as_str())
        .bind(training.round.as_str())
        .bind(&training.title)
        .bind(training.held_on.to_string())
        .bind(&training.place)
        .bind(&training.audience)
        .bind(training.attended.map(u64::cast_signed))
        .bind(&training.note)
        .bind(created_at)
        .execute(tx.sql())
        .await?;
    replace_items(tx, training).await
}

/// Changes everything but the round.
pub async fn update(tx: &mut Tx, training: &Training) -> Result<(), StoreError> {
    let sql = "UPDATE training SET title = $2, held_on = $3, place = $4, audience = $5, attended = $6, \
               note = $7 WHERE id = $1";
    sqlx::query(sql)
        .bind(training.id.as_str())
        .bind(&training.title)
        .bind(training.held_on.to_string())
        .bind(&training.place)
        .bind(&training.audience)
        .bind(training.attended.map(u64::cast_signed))
        .bind(&training.note)
        .execute(tx.sql())
        .await?;
    replace_items(tx, training).await
}

/// Removes a training with its items.
pub async fn delete(tx: &mut Tx, id: &TrainingId) -> Result<(), StoreError> {
    for sql in ["DELETE FROM training_item WHERE training_id = $1", "DELETE FROM training WHERE id = $1"] {
        sqlx::query(sql).bind(id.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

async fn replace_items(tx: &mut Tx, training: &Training) -> Result<(), StoreError> {
    let sql = "DELETE FROM training_item WHERE training_id = $1";
    sqlx::query(sql).bind(training.id.as_str()).execute(tx.sql()).await?;
    for item in &training.items {
        sqlx::query("INSERT INTO training_item VALUES ($1, $2)")
            .bind(training.id.as_str())
            .bind(item.as_str())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}
