//! Which tenants' Git servers are to be dealt with soon: after publishing, after a webhook, after a change of
//! the settings.

use control_plane_domain::TenantId;
use std::collections::BTreeSet;
use std::sync::Mutex;
use tokio::sync::Notify;

/// Tenants that asked, each once however often it asks.
#[derive(Debug, Default)]
pub struct Calls {
    asked: Mutex<BTreeSet<TenantId>>,
    bell: Notify,
}

impl Calls {
    /// Lets the tenant's next round begin as soon as there is room for it.
    pub fn ring(&self, tenant: TenantId) {
        self.asked.lock().expect("no holder of this lock panics").insert(tenant);
        self.bell.notify_one();
    }

    /// Waits until somebody has asked, and gives everybody who has.
    pub(super) async fn answer(&self) -> BTreeSet<TenantId> {
        loop {
            let asked = std::mem::take(&mut *self.asked.lock().expect("no holder of this lock panics"));
            if !asked.is_empty() {
                return asked;
            }
            self.bell.notified().await;
        }
    }
}
