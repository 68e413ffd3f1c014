//! Drafts of flows and of their branches as they were before something changed much of them at once.

use crate::db::{Row, micros, values};
use crate::{Etag, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{BranchId, FlowId, RestorePointId, UserId};

/// Which of a flow's drafts: its own, or a branch's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineOf {
    pub flow: FlowId,
    pub branch: Option<BranchId>,
}

/// A restore point without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestorePoint {
    pub id: RestorePointId,
    pub line: LineOf,
    /// What came after: `tidy up`.
    pub label: String,
    /// Of both documents together.
    pub bytes: u64,
    pub nodes: u64,
    pub author: Option<UserId>,
    /// As the person was called then.
    pub author_name: String,
    pub at: DateTime<Utc>,
}

/// What was the draft then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    pub document: String,
    pub layout: String,
}

impl Documents {
    pub fn etag(&self) -> Etag {
        // The layout begins where the document's length says, so that no two pairs are the same text.
        Etag::of_content(&format!("{}/{}{}", self.document.len(), self.document, self.layout))
    }
}

const COLUMNS: &str = "id, flow_id, branch_id, label, bytes, nodes, author_id, author_name, at";
/// The rows of one draft; `$2` is its flow, `$3` its branch.
const OF_LINE: &str =
    "tenant_id = $1 AND flow_id = $2 AND (branch_id = $3 OR (branch_id IS NULL AND $3 IS NULL))";

fn read(row: &Row) -> Result<RestorePoint, StoreError> {
    Ok(RestorePoint {
        id: row.id("id")?,
        line: LineOf { flow: row.id("flow_id")?, branch: row.id_or_null("branch_id")? },
        label: row.get("label")?,
        bytes: row.count("bytes")?,
        nodes: row.count("nodes")?,
        author: row.id_or_null("author_id")?,
        author_name: row.get("author_name")?,
        at: row.at("at")?,
    })
}

/// Keeps one; `false` when the tenant has one of this id already.
pub async fn put(tx: &WriteTx, point: &RestorePoint, documents: &Documents) -> Result<bool, StoreError> {
    let sql =
        "INSERT INTO flow_restore_points (tenant_id, id, flow_id, branch_id, label, document, layout, bytes,
                   nodes, author_id, author_name, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               ON CONFLICT (tenant_id, id) DO NOTHING";
    let values = values![
        point.id,
        point.line.flow,
        point.line.branch,
        &point.label,
        &documents.document,
        &documents.layout,
        point.bytes,
        point.nodes,
        point.author,
        &point.author_name,
        micros(point.at)
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Those of a draft, the newest first.
pub async fn all(tx: &Tx, line: LineOf) -> Result<Vec<RestorePoint>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM flow_restore_points WHERE {OF_LINE} ORDER BY at DESC, id DESC");
    tx.all(&sql, values![line.flow, line.branch]).await?.iter().map(read).collect()
}

/// One of a draft, with its documents.
pub async fn find(
    tx: &Tx,
    line: LineOf,
    id: RestorePointId,
) -> Result<Option<(RestorePoint, Documents)>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS}, document, layout FROM flow_restore_points WHERE {OF_LINE} AND id = $4");
    let row = tx.one(&sql, values![line.flow, line.branch, id]).await?;
    row.map(|row| Ok((read(&row)?, Documents { document: row.get("document")?, layout: row.get("layout")? })))
        .transpose()
}

/// Takes one away.
pub async fn remove(tx: &WriteTx, id: RestorePointId) -> Result<(), StoreError> {
    let sql = "DELETE FROM flow_restore_points WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id]).await?;
    Ok(())
}
