//! Questions. Each sees one tenant's rows, but for the three about the directory.

use crate::dialect::{Tx, int, unavailable};
use crate::directory::run_ref;
use crate::leases::and_ours;
use crate::rows::{RUN_COLUMNS, get, json, moment, number, run_event, run_row, status_word};
use chrono::{DateTime, Utc};
use executor_runtime::api::{RunEvent, RunFilter, RunRow, Signal};
use executor_runtime::journal::{HIDDEN, JournalError, Loaded, Pending, Place, Record, RunRef};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::sync::Arc;
use uuid::Uuid;

const MAX_PAGE: u64 = 200;

type Read<T> = Result<T, JournalError>;

pub(crate) async fn row(db: &DatabaseConnection, tenant: Uuid, run: Uuid) -> Read<Option<RunRow>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = format!("SELECT {RUN_COLUMNS} FROM runs WHERE tenant_id = $1 AND id = $2");
    let row = tx.one(&sql, vec![tenant.into(), run.into()]).await.map_err(unavailable)?;
    row.as_ref().map(run_row).transpose()
}

pub(crate) async fn load(db: &DatabaseConnection, tenant: Uuid, run: Uuid) -> Read<Option<Loaded>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    // One statement, so that row, snapshot and mark are of one moment.
    let sql = format!(
        "SELECT {RUN_COLUMNS}, context,
             (SELECT seq FROM run_snapshots s WHERE s.tenant_id = $1 AND s.run_id = $2) AS snapshot_seq,
             (SELECT state FROM run_snapshots s WHERE s.tenant_id = $1 AND s.run_id = $2) AS snapshot,
             (SELECT observed_seq FROM run_directory d WHERE d.run_id = $2) AS observed_seq
         FROM runs WHERE tenant_id = $1 AND id = $2"
    );
    let Some(found) = tx.one(&sql, vec![tenant.into(), run.into()]).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let row = run_row(&found)?;
    let snapshot = match get::<Option<String>>(&found, "snapshot")? {
        Some(state) => Some((number(&found, "snapshot_seq")?, state)),
        None => None,
    };
    let observed = match get::<Option<i64>>(&found, "observed_seq")? {
        Some(_) => number(&found, "observed_seq")?,
        // It left the directory, so everything was observed.
        None => row.last_seq,
    };
    // What was committed since the first read belongs to the next look.
    let from = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let facts = facts(&tx, tenant, run, from, row.last_seq).await?;
    Ok(Some(Loaded { new: row.as_new(json(&found, "context")?), row, snapshot, facts, observed }))
}

pub(crate) async fn load_facts(
    db: &DatabaseConnection,
    tenant: Uuid,
    run: Uuid,
    upto: u64,
) -> Read<Vec<(u64, String)>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    facts(&tx, tenant, run, 0, upto).await
}

async fn facts(tx: &Tx, tenant: Uuid, run: Uuid, after: u64, upto: u64) -> Read<Vec<(u64, String)>> {
    let sql = "SELECT seq, fact FROM run_events
               WHERE tenant_id = $1 AND run_id = $2 AND fact IS NOT NULL AND seq > $3 AND seq <= $4 ORDER BY seq";
    let values = vec![tenant.into(), run.into(), int(after), int(upto)];
    let found = tx.all(sql, values).await.map_err(unavailable)?;
    found.iter().map(|fact| Ok((number(fact, "seq")?, get(fact, "fact")?))).collect()
}

/// The failure of a run is JSON text of ours.
const HAS: &str = r"error LIKE ? ESCAPE '\'";

