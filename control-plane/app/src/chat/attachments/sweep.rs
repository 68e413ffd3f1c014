//! Takes away what was never sent.

use crate::app::App;
use crate::blobs;
use crate::error::AppResult;
use chrono::TimeDelta;
use control_plane_domain::TenantId;
use control_plane_store::{attachments, ticket_files};

/// Long enough for a message that is written over a night.
const KEPT_UNSENT: TimeDelta = TimeDelta::hours(24);
/// Of one tenant, in one round.
const AT_ONCE: u64 = 500;

/// Takes away the files of a tenant that nobody sent within a day, and those whose conversation is gone;
/// how many there were.
///
/// # Errors
/// What the store or the disk answers; then the rest is for the next round.
pub async fn sweep_files(app: &App, tenant: TenantId) -> AppResult<usize> {
    let tx = app.db.write(tenant).await?;
    let before = app.now() - KEPT_UNSENT;
    let swept = attachments::sweep(&tx, before, AT_ONCE).await?.into_iter().map(|file| file.blob);
    let of_tickets = ticket_files::sweep(&tx, before, AT_ONCE).await?.into_iter().map(|file| file.blob);
    let blobs: Vec<String> = swept.chain(of_tickets).collect();
    tx.commit().await?;
    for blob in &blobs {
        blobs::forget(app, tenant, blob).await?;
    }
    Ok(blobs.len())
}
