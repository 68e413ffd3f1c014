//! Jobs that go round by round: at once when somebody rings, and now and then when nobody does, for another process may have
//! left something.

use crate::app::App;
use crate::error::AppResult;
use control_plane_domain::TenantId;
use control_plane_store::tenants;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// After a failure of the database, the disk or the journal.
const BREATHER: Duration = Duration::from_secs(5);

/// Goes round until cancelled: after a ring, else after `look_again`. A round that fails is told with `failed`, and tried again.
pub(crate) async fn until_cancelled<F>(
    cancel: &CancellationToken,
    bell: &Notify,
    look_again: Duration,
    failed: &str,
    mut round: impl FnMut() -> F,
) where
    F: Future<Output = AppResult<()>>,
{
    loop {
        let rang = bell.notified();
        let wait = match round().await {
            Ok(()) => look_again,
            Err(error) => {
                tracing::warn!(%error, "{failed}; trying again");
                BREATHER
            }
        };
        tokio::select! {
            () = cancel.cancelled() => return,
            () = rang => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Whose turn it is, one after the other.
///
/// # Errors
/// What the store answers.
pub(crate) async fn tenants(app: &App) -> AppResult<Vec<TenantId>> {
    let shared = app.db.read_shared().await?;
    Ok(tenants::all(&shared).await?.into_iter().map(|tenant| tenant.id).collect())
}