/// The pattern of a failure that has this member. Within a string the quotes would be escaped, so nothing
/// else looks like it.
fn has(member: &str, value: &str) -> String {
    let text = format!("\"{member}\":{}", serde_json::Value::from(value));
    let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

pub(crate) async fn rows(
    db: &DatabaseConnection,
    tenant: Uuid,
    filter: RunFilter,
) -> Read<(Vec<RunRow>, u64)> {
    let mut wanted = String::from("tenant_id = $1");
    let mut values: Vec<sea_orm::Value> = vec![tenant.into()];
    let mut also = |condition: &str, value: Option<sea_orm::Value>| {
        let Some(value) = value else { return };
        values.push(value);
        wanted.push_str(" AND ");
        wanted.push_str(&condition.replace('?', &format!("${}", values.len())));
    };
    also("flow = ?", filter.flow.map(Into::into));
    also("status = ?", filter.status.map(|status| status_word(status).into()));
    also("conversation_id = ?", filter.conversation.map(Into::into));
    also("test = ?", filter.test.map(Into::into));
    also("version = ?", filter.version.map(Into::into));
    also("parent_run = ?", filter.parent.map(Into::into));
    also("created_at >= ?", filter.since.map(|since| since.timestamp_millis().into()));
    also("created_at < ?", filter.until.map(|until| until.timestamp_millis().into()));
    let code = filter.code.map(|code| has("code", code.as_str()));
    also(HAS, code.map(Into::into));
    also(HAS, filter.node.map(|node| has("node", &node).into()));
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let counted = tx.one(&format!("SELECT COUNT(*) AS total FROM runs WHERE {wanted}"), values.clone()).await;
    let total = counted.map_err(unavailable)?.map_or(Ok(0), |row| number(&row, "total"))?;
    let (limit, offset) = (values.len() + 1, values.len() + 2);
    let sql = format!(
        "SELECT {RUN_COLUMNS} FROM runs WHERE {wanted} ORDER BY created_at DESC, id DESC LIMIT ${limit} OFFSET ${offset}"
    );
    values.extend([int(filter.limit.min(MAX_PAGE)), int(filter.offset)]);
    let found = tx.all(&sql, values).await.map_err(unavailable)?;
    Ok((found.iter().map(run_row).collect::<Read<_>>()?, total))
}

pub(crate) async fn events(
    db: &DatabaseConnection,
    tenant: Uuid,
    run: Uuid,
    after: u64,
    limit: u32,
) -> Read<Vec<RunEvent>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = "SELECT seq, at, kind, node, iteration, payload FROM run_events
               WHERE tenant_id = $1 AND run_id = $2 AND seq > $3 AND kind <> $4 ORDER BY seq LIMIT $5";
    let values = vec![tenant.into(), run.into(), int(after), HIDDEN.into(), i64::from(limit).into()];
    tx.all(sql, values).await.map_err(unavailable)?.iter().map(run_event).collect()
}

pub(crate) async fn records(
    db: &DatabaseConnection,
    tenant: Uuid,
    run: Uuid,
    after: u64,
    limit: u32,
) -> Read<Vec<Record>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = "SELECT seq, at, kind, node, iteration, payload, fact FROM run_events
               WHERE tenant_id = $1 AND run_id = $2 AND seq > $3 ORDER BY seq LIMIT $4";
    let values = vec![tenant.into(), run.into(), int(after), i64::from(limit).into()];
    let found = tx.all(sql, values).await.map_err(unavailable)?;
    found.iter().map(|row| Ok(Record { event: Arc::new(run_event(row)?), fact: get(row, "fact")? })).collect()
}

pub(crate) async fn active(
    db: &DatabaseConnection,
    tenant: Uuid,
    conversation: Uuid,
) -> Read<Option<RunRow>> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = format!(
        "SELECT {RUN_COLUMNS} FROM runs WHERE tenant_id = $1 AND id =
             (SELECT active_run FROM run_conversations WHERE tenant_id = $1 AND conversation_id = $2)"
    );
    let row = tx.one(&sql, vec![tenant.into(), conversation.into()]).await.map_err(unavailable)?;
    row.as_ref().map(run_row).transpose()
}

