//! External MCP servers, and the tools they have shown.
//!
//! A tool is pinned by the digest of its description. One that changes, or that appears later, is
//! held back until somebody approves it: a description is an instruction to a model.

use crate::db::{Row, json, micros, values};
use crate::{Etag, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{ResourceName, ServerId};
use serde_json::Value;

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolServer {
    pub id: ServerId,
    pub name: ResourceName,
    pub url: String,
    /// Name of the secret that is sent as its bearer token.
    pub secret: Option<String>,
    pub enabled: bool,
    /// When its tools were last listed, or failed to be.
    pub checked_at: Option<DateTime<Utc>>,
    pub error: Option<String>,
    pub etag: Etag,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What can be changed; `None` leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolServerChange {
    pub url: Option<String>,
    /// `Some(None)` takes the secret away.
    pub secret: Option<Option<String>>,
    pub enabled: Option<bool>,
}

/// A tool as a server described it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenTool {
    pub name: String,
    /// The whole description, as the node kind is made from it.
    pub description: Value,
    pub digest: String,
}

/// A tool of a server, as we have it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerTool {
    pub server: ServerId,
    pub tool: SeenTool,
    pub approved: bool,
    pub seen_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<ToolServer, StoreError> {
    let id: ServerId = row.id("id")?;
    Ok(ToolServer {
        id,
        name: row.parse("name")?,
        url: row.get("url")?,
        secret: row.get("secret")?,
        enabled: row.get("enabled")?,
        checked_at: row.at_or_null("checked_at")?,
        error: row.get("error")?,
        etag: Etag::of_version(id, row.get("version")?),
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

/// Adds a server, enabled.
///
/// # Errors
/// [`StoreError::Taken`] when the name is in use.
pub async fn create(
    tx: &WriteTx,
    id: ServerId,
    name: ResourceName,
    url: &str,
    secret: Option<&str>,
    now: DateTime<Utc>,
) -> Result<ToolServer, StoreError> {
    let now = micros(now);
    let sql = "INSERT INTO tool_servers (tenant_id, id, name, url, secret, enabled, version, created_at, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)";
    let added = tx.execute(sql, values![id, name.as_str(), url, secret, true, now]).await;
    added.map_err(|error| error.or_taken("server name"))?;
    Ok(ToolServer {
        id,
        name,
        url: url.to_owned(),
        secret: secret.map(str::to_owned),
        enabled: true,
        checked_at: None,
        error: None,
        etag: Etag::of_version(id, 1),
        created_at: now,
        updated_at: now,
    })
}

/// By id.
pub async fn find(tx: &Tx, id: ServerId) -> Result<Option<ToolServer>, StoreError> {
    let sql = "SELECT * FROM tool_servers WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// By name.
pub async fn find_by_name(tx: &Tx, name: &ResourceName) -> Result<Option<ToolServer>, StoreError> {
    let sql = "SELECT * FROM tool_servers WHERE tenant_id = $1 AND name = $2";
    tx.one(sql, values![name.as_str()]).await?.as_ref().map(read).transpose()
}

/// All of them, by name: a tenant has a handful.
pub async fn all(tx: &Tx) -> Result<Vec<ToolServer>, StoreError> {
    let rows = tx.all("SELECT * FROM tool_servers WHERE tenant_id = $1 ORDER BY name", values![]).await?;
    rows.iter().map(read).collect()
}

/// Changes a server; `None` when there is none. A new address forgets what the old one showed.
///
/// # Errors
/// [`StoreError::Stale`] when the server is not `expected` any more.
pub async fn update(
    tx: &WriteTx,
    id: ServerId,
    change: ToolServerChange,
    expected: Option<&Etag>,
    now: DateTime<Utc>,
) -> Result<Option<ToolServer>, StoreError> {
    tx.take_turn(&format!("server/{id}")).await?;
    let Some(old) = find(tx, id).await? else { return Ok(None) };
    if expected.is_some_and(|etag| *etag != old.etag) {
        return Err(StoreError::Stale("tool server"));
    }
    let url = change.url.unwrap_or_else(|| old.url.clone());
    if url != old.url {
        tx.execute("DELETE FROM server_tools WHERE tenant_id = $1 AND server_id = $2", values![id]).await?;
    }
    let secret = change.secret.unwrap_or(old.secret);
    let enabled = change.enabled.unwrap_or(old.enabled);
    let sql =
        "UPDATE tool_servers SET url = $3, secret = $4, enabled = $5, updated_at = $6, version = version + 1
               WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, url, secret, enabled, now]).await?;
    find(tx, id).await
}

/// Takes a server and its tools away; `false` when there is none.
pub async fn delete(tx: &WriteTx, id: ServerId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM tool_servers WHERE tenant_id = $1 AND id = $2", values![id]).await? > 0)
}

/// Keeps what a server shows now. The first listing of a server is what its owner connected, and is
/// approved with it; later, a new or changed tool waits for approval. Tools that are gone are taken
/// away. Gives all tools of the server.
pub async fn keep_tools(
    tx: &WriteTx,
    id: ServerId,
    seen: Vec<SeenTool>,
    now: DateTime<Utc>,
) -> Result<Vec<ServerTool>, StoreError> {
    tx.take_turn(&format!("server/{id}")).await?;
    let known = tools_of(tx, id).await?;
    let first = known.is_empty();
    for gone in known.iter().filter(|old| seen.iter().all(|new| new.name != old.tool.name)) {
        let sql = "DELETE FROM server_tools WHERE tenant_id = $1 AND server_id = $2 AND name = $3";
        tx.execute(sql, values![id, &gone.tool.name]).await?;
    }
    for tool in &seen {
        let old = known.iter().find(|old| old.tool.name == tool.name);
        let approved = first || old.is_some_and(|old| old.approved && old.tool.digest == tool.digest);
        tx.execute(
            "INSERT INTO server_tools (tenant_id, server_id, name, description, digest, approved, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, server_id, name) DO UPDATE
             SET description = excluded.description, digest = excluded.digest, approved = excluded.approved,
                 seen_at = excluded.seen_at",
            values![id, &tool.name, json(&tool.description), &tool.digest, approved, now],
        )
        .await?;
    }
    let sql = "UPDATE tool_servers SET checked_at = $3, error = NULL WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, now]).await?;
    tools_of(tx, id).await
}

/// Remembers that a server could not be asked; its tools stay as they were.
pub async fn keep_error(
    tx: &WriteTx,
    id: ServerId,
    error: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE tool_servers SET checked_at = $3, error = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, now, error]).await?;
    Ok(())
}

/// Approves a tool as it is described by this digest; `false` when it is not.
pub async fn approve(tx: &WriteTx, id: ServerId, name: &str, digest: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE server_tools SET approved = $5
               WHERE tenant_id = $1 AND server_id = $2 AND name = $3 AND digest = $4";
    Ok(tx.execute(sql, values![id, name, digest, true]).await? > 0)
}

/// The tools of one server, by name.
pub async fn tools_of(tx: &Tx, id: ServerId) -> Result<Vec<ServerTool>, StoreError> {
    let sql = "SELECT * FROM server_tools WHERE tenant_id = $1 AND server_id = $2 ORDER BY name";
    tx.all(sql, values![id]).await?.iter().map(read_tool).collect()
}

/// Every approved tool of every enabled server.
pub async fn usable_tools(tx: &Tx) -> Result<Vec<ServerTool>, StoreError> {
    let sql = "SELECT t.* FROM server_tools AS t
               JOIN tool_servers AS s ON s.tenant_id = $1 AND s.id = t.server_id
               WHERE t.tenant_id = $1 AND t.approved AND s.enabled ORDER BY s.name, t.name";
    tx.all(sql, values![]).await?.iter().map(read_tool).collect()
}

fn read_tool(row: &Row) -> Result<ServerTool, StoreError> {
    Ok(ServerTool {
        server: row.id("server_id")?,
        tool: SeenTool {
            name: row.get("name")?,
            description: row.json("description")?,
            digest: row.get("digest")?,
        },
        approved: row.get("approved")?,
        seen_at: row.at("seen_at")?,
    })
}
