//! Who has a flow open now.

use crate::db::{Row, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, UserId};
use uuid::Uuid;

/// One tab in which somebody has a flow open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub tab: Uuid,
    pub user: UserId,
    pub user_name: String,
    /// Which branch is open there; `None`: the flow's own draft.
    pub branch: Option<String>,
    /// The node that is selected there.
    pub node: Option<String>,
    /// The field that is edited there, a pointer within the node.
    pub field: Option<String>,
    pub seen_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<Presence, StoreError> {
    Ok(Presence {
        tab: row.get("tab")?,
        user: row.id("user_id")?,
        user_name: row.get("user_name")?,
        branch: row.get("branch")?,
        node: row.get("node")?,
        field: row.get("field")?,
        seen_at: row.at("seen_at")?,
    })
}

/// Says that a tab is there, and takes away those that were not heard of since `gone`.
pub async fn put(
    tx: &WriteTx,
    flow: FlowId,
    presence: &Presence,
    gone: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM flow_presence WHERE tenant_id = $1 AND flow_id = $2 AND seen_at < $3";
    tx.execute(sql, values![flow, gone]).await?;
    let sql = "INSERT INTO flow_presence (tenant_id, flow_id, tab, user_id, user_name, branch, node, field,
                   seen_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (tenant_id, flow_id, tab) DO UPDATE SET
                   user_name = excluded.user_name, branch = excluded.branch, node = excluded.node, field = excluded.field,
                   seen_at = excluded.seen_at
               WHERE flow_presence.user_id = excluded.user_id";
    let Presence { tab, user, user_name, branch, node, field, seen_at } = presence;
    let (branch, node, field) = (branch.as_deref(), node.as_deref(), field.as_deref());
    tx.execute(sql, values![flow, *tab, *user, user_name, branch, node, field, *seen_at]).await?;
    Ok(())
}

/// The tabs heard of since `gone`, those of one person together.
pub async fn all(tx: &Tx, flow: FlowId, gone: DateTime<Utc>) -> Result<Vec<Presence>, StoreError> {
    let sql = "SELECT * FROM flow_presence WHERE tenant_id = $1 AND flow_id = $2 AND seen_at >= $3
               ORDER BY user_name, user_id, tab LIMIT 100";
    tx.all(sql, values![flow, gone]).await?.iter().map(read).collect()
}

/// One tab.
pub async fn find(tx: &Tx, flow: FlowId, tab: Uuid) -> Result<Option<Presence>, StoreError> {
    let sql = "SELECT * FROM flow_presence WHERE tenant_id = $1 AND flow_id = $2 AND tab = $3";
    tx.one(sql, values![flow, tab]).await?.as_ref().map(read).transpose()
}

/// Says that a person's tab is gone.
pub async fn remove(tx: &WriteTx, flow: FlowId, tab: Uuid, user: UserId) -> Result<(), StoreError> {
    let sql = "DELETE FROM flow_presence WHERE tenant_id = $1 AND flow_id = $2 AND tab = $3 AND user_id = $4";
    tx.execute(sql, values![flow, tab, user]).await?;
    Ok(())
}
