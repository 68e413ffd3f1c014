//! Files that go with messages. The bytes are a blob; a file that was not sent yet is nobody's message's.

use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::attachment::FileKind;
use control_plane_domain::{AttachmentId, ConversationId, MessageId, UserId};

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub conversation: ConversationId,
    /// `None` until it is sent.
    pub message: Option<MessageId>,
    pub uploader: UserId,
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Name of the blob.
    pub blob: String,
    pub created_at: DateTime<Utc>,
}

/// A file to keep.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    pub id: AttachmentId,
    pub conversation: ConversationId,
    pub uploader: UserId,
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    pub blob: String,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub files: u64,
    pub unsent: u64,
}

fn read(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.id("id")?,
        conversation: row.id("conversation_id")?,
        message: row.id_or_null("message_id")?,
        uploader: row.id("uploader_id")?,
        name: row.get("name")?,
        kind: row.parse("kind")?,
        bytes: row.count("bytes")?,
        blob: row.get("blob")?,
        created_at: row.at("created_at")?,
    })
}

/// Keeps a file, unsent. Making it twice under one id makes it once.
pub async fn create(tx: &WriteTx, new: NewAttachment, now: DateTime<Utc>) -> Result<(), StoreError> {
    let NewAttachment { id, conversation, uploader, name, kind, bytes, blob } = new;
    let sql = "INSERT INTO attachments (tenant_id, id, conversation_id, uploader_id, name, kind, bytes, blob,
                                        created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, id) DO NOTHING";
    let values = values![id, conversation, uploader, &name, kind.as_str(), bytes, &blob, micros(now)];
    tx.execute(sql, values).await?;
    Ok(())
}

/// By id.
pub async fn find(tx: &Tx, id: AttachmentId) -> Result<Option<Attachment>, StoreError> {
    let sql = "SELECT * FROM attachments WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// The files that were sent in a conversation, the oldest first, at most 500.
pub async fn sent(tx: &Tx, conversation: ConversationId) -> Result<Vec<Attachment>, StoreError> {
    let sql =
        "SELECT * FROM attachments WHERE tenant_id = $1 AND conversation_id = $2 AND message_id IS NOT NULL
               ORDER BY created_at, id LIMIT 500";
    tx.all(sql, values![conversation]).await?.iter().map(read).collect()
}

/// How many files a conversation has. Whoever adds one takes a turn first, so that two do not share the last
/// place.
pub async fn kept(tx: &WriteTx, conversation: ConversationId) -> Result<Kept, StoreError> {
    tx.take_turn(&format!("attachments/{conversation}")).await?;
    let sql = "SELECT COUNT(*) AS files, COUNT(*) - COUNT(message_id) AS unsent FROM attachments
               WHERE tenant_id = $1 AND conversation_id = $2";
    match tx.one(sql, values![conversation]).await? {
        Some(row) => Ok(Kept { files: row.count("files")?, unsent: row.count("unsent")? }),
        None => Ok(Kept::default()),
    }
}

/// Bytes of all of a tenant's files.
pub async fn total(tx: &Tx) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS count FROM attachments WHERE tenant_id = $1";
    tx.count(sql, values![]).await
}

/// Makes a file a message's; `false` when it is another one's, or gone. `was` is the message that it may be
/// taken from.
pub async fn send(
    tx: &WriteTx,
    id: AttachmentId,
    message: MessageId,
    was: Option<MessageId>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE attachments SET message_id = $3
               WHERE tenant_id = $1 AND id = $2 AND (message_id IS NULL OR message_id = $3 OR message_id = $4)";
    Ok(tx.execute(sql, values![id, message, was]).await? > 0)
}

/// Takes a file away that was not sent; `false` when there is none.
pub async fn delete_unsent(tx: &WriteTx, id: AttachmentId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM attachments WHERE tenant_id = $1 AND id = $2 AND message_id IS NULL";
    Ok(tx.execute(sql, values![id]).await? > 0)
}

/// Takes away, and gives, what was not sent since `before` and what belongs to no conversation any more, at
/// most `limit`.
pub async fn sweep(tx: &WriteTx, before: DateTime<Utc>, limit: u64) -> Result<Vec<Attachment>, StoreError> {
    let sql = "DELETE FROM attachments WHERE tenant_id = $1 AND id IN (
                   SELECT a.id FROM attachments AS a WHERE a.tenant_id = $1
                       AND ((a.message_id IS NULL AND a.created_at < $2)
                            OR NOT EXISTS (SELECT 1 FROM conversations AS c
                                           WHERE c.tenant_id = $1 AND c.id = a.conversation_id))
                   LIMIT $3)
               AND (message_id IS NULL OR NOT EXISTS (SELECT 1 FROM conversations AS c
                    WHERE c.tenant_id = $1 AND c.id = attachments.conversation_id))
               RETURNING *";
    tx.all(sql, values![before, limit]).await?.iter().map(read).collect()
}

/// Whether a file still has these bytes.
pub async fn uses_blob(tx: &Tx, blob: &str) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM attachments WHERE tenant_id = $1 AND blob = $2 LIMIT 1";
    Ok(tx.one(sql, values![blob]).await?.is_some())
}
