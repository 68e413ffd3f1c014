//! Whose changes a draft has that no version has.

use crate::db::{Row, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, UserId};

/// Where somebody changed a draft since it was published last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// `None`: the product itself, or Git.
    pub author: Option<UserId>,
    /// As the person was called then.
    pub author_name: String,
    /// Empty: the flow itself.
    pub node: String,
    /// Pointer within it; empty for all of it.
    pub field: String,
    pub changed_at: DateTime<Utc>,
}

pub(crate) fn read(row: &Row) -> Result<DraftPlace, StoreError> {
    let author: UserId = row.id("author_id")?;
    Ok(DraftPlace {
        author: Some(author).filter(|user| !user.as_uuid().is_nil()),
        author_name: row.get("author_name")?,
        node: row.get("node")?,
        field: row.get("field")?,
        changed_at: row.at("changed_at")?,
    })
}

/// Nobody has an id of zeros: a key's column is never null.
pub(crate) fn author_id(place: &DraftPlace) -> UserId {
    place.author.unwrap_or_else(nobody)
}

/// Notes that somebody changed the draft there.
pub async fn put(tx: &WriteTx, flow: FlowId, place: &DraftPlace) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft_places (tenant_id, flow_id, author_id, author_name, node, field, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (tenant_id, flow_id, node, field, author_id) DO UPDATE SET
                   author_name = excluded.author_name, changed_at = excluded.changed_at";
    let author = author_id(place);
    let values = values![flow, author, &place.author_name, &place.node, &place.field, place.changed_at];
    tx.execute(sql, values).await?;
    Ok(())
}

/// All of them, the newest first.
pub async fn all(tx: &Tx, flow: FlowId) -> Result<Vec<DraftPlace>, StoreError> {
    let sql = "SELECT * FROM draft_places WHERE tenant_id = $1 AND flow_id = $2
               ORDER BY changed_at DESC, node, field";
    tx.all(sql, values![flow]).await?.iter().map(read).collect()
}

/// Forgets them: a version has them now.
pub async fn clear(tx: &WriteTx, flow: FlowId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM draft_places WHERE tenant_id = $1 AND flow_id = $2", values![flow]).await?;
    Ok(())
}

/// Forgets those of one author.
pub async fn clear_of(tx: &WriteTx, flow: FlowId, author: Option<UserId>) -> Result<(), StoreError> {
    let sql = "DELETE FROM draft_places WHERE tenant_id = $1 AND flow_id = $2 AND author_id = $3";
    tx.execute(sql, values![flow, author.unwrap_or_else(nobody)]).await?;
    Ok(())
}

/// What is noted of a node is noted of its new name.
pub async fn rename(tx: &WriteTx, flow: FlowId, from: &str, to: &str) -> Result<(), StoreError> {
    // What an earlier node of the new name left behind gives way.
    let sql = "DELETE FROM draft_places WHERE tenant_id = $1 AND flow_id = $2 AND node = $4 AND EXISTS (
                   SELECT 1 FROM draft_places AS one WHERE one.tenant_id = $1 AND one.flow_id = $2
                   AND one.node = $3 AND one.field = draft_places.field AND one.author_id = draft_places.author_id)";
    tx.execute(sql, values![flow, from, to]).await?;
    let sql = "UPDATE draft_places SET node = $4 WHERE tenant_id = $1 AND flow_id = $2 AND node = $3";
    tx.execute(sql, values![flow, from, to]).await?;
    Ok(())
}

/// In the place of the author of what nobody is known to have changed.
fn nobody() -> UserId {
    UserId::new(uuid::Uuid::nil())
}
