//! Branches of flows: drafts beside a flow's own, each with what it began from.

use crate::db::{Row, micros, values};
use crate::flows::{Draft, Problems};
use crate::{Etag, StoreError, Tx, WriteTx, flow_documents};
use chrono::{DateTime, Utc};
use control_plane_domain::{BranchId, BranchName, FlowId, ResourceName, UserId};

/// A branch with its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub id: BranchId,
    pub flow: FlowId,
    pub name: BranchName,
    /// What its draft and the flow's have in common: where it began, or was last brought together with it.
    pub base: String,
    pub base_layout: String,
    /// Which version that is; `None` when it was the flow's draft.
    pub base_version: Option<u64>,
    pub draft: String,
    pub draft_hash: String,
    pub layout: String,
    pub layout_etag: Etag,
    /// What the checks said when the draft was stored.
    pub problems: Problems,
    pub created_at: DateTime<Utc>,
    /// As the person was called then.
    pub created_by: String,
    pub updated_at: DateTime<Utc>,
    pub updated_by: Option<UserId>,
}

impl Branch {
    pub fn draft_etag(&self) -> Etag {
        Etag::of_hash(&self.draft_hash)
    }
}

/// A branch to add; it starts as its base.
#[derive(Clone, Debug)]
pub struct NewBranch<'a> {
    pub id: BranchId,
    pub flow: FlowId,
    pub name: &'a BranchName,
    pub base: &'a str,
    pub base_layout: &'a str,
    pub base_version: Option<u64>,
    pub problems: Problems,
    pub by: Option<UserId>,
    pub by_name: &'a str,
}

fn read(row: &Row) -> Result<Branch, StoreError> {
    let version = row.get::<Option<i64>>("base_version")?;
    Ok(Branch {
        id: row.id("id")?,
        flow: row.id("flow_id")?,
        name: row.parse("name")?,
        base: row.get("base")?,
        base_layout: row.get("base_layout")?,
        base_version: version.map(|_| row.count("base_version")).transpose()?,
        draft: row.get("draft")?,
        draft_hash: row.get("draft_hash")?,
        layout: row.get("layout")?,
        layout_etag: row.get::<String>("layout_etag")?.into(),
        problems: Problems { errors: row.count("errors")?, warnings: row.count("warnings")? },
        created_at: row.at("created_at")?,
        created_by: row.get("created_by_name")?,
        updated_at: row.at("updated_at")?,
        updated_by: row.id_or_null("updated_by")?,
    })
}

/// Adds a branch.
///
/// # Errors
/// [`StoreError::Taken`] when the flow has one of this name.
pub async fn create(tx: &WriteTx, new: NewBranch<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO flow_branches (tenant_id, id, flow_id, name, base, base_layout, base_version, draft,
                   draft_hash, layout, layout_etag, errors, warnings, created_at, created_by_name, updated_at,
                   updated_by)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $5, $8, $6, $9, $10, $11, $12, $13, $12, $14)";
    let values = values![
        new.id,
        new.flow,
        new.name.as_str(),
        new.base,
        new.base_layout,
        new.base_version,
        flow_documents::hash(new.base),
        Etag::of_content(new.base_layout).as_str(),
        new.problems.errors,
        new.problems.warnings,
        micros(now),
        new.by_name,
        new.by
    ];
    tx.execute(sql, values).await.map_err(|error| error.or_taken("branch name"))?;
    Ok(())
}

/// By name.
pub async fn find(tx: &Tx, flow: FlowId, name: &BranchName) -> Result<Option<Branch>, StoreError> {
    let sql = "SELECT * FROM flow_branches WHERE tenant_id = $1 AND flow_id = $2 AND name = $3";
    tx.one(sql, values![flow, name.as_str()]).await?.as_ref().map(read).transpose()
}

/// All of a flow, by name: there are few.
pub async fn all(tx: &Tx, flow: FlowId) -> Result<Vec<Branch>, StoreError> {
    let sql = "SELECT * FROM flow_branches WHERE tenant_id = $1 AND flow_id = $2 ORDER BY name";
    tx.all(sql, values![flow]).await?.iter().map(read).collect()
}

/// All of the tenant, with the names of their flows.
pub async fn of_tenant(tx: &Tx) -> Result<Vec<(ResourceName, Branch)>, StoreError> {
    let sql = "SELECT b.*, f.name AS flow FROM flow_branches AS b
               JOIN flows AS f ON f.tenant_id = $1 AND f.id = b.flow_id
               WHERE b.tenant_id = $1 ORDER BY f.name, b.name";
    let rows = tx.all(sql, values![]).await?;
    rows.iter().map(|row| Ok((row.parse("flow")?, read(row)?))).collect()
}

/// Replaces the draft. Whoever has taken the flow's [turn](crate::flows::take_turn) has looked at its ETag.
pub async fn put_draft(
    tx: &WriteTx,
    id: BranchId,
    draft: Draft<'_>,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Etag, StoreError> {
    let sql =
        "UPDATE flow_branches SET draft = $3, draft_hash = $4, errors = $5, warnings = $6, updated_at = $7,
                   updated_by = $8
               WHERE tenant_id = $1 AND id = $2";
    let hash = flow_documents::hash(draft.document);
    let Problems { errors, warnings } = draft.problems;
    tx.execute(sql, values![id, draft.document, &hash, errors, warnings, micros(now), by]).await?;
    Ok(Etag::of_hash(&hash))
}

/// Replaces the layout, in the flow's turn like the draft.
pub async fn put_layout(tx: &WriteTx, id: BranchId, layout: &str) -> Result<Etag, StoreError> {
    let etag = Etag::of_content(layout);
    let sql = "UPDATE flow_branches SET layout = $3, layout_etag = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, layout, etag.as_str()]).await?;
    Ok(etag)
}

/// From now on this is what the branch and the flow's draft have in common.
pub async fn put_base(tx: &WriteTx, id: BranchId, base: &str, layout: &str) -> Result<(), StoreError> {
    let sql = "UPDATE flow_branches SET base = $3, base_layout = $4, base_version = NULL
               WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, base, layout]).await?;
    Ok(())
}

/// Takes a branch away with all that is said about it; `false` when there is none.
pub async fn delete(tx: &WriteTx, id: BranchId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM flow_branches WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id]).await? > 0)
}
