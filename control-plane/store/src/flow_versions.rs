//! Published versions: frozen, numbered per flow, tied to Git by their content hash.
//!
//! Publishing is two steps, since a database and a Git repository share no transaction: [`publish`]
//! writes the version without a commit; then [`git`](crate::git) commits and [`set_commit`] writes
//! the commit down. A crash in between leaves a version without a commit, which
//! [`git::mend`](crate::git::mend) finds at the next start and finishes.

use crate::db::{Row, json, micros, values};
use crate::flows::Problems;
use crate::version_results::{self, Found, TestsRun};
use crate::{Listed, Page, StoreError, Tx, WriteTx, flow_documents};
use chrono::{DateTime, Utc};
use control_plane_domain::{FlowId, ResourceName, UserId};
use std::collections::BTreeMap;

/// A published version, without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub flow_id: FlowId,
    pub flow: ResourceName,
    pub number: u64,
    /// SHA-256 of the document; what runs are pinned to.
    pub hash: String,
    pub author: Option<UserId>,
    pub author_name: String,
    pub author_email: String,
    pub message: String,
    pub at: DateTime<Utc>,
    /// `None` until it is in Git.
    pub commit: Option<String>,
    /// What the check counted when it was published; `None` when nobody wrote it down.
    pub problems: Option<Problems>,
    /// How its tests went last; `None` when nobody wrote it down.
    pub tests: Option<TestsRun>,
}

/// What goes into a commit beside the version itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFiles {
    pub document: String,
    pub layout: String,
    /// By path below the flow's folder: `tests/reset-password.json`.
    pub tests: BTreeMap<String, String>,
}

/// A version to publish.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    pub files: &'a VersionFiles,
    pub author: Option<UserId>,
    pub author_name: &'a str,
    pub author_email: &'a str,
    pub message: &'a str,
    pub found: Found<'a>,
}

/// Versions of this tenant, as `v`, with what is known of them.
fn select() -> String {
    format!(
        "SELECT v.flow_id, v.flow_name, v.number, v.hash, v.author_id, v.author_name, v.author_email, v.message,
                v.at, v.git_commit, {columns}
         FROM (SELECT * FROM flow_versions WHERE tenant_id = $1) AS v {joins}",
        columns = version_results::COLUMNS,
        joins = version_results::JOINS,
    )
}

fn read(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        flow_id: row.id("flow_id")?,
        flow: row.parse("flow_name")?,
        number: row.count("number")?,
        hash: row.get("hash")?,
        author: row.id_or_null("author_id")?,
        author_name: row.get("author_name")?,
        author_email: row.get("author_email")?,
        message: row.get("message")?,
        at: row.at("at")?,
        commit: row.get("git_commit")?,
        problems: version_results::problems(row)?,
        tests: version_results::tests(row)?,
    })
}

/// Freezes the next version of a flow and makes it the one that new runs get. `None` when there is
/// no such flow.
pub async fn publish(
    tx: &WriteTx,
    flow: &ResourceName,
    new: NewVersion<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Version>, StoreError> {
    tx.take_turn(&format!("flow/{flow}")).await?;
    let sql = "SELECT id FROM flows WHERE tenant_id = $1 AND name = $2";
    let Some(row) = tx.one(sql, values![flow.as_str()]).await? else { return Ok(None) };
    let flow_id: FlowId = row.id("id")?;
    let sql =
        "SELECT COALESCE(MAX(number), 0) AS count FROM flow_versions WHERE tenant_id = $1 AND flow_id = $2";
    let number = tx.count(sql, values![flow_id]).await? + 1;
    let hash = flow_documents::put(tx, &new.files.document, now).await?;
    let now = micros(now);
    tx.execute(
        "INSERT INTO flow_versions (tenant_id, flow_id, number, flow_name, hash, layout, tests, author_id,
                                    author_name, author_email, message, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            flow_id,
            number,
            flow.as_str(),
            &hash,
            &new.files.layout,
            json(&new.files.tests),
            new.author,
            new.author_name,
            new.author_email,
            new.message,
            now
        ],
    )
    .await?;
    version_results::put(tx, flow_id, number, &new.found).await?;
    let sql = "UPDATE flows SET published_version = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![flow_id, number]).await?;
    let tests = new.found.tests.map(|tests| TestsRun { at: micros(tests.at), ..tests });
    Ok(Some(Version {
        flow_id,
        flow: flow.clone(),
        number,
        hash,
        author: new.author,
        author_name: new.author_name.to_owned(),
        author_email: new.author_email.to_owned(),
        message: new.message.to_owned(),
        at: now,
        commit: None,
        problems: Some(new.found.problems),
        tests,
    }))
}

