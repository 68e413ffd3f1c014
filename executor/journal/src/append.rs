//! Moving a run along.

use crate::commit::Refusal;
use crate::dialect::{Tx, int, json};
use crate::directory;
use crate::rows::{get, status_word};
use crate::{retention, subscriptions};
use executor_runtime::journal::{Appended, Batch, JournalError, Leave, Rest, RunRef};
use sea_orm::DbErr;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use uuid::Uuid;

/// Rows in one statement: nine parameters each, and SQLite takes 32,766.
const ROWS: usize = 1_000;

pub(crate) async fn append(tx: &Tx, batch: &Batch) -> Result<Appended, Refusal> {
    let sql = "UPDATE runs SET status = $4, waiting = $5, output = $6, error = $7, used = $8, last_seq = $9,
                   updated_at = $10, ended_at = $11, version = COALESCE($12, version)
               WHERE tenant_id = $1 AND id = $2 AND last_seq = $3 AND ended_at IS NULL";
    let ended = (batch.rest == Rest::Ended).then(|| batch.at.timestamp_millis());
    let values = vec![
        batch.tenant.into(),
        batch.run.into(),
        int(batch.after),
        status_word(batch.status).into(),
        batch.waiting.as_ref().map(json).into(),
        batch.output.as_ref().map(json).into(),
        batch.error.as_ref().map(json).into(),
        json(&batch.usage).into(),
        int(batch.last_seq()),
        batch.at.timestamp_millis().into(),
        ended.into(),
        batch.version.clone().into(),
    ];
    if tx.execute(sql, values).await? == 0 {
        let sql = "SELECT id FROM runs WHERE tenant_id = $1 AND id = $2";
        let known = tx.one(sql, vec![batch.tenant.into(), batch.run.into()]).await?;
        return Err(if known.is_some() { JournalError::Fenced } else { JournalError::NoSuchRun }.into());
    }
    write_log(tx, batch).await?;
    for signal in &batch.consumed {
        let sql = "UPDATE run_signals SET consumed = TRUE WHERE tenant_id = $1 AND run_id = $2 AND id = $3";
        tx.execute(sql, vec![batch.tenant.into(), batch.run.into(), (*signal).into()]).await?;
    }
    let subscribed = directory::rest(tx, batch).await?;
    if batch.rest == Rest::Ended {
        retention::ended(tx, batch.tenant, batch.run, batch.at).await?;
        if subscribed {
            subscriptions::drop_all(tx, batch.tenant, batch.run).await?;
        }
    }
    let next = match &batch.leaves {
        Some(leave) => leave_conversation(tx, batch, leave).await?,
        None => None,
    };
    Ok(Appended { next })
}

/// What a batch adds beside the run's row.
pub(crate) async fn write_log(tx: &Tx, batch: &Batch) -> Result<(), DbErr> {
    insert_records(tx, batch).await?;
    if let Some(state) = &batch.snapshot {
        let sql = "INSERT INTO run_snapshots (tenant_id, run_id, seq, state) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (run_id) DO UPDATE SET seq = excluded.seq, state = excluded.state";
        let values = vec![batch.tenant.into(), batch.run.into(), int(batch.last_seq()), state.clone().into()];
        tx.execute(sql, values).await?;
    }
    subscriptions::change(tx, batch).await
}

async fn insert_records(tx: &Tx, batch: &Batch) -> Result<(), DbErr> {
    for records in batch.records.chunks(ROWS) {
        let mut sql = String::from(
            "INSERT INTO run_events (tenant_id, run_id, seq, at, kind, node, iteration, payload, fact) VALUES ",
        );
        let mut values = Vec::with_capacity(records.len() * 9);
        for (at, record) in records.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            let n = at * 9;
            // Writing into a String cannot fail.
            let _ = write!(
                sql,
                "{comma}(${}, ${}, ${}, ${}, ${}, ${}, ${}, ${}, ${})",
                n + 1,
                n + 2,
                n + 3,
                n + 4,
                n + 5,
                n + 6,
                n + 7,
                n + 8,
                n + 9
            );
            let event = &record.event;
            values.extend([
                batch.tenant.into(),
                batch.run.into(),
                int(event.seq),
                event.at.timestamp_millis().into(),
                event.kind.clone().into(),
                event.node.clone().into(),
                i64::from(event.iteration).into(),
                json(&event.payload).into(),
                record.fact.clone().into(),
            ]);
        }
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// Hands the conversation on: its channels, and the turn if this run had it.
async fn leave_conversation(tx: &Tx, batch: &Batch, leave: &Leave) -> Result<Option<RunRef>, Refusal> {
    // The update locks the row, so that a run accepted at the same time sees one state or the other.
    let sql = "UPDATE run_conversations SET position = position WHERE tenant_id = $1 AND conversation_id = $2
               RETURNING active_run, channels";
    let who = || vec![batch.tenant.into(), leave.conversation.into()];
    let Some(row) = tx.one(sql, who()).await? else { return Ok(None) };
    if let Some(changed) = leave.channels.as_ref().filter(|changed| !changed.is_empty()) {
        let mut channels: Map<String, Value> = crate::rows::json(&row, "channels")?;
        channels.extend(changed.clone());
        let sql = "UPDATE run_conversations SET channels = $3 WHERE tenant_id = $1 AND conversation_id = $2";
        let mut values = who();
        values.push(json(&channels).into());
        tx.execute(sql, values).await?;
    }
    if get::<Option<Uuid>>(&row, "active_run")? != Some(batch.run) {
        return Ok(None);
    }
    let sql = "SELECT id FROM runs WHERE tenant_id = $1 AND conversation_id = $2 AND status = 'queued'
               ORDER BY position LIMIT 1";
    let next: Option<Uuid> = tx.one(sql, who()).await?.map(|row| get(&row, "id")).transpose()?;
    let sql = "UPDATE run_conversations SET active_run = $3 WHERE tenant_id = $1 AND conversation_id = $2";
    let mut values = who();
    values.push(next.into());
    tx.execute(sql, values).await?;
    let Some(next) = next else { return Ok(None) };
    let sql = "UPDATE runs SET status = 'running' WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, vec![batch.tenant.into(), next.into()]).await?;
    directory::activate(tx, next).await?;
    Ok(Some(RunRef { tenant: batch.tenant, run: next }))
}
