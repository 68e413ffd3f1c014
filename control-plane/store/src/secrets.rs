//! A tenant's secrets, sealed. Only names ever leave in a list.

use crate::db::values;
use crate::seal::Seal;
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::TenantId;

/// That a secret exists, and since when it has its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretName {
    pub name: String,
    pub updated_at: DateTime<Utc>,
}

/// Sets or replaces a secret.
pub async fn put(
    tx: &WriteTx,
    seal: &Seal,
    name: &str,
    value: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sealed = seal.close(&place(tx.tenant(), name), value.as_bytes())?;
    let sql = "INSERT INTO secrets (tenant_id, name, sealed, updated_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (tenant_id, name) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at";
    tx.execute(sql, values![name, sealed, now]).await?;
    Ok(())
}

/// The value, opened.
///
/// # Errors
/// [`StoreError::Sealed`] when it was sealed under another key file.
pub async fn find(tx: &Tx, seal: &Seal, name: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT sealed FROM secrets WHERE tenant_id = $1 AND name = $2";
    let Some(row) = tx.one(sql, values![name]).await? else { return Ok(None) };
    let plain = seal.open(&place(tx.tenant(), name), &row.get::<Vec<u8>>("sealed")?)?;
    String::from_utf8(plain).map(Some).map_err(|error| StoreError::corrupt("secret", error))
}

/// Whether there is such a secret; needs no key.
pub async fn exists(tx: &Tx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.one("SELECT name FROM secrets WHERE tenant_id = $1 AND name = $2", values![name]).await?.is_some())
}

/// The names.
pub async fn names(tx: &Tx) -> Result<Vec<SecretName>, StoreError> {
    let rows =
        tx.all("SELECT name, updated_at FROM secrets WHERE tenant_id = $1 ORDER BY name", values![]).await?;
    rows.iter()
        .map(|row| Ok(SecretName { name: row.get("name")?, updated_at: row.at("updated_at")? }))
        .collect()
}

/// Takes a secret away; `false` when there was none.
pub async fn delete(tx: &WriteTx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM secrets WHERE tenant_id = $1 AND name = $2", values![name]).await? > 0)
}

fn place(tenant: TenantId, name: &str) -> String {
    format!("secrets/{tenant}/{name}")
}
