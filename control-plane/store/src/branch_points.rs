//! The points at which somebody saved a branch to Git.
//!
//! As with [versions](crate::flow_versions), the row is the promise and its commit follows:
//! [`git::commit_branches`](crate::git::commit_branches) makes what is missing, whenever it is called.

use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{BranchId, BranchName, ResourceName};

/// A point to save.
#[derive(Clone, Debug)]
pub struct NewPoint<'a> {
    pub branch: BranchId,
    pub document: &'a str,
    pub layout: &'a str,
    pub author_name: &'a str,
    pub author_email: &'a str,
    pub message: &'a str,
}

/// A point that has no commit yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub branch: BranchId,
    pub name: BranchName,
    pub flow: ResourceName,
    /// The version that the branch began from.
    pub base_version: Option<u64>,
    pub number: u64,
    pub document: String,
    pub layout: String,
    pub author_name: String,
    pub author_email: String,
    pub message: String,
    pub at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<Pending, StoreError> {
    let version = row.get::<Option<i64>>("base_version")?;
    Ok(Pending {
        branch: row.id("branch_id")?,
        name: row.parse("branch_name")?,
        flow: row.parse("flow_name")?,
        base_version: version.map(|_| row.count("base_version")).transpose()?,
        number: row.count("number")?,
        document: row.get("document")?,
        layout: row.get("layout")?,
        author_name: row.get("author_name")?,
        author_email: row.get("author_email")?,
        message: row.get("message")?,
        at: row.at("at")?,
    })
}

/// Adds the branch's next point and gives its number.
pub async fn create(tx: &WriteTx, new: NewPoint<'_>, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS count FROM flow_branch_points
               WHERE tenant_id = $1 AND branch_id = $2";
    let number = tx.count(sql, values![new.branch]).await? + 1;
    let sql = "INSERT INTO flow_branch_points (tenant_id, branch_id, number, document, layout, author_name,
                   author_email, message, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let NewPoint { branch, document, layout, author_name, author_email, message } = new;
    let values = values![branch, number, document, layout, author_name, author_email, message, micros(now)];
    tx.execute(sql, values).await?;
    Ok(number)
}

/// Whether a branch has a point that is not in Git yet.
pub async fn has_pending(tx: &Tx, branch: BranchId) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM flow_branch_points
               WHERE tenant_id = $1 AND branch_id = $2 AND git_commit IS NULL";
    Ok(tx.count(sql, values![branch]).await? > 0)
}

/// Points that are not in Git yet, in the order in which they must be committed.
pub async fn without_commit(tx: &Tx, limit: u64) -> Result<Vec<Pending>, StoreError> {
    let sql = "SELECT p.*, b.name AS branch_name, b.base_version, f.name AS flow_name
               FROM flow_branch_points AS p
               JOIN flow_branches AS b ON b.tenant_id = $1 AND b.id = p.branch_id
               JOIN flows AS f ON f.tenant_id = $1 AND f.id = b.flow_id
               WHERE p.tenant_id = $1 AND p.git_commit IS NULL
               ORDER BY p.at, p.branch_id, p.number LIMIT $2";
    tx.all(sql, values![limit]).await?.iter().map(read).collect()
}

/// Writes down where in Git a point is.
pub async fn set_commit(tx: &WriteTx, branch: BranchId, number: u64, commit: &str) -> Result<(), StoreError> {
    let sql = "UPDATE flow_branch_points SET git_commit = $4
               WHERE tenant_id = $1 AND branch_id = $2 AND number = $3 AND git_commit IS NULL";
    tx.execute(sql, values![branch, number, commit]).await?;
    Ok(())
}

/// Where in Git a point is; `None` while it is not.
pub async fn commit(tx: &Tx, branch: BranchId, number: u64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT git_commit FROM flow_branch_points
               WHERE tenant_id = $1 AND branch_id = $2 AND number = $3";
    match tx.one(sql, values![branch, number]).await? {
        Some(row) => row.get("git_commit"),
        None => Ok(None),
    }
}
