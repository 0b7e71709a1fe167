//! Actions (対策), the findings they answer, and their history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::action::{Action, Cost, Entry, State, What};
use tenken_domain::assignment::Assignee;
use tenken_domain::calendar;
use tenken_domain::facts::GroupKey;
use tenken_domain::finding::Finding;
use tenken_domain::id::{ActionId, ChecklistId, FacilityId, ItemId, RoundId};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Text = Option<String>;
type Number = Option<i64>;
type Row = (String, String, String, String, Text, Number, Number, Number, String, Text, i64, String, String);

/// All actions of a hospital: by due date, those without one last.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Action>, StoreError> {
    let sql = "SELECT id, title, content, owner, due, cost_once, cost_yearly, effort, state, state_since, \
               created_at, charge_kind, charge_id FROM action WHERE facility_id = $1 ORDER BY COALESCE(due, '9999'), created_at, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut findings = findings(conn, facility).await?;
    rows.into_iter().map(|row| from_row(row, &mut findings)).collect()
}

/// The action with this id, if it is this hospital's.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &ActionId,
) -> Result<Option<Action>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().find(|one| one.id == *id))
}

type FindingRow = (String, String, String, String, String, String);

async fn findings(
    conn: &mut Conn,
    facility: &FacilityId,
) -> Result<BTreeMap<String, Vec<Finding>>, StoreError> {
    let sql = "SELECT f.action_id, f.round_id, f.list_id, f.item_id, f.axis, f.group_id FROM action_finding f \
               JOIN action a ON a.id = f.action_id WHERE a.facility_id = $1 \
               ORDER BY f.action_id, f.list_id, f.item_id, f.axis, f.group_id";
    let rows: Vec<FindingRow> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut findings: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for (action, round, list, item, axis, group) in rows {
        let group = match axis.as_str() {
            "" => None,
            axis => Some(
                GroupKey::from_code(axis, &group)
                    .ok_or_else(|| StoreError::impossible("action_finding", "axis", &action))?,
            ),
        };
        let (round, list, item) = (RoundId::new(round), ChecklistId::new(list), ItemId::new(item));
        findings.entry(action).or_default().push(Finding { round, list, item, group });
    }
    Ok(findings)
}

fn from_row(row: Row, findings: &mut BTreeMap<String, Vec<Finding>>) -> Result<Action, StoreError> {
    let (id, title, content, owner, due, once, yearly, effort, state, since, created_at, kind, charge) = row;
    let day = |column, text: Text| -> Result<Option<Date>, StoreError> {
        text.map(|text| text.parse().map_err(|_| StoreError::impossible("action", column, &id))).transpose()
    };
    let number =
        |column, stored: Number| stored.map(|stored| count("action", column, &id, stored)).transpose();
    let state = State::from_code(&state, day("state_since", since)?);
    let charge = match kind.as_str() {
        "" => None,
        kind => Some(
            Assignee::from_parts(kind, &charge)
                .ok_or_else(|| StoreError::impossible("action", "charge_kind", &id))?,
        ),
    };
    Ok(Action {
        due: day("due", due)?,
        cost: Cost { once: number("cost_once", once)?, yearly: number("cost_yearly", yearly)? },
        effort: number("effort", effort)?,
        added_on: added_on(&id, created_at)?,
        state: state.ok_or_else(|| StoreError::impossible("action", "state", &id))?,
        findings: findings.remove(&id).unwrap_or_default(),
        id: ActionId::new(id),
        title,
        content,
        owner,
        charge,
    })
}

fn added_on(id: &str, created_at: i64) -> Result<Date, StoreError> {
    let moment = Timestamp::from_millisecond(created_at);
    moment.map(calendar::day_of).map_err(|_| StoreError::impossible("action", "created_at", id))
}

/// Adds an action with its findings. `created_at` in milliseconds UTC.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    action: &Action,
    created_at: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO action (id, facility_id, title, content, owner, due, cost_once, cost_yearly, effort, \
               state, state_since, created_at, charge_kind, charge_id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let (kind, charge) = charge(action);
    sqlx::query(sql)
        .bind(action.id.as_str())
        .bind(facility.as_str())
        .bind(&action.title)
        .bind(&action.content)
        .bind(&action.owner)
        .bind(action.due.map(|due| due.to_string()))
        .bind(action.cost.once.map(u64::cast_signed))
        .bind(action.cost.yearly.map(u64::cast_signed))
        .bind(action.effort.map(u64::cast_signed))
        .bind(action.state.code())
        .bind(action.state.since().map(|day| day.to_string()))
        .bind(created_at)
        .bind(kind)
        .bind(charge)
        .execute(tx.sql())
        .await?;
    insert_findings(tx, action).await
}

