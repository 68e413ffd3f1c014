//! Knowledge bases.

use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::document::DocumentStatus;
use control_plane_domain::{BaseId, ResourceName};

/// A knowledge base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    pub id: BaseId,
    pub name: ResourceName,
    pub title: String,
    pub created_at: DateTime<Utc>,
}

/// How far the documents of a base are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub queued: u64,
    pub indexing: u64,
    pub ready: u64,
    pub failed: u64,
    /// Chunks of the documents that are ready.
    pub passages: u64,
}

impl Progress {
    /// All documents.
    pub fn documents(self) -> u64 {
        self.queued + self.indexing + self.ready + self.failed
    }
}

fn read(row: &Row) -> Result<Base, StoreError> {
    Ok(Base {
        id: row.id("id")?,
        name: row.parse("name")?,
        title: row.get("title")?,
        created_at: row.at("created_at")?,
    })
}

/// Adds a base.
///
/// # Errors
/// [`StoreError::Taken`] when the name is in use.
pub async fn create(
    tx: &WriteTx,
    id: BaseId,
    name: ResourceName,
    title: &str,
    now: DateTime<Utc>,
) -> Result<Base, StoreError> {
    let sql = "INSERT INTO kb_bases (tenant_id, id, name, title, created_at) VALUES ($1, $2, $3, $4, $5)";
    let added = tx.execute(sql, values![id, name.as_str(), title, now]).await;
    added.map_err(|error| error.or_taken("knowledge base name"))?;
    Ok(Base { id, name, title: title.to_owned(), created_at: micros(now) })
}

/// By name.
pub async fn find(tx: &Tx, name: &ResourceName) -> Result<Option<Base>, StoreError> {
    let sql = "SELECT * FROM kb_bases WHERE tenant_id = $1 AND name = $2";
    tx.one(sql, values![name.as_str()]).await?.as_ref().map(read).transpose()
}

/// By id.
pub async fn find_by_id(tx: &Tx, id: BaseId) -> Result<Option<Base>, StoreError> {
    let sql = "SELECT * FROM kb_bases WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// All of them, by name: a tenant has a handful.
pub async fn all(tx: &Tx) -> Result<Vec<Base>, StoreError> {
    tx.all("SELECT * FROM kb_bases WHERE tenant_id = $1 ORDER BY name", values![])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// How far its documents are.
pub async fn progress(tx: &Tx, id: BaseId) -> Result<Progress, StoreError> {
    let sql = "SELECT status, COUNT(*) AS count, CAST(SUM(chunks) AS BIGINT) AS chunks
               FROM kb_documents WHERE tenant_id = $1 AND base_id = $2 GROUP BY status";
    let mut progress = Progress::default();
    for row in tx.all(sql, values![id]).await? {
        let count = row.count("count")?;
        match row.parse("status")? {
            DocumentStatus::Queued => progress.queued = count,
            DocumentStatus::Indexing => progress.indexing = count,
            DocumentStatus::Failed => progress.failed = count,
            DocumentStatus::Ready => {
                progress.ready = count;
                progress.passages = row.count("chunks")?;
            }
        }
    }
    Ok(progress)
}

/// Takes a base and its documents away; `false` when there is none.
pub async fn delete(tx: &WriteTx, id: BaseId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM kb_bases WHERE tenant_id = $1 AND id = $2", values![id]).await? > 0)
}
