//! Planned reminders of a round (再依頼の予定).

use jiff::Timestamp;
use tenken_domain::id::{ReminderId, RoundId};
use tenken_domain::reminder::{Reminder, Way};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Row = (String, i64, String, String, String, Option<i64>);

/// All reminders of a round, the earliest first.
pub async fn of_round(conn: &mut Conn, round: &RoundId) -> Result<Vec<Reminder>, StoreError> {
    let sql = "SELECT id, days_before, way, subject, body, done_at FROM reminder WHERE round_id = $1 \
               ORDER BY days_before DESC, way";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| from_row(round, row)).collect()
}

fn from_row(round: &RoundId, (id, days, way, subject, body, done_at): Row) -> Result<Reminder, StoreError> {
    let impossible = |column| StoreError::impossible("reminder", column, &id);
    let moment = |millis| Timestamp::from_millisecond(millis).map_err(|_| impossible("done_at"));
    Ok(Reminder {
        round: round.clone(),
        days_before: count("reminder", "days_before", &id, days)?,
        way: Way::from_code(&way).ok_or_else(|| impossible("way"))?,
        subject,
        body,
        done_at: done_at.map(moment).transpose()?,
        id: ReminderId::new(id),
    })
}

/// Plans a reminder; `false` where the same is planned already.
pub async fn insert(tx: &mut Tx, reminder: &Reminder) -> Result<bool, StoreError> {
    let sql = "INSERT INTO reminder (id, round_id, days_before, way, subject, body, done_at) \
               VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (round_id, days_before, way) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(reminder.id.as_str())
        .bind(reminder.round.as_str())
        .bind(reminder.days_before.cast_signed())
        .bind(reminder.way.code())
        .bind(&reminder.subject)
        .bind(&reminder.body)
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a plan back.
pub async fn delete(tx: &mut Tx, id: &ReminderId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM reminder WHERE id = $1").bind(id.as_str()).execute(tx.sql()).await?;
    Ok(())
}

/// Notes that it happened.
pub async fn note_done(tx: &mut Tx, id: &ReminderId, at: Timestamp) -> Result<(), StoreError> {
    sqlx::query("UPDATE reminder SET done_at = $2 WHERE id = $1")
        .bind(id.as_str())
        .bind(at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}
