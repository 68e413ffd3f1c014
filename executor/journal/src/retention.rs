//! Runs that have ended, and how they leave.

use crate::commit::Refusal;
use crate::dialect::{Tx, unavailable};
use crate::directory::run_ref;
use crate::rows::{get, moment};
use chrono::{DateTime, Utc};
use executor_runtime::journal::{EndedRun, JournalError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use uuid::Uuid;

/// Enters a run that has just ended.
pub(crate) async fn ended(tx: &Tx, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<(), DbErr> {
    let sql = "INSERT INTO run_retention (run_id, tenant_id, ended_at, archived) VALUES ($1, $2, $3, FALSE)";
    tx.execute(sql, vec![run.into(), tenant.into(), at.timestamp_millis().into()]).await?;
    Ok(())
}

pub(crate) async fn ended_before(
    db: &DatabaseConnection,
    before: DateTime<Utc>,
    archived: bool,
    after: Option<EndedRun>,
    limit: u32,
) -> Result<Vec<EndedRun>, JournalError> {
    // A run that is still in the directory has events that nobody has observed.
    let sql = "SELECT run_id, tenant_id, ended_at FROM run_retention
               WHERE archived = $1 AND ended_at < $2 AND (ended_at, run_id) > ($3, $4)
                   AND NOT EXISTS (SELECT 1 FROM run_directory d WHERE d.run_id = run_retention.run_id)
               ORDER BY ended_at, run_id LIMIT $5";
    let values = vec![
        archived.into(),
        before.timestamp_millis().into(),
        after.map_or(i64::MIN, |after| after.ended_at.timestamp_millis()).into(),
        after.map(|after| after.run.run).unwrap_or_default().into(),
        i64::from(limit).into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = db.query_all_raw(statement).await.map_err(unavailable)?;
    found
        .iter()
        .map(|row| Ok(EndedRun { run: run_ref(row)?, ended_at: moment(get(row, "ended_at")?)? }))
        .collect()
}

pub(crate) async fn archive(tx: &Tx, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<bool, Refusal> {
    let sql = "UPDATE runs SET archived_at = $3
               WHERE tenant_id = $1 AND id = $2 AND ended_at IS NOT NULL AND archived_at IS NULL";
    let values = vec![tenant.into(), run.into(), at.timestamp_millis().into()];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    drop_log(tx, tenant, run).await?;
    tx.execute("UPDATE run_retention SET archived = TRUE WHERE run_id = $1", vec![run.into()]).await?;
    Ok(true)
}

pub(crate) async fn forget(tx: &Tx, tenant: Uuid, run: Uuid) -> Result<bool, Refusal> {
    let sql = "DELETE FROM runs WHERE tenant_id = $1 AND id = $2 AND ended_at IS NOT NULL";
    if tx.execute(sql, vec![tenant.into(), run.into()]).await? == 0 {
        return Ok(false);
    }
    drop_log(tx, tenant, run).await?;
    tx.execute("DELETE FROM run_retention WHERE run_id = $1", vec![run.into()]).await?;
    tx.execute("DELETE FROM run_directory WHERE run_id = $1", vec![run.into()]).await?;
    Ok(true)
}

async fn drop_log(tx: &Tx, tenant: Uuid, run: Uuid) -> Result<(), DbErr> {
    for table in ["run_events", "run_signals", "run_snapshots"] {
        let sql = format!("DELETE FROM {table} WHERE tenant_id = $1 AND run_id = $2");
        tx.execute(&sql, vec![tenant.into(), run.into()]).await?;
    }
    Ok(())
}