/// Writes down where in Git a version is. Only once: a commit that is known stays.
pub async fn set_commit(tx: &WriteTx, flow: FlowId, number: u64, commit: &str) -> Result<(), StoreError> {
    let sql = "UPDATE flow_versions SET git_commit = $4
               WHERE tenant_id = $1 AND flow_id = $2 AND number = $3 AND git_commit IS NULL";
    tx.execute(sql, values![flow, number, commit]).await?;
    Ok(())
}

/// Forgets where in Git a version and all later ones of its flow are, so that they are committed again.
pub async fn forget_commits(tx: &WriteTx, flow: &ResourceName, from: u64) -> Result<(), StoreError> {
    let sql = "UPDATE flow_versions SET git_commit = NULL WHERE tenant_id = $1 AND number >= $3
               AND flow_id = (SELECT id FROM flows WHERE tenant_id = $1 AND name = $2)";
    tx.execute(sql, values![flow.as_str(), from]).await?;
    Ok(())
}

/// Versions whose publishing was interrupted, in the order in which they must be committed.
pub async fn without_commit(tx: &Tx, limit: u64) -> Result<Vec<Version>, StoreError> {
    let sql = format!("{} WHERE v.git_commit IS NULL ORDER BY v.at, v.flow_id, v.number LIMIT $2", select());
    tx.all(&sql, values![limit]).await?.iter().map(read).collect()
}

/// One version of a flow.
pub async fn find(tx: &Tx, flow: &ResourceName, number: u64) -> Result<Option<Version>, StoreError> {
    let sql = format!(
        "{} WHERE v.number = $3 AND v.flow_id = (SELECT id FROM flows WHERE tenant_id = $1 AND name = $2)",
        select()
    );
    tx.one(&sql, values![flow.as_str(), number]).await?.as_ref().map(read).transpose()
}

/// The version that new runs get; `None` when nothing is published.
pub async fn published(tx: &Tx, flow: &ResourceName) -> Result<Option<Version>, StoreError> {
    let sql = format!(
        "{} WHERE (v.flow_id, v.number)
                = (SELECT id, published_version FROM flows WHERE tenant_id = $1 AND name = $2)",
        select()
    );
    tx.one(&sql, values![flow.as_str()]).await?.as_ref().map(read).transpose()
}

/// Names of the flows that have a published version.
pub async fn published_names(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM flows WHERE tenant_id = $1 AND published_version IS NOT NULL ORDER BY name";
    tx.all(sql, values![]).await?.iter().map(|row| row.get("name")).collect()
}

/// The newest version of a flow with this document: which number a run's hash stands for.
pub async fn find_by_hash(tx: &Tx, flow: &ResourceName, hash: &str) -> Result<Option<Version>, StoreError> {
    let sql = format!(
        "{} WHERE v.hash = $3 AND v.flow_id = (SELECT id FROM flows WHERE tenant_id = $1 AND name = $2)
         ORDER BY v.number DESC LIMIT 1",
        select()
    );
    tx.one(&sql, values![flow.as_str(), hash]).await?.as_ref().map(read).transpose()
}

/// The documents of a version.
pub async fn files(tx: &Tx, flow: FlowId, number: u64) -> Result<Option<VersionFiles>, StoreError> {
    let sql = "SELECT d.document, v.layout, v.tests FROM flow_versions AS v
               JOIN flow_documents AS d ON d.tenant_id = $1 AND d.hash = v.hash
               WHERE v.tenant_id = $1 AND v.flow_id = $2 AND v.number = $3";
    match tx.one(sql, values![flow, number]).await? {
        Some(row) => Ok(Some(VersionFiles {
            document: row.get("document")?,
            layout: row.get("layout")?,
            tests: row.json("tests")?,
        })),
        None => Ok(None),
    }
}

/// One page of a flow's versions, newest first.
pub async fn list(tx: &Tx, flow: &ResourceName, page: Page) -> Result<Listed<Version>, StoreError> {
    let of_flow = "flow_id = (SELECT id FROM flows WHERE tenant_id = $1 AND name = $2)";
    let sql = format!("{} WHERE v.{of_flow} ORDER BY v.number DESC{}", select(), page.sql());
    let rows = tx.all(&sql, values![flow.as_str()]).await?;
    let sql = format!("SELECT COUNT(*) AS count FROM flow_versions WHERE tenant_id = $1 AND {of_flow}");
    let total = tx.count(&sql, values![flow.as_str()]).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}
