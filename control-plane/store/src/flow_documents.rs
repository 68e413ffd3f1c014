//! Flow documents by content: what published versions and draft test runs are pinned to.

use crate::db::values;
use crate::etag::sha256;
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};

/// The name a document is kept under: the SHA-256 of its bytes, in hexadecimal.
pub fn hash(document: &str) -> String {
    sha256(document.as_bytes())
}

/// Keeps a document and gives its name. Keeping it again changes nothing.
pub async fn put(tx: &WriteTx, document: &str, now: DateTime<Utc>) -> Result<String, StoreError> {
    let hash = hash(document);
    let sql = "INSERT INTO flow_documents (tenant_id, hash, document, created_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (tenant_id, hash) DO NOTHING";
    tx.execute(sql, values![&hash, document, now]).await?;
    Ok(hash)
}

/// The document of this name.
pub async fn find(tx: &Tx, hash: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT document FROM flow_documents WHERE tenant_id = $1 AND hash = $2";
    tx.one(sql, values![hash]).await?.map(|row| row.get("document")).transpose()
}
