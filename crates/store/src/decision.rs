//! What the executives decided.

use jiff::Timestamp;
use tenken_domain::decision::{Decision, Kind, Verdict};
use tenken_domain::id::{ActionId, DecisionId, FacilityId, MeetingId};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Text = Option<String>;
type Row = (String, String, String, String, String, String, Text, Option<i64>, Text, String, i64);

/// All decisions of a hospital, in the order in which they were taken down.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Decision>, StoreError> {
    let sql = "SELECT d.id, d.meeting_id, d.kind, d.verdict, d.content, d.reason, d.until, d.amount, d.action_id, \
               d.recorded_by, d.recorded_at FROM decision d JOIN meeting m ON m.id = d.meeting_id \
               WHERE m.facility_id = $1 ORDER BY d.recorded_at, d.id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Those of one meeting.
pub async fn of_meeting(
    conn: &mut Conn,
    facility: &FacilityId,
    meeting: &MeetingId,
) -> Result<Vec<Decision>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().filter(|one| one.meeting == *meeting).collect())
}

fn from_row(row: Row) -> Result<Decision, StoreError> {
    let (id, meeting, kind, verdict, content, reason, until, amount, action, recorded_by, at) = row;
    let impossible = |column| StoreError::impossible("decision", column, &id);
    let until = until.map(|day| day.parse().map_err(|_| impossible("until"))).transpose()?;
    let amount = amount.map(|amount| count("decision", "amount", &id, amount)).transpose()?;
    Ok(Decision {
        meeting: MeetingId::new(meeting),
        kind: Kind::from_code(&kind).ok_or_else(|| impossible("kind"))?,
        verdict: Verdict::from_code(&verdict).ok_or_else(|| impossible("verdict"))?,
        content,
        reason,
        until,
        amount,
        action: action.map(ActionId::new),
        recorded_by,
        recorded_at: Timestamp::from_millisecond(at).map_err(|_| impossible("recorded_at"))?,
        id: DecisionId::new(id),
    })
}

/// Takes a decision down.
pub async fn insert(tx: &mut Tx, decision: &Decision) -> Result<(), StoreError> {
    let sql = "INSERT INTO decision (id, meeting_id, kind, verdict, content, reason, until, amount, action_id, \
               recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    sqlx::query(sql)
        .bind(decision.id.as_str())
        .bind(decision.meeting.as_str())
        .bind(decision.kind.code())
        .bind(decision.verdict.code())
        .bind(&decision.content)
        .bind(&decision.reason)
        .bind(decision.until.map(|day| day.to_string()))
        .bind(decision.amount.map(u64::cast_signed))
        .bind(decision.action.as_ref().map(ActionId::as_str))
        .bind(&decision.recorded_by)
        .bind(decision.recorded_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Takes back what was taken down by mistake.
pub async fn delete(tx: &mut Tx, id: &DecisionId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM decision WHERE id = $1").bind(id.as_str()).execute(tx.sql()).await?;
    Ok(())
}
