//! Which process drives which run, when several share a database. Time is the database's, so that
//! clocks that differ do no harm.

use crate::commit::Refusal;
use crate::dialect::Tx;
use crate::directory::run_ref;
use crate::rows::number;
use executor_runtime::journal::{JournalError, Renewed, RunRef};
use sea_orm::{DbBackend, DbErr};
use std::time::Duration;
use uuid::Uuid;

/// Runs that one look takes over from processes that died, and signals it tells of.
const PAGE: i64 = 5_000;
/// A process that has been silent for so long is forgotten, when no run is its.
const FORGOTTEN_AFTER_MS: i64 = 3_600_000;

/// A process, and how long it may be silent before its runs are anybody's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lease {
    pub owner: Uuid,
    pub lasts: Duration,
}

/// Milliseconds, as the database counts them.
fn now(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        // SQLite; no other engine is supported.
        _ => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    }
}

/// Condition: the run of this row of the directory belongs to a process that lives.
pub(crate) fn alive(backend: DbBackend) -> String {
    let now = now(backend);
    format!(
        "EXISTS (SELECT 1 FROM run_owners o WHERE o.owner = run_directory.lease_owner AND o.lease_until > {now})"
    )
}

/// Condition, with `AND` before it: this process may look after the run of this row, whose owner is
/// parameter `n`. Nothing without one: then there is no other process.
pub(crate) fn and_ours(owner: Option<Uuid>, n: usize) -> String {
    match owner {
        Some(_) => format!(" AND (lease_owner IS NULL OR lease_owner = ${n})"),
        None => String::new(),
    }
}

/// Whether the run is this process's now.
pub(crate) async fn claim(tx: &Tx, owner: Uuid, run: Uuid) -> Result<bool, DbErr> {
    let sql = format!(
        "UPDATE run_directory SET lease_owner = $2
         WHERE run_id = $1 AND (lease_owner IS NULL OR lease_owner = $2 OR NOT {})",
        alive(tx.backend())
    );
    Ok(tx.execute(&sql, vec![run.into(), owner.into()]).await? > 0)
}

pub(crate) async fn renew(tx: &Tx, lease: Lease) -> Result<Renewed, Refusal> {
    let now = now(tx.backend());
    let sql = format!(
        "INSERT INTO run_owners (owner, lease_until) VALUES ($1, {now} + $2)
         ON CONFLICT (owner) DO UPDATE SET lease_until = excluded.lease_until"
    );
    let lasts = i64::try_from(lease.lasts.as_millis()).unwrap_or(i64::MAX / 2);
    tx.execute(&sql, vec![lease.owner.into(), lasts.into()]).await?;
    // The condition is there twice: of two processes that see the same dead one, the second finds
    // the first one's name when the row is free.
    let dead = format!("lease_owner IS NOT NULL AND lease_owner <> $1 AND NOT {}", alive(tx.backend()));
    let sql = format!(
        "UPDATE run_directory SET lease_owner = $1
         WHERE run_id IN (SELECT run_id FROM run_directory WHERE {dead} LIMIT $2) AND {dead}"
    );
    let adopted = tx.execute(&sql, vec![lease.owner.into(), PAGE.into()]).await?;
    let sql = "SELECT run_id, tenant_id, signals FROM run_directory
               WHERE lease_owner = $1 AND signals > signals_seen LIMIT $2";
    let found = tx.all(sql, vec![lease.owner.into(), PAGE.into()]).await?;
    let signalled = found
        .iter()
        .map(|row| Ok((run_ref(row)?, number(row, "signals")?)))
        .collect::<Result<Vec<(RunRef, u64)>, JournalError>>()?;
    Ok(Renewed { adopted, signalled })
}

/// The process is going: whoever looks next takes its runs over.
pub(crate) async fn retire(tx: &Tx, owner: Uuid) -> Result<(), DbErr> {
    tx.execute("DELETE FROM run_owners WHERE owner = $1", vec![owner.into()]).await?;
    let sql = format!(
        "DELETE FROM run_owners WHERE lease_until < {} - $1
             AND NOT EXISTS (SELECT 1 FROM run_directory d WHERE d.lease_owner = run_owners.owner)",
        now(tx.backend())
    );
    tx.execute(&sql, vec![FORGOTTEN_AFTER_MS.into()]).await?;
    Ok(())
}
