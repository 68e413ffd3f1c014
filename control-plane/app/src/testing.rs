//! What several tests of this crate need. For tests only.

use control_plane_domain::TenantId;
use control_plane_store::Db;
use control_plane_store::tenants::{self, Tenant};
use uuid::Uuid;

/// A tenant of this slug.
///
/// # Panics
/// When it cannot be made.
pub async fn tenant(db: &Db, slug: &str) -> TenantId {
    let id = TenantId::new(Uuid::now_v7());
    let slug = slug.parse().expect("a slug");
    let tenant = Tenant { id, slug, name: "Test".to_owned(), created_at: chrono::Utc::now() };
    let tx = db.write_shared().await.expect("a transaction");
    tenants::create(&tx, &tenant).await.expect("a new tenant");
    tx.commit().await.expect("a commit");
    id
}
