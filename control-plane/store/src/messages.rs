//! What is said in a conversation, numbered from 1 without gaps.

use crate::conversations;
use crate::db::{Row, json, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::message::{MessageKind, MessageRole, Rating};
use control_plane_domain::{ConversationId, MessageId, UserId};
use serde_json::Value;
use uuid::Uuid;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: MessageId,
    pub conversation: ConversationId,
    /// Its place in the conversation.
    pub seq: u64,
    pub origin: Option<Origin>,
    pub author: Option<UserId>,
    pub role: MessageRole,
    pub kind: MessageKind,
    pub content: String,
    pub citations: Vec<Value>,
    pub data: Value,
    pub created_at: DateTime<Utc>,
}

/// The run event a message was made from. Unique, so that an event seen twice speaks once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub run: Uuid,
    /// `None` for what the user says to a run.
    pub seq: Option<u64>,
}

/// A message to add.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub id: MessageId,
    pub conversation: ConversationId,
    pub origin: Option<Origin>,
    pub author: Option<UserId>,
    pub role: MessageRole,
    pub kind: MessageKind,
    pub content: String,
    pub citations: Vec<Value>,
    pub data: Value,
}

/// What became of an [`append`].
#[derive(Clone, Debug, PartialEq)]
pub enum Appended {
    New(Message),
    /// This id, or this run event, was stored before; nothing changed.
    Known(Message),
}

impl Appended {
    /// The stored message, either way.
    pub fn into_message(self) -> Message {
        match self {
            Self::New(message) | Self::Known(message) => message,
        }
    }
}

fn read(row: &Row) -> Result<Message, StoreError> {
    let run_seq = row.get::<Option<i64>>("run_seq")?.map(|_| row.count("run_seq")).transpose()?;
    Ok(Message {
        id: row.id("id")?,
        conversation: row.id("conversation_id")?,
        seq: row.count("seq")?,
        origin: row.get::<Option<Uuid>>("run_id")?.map(|run| Origin { run, seq: run_seq }),
        author: row.id_or_null("author_id")?,
        role: row.parse("role")?,
        kind: row.parse("kind")?,
        content: row.get("content")?,
        citations: row.json("citations")?,
        data: row.json("data")?,
        created_at: row.at("created_at")?,
    })
}

/// Adds a message to the end of its conversation, once. `None` when there is no such conversation.
pub async fn append(
    tx: &WriteTx,
    new: NewMessage,
    now: DateTime<Utc>,
) -> Result<Option<Appended>, StoreError> {
    conversations::take_turn(tx, new.conversation).await?;
    if let Some(message) = find(tx, new.id).await? {
        return Ok(Some(Appended::Known(message)));
    }
    if let Some(Origin { run, seq: Some(seq) }) = new.origin
        && let Some(message) = find_by_origin(tx, run, seq).await?
    {
        return Ok(Some(Appended::Known(message)));
    }
    let now = micros(now);
    let sql = "UPDATE conversations SET last_seq = last_seq + 1, updated_at = $3
               WHERE tenant_id = $1 AND id = $2 RETURNING last_seq";
    let Some(row) = tx.one(sql, values![new.conversation, now]).await? else { return Ok(None) };
    let message = Message {
        id: new.id,
        conversation: new.conversation,
        seq: row.count("last_seq")?,
        origin: new.origin,
        author: new.author,
        role: new.role,
        kind: new.kind,
        content: new.content,
        citations: new.citations,
        data: new.data,
        created_at: now,
    };
    tx.execute(
        "INSERT INTO messages (tenant_id, id, conversation_id, seq, run_id, run_seq, author_id, role, kind, content,
                               citations, data, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        values![
            message.id,
            message.conversation,
            message.seq,
            message.origin.map(|origin| origin.run),
            message.origin.and_then(|origin| origin.seq).and_then(|seq| i64::try_from(seq).ok()),
            message.author,
            message.role.as_str(),
            message.kind.as_str(),
            &message.content,
            json(&message.citations),
            json(&message.data),
            now
        ],
    )
    .await?;
    Ok(Some(Appended::New(message)))
}

