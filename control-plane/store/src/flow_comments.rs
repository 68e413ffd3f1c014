//! What people say about a flow while they build it.

use crate::db::{Row, json, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{CommentId, FlowId, UserId};

/// A comment, or a reply to one.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowComment {
    pub id: CommentId,
    pub flow: FlowId,
    /// The comment that began the thread; `None` for that one.
    pub parent: Option<CommentId>,
    /// The node it is pinned to.
    pub node: Option<String>,
    /// Or the point of the canvas.
    pub point: Option<(f64, f64)>,
    /// Markdown.
    pub text: String,
    pub mentions: Vec<UserId>,
    pub author: UserId,
    /// As the person was called then.
    pub author_name: String,
    pub resolved: Option<Resolved>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
}

/// Who settled a thread, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub at: DateTime<Utc>,
    pub by: String,
}

fn read(row: &Row) -> Result<FlowComment, StoreError> {
    let mentions: String = row.get("mentions")?;
    let resolved = row.at_or_null("resolved_at")?;
    let by: Option<String> = row.get("resolved_by")?;
    let (x, y): (Option<f64>, Option<f64>) = (row.get("x")?, row.get("y")?);
    Ok(FlowComment {
        id: row.id("id")?,
        flow: row.id("flow_id")?,
        parent: row.id_or_null("parent_id")?,
        node: row.get("node")?,
        point: x.zip(y),
        text: row.get("text")?,
        mentions: serde_json::from_str(&mentions).map_err(|error| StoreError::corrupt("mentions", error))?,
        author: row.id("author_id")?,
        author_name: row.get("author_name")?,
        resolved: resolved.map(|at| Resolved { at, by: by.unwrap_or_default() }),
        created_at: row.at("created_at")?,
        edited_at: row.at_or_null("edited_at")?,
    })
}

/// Keeps a new comment.
pub async fn create(tx: &WriteTx, new: &FlowComment) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO flow_comments (tenant_id, id, flow_id, parent_id, node, x, y, text, mentions, author_id,
                   author_name, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let (x, y) = new.point.unzip();
    tx.execute(
        sql,
        values![
            new.id,
            new.flow,
            new.parent,
            new.node.as_deref(),
            x,
            y,
            &new.text,
            json(&new.mentions),
            new.author,
            &new.author_name,
            micros(new.created_at)
        ],
    )
    .await?;
    Ok(())
}

/// The comments of a flow, the oldest first, at most `limit`.
pub async fn all(tx: &Tx, flow: FlowId, limit: u64) -> Result<Vec<FlowComment>, StoreError> {
    let sql = "SELECT * FROM flow_comments WHERE tenant_id = $1 AND flow_id = $2
               ORDER BY created_at, id LIMIT $3";
    tx.all(sql, values![flow, limit]).await?.iter().map(read).collect()
}

/// How many a flow has.
pub async fn count(tx: &Tx, flow: FlowId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM flow_comments WHERE tenant_id = $1 AND flow_id = $2";
    tx.count(sql, values![flow]).await
}

/// One comment of a flow.
pub async fn find(tx: &Tx, flow: FlowId, id: CommentId) -> Result<Option<FlowComment>, StoreError> {
    let sql = "SELECT * FROM flow_comments WHERE tenant_id = $1 AND flow_id = $2 AND id = $3";
    tx.one(sql, values![flow, id]).await?.as_ref().map(read).transpose()
}

/// Writes what may change: text, mentions, resolution.
pub async fn put(tx: &WriteTx, comment: &FlowComment) -> Result<(), StoreError> {
    let sql = "UPDATE flow_comments SET text = $3, mentions = $4, resolved_at = $5, resolved_by = $6, edited_at = $7
               WHERE tenant_id = $1 AND id = $2";
    let (at, by) = comment.resolved.as_ref().map(|one| (one.at, one.by.as_str())).unzip();
    tx.execute(sql, values![comment.id, &comment.text, json(&comment.mentions), at, by, comment.edited_at])
        .await?;
    Ok(())
}

/// Takes a comment away, with its replies when it began a thread.
pub async fn remove(tx: &WriteTx, flow: FlowId, id: CommentId) -> Result<(), StoreError> {
    let sql =
        "DELETE FROM flow_comments WHERE tenant_id = $1 AND flow_id = $2 AND (id = $3 OR parent_id = $3)";
    tx.execute(sql, values![flow, id]).await?;
    Ok(())
}
