//! A tenant's secrets, given to tools by name at call time and to nobody else.

use crate::app::App;
use async_trait::async_trait;
use control_plane_domain::TenantId;
use control_plane_store::secrets;
use flow_schema::ErrorCode;
use mcp_servers_kit::{SecretResolver, ToolError};
use std::sync::{Arc, Weak};

/// Opens the secrets of one tenant.
#[derive(Clone, Debug)]
pub struct TenantSecrets {
    app: Weak<App>,
    tenant: TenantId,
}

impl TenantSecrets {
    pub fn new(app: Weak<App>, tenant: TenantId) -> Self {
        Self { app, tenant }
    }

    /// For a caller that has the app at hand.
    pub fn of(app: &Arc<App>, tenant: TenantId) -> Arc<dyn SecretResolver> {
        Arc::new(Self::new(Arc::downgrade(app), tenant))
    }
}

#[async_trait]
impl SecretResolver for TenantSecrets {
    async fn resolve(&self, name: &str) -> Result<String, ToolError> {
        let unavailable = |cause: &dyn std::fmt::Display| {
            tracing::warn!(secret = name, cause = %cause, "a secret could not be read");
            ToolError::new(ErrorCode::Upstream, format!("the secret {name} cannot be read at the moment"))
        };
        let app = self.app.upgrade().ok_or_else(|| unavailable(&"going down"))?;
        let tx = app.db.read(self.tenant).await.map_err(|error| unavailable(&error))?;
        secrets::find(&tx, &app.seal, name).await.map_err(|error| unavailable(&error))?.ok_or_else(|| {
            ToolError::new(
                ErrorCode::Auth,
                format!("there is no secret named {name}; an administrator can set it"),
            )
        })
    }
}
