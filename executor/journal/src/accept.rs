//! Storing a run.

use crate::append::write_log;
use crate::commit::Refusal;
use crate::dialect::{Tx, int, json};
use crate::rows::{RUN_COLUMNS, get, lineage_word, run_row, status_word};
use crate::{directory, retention};
use chrono::{DateTime, Utc};
use executor_runtime::api::{NewRun, RunRow, RunStatus};
use executor_runtime::journal::{Accepted, First, JournalError, Rest};
use uuid::Uuid;

pub(crate) async fn accept(
    tx: &Tx,
    run: &NewRun,
    at: DateTime<Utc>,
    first: Option<&First>,
) -> Result<Accepted, Refusal> {
    let known = format!("SELECT {RUN_COLUMNS} FROM runs WHERE tenant_id = $1 AND id = $2");
    if let Some(row) = tx.one(&known, vec![run.tenant.into(), run.id.into()]).await? {
        return Ok(Accepted { row: run_row(&row)?, fresh: false, begun: false });
    }
    let (position, status) = match run.conversation {
        Some(conversation) => take_place(tx, run, conversation).await?,
        None => (0, RunStatus::Running),
    };
    let before = run.conversation.and_then(|_| u64::try_from(position - 1).ok());
    let mut row = RunRow::accepted(run, status, at);
    let mut rest = if status == RunStatus::Queued { Rest::Parked(None) } else { Rest::Active };
    let first = first.filter(|first| status != RunStatus::Queued && first.place == before).map(|f| &f.batch);
    if let Some(batch) = first {
        if batch.after != 0 || (run.conversation.is_some() && batch.rest == Rest::Ended) {
            return Err(JournalError::Corrupt("a run was accepted with another one's turn".into()).into());
        }
        row.status = batch.status;
        row.waiting.clone_from(&batch.waiting);
        row.output.clone_from(&batch.output);
        row.error.clone_from(&batch.error);
        row.usage = batch.usage.clone();
        row.last_seq = batch.last_seq();
        row.ended_at = (batch.rest == Rest::Ended).then_some(batch.at);
        rest = batch.rest;
    }
    insert(tx, run, &row, position).await?;
    if let Some(batch) = first {
        write_log(tx, batch).await?;
        if batch.rest == Rest::Ended {
            retention::ended(tx, batch.tenant, batch.run, batch.at).await?;
        }
    }
    let subscribed = first.is_some_and(|batch| !batch.subscribes.is_empty());
    directory::enter(tx, &row, rest, subscribed).await?;
    Ok(Accepted { row, fresh: true, begun: first.is_some() })
}

/// The run's place in its conversation, and whether its turn is now. Locks the conversation's row,
/// so that of two runs accepted at once one is first.
async fn take_place(tx: &Tx, run: &NewRun, conversation: Uuid) -> Result<(i64, RunStatus), Refusal> {
    let sql = "INSERT INTO run_conversations (tenant_id, conversation_id, position, active_run, channels)
               VALUES ($1, $2, 1, $3, '{}')
               ON CONFLICT (tenant_id, conversation_id) DO UPDATE
               SET position = run_conversations.position + 1,
                   active_run = COALESCE(run_conversations.active_run, excluded.active_run)
               RETURNING position, active_run";
    let row = tx.one(sql, vec![run.tenant.into(), conversation.into(), run.id.into()]).await?;
    let row = row.ok_or_else(|| JournalError::Corrupt("a conversation gave no place".into()))?;
    let active: Option<Uuid> = get(&row, "active_run")?;
    let status = if active == Some(run.id) { RunStatus::Running } else { RunStatus::Queued };
    Ok((get(&row, "position")?, status))
}

async fn insert(tx: &Tx, run: &NewRun, row: &RunRow, position: i64) -> Result<(), Refusal> {
    let sql = "INSERT INTO runs (tenant_id, id, flow, version, conversation_id, position, status, waiting, input,
                   context, output, error, used, principal, correlation_id, test, last_seq, created_at, updated_at,
                   ended_at, parent_run, lineage, key_root, origin)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                   $21, $22, $23, $24)";
    let values = vec![
        row.tenant.into(),
        row.id.into(),
        row.flow.clone().into(),
        row.version.clone().into(),
        row.conversation.into(),
        position.into(),
        status_word(row.status).into(),
        row.waiting.as_ref().map(json).into(),
        json(&row.input).into(),
        json(&run.context).into(),
        row.output.as_ref().map(json).into(),
        row.error.as_ref().map(json).into(),
        json(&row.usage).into(),
        json(&row.principal).into(),
        row.correlation_id.clone().into(),
        row.test.into(),
        int(row.last_seq),
        row.created_at.timestamp_millis().into(),
        row.updated_at.timestamp_millis().into(),
        row.ended_at.map(|at| at.timestamp_millis()).into(),
        row.parent_run.into(),
        row.lineage.map(lineage_word).into(),
        row.key_root.into(),
        row.origin.as_ref().map(json).into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}
