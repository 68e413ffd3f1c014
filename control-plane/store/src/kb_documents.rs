//! Documents of knowledge bases, on their way into the index and afterwards.
//!
//! The original bytes are a blob; the extracted text is kept here too, so that an index can be
//! rebuilt without parsing everything again.

use crate::db::{Row, micros, values};
use crate::page::sort_keys;
use crate::{Listed, Page, Sort, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::document::DocumentStatus;
use control_plane_domain::{BaseId, DocumentId};

/// A document, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub base: BaseId,
    pub path: String,
    pub title: String,
    pub url: Option<String>,
    /// `markdown`, `text`, `html`, `pdf`.
    pub format: String,
    pub status: DocumentStatus,
    /// Why it failed, for a person.
    pub error: Option<String>,
    pub chunks: u64,
    pub bytes: u64,
    /// Name of the blob with the original.
    pub blob: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A document to add.
#[derive(Clone, Debug)]
pub struct NewDocument {
    pub id: DocumentId,
    pub base: BaseId,
    pub path: String,
    pub title: String,
    pub url: Option<String>,
    pub format: String,
    pub bytes: u64,
    pub blob: String,
}

sort_keys! {
    /// What documents can be sorted by.
    DocumentSort {
        Path = "path" => "path",
        Title = "title" => "title",
        Status = "status" => "status",
        CreatedAt = "created_at" => "created_at",
    }
}

const COLUMNS: &str =
    "id, base_id, path, title, url, format, status, error, chunks, bytes, blob, created_at, updated_at";

fn read(row: &Row) -> Result<Document, StoreError> {
    Ok(Document {
        id: row.id("id")?,
        base: row.id("base_id")?,
        path: row.get("path")?,
        title: row.get("title")?,
        url: row.get("url")?,
        format: row.get("format")?,
        status: row.parse("status")?,
        error: row.get("error")?,
        chunks: row.count("chunks")?,
        bytes: row.count("bytes")?,
        blob: row.get("blob")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

/// Queues a document.
///
/// # Errors
/// [`StoreError::Dangling`] when there is no such base.
pub async fn create(tx: &WriteTx, new: NewDocument, now: DateTime<Utc>) -> Result<Document, StoreError> {
    let now = micros(now);
    tx.execute(
        "INSERT INTO kb_documents (tenant_id, id, base_id, path, title, url, format, status, chunks, bytes, blob,
                                   created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 0, $8, $9, $10, $10)",
        values![new.id, new.base, &new.path, &new.title, &new.url, &new.format, new.bytes, &new.blob, now],
    )
    .await?;
    Ok(Document {
        id: new.id,
        base: new.base,
        path: new.path,
        title: new.title,
        url: new.url,
        format: new.format,
        status: DocumentStatus::Queued,
        error: None,
        chunks: 0,
        bytes: new.bytes,
        blob: new.blob,
        created_at: now,
        updated_at: now,
    })
}

/// By id.
pub async fn find(tx: &Tx, id: DocumentId) -> Result<Option<Document>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM kb_documents WHERE tenant_id = $1 AND id = $2");
    tx.one(&sql, values![id]).await?.as_ref().map(read).transpose()
}

/// The newest document of a base with this path.
pub async fn find_by_path(tx: &Tx, base: BaseId, path: &str) -> Result<Option<Document>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM kb_documents WHERE tenant_id = $1 AND base_id = $2 AND path = $3
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    tx.one(&sql, values![base, path]).await?.as_ref().map(read).transpose()
}

/// One page of a base's documents.
pub async fn list(
    tx: &Tx,
    base: BaseId,
    status: Option<DocumentStatus>,
    sort: Sort<DocumentSort>,
    page: Page,
) -> Result<Listed<Document>, StoreError> {
    let matching = "FROM kb_documents WHERE tenant_id = $1 AND base_id = $2 AND ($3 IS NULL OR status = $3)";
    let filters = values![base, status.map(DocumentStatus::as_str)];
    let sql = format!("SELECT {COLUMNS} {matching}{}{}", sort.sql(), page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// The extracted text of a document that was read.
pub async fn text(tx: &Tx, id: DocumentId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT text FROM kb_documents WHERE tenant_id = $1 AND id = $2";
    match tx.one(sql, values![id]).await? {
        Some(row) => row.get("text"),
        None => Ok(None),
    }
}

/// Takes the document that has waited longest and says that it is being indexed. Of two indexers
/// one gets it. `None` when nothing waits.
pub async fn begin_next(tx: &WriteTx, now: DateTime<Utc>) -> Result<Option<Document>, StoreError> {
    tx.take_turn("kb").await?;
    let sql = format!(
        "UPDATE kb_documents SET status = 'indexing', updated_at = $2
         WHERE tenant_id = $1 AND id = (
             SELECT id FROM kb_documents WHERE tenant_id = $1 AND status = 'queued' ORDER BY created_at, id LIMIT 1)
         RETURNING {COLUMNS}"
    );
    tx.one(&sql, values![now]).await?.as_ref().map(read).transpose()
}

/// It can be found now. `false` when it is gone, or nobody was indexing it.
pub async fn finish(
    tx: &WriteTx,
    id: DocumentId,
    text: &str,
    chunks: u64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let Some(document) = find(tx, id).await? else { return Ok(false) };
    let Ok(status) = document.status.finish() else { return Ok(false) };
    let sql = "UPDATE kb_documents SET status = $3, error = NULL, text = $4, chunks = $5, updated_at = $6
               WHERE tenant_id = $1 AND id = $2 AND status = 'indexing'";
    Ok(tx.execute(sql, values![id, status.as_str(), text, chunks, now]).await? > 0)
}

/// It cannot be read. `false` when it is gone, or was not on its way.
pub async fn fail(tx: &WriteTx, id: DocumentId, error: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let Some(document) = find(tx, id).await? else { return Ok(false) };
    let Ok(status) = document.status.fail() else { return Ok(false) };
    let sql = "UPDATE kb_documents SET status = $3, error = $4, updated_at = $5
               WHERE tenant_id = $1 AND id = $2 AND status = $6";
    Ok(tx.execute(sql, values![id, status.as_str(), error, now, document.status.as_str()]).await? > 0)
}

/// Queues what an indexer that died was working on. Called at start, before there is an indexer.
pub async fn requeue_interrupted(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "UPDATE kb_documents SET status = 'queued', updated_at = $2
               WHERE tenant_id = $1 AND status = 'indexing'";
    tx.execute(sql, values![now]).await
}

/// Queues every document of a base again (all bases when `None`), as for a new embedding model.
pub async fn requeue_all(tx: &WriteTx, base: Option<BaseId>, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "UPDATE kb_documents SET status = 'queued', error = NULL, updated_at = $2
               WHERE tenant_id = $1 AND ($3 IS NULL OR base_id = $3)";
    tx.execute(sql, values![now, base]).await
}

/// How many wait or are being indexed.
pub async fn pending(tx: &Tx) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM kb_documents WHERE tenant_id = $1 AND status IN ('queued', 'indexing')";
    tx.count(sql, values![]).await
}

/// Whether any document still has this blob as its original.
pub async fn uses_blob(tx: &Tx, blob: &str) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM kb_documents WHERE tenant_id = $1 AND blob = $2 LIMIT 1";
    Ok(tx.one(sql, values![blob]).await?.is_some())
}

/// Takes a document away; `false` when there is none.
pub async fn delete(tx: &WriteTx, id: DocumentId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM kb_documents WHERE tenant_id = $1 AND id = $2", values![id]).await? > 0)
}
