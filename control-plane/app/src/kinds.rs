//! The node kinds a tenant's flows may use.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_domain::TenantId;
use flow_schema::kind::{KindRegistry, NodeKind};

/// Built-in kinds and those of the tenant's MCP servers.
pub fn registry(app: &App, tenant: TenantId) -> KindRegistry {
    app.tools.kinds(tenant.as_uuid(), KindRegistry::builtin())
}

/// The same, for the palette.
///
/// # Errors
/// None today; reading them may fail once they are stored elsewhere.
pub async fn list(app: &App, caller: &Caller) -> AppResult<Vec<NodeKind>> {
    Ok(registry(app, caller.tenant).iter().map(|kind| (**kind).clone()).collect())
}
