//! What leaves the system: reports, forms and backups. Nothing is changed by it, and all of it is recorded.

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::permission::{Object, Right};
use tenken_store::Tx;

use super::{Doing, Failure, Never};

/// Records that a report about an object was downloaded. The right to see the object was decided before.
pub async fn record_report(
    tx: &mut Tx,
    doing: &Doing,
    target: Target,
    file: String,
) -> Result<(), Failure<Never>> {
    doing.record(tx, (AuditEvent::ReportExported, target), file).await?;
    Ok(())
}

/// Records that somebody took the own new recovery codes along as a file.
pub async fn record_recovery_codes(tx: &mut Tx, doing: &Doing) -> Result<(), Failure<Never>> {
    let target = Target::new("account", &doing.principal.account);
    doing.record(tx, (AuditEvent::RecoveryCodesPrinted, target), "PDF").await?;
    Ok(())
}

/// Records that a blank form was downloaded.
pub async fn record_form(tx: &mut Tx, doing: &Doing, file: String) -> Result<(), Failure<Never>> {
    doing.may(Right::ReadForms, Object::Facility(doing.facility()))?;
    doing.record(tx, (AuditEvent::FormExported, Target::new("facility", doing.facility())), file).await?;
    Ok(())
}

/// Records that a backup was made.
pub async fn record_backup(tx: &mut Tx, doing: &Doing, file: String) -> Result<(), Failure<Never>> {
    doing.may(Right::MakeBackup, Object::Facility(doing.facility()))?;
    doing.record(tx, (AuditEvent::BackupMade, Target::new("facility", doing.facility())), file).await?;
    Ok(())
}
