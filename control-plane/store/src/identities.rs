//! The sign-in directory: which tenant and user an e-mail address belongs to.
//!
//! At sign-in the tenant is not known yet, so row-level security could show no user at all. This
//! shared table holds the address and two ids, nothing else; the account itself is then read under
//! its tenant. An address is therefore unique over the installation: one person, one tenant.

use crate::db::{shared, values};
use crate::{Reads, StoreError, Writes};
use control_plane_domain::{Email, TenantId, UserId};

/// Where the address signs in.
pub async fn find(tx: &impl Reads, email: &Email) -> Result<Option<(TenantId, UserId)>, StoreError> {
    let sql = "SELECT tenant_id, user_id FROM identities WHERE email = $1";
    match shared::one(tx, sql, values![email.as_str()]).await? {
        Some(row) => Ok(Some((row.id("tenant_id")?, row.id("user_id")?))),
        None => Ok(None),
    }
}

/// Enters an address; done by [`users::create`](crate::users::create).
pub(crate) async fn add(
    tx: &impl Writes,
    email: &Email,
    tenant: TenantId,
    user: UserId,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO identities (email, tenant_id, user_id) VALUES ($1, $2, $3)";
    let added = shared::execute(tx, sql, values![email.as_str(), tenant, user]).await;
    added.map_err(|error| error.or_taken("e-mail address"))?;
    Ok(())
}

/// Takes a user's addresses out; done by [`users`](crate::users).
pub(crate) async fn remove(tx: &impl Writes, tenant: TenantId, user: UserId) -> Result<(), StoreError> {
    let sql = "DELETE FROM identities WHERE tenant_id = $1 AND user_id = $2";
    shared::execute(tx, sql, values![tenant, user]).await?;
    Ok(())
}
