//! What a new installation begins with: one tenant.

use anyhow::Context;
use control_plane_app::App;
use control_plane_domain::{ResourceName, TenantId};
use control_plane_store::tenants::{self, Tenant};

const SLUG: &str = "my-company";
const NAME: &str = "My company";

/// The first tenant, made if there is none; and whether it was made now.
///
/// # Errors
/// When the database refuses.
pub async fn first_tenant(app: &App) -> anyhow::Result<(Tenant, bool)> {
    let existing = tenants::all(&app.db.read_shared().await?).await?;
    if let Some(tenant) = existing.into_iter().next() {
        return Ok((tenant, false));
    }
    let slug: ResourceName = SLUG.parse().context("a constant")?;
    let tenant =
        Tenant { id: TenantId::new(app.new_id()), slug, name: NAME.to_owned(), created_at: app.now() };
    let tx = app.db.write_shared().await?;
    tenants::create(&tx, &tenant).await?;
    tx.commit().await?;
    Ok((tenant, true))
}
