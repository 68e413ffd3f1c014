//! Storing what somebody sent to a run.

use crate::commit::Refusal;
use crate::dialect::{Tx, json};
use crate::directory;
use crate::rows::get;
use chrono::{DateTime, Utc};
use executor_runtime::api::Signal;
use executor_runtime::journal::SignalStored;
use uuid::Uuid;

pub(crate) async fn store(
    tx: &Tx,
    tenant: Uuid,
    run: Uuid,
    signal: &Signal,
    answer: bool,
    at: DateTime<Utc>,
) -> Result<SignalStored, Refusal> {
    let sql = "SELECT status, ended_at FROM runs WHERE tenant_id = $1 AND id = $2";
    let Some(row) = tx.one(sql, vec![tenant.into(), run.into()]).await? else {
        return Ok(SignalStored::NoSuchRun);
    };
    let sql = "SELECT id FROM run_signals WHERE tenant_id = $1 AND run_id = $2 AND id = $3";
    if tx.one(sql, vec![tenant.into(), run.into(), signal.id.into()]).await?.is_some() {
        return Ok(SignalStored::Known);
    }
    if get::<Option<i64>>(&row, "ended_at")?.is_some() {
        return Ok(SignalStored::Ended);
    }
    if answer && get::<String>(&row, "status")? != "waiting" {
        return Ok(SignalStored::NotWaiting);
    }
    // A run that has not ended is always in the directory; one that ends this moment is not.
    let Some(ordinal) = directory::signalled(tx, run).await? else { return Ok(SignalStored::Ended) };
    let sql = "INSERT INTO run_signals (tenant_id, run_id, id, ordinal, at, name, node, payload, principal, consumed)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE)";
    let values = vec![
        tenant.into(),
        run.into(),
        signal.id.into(),
        ordinal.into(),
        at.timestamp_millis().into(),
        signal.name.clone().into(),
        signal.node.clone().into(),
        json(&signal.payload).into(),
        json(&signal.principal).into(),
    ];
    tx.execute(sql, values).await?;
    Ok(SignalStored::Fresh)
}
