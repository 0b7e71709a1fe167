//! Meetings and the status reports before them.

use jiff::Timestamp;
use tenken_domain::id::{FacilityId, MeetingId, RoundId};
use tenken_domain::meeting::{Meeting, MeetingFacts, State, StatusReport};

use crate::{Conn, StoreError, Tx, action, decision, frozen_paper, round};

type Row =
    (String, String, String, String, String, String, Option<String>, String, String, String, Option<i64>);

/// All meetings of a hospital, the latest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Meeting>, StoreError> {
    let sql = "SELECT id, title, held_on, hours, place, agenda, round_id, invited, present, reporters, concluded_at \
               FROM meeting WHERE facility_id = $1 ORDER BY held_on DESC, created_at DESC, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The meeting with this id, if it is this hospital's.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &MeetingId,
) -> Result<Option<Meeting>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().find(|one| one.id == *id))
}

/// A meeting of this hospital with all that belongs to it.
pub async fn facts(
    conn: &mut Conn,
    facility: &FacilityId,
    meeting: Meeting,
) -> Result<MeetingFacts, StoreError> {
    let round = match &meeting.round {
        Some(id) => round::find(conn, facility, id).await?.map(|round| round.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(MeetingFacts {
        actions: action::all(conn, facility).await?,
        reports: reports(conn, &meeting.id).await?,
        decisions: decision::of_meeting(conn, facility, &meeting.id).await?,
        round,
        papers: frozen_paper::of_meeting(conn, facility, &meeting.id).await?,
        meeting,
    })
}

fn from_row(row: Row) -> Result<Meeting, StoreError> {
    let (id, title, held_on, hours, place, agenda, round, invited, present, reporters, concluded) = row;
    let impossible = |column| StoreError::impossible("meeting", column, &id);
    let state = match concluded {
        None => State::Open,
        Some(at) => {
            State::Concluded { at: Timestamp::from_millisecond(at).map_err(|_| impossible("concluded_at"))? }
        }
    };
    Ok(Meeting {
        held_on: held_on.parse().map_err(|_| impossible("held_on"))?,
        title,
        hours,
        place,
        agenda,
        round: round.map(RoundId::new),
        invited: names(&invited),
        present: names(&present),
        reporters: names(&reporters),
        state,
        id: MeetingId::new(id),
    })
}

fn names(lines: &str) -> Vec<String> {
    lines.lines().map(str::to_owned).collect()
}

/// Adds a meeting. `created_at` in milliseconds UTC.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    meeting: &Meeting,
    created_at: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting (id, facility_id, title, held_on, hours, place, agenda, round_id, invited, \
               present, reporters, concluded_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, $12)";
    sqlx::query(sql)
        .bind(meeting.id.as_str())
        .bind(facility.as_str())
        .bind(&meeting.title)
        .bind(meeting.held_on.to_string())
        .bind(&meeting.hours)
        .bind(&meeting.place)
        .bind(&meeting.agenda)
        .bind(meeting.round.as_ref().map(RoundId::as_str))
        .bind(meeting.invited.join("\n"))
        .bind(meeting.present.join("\n"))
        .bind(meeting.reporters.join("\n"))
        .bind(created_at)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Changes everything but the state.
pub async fn update(tx: &mut Tx, meeting: &Meeting) -> Result<(), StoreError> {
    let sql = "UPDATE meeting SET title = $2, held_on = $3, hours = $4, place = $5, agenda = $6, round_id = $7, \
               invited = $8, present = $9, reporters = $10 WHERE id = $1";
    sqlx::query(sql)
        .bind(meeting.id.as_str())
        .bind(&meeting.title)
        .bind(meeting.held_on.to_string())
        .bind(&meeting.hours)
        .bind(&meeting.place)
        .bind(&meeting.agenda)
        .bind(meeting.round.as_ref().map(RoundId::as_str))
        .bind(meeting.invited.join("\n"))
        .bind(meeting.present.join("\n"))
        .bind(meeting.reporters.join("\n"))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Nothing of it changes any more. Milliseconds UTC.
pub async fn conclude(tx: &mut Tx, id: &MeetingId, at: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE meeting SET concluded_at = $2 WHERE id = $1")
        .bind(id.as_str())
        .bind(at)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// The status reports of a meeting, by name.
pub async fn reports(conn: &mut Conn, meeting: &MeetingId) -> Result<Vec<StatusReport>, StoreError> {
    let sql = "SELECT reporter, moved, stuck, needed, written_by, written_at FROM status_report \
               WHERE meeting_id = $1 ORDER BY reporter";
    let rows: Vec<(String, String, String, String, String, i64)> =
        sqlx::query_as(sql).bind(meeting.as_str()).fetch_all(conn.sql()).await?;
    let report =
        |(reporter, moved, stuck, needed, written_by, at): (String, String, String, String, String, i64)| {
            let written_at = Timestamp::from_millisecond(at)
                .map_err(|_| StoreError::impossible("status_report", "written_at", meeting.as_str()))?;
            Ok(StatusReport { reporter, moved, stuck, needed, written_by, written_at })
        };
    rows.into_iter().map(report).collect()
}

/// Writes a status report in the place of the one before.
pub async fn write_report(tx: &mut Tx, meeting: &MeetingId, report: &StatusReport) -> Result<(), StoreError> {
    let sql = "INSERT INTO status_report (meeting_id, reporter, moved, stuck, needed, written_by, written_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (meeting_id, reporter) DO UPDATE SET \
               moved = excluded.moved, stuck = excluded.stuck, needed = excluded.needed, \
               written_by = excluded.written_by, written_at = excluded.written_at";
    sqlx::query(sql)
        .bind(meeting.as_str())
        .bind(&report.reporter)
        .bind(&report.moved)
        .bind(&report.stuck)
        .bind(&report.needed)
        .bind(&report.written_by)
        .bind(report.written_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}
