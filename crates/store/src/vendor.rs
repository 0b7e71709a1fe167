//! Vendors, what they supply and whom to ask there.

use std::collections::BTreeMap;

use tenken_domain::id::{FacilityId, VendorId};
use tenken_domain::vendor::{Contact, Contract, Standing, System, SystemKind, Vendor};

use crate::{Conn, StoreError, Tx};

type Text = Option<String>;
type Row = (String, String, String, Text, Text, String, String, Text);

/// All vendors of a hospital by name, those set aside too.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Vendor>, StoreError> {
    let sql = "SELECT id, name, contract, contract_from, contract_until, contract_reason, note, set_aside_on \
               FROM vendor WHERE facility_id = $1 ORDER BY name, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let (mut systems, mut contacts) = (systems(conn, facility).await?, contacts(conn, facility).await?);
    rows.into_iter().map(|row| from_row(row, &mut systems, &mut contacts)).collect()
}

/// The vendor with this id, if it is this hospital's.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &VendorId,
) -> Result<Option<Vendor>, StoreError> {
    Ok(all(conn, facility).await?.into_iter().find(|one| one.id == *id))
}

type Of<T> = BTreeMap<String, Vec<T>>;

async fn systems(conn: &mut Conn, facility: &FacilityId) -> Result<Of<System>, StoreError> {
    let sql = "SELECT s.vendor_id, s.name, s.kind FROM vendor_system s JOIN vendor v ON v.id = s.vendor_id \
               WHERE v.facility_id = $1 ORDER BY s.vendor_id, s.position";
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut all: Of<System> = BTreeMap::new();
    for (vendor, name, kind) in rows {
        let known = SystemKind::from_code(&kind);
        let kind = known.ok_or_else(|| StoreError::impossible("vendor_system", "kind", &vendor))?;
        all.entry(vendor).or_default().push(System { name, kind });
    }
    Ok(all)
}

async fn contacts(conn: &mut Conn, facility: &FacilityId) -> Result<Of<Contact>, StoreError> {
    let sql = "SELECT c.vendor_id, c.name, c.telephone, c.fax, c.mail FROM vendor_contact c \
               JOIN vendor v ON v.id = c.vendor_id WHERE v.facility_id = $1 ORDER BY c.vendor_id, c.position";
    let rows: Vec<(String, String, String, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut all: Of<Contact> = BTreeMap::new();
    for (vendor, name, telephone, fax, mail) in rows {
        all.entry(vendor).or_default().push(Contact { name, telephone, fax, mail });
    }
    Ok(all)
}

fn from_row(row: Row, systems: &mut Of<System>, contacts: &mut Of<Contact>) -> Result<Vendor, StoreError> {
    let (id, name, contract, from, until, reason, note, set_aside_on) = row;
    let impossible = |column| StoreError::impossible("vendor", column, &id);
    let day = |column, text: Text| text.map(|day| day.parse().map_err(|_| impossible(column))).transpose();
    let contract = match contract.as_str() {
        "term" => Contract::Term { from: day("contract_from", from)?, until: day("contract_until", until)? },
        "none" => Contract::None { reason },
        _ => return Err(impossible("contract")),
    };
    let set_aside_on = day("set_aside_on", set_aside_on)?;
    Ok(Vendor {
        name,
        contacts: contacts.remove(&id).unwrap_or_default(),
        systems: systems.remove(&id).unwrap_or_default(),
        contract,
        note,
        standing: set_aside_on.map_or(Standing::Active, |on| Standing::SetAside { on }),
        id: VendorId::new(id),
    })
}

/// A contract's columns: its word, from, until, reason.
fn contract(contract: &Contract) -> (&'static str, Text, Text, &str) {
    match contract {
        Contract::Term { from, until } => {
            ("term", from.map(|day| day.to_string()), until.map(|day| day.to_string()), "")
        }
        Contract::None { reason } => ("none", None, None, reason),
    }
}

/// Adds a vendor. `created_at` in milliseconds UTC.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    vendor: &Vendor,
    created_at: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO vendor (id, facility_id, name, contract, contract_from, contract_until, contract_reason, \
               note, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let (word, from, until, reason) = contract(&vendor.contract);
    sqlx::query(sql)
        .bind(vendor.id.as_str())
        .bind(facility.as_str())
        .bind(&vendor.name)
        .bind(word)
        .bind(from)
        .bind(until)
        .bind(reason)
        .bind(&vendor.note)
        .bind(created_at)
        .execute(tx.sql())
        .await?;
    insert_parts(tx, vendor).await
}

/// Changes everything but the standing.
pub async fn update(tx: &mut Tx, vendor: &Vendor) -> Result<(), StoreError> {
    let sql = "UPDATE vendor SET name = $2, contract = $3, contract_from = $4, contract_until = $5, \
               contract_reason = $6, note = $7 WHERE id = $1";
    let (word, from, until, reason) = contract(&vendor.contract);
    sqlx::query(sql)
        .bind(vendor.id.as_str())
        .bind(&vendor.name)
        .bind(word)
        .bind(from)
        .bind(until)
        .bind(reason)
        .bind(&vendor.note)
        .execute(tx.sql())
        .await?;
    for sql in
        ["DELETE FROM vendor_system WHERE vendor_id = $1", "DELETE FROM vendor_contact WHERE vendor_id = $1"]
    {
        sqlx::query(sql).bind(vendor.id.as_str()).execute(tx.sql()).await?;
    }
    insert_parts(tx, vendor).await
}

async fn insert_parts(tx: &mut Tx, vendor: &Vendor) -> Result<(), StoreError> {
    let sql = "INSERT INTO vendor_system (vendor_id, position, name, kind) VALUES ($1, $2, $3, $4)";
    for (position, system) in (0_i64..).zip(&vendor.systems) {
        let query = sqlx::query(sql).bind(vendor.id.as_str()).bind(position);
        query.bind(&system.name).bind(system.kind.code()).execute(tx.sql()).await?;
    }
    let sql = "INSERT INTO vendor_contact (vendor_id, position, name, telephone, fax, mail) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    for (position, contact) in (0_i64..).zip(&vendor.contacts) {
        sqlx::query(sql)
            .bind(vendor.id.as_str())
            .bind(position)
            .bind(&contact.name)
            .bind(&contact.telephone)
            .bind(&contact.fax)
            .bind(&contact.mail)
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// Whether it is still asked.
pub async fn set_standing(tx: &mut Tx, id: &VendorId, standing: Standing) -> Result<(), StoreError> {
    let on = match standing {
        Standing::Active => None,
        Standing::SetAside { on } => Some(on.to_string()),
    };
    let sql = "UPDATE vendor SET set_aside_on = $2 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(on).execute(tx.sql()).await?;
    Ok(())
}
