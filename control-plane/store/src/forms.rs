//! A tenant's forms, with every version they had.

use crate::db::{Row, micros, values};
use crate::{Etag, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{FormId, ResourceName, UserId};

/// A form. The document is JSON text, read by `flow-schema`'s form model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredForm {
    pub id: FormId,
    pub name: ResourceName,
    pub title: String,
    pub version: u64,
    pub document: String,
    pub etag: Etag,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<StoredForm, StoreError> {
    let id: FormId = row.id("id")?;
    Ok(StoredForm {
        id,
        name: row.parse("name")?,
        title: row.get("title")?,
        version: row.count("version")?,
        document: row.get("document")?,
        etag: Etag::of_version(id, row.get("version")?),
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

/// Adds a form as its version 1.
///
/// # Errors
/// [`StoreError::Taken`] when the name is in use.
pub async fn create(
    tx: &WriteTx,
    id: FormId,
    name: &ResourceName,
    title: &str,
    document: &str,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<StoredForm, StoreError> {
    let now = micros(now);
    let sql = "INSERT INTO forms (tenant_id, id, name, title, version, document, created_at, updated_at)
               VALUES ($1, $2, $3, $4, 1, $5, $6, $6)";
    let added = tx.execute(sql, values![id, name.as_str(), title, document, now]).await;
    added.map_err(|error| error.or_taken("form name"))?;
    keep_version(tx, id, 1, document, by, now).await?;
    Ok(StoredForm {
        id,
        name: name.clone(),
        title: title.to_owned(),
        version: 1,
        document: document.to_owned(),
        etag: Etag::of_version(id, 1),
        created_at: now,
        updated_at: now,
    })
}

/// By name.
pub async fn find(tx: &Tx, name: &ResourceName) -> Result<Option<StoredForm>, StoreError> {
    let sql = "SELECT * FROM forms WHERE tenant_id = $1 AND name = $2";
    tx.one(sql, values![name.as_str()]).await?.as_ref().map(read).transpose()
}

/// All of them, by name: a tenant has a handful.
pub async fn all(tx: &Tx) -> Result<Vec<StoredForm>, StoreError> {
    tx.all("SELECT * FROM forms WHERE tenant_id = $1 ORDER BY name", values![])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Makes the next version; `None` when there is no such form.
///
/// # Errors
/// [`StoreError::Stale`] when the form is not `expected` any more.
pub async fn put(
    tx: &WriteTx,
    name: &ResourceName,
    title: &str,
    document: &str,
    expected: Option<&Etag>,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<StoredForm>, StoreError> {
    tx.take_turn(&format!("form/{name}")).await?;
    let Some(form) = find(tx, name).await? else { return Ok(None) };
    if expected.is_some_and(|etag| *etag != form.etag) {
        return Err(StoreError::Stale("form"));
    }
    let version = form.version + 1;
    let sql = "UPDATE forms SET title = $3, document = $4, version = $5, updated_at = $6
               WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![form.id, title, document, version, now]).await?;
    keep_version(tx, form.id, version, document, by, now).await?;
    find(tx, name).await
}

/// The document of an earlier version.
pub async fn version(tx: &Tx, id: FormId, version: u64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT document FROM form_versions WHERE tenant_id = $1 AND form_id = $2 AND version = $3";
    tx.one(sql, values![id, version]).await?.map(|row| row.get("document")).transpose()
}

async fn keep_version(
    tx: &WriteTx,
    id: FormId,
    version: u64,
    document: &str,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO form_versions (tenant_id, form_id, version, document, at, author_id)
               VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, values![id, version, document, now, by]).await?;
    Ok(())
}
