//! The hospital's mail server. Without a row here nothing is ever sent.

use tenken_domain::id::FacilityId;
use tenken_domain::mail::{Address, MailServer, Security};

use crate::{Conn, StoreError, Tx};

/// The server with its password, sealed; empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub server: MailServer,
    pub password_sealed: String,
}

type Row = (String, i64, String, String, String, String, String, String);

/// The server an administrator set up, if there is one.
pub async fn find(conn: &mut Conn, facility: &FacilityId) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT host, port, security, sender, sender_name, login_name, password_sealed, own_certificates \
               FROM mail_setting WHERE facility_id = $1";
    let row: Option<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_optional(conn.sql()).await?;
    row.map(|row| from_row(facility, row)).transpose()
}

fn from_row(facility: &FacilityId, row: Row) -> Result<Stored, StoreError> {
    let (host, port, security, sender, sender_name, login_name, password_sealed, own_certificates) = row;
    let impossible = |column| StoreError::impossible("mail_setting", column, facility.as_str());
    let server = MailServer {
        host,
        port: u16::try_from(port).map_err(|_| impossible("port"))?,
        security: Security::from_code(&security).ok_or_else(|| impossible("security"))?,
        sender: Address::parse(&sender).ok_or_else(|| impossible("sender"))?,
        sender_name,
        login_name,
        own_certificates,
    };
    Ok(Stored { server, password_sealed })
}

/// Stores the server in place of the one before.
pub async fn replace(tx: &mut Tx, facility: &FacilityId, stored: &Stored) -> Result<(), StoreError> {
    delete(tx, facility).await?;
    let sql = "INSERT INTO mail_setting (facility_id, host, port, security, sender, sender_name, login_name, \
               password_sealed, own_certificates) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let server = &stored.server;
    sqlx::query(sql)
        .bind(facility.as_str())
        .bind(&server.host)
        .bind(i64::from(server.port))
        .bind(server.security.code())
        .bind(server.sender.as_str())
        .bind(&server.sender_name)
        .bind(&server.login_name)
        .bind(&stored.password_sealed)
        .bind(&server.own_certificates)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Forgets the server.
pub async fn delete(tx: &mut Tx, facility: &FacilityId) -> Result<(), StoreError> {
    let sql = "DELETE FROM mail_setting WHERE facility_id = $1";
    sqlx::query(sql).bind(facility.as_str()).execute(tx.sql()).await?;
    Ok(())
}
