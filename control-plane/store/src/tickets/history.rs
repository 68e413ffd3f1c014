use super::Author;
use crate::db::{Row, json, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::TicketId;
use serde_json::{Map, Value};

/// A deed in a ticket's life.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// From 1, without gaps.
    pub seq: u64,
    pub at: DateTime<Utc>,
    pub by: Author,
    /// `created`, `updated`, `commented`, `assigned`, `closed`, `reopened`.
    pub action: String,
    /// `{field: {from, to}}`.
    pub changes: Map<String, Value>,
}

/// A line to add.
pub(super) struct Line<'a> {
    pub(super) action: &'a str,
    pub(super) changes: Map<String, Value>,
    pub(super) key: Option<&'a str>,
}

/// A ticket's life, from its beginning.
pub async fn history(tx: &Tx, ticket: TicketId) -> Result<Vec<HistoryEntry>, StoreError> {
    let sql = "SELECT * FROM ticket_history WHERE tenant_id = $1 AND ticket_id = $2 ORDER BY seq LIMIT 1000";
    let read = |row: &Row| {
        Ok(HistoryEntry {
            seq: row.count("seq")?,
            at: row.at("at")?,
            by: Author { id: row.id_or_null("actor_id")?, name: row.get("actor_name")? },
            action: row.get("action")?,
            changes: row.json("changes")?,
        })
    };
    tx.all(sql, values![ticket]).await?.iter().map(read).collect()
}

/// Whether a deed with this key was done to the ticket.
pub(super) async fn knows(tx: &Tx, ticket: TicketId, key: &str) -> Result<bool, StoreError> {
    let sql =
        "SELECT seq FROM ticket_history WHERE tenant_id = $1 AND ticket_id = $2 AND idempotency_key = $3";
    Ok(tx.one(sql, values![ticket, key]).await?.is_some())
}

/// Adds a line. The caller has the ticket's turn, or has just made it.
pub(super) async fn append(
    tx: &WriteTx,
    ticket: TicketId,
    by: &Author,
    line: Line<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO ticket_history (tenant_id, ticket_id, seq, idempotency_key, at, actor_id, actor_name, action,
                                     changes)
         VALUES ($1, $2,
             (SELECT COALESCE(MAX(seq), 0) + 1 FROM ticket_history WHERE tenant_id = $1 AND ticket_id = $2),
             $3, $4, $5, $6, $7, $8)",
        values![ticket, line.key, now, by.id, &by.name, line.action, json(&line.changes)],
    )
    .await?;
    Ok(())
}
