//! The audit log: rows are added and read, never changed or removed.

use jiff::Timestamp;
use tenken_domain::audit::{Actor, AuditEvent, Recorded, Target};
use tenken_domain::id::{AuditEventId, FacilityId};

use crate::count::count as counted;
use crate::{Conn, StoreError, Tx};

/// Something that was done, ready to be recorded.
#[derive(Clone, Debug)]
pub struct Entry<'e> {
    pub id: AuditEventId,
    pub facility: Option<&'e FacilityId>,
    pub at: Timestamp,
    pub actor: &'e Actor,
    pub event: AuditEvent,
    pub target: Target,
    /// A sentence or figure a person can read; never a secret and never an answer of a member of staff.
    pub detail: String,
}

/// Which entries to show.
#[derive(Clone, Debug)]
pub struct Filter {
    pub event: Option<AuditEvent>,
    /// First and last moment, both included.
    pub from: Timestamp,
    pub until: Timestamp,
    /// Skipped from the newest.
    pub offset: u64,
    pub limit: u64,
}

type Row = (String, i64, String, String, String, String, String, Option<String>, String);

/// Records an event in the transaction of what was done.
pub async fn record(tx: &mut Tx, entry: &Entry<'_>) -> Result<(), StoreError> {
    let (kind, id, name, source) = who(entry.actor);
    sqlx::query("INSERT INTO audit_event VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(entry.id.as_str())
        .bind(entry.facility.map(FacilityId::as_str))
        .bind(entry.at.as_millisecond())
        .bind(kind)
        .bind(id)
        .bind(name)
        .bind(source)
        .bind(entry.event.code())
        .bind(entry.target.kind)
        .bind(&entry.target.id)
        .bind(&entry.detail)
        .execute(tx.sql())
        .await?;
    tx.count_event();
    Ok(())
}

fn who(actor: &Actor) -> (&'static str, Option<&str>, &str, &str) {
    match actor {
        Actor::Person { account, name, source, .. } => ("person", Some(account.as_str()), name, source),
        Actor::Visitor { source } => ("visitor", None, "", source),
        Actor::Console => ("console", None, "", ""),
        Actor::System => ("system", None, "", ""),
        Actor::Staff { name, source } => ("staff", None, name, source),
        Actor::Vendor { name, source } => ("vendor", None, name, source),
    }
}

/// Entries of a hospital, newest first.
pub async fn list(
    conn: &mut Conn,
    facility: &FacilityId,
    filter: &Filter,
) -> Result<Vec<Recorded>, StoreError> {
    let sql = "SELECT id, at, actor_kind, actor_name, source, event, object_kind, object_id, detail FROM audit_event \
               WHERE (facility_id = $1 OR facility_id IS NULL) AND at BETWEEN $2 AND $3 AND ($4 = '' OR event = $5) \
               ORDER BY at DESC, id DESC LIMIT $6 OFFSET $7";
    let event = filter.event.map_or("", AuditEvent::code);
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(facility.as_str())
        .bind(filter.from.as_millisecond())
        .bind(filter.until.as_millisecond())
        .bind(event)
        .bind(event)
        .bind(filter.limit.cast_signed())
        .bind(filter.offset.cast_signed())
        .fetch_all(conn.sql())
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// How often something was done to one object.
pub async fn count(conn: &mut Conn, event: AuditEvent, target: &Target) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM audit_event WHERE event = $1 AND object_kind = $2 AND object_id = $3";
    let count: i64 = sqlx::query_scalar(sql)
        .bind(event.code())
        .bind(target.kind)
        .bind(&target.id)
        .fetch_one(conn.sql())
        .await?;
    counted("audit_event", "COUNT(*)", &target.id, count)
}

fn from_row(row: Row) -> Result<Recorded, StoreError> {
    let (id, at, actor_kind, actor, source, event, object_kind, object_id, detail) = row;
    let impossible = |column| StoreError::impossible("audit_event", column, &id);
    Ok(Recorded {
        at: Timestamp::from_millisecond(at).map_err(|_| impossible("at"))?,
        event: AuditEvent::from_code(&event).ok_or_else(|| impossible("event"))?,
        id: AuditEventId::new(id),
        actor_kind,
        actor,
        source,
        object_kind,
        object_id: object_id.unwrap_or_default(),
        detail,
    })
}