/// Changes everything that is planned: all but the state.
pub async fn update(tx: &mut Tx, action: &Action) -> Result<(), StoreError> {
    let sql = "UPDATE action SET title = $2, content = $3, owner = $4, due = $5, cost_once = $6, \
               cost_yearly = $7, effort = $8, charge_kind = $9, charge_id = $10 WHERE id = $1";
    let (kind, charge) = charge(action);
    sqlx::query(sql)
        .bind(action.id.as_str())
        .bind(&action.title)
        .bind(&action.content)
        .bind(&action.owner)
        .bind(action.due.map(|due| due.to_string()))
        .bind(action.cost.once.map(u64::cast_signed))
        .bind(action.cost.yearly.map(u64::cast_signed))
        .bind(action.effort.map(u64::cast_signed))
        .bind(kind)
        .bind(charge)
        .execute(tx.sql())
        .await?;
    let sql = "DELETE FROM action_finding WHERE action_id = $1";
    sqlx::query(sql).bind(action.id.as_str()).execute(tx.sql()).await?;
    insert_findings(tx, action).await
}

/// As it stands in the columns.
fn charge(action: &Action) -> (&'static str, &str) {
    action.charge.as_ref().map_or(("", ""), Assignee::parts)
}

/// How far the action is.
pub async fn set_state(tx: &mut Tx, id: &ActionId, state: State) -> Result<(), StoreError> {
    sqlx::query("UPDATE action SET state = $2, state_since = $3 WHERE id = $1")
        .bind(id.as_str())
        .bind(state.code())
        .bind(state.since().map(|day| day.to_string()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

async fn insert_findings(tx: &mut Tx, action: &Action) -> Result<(), StoreError> {
    let sql = "INSERT INTO action_finding (action_id, round_id, list_id, item_id, axis, group_id) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    for finding in &action.findings {
        sqlx::query(sql)
            .bind(action.id.as_str())
            .bind(finding.round.as_str())
            .bind(finding.list.as_str())
            .bind(finding.item.as_str())
            .bind(finding.group.as_ref().map_or("", GroupKey::axis))
            .bind(finding.group.as_ref().map_or("", GroupKey::id))
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// Adds a line to an action's history.
pub async fn note(tx: &mut Tx, action: &ActionId, (id, entry): (&str, &Entry)) -> Result<(), StoreError> {
    let sql = "INSERT INTO action_entry (id, action_id, written_at, written_by, step, note) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(id)
        .bind(action.as_str())
        .bind(entry.at.as_millisecond())
        .bind(&entry.by)
        .bind(entry.what.code())
        .bind(&entry.note)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// The history of one action, the latest first.
pub async fn history(conn: &mut Conn, action: &ActionId) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT id, written_at, written_by, step, note FROM action_entry WHERE action_id = $1 \
               ORDER BY written_at DESC, id DESC";
    let rows: Vec<(String, i64, String, String, String)> =
        sqlx::query_as(sql).bind(action.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(entry).collect()
}

/// The latest line of every action that has one, changes of the plan left out.
pub async fn latest(conn: &mut Conn, facility: &FacilityId) -> Result<BTreeMap<ActionId, Entry>, StoreError> {
    let sql = "SELECT e.action_id, e.id, e.written_at, e.written_by, e.step, e.note FROM action_entry e \
               JOIN action a ON a.id = e.action_id WHERE a.facility_id = $1 AND e.step <> 'change' \
               ORDER BY e.written_at, e.id";
    let rows: Vec<(String, String, i64, String, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter()
        .map(|(action, id, at, by, step, note)| Ok((ActionId::new(action), entry((id, at, by, step, note))?)))
        .collect()
}

fn entry((id, at, by, step, note): (String, i64, String, String, String)) -> Result<Entry, StoreError> {
    let impossible = |column| StoreError::impossible("action_entry", column, &id);
    let what = What::from_code(&step).ok_or_else(|| impossible("step"))?;
    let at = Timestamp::from_millisecond(at).map_err(|_| impossible("written_at"))?;
    Ok(Entry { at, by, what, note })
}