pub(crate) async fn place(db: &DatabaseConnection, tenant: Uuid, conversation: Uuid) -> Read<Place> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = "SELECT position, active_run, channels FROM run_conversations
               WHERE tenant_id = $1 AND conversation_id = $2";
    let row = tx.one(sql, vec![tenant.into(), conversation.into()]).await.map_err(unavailable)?;
    let Some(row) = row else { return Ok(Place::default()) };
    let given: i64 = get(&row, "position")?;
    let active: Option<Uuid> = get(&row, "active_run")?;
    Ok(Place { given: given.unsigned_abs(), busy: active.is_some(), channels: json(&row, "channels")? })
}

pub(crate) async fn pending(db: &DatabaseConnection, tenant: Uuid, run: Uuid) -> Read<Pending> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    // Counted first: one that comes in between is then unseen, and the run is not left to rest.
    let counted = tx.one("SELECT signals FROM run_directory WHERE run_id = $1", vec![run.into()]).await;
    let total = counted.map_err(unavailable)?.map_or(Ok(0), |row| number(&row, "signals"))?;
    let sql = "SELECT id, at, name, node, payload, principal FROM run_signals
               WHERE tenant_id = $1 AND run_id = $2 AND NOT consumed ORDER BY ordinal";
    let rows = tx.all(sql, vec![tenant.into(), run.into()]).await.map_err(unavailable)?;
    let signal = |row: &sea_orm::QueryResult| {
        let signal = Signal {
            id: get(row, "id")?,
            name: get(row, "name")?,
            node: get(row, "node")?,
            payload: json(row, "payload")?,
            principal: json(row, "principal")?,
        };
        Ok((moment(get(row, "at")?)?, signal))
    };
    Ok(Pending { signals: rows.iter().map(signal).collect::<Read<_>>()?, total })
}

/// Condition: something is to be done about the run of this row of the directory.
const WORK: &str = "(state = 'active' OR observed_seq < last_seq)";

pub(crate) async fn busy_tenants(
    db: &DatabaseConnection,
    owner: Option<Uuid>,
    after: Option<Uuid>,
    limit: u32,
) -> Read<Vec<Uuid>> {
    let ours = and_ours(owner, 3);
    let sql = format!(
        "SELECT DISTINCT tenant_id FROM run_directory
         WHERE tenant_id > $1 AND {WORK}{ours} ORDER BY tenant_id LIMIT $2"
    );
    let mut values = vec![after.unwrap_or_default().into(), i64::from(limit).into()];
    values.extend(owner.map(sea_orm::Value::from));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = db.query_all_raw(statement).await.map_err(unavailable)?;
    found.iter().map(|row| get(row, "tenant_id")).collect()
}

pub(crate) async fn unfinished(
    db: &DatabaseConnection,
    owner: Option<Uuid>,
    tenant: Uuid,
    after: Option<Uuid>,
    limit: u32,
) -> Read<Vec<RunRef>> {
    let ours = and_ours(owner, 4);
    let sql = format!(
        "SELECT run_id, tenant_id FROM run_directory
         WHERE tenant_id = $1 AND run_id > $2 AND {WORK}{ours} ORDER BY run_id LIMIT $3"
    );
    let mut values = vec![tenant.into(), after.unwrap_or_default().into(), i64::from(limit).into()];
    values.extend(owner.map(sea_orm::Value::from));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.query_all_raw(statement).await.map_err(unavailable)?.iter().map(run_ref).collect()
}

/// The process that drives the run, as far as it says.
pub(crate) async fn owner(db: &DatabaseConnection, run: Uuid) -> Read<Option<Uuid>> {
    let sql = "SELECT lease_owner FROM run_directory WHERE run_id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, vec![run.into()]);
    let row = db.query_one_raw(statement).await.map_err(unavailable)?;
    row.map_or(Ok(None), |row| get(&row, "lease_owner"))
}

pub(crate) async fn next_due(db: &DatabaseConnection) -> Read<Option<DateTime<Utc>>> {
    let sql = "SELECT MIN(due_at) AS due FROM run_directory WHERE due_at IS NOT NULL";
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .map_err(unavailable)?;
    let due: Option<i64> = row.map_or(Ok(None), |row| get(&row, "due"))?;
    due.map(moment).transpose()
}
