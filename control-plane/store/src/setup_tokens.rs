//! One-time links for the first administrator of a tenant. Only hashes are kept.

use crate::db::{shared, values};
use crate::{Reads, StoreError, Writes};
use chrono::{DateTime, Utc};
use control_plane_domain::TenantId;

/// Adds a link.
pub async fn create(
    tx: &impl Writes,
    token_hash: &str,
    tenant: TenantId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO setup_tokens (token_hash, tenant_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    shared::execute(tx, sql, values![token_hash, tenant, now, expires_at]).await?;
    Ok(())
}

/// The tenant an unused, unexpired link is for.
pub async fn find(
    tx: &impl Reads,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<TenantId>, StoreError> {
    let sql =
        "SELECT tenant_id FROM setup_tokens WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    shared::one(tx, sql, values![token_hash, now]).await?.map(|row| row.id("tenant_id")).transpose()
}

/// Uses a link up, once: of two callers at the same time one gets `None`. Do it in the transaction
/// that makes the administrator, so that a failure leaves the link good.
pub async fn take(
    tx: &impl Writes,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<TenantId>, StoreError> {
    let sql = "UPDATE setup_tokens SET used_at = $2
               WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING tenant_id";
    shared::one(tx, sql, values![token_hash, now]).await?.map(|row| row.id("tenant_id")).transpose()
}

/// Makes a tenant's unused links worthless, before a new one is printed.
pub async fn withdraw(tx: &impl Writes, tenant: TenantId) -> Result<u64, StoreError> {
    shared::execute(tx, "DELETE FROM setup_tokens WHERE tenant_id = $1 AND used_at IS NULL", values![tenant])
        .await
}
