//! Bytes that several rows may share: kept with the first, taken away with the last.

use crate::app::App;
use crate::error::AppResult;
use control_plane_domain::TenantId;
use control_plane_store::blobs::BlobName;
use control_plane_store::{attachments, kb_documents, ticket_files};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// Whoever makes the first row of some bytes or drops the last does it alone: else what just came could go
/// with an equal thing that leaves.
pub(crate) async fn alone_with(app: &App, tenant: TenantId, name: &BlobName) -> OwnedMutexGuard<()> {
    app.turns.take(Uuid::new_v5(&tenant.as_uuid(), format!("blob/{name}").as_bytes())).await
}

/// Takes bytes away whose row is gone, unless another row has the same.
pub(crate) async fn forget(app: &App, tenant: TenantId, blob: &str) -> AppResult<()> {
    let Ok(name) = blob.parse::<BlobName>() else { return Ok(()) };
    let _alone = alone_with(app, tenant, &name).await;
    let tx = app.db.read(tenant).await?;
    let is_used = attachments::uses_blob(&tx, blob).await?
        || ticket_files::uses_blob(&tx, blob).await?
        || kb_documents::uses_blob(&tx, blob).await?;
    drop(tx);
    if !is_used {
        app.blobs.delete(tenant, &name).await?;
    }
    Ok(())
}