/// By id.
pub async fn find(tx: &Tx, id: MessageId) -> Result<Option<Message>, StoreError> {
    let sql = "SELECT * FROM messages WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// The message made from a run event.
pub async fn find_by_origin(tx: &Tx, run: Uuid, seq: u64) -> Result<Option<Message>, StoreError> {
    let sql = "SELECT * FROM messages WHERE tenant_id = $1 AND run_id = $2 AND run_seq = $3";
    tx.one(sql, values![run, seq]).await?.as_ref().map(read).transpose()
}

/// Messages after number `after`, in order, at most `limit` (500).
pub async fn after(
    tx: &Tx,
    conversation: ConversationId,
    after: u64,
    limit: u64,
) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT * FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND seq > $3
               ORDER BY seq LIMIT $4";
    tx.all(sql, values![conversation, after, limit.min(500)]).await?.iter().map(read).collect()
}

/// What was said in and to a run after number `after`, in order.
pub async fn of_run(tx: &Tx, run: Uuid, after: u64) -> Result<Vec<Message>, StoreError> {
    let sql =
        "SELECT * FROM messages WHERE tenant_id = $1 AND run_id = $2 AND seq > $3 ORDER BY seq LIMIT 500";
    tx.all(sql, values![run, after]).await?.iter().map(read).collect()
}

/// What was said to or by a person rather than in a run, after number `after`, in order.
pub async fn of_no_run(
    tx: &Tx,
    conversation: ConversationId,
    after: u64,
) -> Result<Vec<Message>, StoreError> {
    let sql =
        "SELECT * FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND run_id IS NULL AND seq > $3
               ORDER BY seq LIMIT 500";
    tx.all(sql, values![conversation, after]).await?.iter().map(read).collect()
}

/// The last messages, oldest first: what a run gets as history.
pub async fn last(tx: &Tx, conversation: ConversationId, count: u64) -> Result<Vec<Message>, StoreError> {
    let sql =
        "SELECT * FROM messages WHERE tenant_id = $1 AND conversation_id = $2 ORDER BY seq DESC LIMIT $3";
    let rows = tx.all(sql, values![conversation, count.min(500)]).await?;
    rows.iter().rev().map(read).collect()
}

/// Replaces a message's data, as when a form has been answered; `false` when there is none.
pub async fn set_data(tx: &WriteTx, id: MessageId, data: &Value) -> Result<bool, StoreError> {
    let sql = "UPDATE messages SET data = $3 WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id, json(data)]).await? > 0)
}

/// Replaces a question by what is asked now; `false` when there is none.
pub async fn ask_anew(
    tx: &WriteTx,
    id: MessageId,
    kind: MessageKind,
    content: &str,
    data: &Value,
) -> Result<bool, StoreError> {
    let sql = "UPDATE messages SET kind = $3, content = $4, data = $5 WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id, kind.as_str(), content, json(data)]).await? > 0)
}

/// Whether an answer helped one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    pub message: MessageId,
    pub user: UserId,
    pub rating: Rating,
    pub reason: Option<String>,
    pub comment: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// Keeps what a user thinks of a message; a second opinion replaces the first.
///
/// # Errors
/// [`StoreError::Dangling`] when there is no such message.
pub async fn put_feedback(tx: &WriteTx, feedback: &Feedback) -> Result<(), StoreError> {
    let sql = "INSERT INTO feedback (tenant_id, message_id, user_id, rating, reason, comment, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (tenant_id, message_id, user_id) DO UPDATE
               SET rating = excluded.rating, reason = excluded.reason, comment = excluded.comment,
                   created_at = excluded.created_at";
    let Feedback { message, user, rating, reason, comment, created_at } = feedback;
    tx.execute(sql, values![*message, *user, rating.as_str(), reason, comment, *created_at]).await?;
    Ok(())
}

/// Everything one user thinks of the messages of a conversation.
pub async fn feedback(
    tx: &Tx,
    conversation: ConversationId,
    user: UserId,
) -> Result<Vec<Feedback>, StoreError> {
    let sql = "SELECT f.* FROM feedback AS f
               JOIN messages AS m ON m.tenant_id = $1 AND m.id = f.message_id
               WHERE f.tenant_id = $1 AND m.conversation_id = $2 AND f.user_id = $3";
    let rows = tx.all(sql, values![conversation, user]).await?;
    let read = |row: &Row| {
        Ok(Feedback {
            message: row.id("message_id")?,
            user: row.id("user_id")?,
            rating: row.parse("rating")?,
            reason: row.get("reason")?,
            comment: row.get("comment")?,
            created_at: row.at("created_at")?,
        })
    };
    rows.iter().map(read).collect()
}
