//! Files that go with comments on tickets. The bytes are a blob; a file that was not sent yet is nobody's comment's.

use crate::attachments::Kept;
use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::attachment::FileKind;
use control_plane_domain::{AttachmentId, CommentId, TicketId, UserId};

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFile {
    pub id: AttachmentId,
    pub ticket: TicketId,
    /// `None` until it is sent.
    pub comment: Option<CommentId>,
    /// An account, or a visitor.
    pub uploader: UserId,
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Name of the blob.
    pub blob: String,
}

fn read(row: &Row) -> Result<TicketFile, StoreError> {
    Ok(TicketFile {
        id: row.id("id")?,
        ticket: row.id("ticket_id")?,
        comment: row.id_or_null("comment_id")?,
        uploader: row.id("uploader_id")?,
        name: row.get("name")?,
        kind: row.parse("kind")?,
        bytes: row.count("bytes")?,
        blob: row.get("blob")?,
    })
}

/// Keeps a file, unsent. Making it twice under one id makes it once.
pub async fn create(tx: &WriteTx, new: &TicketFile, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO ticket_files (tenant_id, id, ticket_id, uploader_id, name, kind, bytes, blob, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, id) DO NOTHING";
    let TicketFile { id, ticket, comment: _, uploader, name, kind, bytes, blob } = new;
    let values = values![*id, *ticket, *uploader, name, kind.as_str(), *bytes, blob, micros(now)];
    tx.execute(sql, values).await?;
    Ok(())
}

/// By id.
pub async fn find(tx: &Tx, id: AttachmentId) -> Result<Option<TicketFile>, StoreError> {
    let sql = "SELECT * FROM ticket_files WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// The files that were sent with comments on a ticket, the oldest first, at most 500.
pub async fn sent(tx: &Tx, ticket: TicketId) -> Result<Vec<TicketFile>, StoreError> {
    let sql = "SELECT * FROM ticket_files WHERE tenant_id = $1 AND ticket_id = $2 AND comment_id IS NOT NULL
               ORDER BY created_at, id LIMIT 500";
    tx.all(sql, values![ticket]).await?.iter().map(read).collect()
}

/// How many files a ticket has. Whoever adds one takes a turn first, so that two do not share the last place.
pub async fn kept(tx: &WriteTx, ticket: TicketId) -> Result<Kept, StoreError> {
    tx.take_turn(&format!("ticket-files/{ticket}")).await?;
    let sql = "SELECT COUNT(*) AS files, COUNT(*) - COUNT(comment_id) AS unsent FROM ticket_files
               WHERE tenant_id = $1 AND ticket_id = $2";
    match tx.one(sql, values![ticket]).await? {
        Some(row) => Ok(Kept { files: row.count("files")?, unsent: row.count("unsent")? }),
        None => Ok(Kept::default()),
    }
}

/// Bytes of all of them.
pub async fn total(tx: &Tx) -> Result<u64, StoreError> {
    let sql =
        "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS count FROM ticket_files WHERE tenant_id = $1";
    tx.count(sql, values![]).await
}

/// Makes a file a comment's; `false` when it is another one's, or gone.
pub async fn send(tx: &WriteTx, id: AttachmentId, comment: CommentId) -> Result<bool, StoreError> {
    let sql = "UPDATE ticket_files SET comment_id = $3
               WHERE tenant_id = $1 AND id = $2 AND (comment_id IS NULL OR comment_id = $3)";
    Ok(tx.execute(sql, values![id, comment]).await? > 0)
}

/// Takes a file away that was not sent; `false` when there is none.
pub async fn delete_unsent(tx: &WriteTx, id: AttachmentId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM ticket_files WHERE tenant_id = $1 AND id = $2 AND comment_id IS NULL";
    Ok(tx.execute(sql, values![id]).await? > 0)
}

/// Takes away, and gives, what was not sent since `before`, at most `limit`.
pub async fn sweep(tx: &WriteTx, before: DateTime<Utc>, limit: u64) -> Result<Vec<TicketFile>, StoreError> {
    let sql = "DELETE FROM ticket_files WHERE tenant_id = $1 AND comment_id IS NULL AND id IN (
                   SELECT id FROM ticket_files WHERE tenant_id = $1 AND comment_id IS NULL AND created_at < $2
                   LIMIT $3)
               RETURNING *";
    tx.all(sql, values![before, limit]).await?.iter().map(read).collect()
}

/// Whether a file still has these bytes.
pub async fn uses_blob(tx: &Tx, blob: &str) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM ticket_files WHERE tenant_id = $1 AND blob = $2 LIMIT 1";
    Ok(tx.one(sql, values![blob]).await?.is_some())
}
