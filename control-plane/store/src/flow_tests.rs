//! Tests beside a flow's draft. Publishing takes them into the version.

use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, ResourceName};

/// A test as it was stored: canonical JSON, read by the executor's test model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTest {
    pub name: String,
    pub document: String,
    pub updated_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<StoredTest, StoreError> {
    Ok(StoredTest {
        name: row.get("name")?,
        document: row.get("document")?,
        updated_at: row.at("updated_at")?,
    })
}

/// All tests of a flow, by name: a flow has a handful.
pub async fn all(tx: &Tx, flow: FlowId) -> Result<Vec<StoredTest>, StoreError> {
    let sql = "SELECT name, document, updated_at FROM flow_tests
               WHERE tenant_id = $1 AND flow_id = $2 ORDER BY name";
    tx.all(sql, values![flow]).await?.iter().map(read).collect()
}

/// Adds a test, or puts it in the place of the one with its name. Whether it is a new one.
pub async fn put(
    tx: &WriteTx,
    flow: FlowId,
    name: &str,
    document: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let now = micros(now);
    let sql = "UPDATE flow_tests SET document = $4, updated_at = $5
               WHERE tenant_id = $1 AND flow_id = $2 AND name = $3";
    if tx.execute(sql, values![flow, name, document, now]).await? > 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO flow_tests (tenant_id, flow_id, name, document, updated_at)
               VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, values![flow, name, document, now]).await.map_err(|error| error.or_taken("test name"))?;
    Ok(true)
}

/// `false` when there is none of that name.
pub async fn delete(tx: &WriteTx, flow: FlowId, name: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM flow_tests WHERE tenant_id = $1 AND flow_id = $2 AND name = $3";
    Ok(tx.execute(sql, values![flow, name]).await? > 0)
}

/// Whether the flow is only published when its tests pass; `None` when there is no such flow.
pub async fn gate(tx: &Tx, flow: &ResourceName) -> Result<Option<bool>, StoreError> {
    let sql = "SELECT gate_on_tests FROM flows WHERE tenant_id = $1 AND name = $2";
    tx.one(sql, values![flow.as_str()]).await?.map(|row| row.get("gate_on_tests")).transpose()
}

/// `false` when there is no such flow.
pub async fn set_gate(tx: &WriteTx, flow: &ResourceName, on: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE flows SET gate_on_tests = $3 WHERE tenant_id = $1 AND name = $2";
    Ok(tx.execute(sql, values![flow.as_str(), on]).await? > 0)
}
