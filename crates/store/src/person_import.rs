//! Imports of the personnel system's file, and what is needed to undo the last one.

use tenken_domain::id::{FacilityId, ImportId, PersonId};

use crate::count::count;
use crate::db::{own_sql, places};
use crate::{Conn, StoreError, Tx};

/// Rows in one statement.
const AT_ONCE: usize = 200;

/// Whether an import still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Done,
    Undone,
}

/// How many people an import touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    pub added: u64,
    pub changed: u64,
    pub moved: u64,
    pub left: u64,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    /// Milliseconds UTC.
    pub at: i64,
    pub by: String,
    pub file_name: String,
    pub state: State,
    pub touched: Touched,
}

/// Somebody before and after an import, as texts that the caller understands; empty for nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub person: PersonId,
    pub before: String,
    pub after: String,
}

/// A department or occupation that came with an import: `department` or `occupation`, and its id.
pub type BroughtGroup = (String, String);

impl State {
    const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
        }
    }
}

/// All imports of a hospital, the newest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Import>, StoreError> {
    type Row = (String, i64, String, String, String, i64, i64, i64, i64);
    let sql = "SELECT id, at, by_name, file_name, state, added, changed, moved, departed FROM person_import \
               WHERE facility_id = $1 ORDER BY at DESC, id DESC";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let import = |(id, at, by, file_name, state, added, changed, moved, left): Row| {
        let state = [State::Done, State::Undone].into_iter().find(|one| one.code() == state);
        let number = |column, stored| count("person_import", column, &id, stored);
        let touched = Touched {
            added: number("added", added)?,
            changed: number("changed", changed)?,
            moved: number("moved", moved)?,
            left: number("departed", left)?,
        };
        let state = state.ok_or_else(|| StoreError::impossible("person_import", "state", &id))?;
        Ok(Import { id: ImportId::new(id), at, by, file_name, state, touched })
    };
    rows.into_iter().map(import).collect()
}

/// Notes an import. Of those before only the fact remains: they cannot be undone any more.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    import: &Import,
    (lines, groups): (&[Line], &[BroughtGroup]),
) -> Result<(), StoreError> {
    forget_lines(tx, facility).await?;
    let Touched { added, changed, moved, left } = import.touched;
    let sql = "INSERT INTO person_import (id, facility_id, at, by_name, file_name, state, added, changed, moved, departed) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    sqlx::query(sql)
        .bind(import.id.as_str())
        .bind(facility.as_str())
        .bind(import.at)
        .bind(&import.by)
        .bind(&import.file_name)
        .bind(import.state.code())
        .bind(added.cast_signed())
        .bind(changed.cast_signed())
        .bind(moved.cast_signed())
        .bind(left.cast_signed())
        .execute(tx.sql())
        .await?;
    for some in lines.chunks(AT_ONCE) {
        let sql = format!(
            "INSERT INTO person_import_row (import_id, person_id, before, after) VALUES {}",
            places(some.len(), 4)
        );
        let mut query = sqlx::query(own_sql(sql));
        for line in some {
            query = query
                .bind(import.id.as_str())
                .bind(line.person.as_str())
                .bind(&line.before)
                .bind(&line.after);
        }
        query.execute(tx.sql()).await?;
    }
    for (axis, group) in groups {
        sqlx::query("INSERT INTO person_import_group (import_id, axis, group_id) VALUES ($1, $2, $3)")
            .bind(import.id.as_str())
            .bind(axis)
            .bind(group)
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

async fn forget_lines(tx: &mut Tx, facility: &FacilityId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM person_import_row WHERE import_id IN (SELECT id FROM person_import WHERE facility_id = $1)",
        "DELETE FROM person_import_group WHERE import_id IN (SELECT id FROM person_import WHERE facility_id = $1)",
    ] {
        sqlx::query(sql).bind(facility.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

/// Everybody whom an import touched, and the groups that came with it.
pub async fn lines(conn: &mut Conn, import: &ImportId) -> Result<(Vec<Line>, Vec<BroughtGroup>), StoreError> {
    let sql =
        "SELECT person_id, before, after FROM person_import_row WHERE import_id = $1 ORDER BY person_id";
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).bind(import.as_str()).fetch_all(conn.sql()).await?;
    let line = |(person, before, after): (String, String, String)| Line {
        person: PersonId::new(person),
        before,
        after,
    };
    let sql = "SELECT axis, group_id FROM person_import_group WHERE import_id = $1 ORDER BY group_id";
    let groups = sqlx::query_as(sql).bind(import.as_str()).fetch_all(conn.sql()).await?;
    Ok((rows.into_iter().map(line).collect(), groups))
}

/// Notes that an import does not hold any more, and forgets what it had changed.
pub async fn undone(tx: &mut Tx, facility: &FacilityId, import: &ImportId) -> Result<(), StoreError> {
    sqlx::query("UPDATE person_import SET state = $2 WHERE id = $1")
        .bind(import.as_str())
        .bind(State::Undone.code())
        .execute(tx.sql())
        .await?;
    forget_lines(tx, facility).await
}
