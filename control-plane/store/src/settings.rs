//! A tenant's settings: one JSON value per name.

use crate::db::{json, values};
use crate::{Etag, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A setting and its ETag; `None` when it was never set.
///
/// # Errors
/// [`StoreError::Corrupt`] when the stored value is not a `T`.
pub async fn find<T: DeserializeOwned>(tx: &Tx, name: &str) -> Result<Option<(T, Etag)>, StoreError> {
    let sql = "SELECT value, version FROM settings WHERE tenant_id = $1 AND name = $2";
    match tx.one(sql, values![name]).await? {
        Some(row) => Ok(Some((row.json("value")?, Etag::of_version(name, row.get("version")?)))),
        None => Ok(None),
    }
}

/// Sets it.
///
/// # Errors
/// [`StoreError::Stale`] when `expected` is given and is not what is stored now.
pub async fn put(
    tx: &WriteTx,
    name: &str,
    value: &(impl Serialize + Sync),
    expected: Option<&Etag>,
    now: DateTime<Utc>,
) -> Result<Etag, StoreError> {
    tx.take_turn("settings").await?;
    if let Some(expected) = expected {
        let sql = "SELECT version FROM settings WHERE tenant_id = $1 AND name = $2";
        let version = match tx.one(sql, values![name]).await? {
            Some(row) => row.get("version")?,
            None => 0,
        };
        if *expected != Etag::of_version(name, version) {
            return Err(StoreError::Stale("setting"));
        }
    }
    let sql = "INSERT INTO settings (tenant_id, name, value, version, updated_at) VALUES ($1, $2, $3, 1, $4)
               ON CONFLICT (tenant_id, name) DO UPDATE
               SET value = excluded.value, version = settings.version + 1, updated_at = excluded.updated_at
               RETURNING version";
    match tx.one(sql, values![name, json(value), now]).await? {
        Some(row) => Ok(Etag::of_version(name, row.get("version")?)),
        None => Err(StoreError::corrupt("setting", "nothing was returned for a stored row")),
    }
}

/// The ETag of a setting that was never set, for a first `put` with an expectation.
pub fn unset(name: &str) -> Etag {
    Etag::of_version(name, 0)
}
