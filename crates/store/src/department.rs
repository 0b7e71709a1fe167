//! Departments and their headcounts.

use std::collections::BTreeMap;

use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, FacilityId, OccupationId};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// All departments of a hospital, siblings in their order.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Department>, StoreError> {
    let sql = "SELECT id, parent_id, name FROM department WHERE facility_id = $1 ORDER BY position, id";
    let rows: Vec<(String, Option<String>, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut headcounts = headcounts(conn, facility).await?;
    let department = |(id, parent, name): (String, Option<String>, String)| Department {
        headcount: headcounts.remove(&id).unwrap_or_default(),
        id: DepartmentId::new(id),
        parent: parent.map(DepartmentId::new),
        name,
    };
    Ok(rows.into_iter().map(department).collect())
}

async fn headcounts(
    conn: &mut Conn,
    facility: &FacilityId,
) -> Result<BTreeMap<String, BTreeMap<OccupationId, u64>>, StoreError> {
    let sql = "SELECT h.department_id, h.occupation_id, h.people FROM headcount h \
               JOIN department d ON d.id = h.department_id WHERE d.facility_id = $1";
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut headcounts: BTreeMap<String, BTreeMap<OccupationId, u64>> = BTreeMap::new();
    for (department, occupation, people) in rows {
        let people = count("headcount", "people", &department, people)?;
        headcounts.entry(department).or_default().insert(OccupationId::new(occupation), people);
    }
    Ok(headcounts)
}

/// Adds a department, with its headcount, after its siblings.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, department: &Department) -> Result<(), StoreError> {
    let sql = "INSERT INTO department SELECT $1, $2, $3, $4, COALESCE(MAX(position), 0) + 1 FROM department WHERE facility_id = $5";
    sqlx::query(sql)
        .bind(department.id.as_str())
        .bind(facility.as_str())
        .bind(department.parent.as_ref().map(DepartmentId::as_str))
        .bind(&department.name)
        .bind(facility.as_str())
        .execute(tx.sql())
        .await?;
    replace_headcount(tx, department).await
}

/// Changes name, place in the tree and headcount.
pub async fn update(tx: &mut Tx, department: &Department) -> Result<(), StoreError> {
    sqlx::query("UPDATE department SET parent_id = $2, name = $3 WHERE id = $1")
        .bind(department.id.as_str())
        .bind(department.parent.as_ref().map(DepartmentId::as_str))
        .bind(&department.name)
        .execute(tx.sql())
        .await?;
    replace_headcount(tx, department).await
}

/// Removes a department; those below it move up to its parent, accounts of its head lose their place first.
pub async fn delete(tx: &mut Tx, department: &Department) -> Result<(), StoreError> {
    sqlx::query("UPDATE department SET parent_id = $2 WHERE parent_id = $1")
        .bind(department.id.as_str())
        .bind(department.parent.as_ref().map(DepartmentId::as_str))
        .execute(tx.sql())
        .await?;
    for sql in [
        "DELETE FROM assignment WHERE assignee_kind = 'department' AND assignee_id = $1",
        "DELETE FROM headcount WHERE department_id = $1",
        "DELETE FROM department WHERE id = $1",
    ] {
        sqlx::query(sql).bind(department.id.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

async fn replace_headcount(tx: &mut Tx, department: &Department) -> Result<(), StoreError> {
    let sql = "DELETE FROM headcount WHERE department_id = $1";
    sqlx::query(sql).bind(department.id.as_str()).execute(tx.sql()).await?;
    for (occupation, people) in &department.headcount {
        sqlx::query("INSERT INTO headcount VALUES ($1, $2, $3)")
            .bind(department.id.as_str())
            .bind(occupation.as_str())
            .bind(people.cast_signed())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}
