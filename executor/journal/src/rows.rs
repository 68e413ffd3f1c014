//! Rows on their way out.

use chrono::{DateTime, Utc};
use executor_runtime::api::{Lineage, RunEvent, RunRow, RunStatus};
use executor_runtime::journal::JournalError;
use sea_orm::{QueryResult, TryGetable};
use serde::de::DeserializeOwned;

/// The columns that [`run_row`] reads.
pub(crate) const RUN_COLUMNS: &str = "tenant_id, id, flow, version, conversation_id, status, waiting, input, output, \
     error, used, principal, correlation_id, test, last_seq, created_at, updated_at, ended_at, \
     parent_run, lineage, key_root, origin, archived_at";

pub(crate) fn run_row(row: &QueryResult) -> Result<RunRow, JournalError> {
    Ok(RunRow {
        id: get(row, "id")?,
        tenant: get(row, "tenant_id")?,
        flow: get(row, "flow")?,
        version: get(row, "version")?,
        conversation: get(row, "conversation_id")?,
        status: status_of(&get::<String>(row, "status")?)?,
        waiting: json_or_null(row, "waiting")?,
        input: json(row, "input")?,
        output: json_or_null(row, "output")?,
        error: json_or_null(row, "error")?,
        usage: json(row, "used")?,
        principal: json(row, "principal")?,
        correlation_id: get(row, "correlation_id")?,
        test: get(row, "test")?,
        parent_run: get(row, "parent_run")?,
        lineage: get::<Option<String>>(row, "lineage")?.map(|word| lineage_of(&word)).transpose()?,
        key_root: get(row, "key_root")?,
        origin: json_or_null(row, "origin")?,
        last_seq: number(row, "last_seq")?,
        created_at: moment(get(row, "created_at")?)?,
        updated_at: moment(get(row, "updated_at")?)?,
        ended_at: get::<Option<i64>>(row, "ended_at")?.map(moment).transpose()?,
        archived: get::<Option<i64>>(row, "archived_at")?.is_some(),
    })
}

pub(crate) fn run_event(row: &QueryResult) -> Result<RunEvent, JournalError> {
    Ok(RunEvent {
        seq: number(row, "seq")?,
        part: None,
        at: moment(get(row, "at")?)?,
        kind: get(row, "kind")?,
        node: get(row, "node")?,
        iteration: u32::try_from(get::<i64>(row, "iteration")?)
            .map_err(|error| corrupt("iteration", error))?,
        payload: json(row, "payload")?,
    })
}

pub(crate) fn status_word(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Queued => "queued",
        RunStatus::Running => "running",
        RunStatus::Waiting => "waiting",
        RunStatus::Completed => "completed",
        RunStatus::Failed => "failed",
        RunStatus::Cancelled => "cancelled",
    }
}

fn status_of(word: &str) -> Result<RunStatus, JournalError> {
    Ok(match word {
        "queued" => RunStatus::Queued,
        "running" => RunStatus::Running,
        "waiting" => RunStatus::Waiting,
        "completed" => RunStatus::Completed,
        "failed" => RunStatus::Failed,
        "cancelled" => RunStatus::Cancelled,
        other => return Err(corrupt("status", format!("‘{other}’"))),
    })
}

pub(crate) fn lineage_word(lineage: Lineage) -> &'static str {
    match lineage {
        Lineage::Fork => "fork",
        Lineage::Retry => "retry",
    }
}

fn lineage_of(word: &str) -> Result<Lineage, JournalError> {
    match word {
        "fork" => Ok(Lineage::Fork),
        "retry" => Ok(Lineage::Retry),
        other => Err(corrupt("lineage", format!("‘{other}’"))),
    }
}

pub(crate) fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T, JournalError> {
    row.try_get("", column).map_err(|error| corrupt(column, error))
}

pub(crate) fn number(row: &QueryResult, column: &str) -> Result<u64, JournalError> {
    u64::try_from(get::<i64>(row, column)?).map_err(|error| corrupt(column, error))
}

pub(crate) fn json<T: DeserializeOwned>(row: &QueryResult, column: &str) -> Result<T, JournalError> {
    serde_json::from_str(&get::<String>(row, column)?).map_err(|error| corrupt(column, error))
}

fn json_or_null<T: DeserializeOwned>(row: &QueryResult, column: &str) -> Result<Option<T>, JournalError> {
    let text: Option<String> = get(row, column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| corrupt(column, error))).transpose()
}

pub(crate) fn moment(millis: i64) -> Result<DateTime<Utc>, JournalError> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| corrupt("time", millis))
}

fn corrupt(column: &str, why: impl std::fmt::Display) -> JournalError {
    JournalError::Corrupt(format!("column {column}: {why}"))
}
