//! Which runs have work, over all tenants. A run is in here from its acceptance until its last event
//! was observed.

use crate::commit::Refusal;
use crate::dialect::{Tx, int};
use crate::leases;
use crate::rows::get;
use chrono::{DateTime, Utc};
use executor_runtime::api::{RunRow, RunStatus};
use executor_runtime::journal::{Batch, Rest, RunRef};
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

fn words(rest: Rest) -> (&'static str, Option<i64>) {
    match rest {
        Rest::Active => ("active", None),
        Rest::Parked(due) => ("parked", due.map(|due| due.timestamp_millis())),
        Rest::Ended => ("ended", None),
    }
}

/// A run that was accepted. Unless it is queued it belongs to the process that accepts it.
pub(crate) async fn enter(tx: &Tx, row: &RunRow, rest: Rest, subscribed: bool) -> Result<(), DbErr> {
    let sql = "INSERT INTO run_directory (run_id, tenant_id, state, due_at, signals, last_seq, observed_seq, subscribed,
                   lease_owner)
               VALUES ($1, $2, $3, $4, 0, $5, 0, $6, $7)";
    let (state, due) = words(rest);
    let values = vec![
        row.id.into(),
        row.tenant.into(),
        state.into(),
        due.into(),
        int(row.last_seq),
        subscribed.into(),
        tx.owner.filter(|_| row.status != RunStatus::Queued).into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// A run may only be parked if no signal came that its driver has not seen. It stays its driver's
/// until the last event was observed. Whether the run has ever subscribed to anything: most have
/// not, and need no cleaning up after them.
pub(crate) async fn rest(tx: &Tx, batch: &Batch) -> Result<bool, Refusal> {
    let sql = "UPDATE run_directory
               SET state = CASE WHEN $2 = 'parked' AND signals > $4 THEN 'active' ELSE $2 END,
                   due_at = $3, last_seq = $5, subscribed = (subscribed OR $6), signals_seen = $4, lease_owner = $7
               WHERE run_id = $1
               RETURNING subscribed";
    let (state, due) = words(batch.rest);
    let values = vec![
        batch.run.into(),
        state.into(),
        due.into(),
        int(batch.signals_seen),
        int(batch.last_seq()),
        (!batch.subscribes.is_empty()).into(),
        tx.owner.into(),
    ];
    let row = tx.one(sql, values).await?;
    Ok(row.map_or(Ok(false), |row| get(&row, "subscribed"))?)
}

pub(crate) async fn activate(tx: &Tx, run: Uuid) -> Result<(), DbErr> {
    let sql = "UPDATE run_directory SET state = 'active', due_at = NULL, lease_owner = $2 WHERE run_id = $1";
    tx.execute(sql, vec![run.into(), tx.owner.into()]).await?;
    Ok(())
}

/// Counts a signal and gives its number. The run becomes this process's, unless another one drives
/// it, which then hears of the signal when it looks.
pub(crate) async fn signalled(tx: &Tx, run: Uuid) -> Result<Option<i64>, Refusal> {
    let sql = format!(
        "UPDATE run_directory SET signals = signals + 1, state = 'active',
             lease_owner = CASE WHEN {} THEN lease_owner ELSE $2 END
         WHERE run_id = $1 RETURNING signals",
        leases::alive(tx.backend())
    );
    let row = tx.one(&sql, vec![run.into(), tx.owner.into()]).await?;
    Ok(row.map(|row| get(&row, "signals")).transpose()?)
}

pub(crate) async fn observed(tx: &Tx, run: Uuid, seq: u64) -> Result<(), DbErr> {
    let sql = "DELETE FROM run_directory WHERE run_id = $1 AND state = 'ended' AND last_seq <= $2";
    if tx.execute(sql, vec![run.into(), int(seq)]).await? == 0 {
        // Nothing is left to do for its driver; a run that was signalled meanwhile has something.
        let sql = "UPDATE run_directory
                   SET observed_seq = CASE WHEN observed_seq < $2 THEN $2 ELSE observed_seq END,
                       lease_owner = CASE WHEN state = 'parked' AND lease_owner = $3 THEN NULL ELSE lease_owner END
                   WHERE run_id = $1";
        tx.execute(sql, vec![run.into(), int(seq), tx.owner.into()]).await?;
    }
    Ok(())
}

pub(crate) async fn take_due(tx: &Tx, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, Refusal> {
    // The condition is there twice: of two processes that look at once, the second one finds the
    // rows that it waited for no longer due.
    let sql = "UPDATE run_directory SET state = 'active', due_at = NULL, lease_owner = $3
               WHERE run_id IN (SELECT run_id FROM run_directory WHERE due_at <= $1 ORDER BY due_at LIMIT $2)
                   AND due_at <= $1
               RETURNING run_id, tenant_id";
    let values = vec![now.timestamp_millis().into(), i64::from(limit).into(), tx.owner.into()];
    let rows = tx.all(sql, values).await?;
    Ok(rows.iter().map(run_ref).collect::<Result<_, _>>()?)
}

pub(crate) fn run_ref(row: &QueryResult) -> Result<RunRef, executor_runtime::journal::JournalError> {
    Ok(RunRef { tenant: get(row, "tenant_id")?, run: get(row, "run_id")? })
}
