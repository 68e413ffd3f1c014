//! The tenants. A shared table: it holds names, no content.

use crate::db::{Row, shared, values};
use crate::{Reads, StoreError, Writes};
use chrono::{DateTime, Utc};
use control_plane_domain::{ResourceName, TenantId};

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    pub id: TenantId,
    pub slug: ResourceName,
    pub name: String,
    pub created_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<Tenant, StoreError> {
    Ok(Tenant {
        id: row.id("id")?,
        slug: row.parse("slug")?,
        name: row.get("name")?,
        created_at: row.at("created_at")?,
    })
}

/// Adds a tenant.
///
/// # Errors
/// [`StoreError::Taken`] when the slug is in use.
pub async fn create(tx: &impl Writes, tenant: &Tenant) -> Result<(), StoreError> {
    let sql = "INSERT INTO tenants (id, slug, name, created_at) VALUES ($1, $2, $3, $4)";
    let values = values![tenant.id, tenant.slug.as_str(), &tenant.name, tenant.created_at];
    shared::execute(tx, sql, values).await.map_err(|error| error.or_taken("tenant"))?;
    Ok(())
}

/// Every tenant, oldest first: for jobs that walk them all.
pub async fn all(tx: &impl Reads) -> Result<Vec<Tenant>, StoreError> {
    let rows = shared::all(tx, "SELECT * FROM tenants ORDER BY created_at, id", values![]).await?;
    rows.iter().map(read).collect()
}

/// By id.
pub async fn find(tx: &impl Reads, id: TenantId) -> Result<Option<Tenant>, StoreError> {
    let row = shared::one(tx, "SELECT * FROM tenants WHERE id = $1", values![id]).await?;
    row.as_ref().map(read).transpose()
}

/// By slug.
pub async fn find_by_slug(tx: &impl Reads, slug: &ResourceName) -> Result<Option<Tenant>, StoreError> {
    let row = shared::one(tx, "SELECT * FROM tenants WHERE slug = $1", values![slug.as_str()]).await?;
    row.as_ref().map(read).transpose()
}

/// Changes the display name; `false` when there is no such tenant.
pub async fn rename(tx: &impl Writes, id: TenantId, name: &str) -> Result<bool, StoreError> {
    let changed =
        shared::execute(tx, "UPDATE tenants SET name = $2 WHERE id = $1", values![id, name]).await?;
    Ok(changed > 0)
}
