//! Rounds in the background: soon after publishing or a webhook, else now and then.

use super::settings;
use super::sync::{SyncStatus, sync};
use crate::app::App;
use crate::caller::{Caller, PRODUCT};
use crate::error::AppResult;
use control_plane_domain::TenantId;
use control_plane_store::tenants::{self, Tenant};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How often a remote is looked at when nobody says that it has changed.
const EVERY: Duration = Duration::from_secs(300);
/// The first wait after a failed round; each one more doubles it.
const RETRY: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(900);

/// Keeps every tenant's remote up to date until cancelled.
pub async fn run(app: Arc<App>, cancel: CancellationToken) {
    let mut failures: HashMap<TenantId, u32> = HashMap::new();
    let mut due: BTreeMap<TenantId, Instant> = BTreeMap::new();
    loop {
        let next = due.values().min().copied().unwrap_or_else(Instant::now);
        let rung = tokio::select! {
            () = cancel.cancelled() => return,
            () = app.git_sync.notified() => true,
            () = tokio::time::sleep_until(next) => false,
        };
        let tenants = match all(&app).await {
            Ok(tenants) => tenants,
            Err(error) => {
                tracing::warn!(%error, "the tenants cannot be read; their Git servers are looked at later");
                due = BTreeMap::from([(TenantId::new(uuid::Uuid::nil()), Instant::now() + RETRY)]);
                continue;
            }
        };
        let now = Instant::now();
        due.retain(|id, _| tenants.iter().any(|tenant| tenant.id == *id));
        for tenant in tenants {
            if !rung && due.get(&tenant.id).is_some_and(|due| *due > now) {
                continue;
            }
            let wait = tokio::select! {
                () = cancel.cancelled() => return,
                wait = round(&app, &tenant, &mut failures) => wait,
            };
            due.insert(tenant.id, Instant::now() + wait);
        }
        if due.is_empty() {
            due.insert(TenantId::new(uuid::Uuid::nil()), Instant::now() + EVERY);
        }
    }
}

async fn all(app: &App) -> AppResult<Vec<Tenant>> {
    Ok(tenants::all(&app.db.read_shared().await?).await?)
}

/// One round; how long to wait for the next.
async fn round(app: &App, tenant: &Tenant, failures: &mut HashMap<TenantId, u32>) -> Duration {
    let caller = Caller::product(tenant.id, &tenant.name, tenant.slug.as_str(), PRODUCT.to_lowercase());
    if let Ok(None) = settings::remote(app, tenant.id).await {
        failures.remove(&tenant.id);
        return EVERY;
    }
    match sync(app, &caller, BTreeMap::new()).await {
        // A conflict or a refusal waits for people: trying again at once changes nothing.
        Ok(state) if state.status != SyncStatus::Failed => {
            failures.remove(&tenant.id);
            EVERY
        }
        result => {
            if let Err(error) = result {
                tracing::warn!(tenant = %tenant.slug, %error, "the Git server could not be dealt with");
            }
            let failed = failures.entry(tenant.id).or_default();
            *failed = failed.saturating_add(1);
            RETRY.saturating_mul(2_u32.saturating_pow((*failed - 1).min(10))).min(LONGEST)
        }
    }
}
