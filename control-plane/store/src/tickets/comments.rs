use super::{Author, history};
use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::TicketId;
use control_plane_domain::id::CommentId;
use serde_json::Map;

/// What somebody wrote on a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub ticket: TicketId,
    pub author: Author,
    pub body: String,
    /// Hidden from the requester.
    pub internal: bool,
    pub created_at: DateTime<Utc>,
}

/// A comment to add.
#[derive(Clone, Debug)]
pub struct NewComment<'a> {
    pub id: CommentId,
    pub author: Author,
    pub body: &'a str,
    pub internal: bool,
    /// Under a key that this ticket has seen the comment stands already.
    pub key: Option<&'a str>,
}

fn read(row: &Row) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: row.id("id")?,
        ticket: row.id("ticket_id")?,
        author: Author { id: row.id_or_null("author_id")?, name: row.get("author_name")? },
        body: row.get("body")?,
        internal: row.get("internal")?,
        created_at: row.at("created_at")?,
    })
}

/// Adds a comment, once per key. `None` when there is no such ticket.
pub async fn add_comment(
    tx: &WriteTx,
    ticket: TicketId,
    new: NewComment<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Comment>, StoreError> {
    tx.take_turn(&format!("ticket/{ticket}")).await?;
    if let Some(key) = new.key {
        let sql =
            "SELECT * FROM ticket_comments WHERE tenant_id = $1 AND ticket_id = $2 AND idempotency_key = $3";
        if let Some(row) = tx.one(sql, values![ticket, key]).await? {
            return read(&row).map(Some);
        }
    }
    let sql = "UPDATE tickets SET updated_at = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2";
    if tx.execute(sql, values![ticket, now]).await? == 0 {
        return Ok(None);
    }
    let now = micros(now);
    tx.execute(
        "INSERT INTO ticket_comments (tenant_id, id, ticket_id, idempotency_key, author_id, author_name, body,
                                      internal, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![new.id, ticket, new.key, new.author.id, &new.author.name, new.body, new.internal, now],
    )
    .await?;
    let line = history::Line { action: "commented", changes: Map::new(), key: None };
    history::append(tx, ticket, &new.author, line, now).await?;
    let (id, author, body, internal) = (new.id, new.author, new.body.to_owned(), new.internal);
    Ok(Some(Comment { id, ticket, author, body, internal, created_at: now }))
}

/// A ticket's comments, oldest first; without the internal ones for its requester.
pub async fn comments(tx: &Tx, ticket: TicketId, with_internal: bool) -> Result<Vec<Comment>, StoreError> {
    let sql = "SELECT * FROM ticket_comments WHERE tenant_id = $1 AND ticket_id = $2 AND ($3 OR NOT internal)
               ORDER BY created_at, id LIMIT 1000";
    tx.all(sql, values![ticket, with_internal]).await?.iter().map(read).collect()
}
