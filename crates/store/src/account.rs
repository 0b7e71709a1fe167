//! Accounts, their password hashes, second factors, recovery codes and invitations.

use tenken_domain::account::{Account, AccountState, PasswordProfile, Role};
use tenken_domain::id::{AccountId, DepartmentId, FacilityId, SystemId};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, String, Option<String>, Option<String>, String);
const COLUMNS: &str =
    "SELECT id, facility_id, login_name, display_name, role, department_id, system_id, state FROM account";

/// What logging in needs to know; nothing of it is readable without the keys outside the database.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Argon2id, PHC string; `None` before the owner has chosen a password.
    pub password_hash: Option<String>,
    pub profile: Option<PasswordProfile>,
    /// The TOTP secret, sealed.
    pub totp_sealed: Option<String>,
    /// The last time step that was used, so that no code works twice.
    pub totp_last_step: Option<i64>,
    /// SHA-256 of the code an administrator handed over.
    pub invitation_hash: Option<String>,
    /// Milliseconds UTC.
    pub invitation_until: Option<i64>,
}

/// An account as the list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub account: Account,
    /// Milliseconds UTC.
    pub last_login_at: Option<i64>,
    pub profile: Option<PasswordProfile>,
    pub has_second_factor: bool,
}

/// All accounts of a hospital.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Listed>, StoreError> {
    let sql = "SELECT id, facility_id, login_name, display_name, role, department_id, system_id, state, last_login_at, \
               password_profile, totp_sealed FROM account WHERE facility_id = $1 ORDER BY login_name";
    type Wide = (
        String,
        String,
        String,
        String,
        String,
        Option<String>,
        Option<String>,
        String,
        Option<i64>,
        Option<String>,
        Option<String>,
    );
    let rows: Vec<Wide> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let listed = |(a, b, c, d, e, f, g, h, last_login_at, profile, totp): Wide| {
        let profile = profile_from(&a, profile)?;
        let account = from_row((a, b, c, d, e, f, g, h))?;
        Ok(Listed { account, last_login_at, profile, has_second_factor: totp.is_some() })
    };
    rows.into_iter().map(listed).collect()
}

/// The account with this id.
pub async fn find(conn: &mut Conn, id: &AccountId) -> Result<Option<Account>, StoreError> {
    let sql = crate::db::own_sql(format!("{COLUMNS} WHERE id = $1"));
    let row: Option<Row> = sqlx::query_as(sql).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The account with this login name.
pub async fn find_by_login(conn: &mut Conn, login_name: &str) -> Result<Option<Account>, StoreError> {
    let sql = crate::db::own_sql(format!("{COLUMNS} WHERE login_name = $1"));
    let row: Option<Row> = sqlx::query_as(sql).bind(login_name).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// What logging in as this account needs.
pub async fn credentials(conn: &mut Conn, id: &AccountId) -> Result<Option<Credentials>, StoreError> {
    type Secret = (Option<String>, Option<String>, Option<String>, Option<i64>, Option<String>, Option<i64>);
    let sql = "SELECT password_hash, password_profile, totp_sealed, totp_last_step, invitation_hash, \
               invitation_until FROM account WHERE id = $1";
    let row: Option<Secret> = sqlx::query_as(sql).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    let secret =
        |(password_hash, profile, totp_sealed, totp_last_step, invitation_hash, invitation_until)| {
            let profile = profile_from(id.as_str(), profile)?;
            Ok(Credentials {
                password_hash,
                profile,
                totp_sealed,
                totp_last_step,
                invitation_hash,
                invitation_until,
            })
        };
    row.map(secret).transpose()
}

/// Whether this account's password is good enough only with a second factor, and there is none yet.
pub async fn lacks_second_factor(conn: &mut Conn, id: &AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM account WHERE id = $1 AND password_profile = $2 AND totp_sealed IS NULL";
    let profile = PasswordProfile::WithSecondFactor.code();
    let count: i64 = sqlx::query_scalar(sql).bind(id.as_str()).bind(profile).fetch_one(conn.sql()).await?;
    Ok(count == 1)
}

/// Stores a new account without any way to log in yet. `now` is milliseconds UTC.
pub async fn insert(tx: &mut Tx, account: &Account, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO account (id, facility_id, login_name, display_name, role, department_id, system_id, \
               state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(account.id.as_str())
        .bind(account.facility.as_str())
        .bind(&account.login_name)
        .bind(&account.display_name)
        .bind(account.role.code())
        .bind(account.role.department().map(DepartmentId::as_str))
        .bind(account.role.system().map(SystemId::as_str))
        .bind(account.state.code())
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Changes name, role and state.
pub async fn update(tx: &mut Tx, account: &Account) -> Result<(), StoreError> {
    let sql = "UPDATE account SET display_name = $2, role = $3, department_id = $4, system_id = $5, \
               state = $6 WHERE id = $1";
    sqlx::query(sql)
        .bind(account.id.as_str())
        .bind(&account.display_name)
        .bind(account.role.code())
        .bind(account.role.department().map(DepartmentId::as_str))
        .bind(account.role.system().map(SystemId::as_str))
        .bind(account.state.code())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Stores a password hash under its profile and uses up the invitation.
pub async fn set_password(
    tx: &mut Tx,
    id: &AccountId,
    hash: &str,
    profile: PasswordProfile,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET password_hash = $2, password_profile = $3, invitation_hash = NULL, \
               invitation_until = NULL WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(hash).bind(profile.code()).execute(tx.sql()).await?;
    Ok(())
}

/// Stores a sealed TOTP secret, or takes the second factor away.
pub async fn set_totp(tx: &mut Tx, id: &AccountId, sealed: Option<&str>) -> Result<(), StoreError> {
    let sql = "UPDATE account SET totp_sealed = $2, totp_last_step = NULL WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(sealed).execute(tx.sql()).await?;
    Ok(())
}

/// Uses up a time step. `false`: it, or a later one, had been used before.
pub async fn use_totp_step(tx: &mut Tx, id: &AccountId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $3)";
    let done = sqlx::query(sql).bind(id.as_str()).bind(step).bind(step).execute(tx.sql()).await?;
    Ok(done.rows_affected() == 1)
}

/// Stores the hash of a one-time code; the password and second factor of before no longer work.
pub async fn invite(tx: &mut Tx, id: &AccountId, code_hash: &str, until: i64) -> Result<(), StoreError> {
    let sql = "UPDATE account SET invitation_hash = $2, invitation_until = $3, password_hash = NULL, \
               password_profile = NULL, totp_sealed = NULL, totp_last_step = NULL WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(code_hash).bind(until).execute(tx.sql()).await?;
    replace_recovery_codes(tx, id, &[]).await
}

/// Notes a login.
pub async fn logged_in(tx: &mut Tx, id: &AccountId, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE account SET last_login_at = $2 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(now).execute(tx.sql()).await?;
    Ok(())
}

/// Replaces all recovery codes by those with these hashes.
pub async fn replace_recovery_codes(
    tx: &mut Tx,
    id: &AccountId,
    hashes: &[String],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM recovery_code WHERE account_id = $1")
        .bind(id.as_str())
        .execute(tx.sql())
        .await?;
    for hash in hashes {
        let sql = "INSERT INTO recovery_code VALUES ($1, $2)";
        sqlx::query(sql).bind(hash).bind(id.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

/// Uses up a recovery code. `false`: there is none with this hash.
pub async fn use_recovery_code(tx: &mut Tx, id: &AccountId, hash: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2";
    let done = sqlx::query(sql).bind(id.as_str()).bind(hash).execute(tx.sql()).await?;
    Ok(done.rows_affected() == 1)
}

/// How many recovery codes are left.
pub async fn recovery_codes_left(conn: &mut Conn, id: &AccountId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM recovery_code WHERE account_id = $1";
    let left: i64 = sqlx::query_scalar(sql).bind(id.as_str()).fetch_one(conn.sql()).await?;
    count("recovery_code", "COUNT(*)", id.as_str(), left)
}

/// How many administrators can log in; the last one cannot be stopped.
pub async fn active_administrators(conn: &mut Conn, facility: &FacilityId) -> Result<u64, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM account WHERE facility_id = $1 AND role = 'administrator' AND state = 'active'";
    let active: i64 = sqlx::query_scalar(sql).bind(facility.as_str()).fetch_one(conn.sql()).await?;
    count("account", "COUNT(*)", facility.as_str(), active)
}

/// No profile before a password has been chosen; a code that is none is an impossible row.
fn profile_from(id: &str, code: Option<String>) -> Result<Option<PasswordProfile>, StoreError> {
    let known = |code: String| {
        PasswordProfile::from_code(&code)
            .ok_or_else(|| StoreError::impossible("account", "password_profile", id))
    };
    code.map(known).transpose()
}

fn from_row(
    (id, facility, login_name, display_name, role, department, system, state): Row,
) -> Result<Account, StoreError> {
    let impossible = |column| StoreError::impossible("account", column, &id);
    Ok(Account {
        role: Role::from_parts(&role, department.map(DepartmentId::new), system.map(SystemId::new))
            .ok_or_else(|| impossible("role"))?,
        state: AccountState::from_code(&state).ok_or_else(|| impossible("state"))?,
        id: AccountId::new(id),
        facility: FacilityId::new(facility),
        login_name,
        display_name,
    })
}
