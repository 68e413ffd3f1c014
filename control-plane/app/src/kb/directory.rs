use async_trait::async_trait;
use control_plane_domain::{ResourceName, TenantId};
use control_plane_store::{Db, kb_bases};
use flow_schema::ErrorCode;
use mcp_servers_kb_search::BaseDirectory;
use mcp_servers_kit::ToolError;
use uuid::Uuid;

/// Which bases a tenant has, for the `kb_search` tool.
#[derive(Clone, Debug)]
pub struct StoredBases(pub Db);

#[async_trait]
impl BaseDirectory for StoredBases {
    async fn base(&self, tenant: Uuid, name: &str) -> Result<Option<Uuid>, ToolError> {
        let Ok(name) = name.parse::<ResourceName>() else { return Ok(None) };
        let found = async {
            let tx = self.0.read(TenantId::new(tenant)).await?;
            kb_bases::find(&tx, &name).await
        };
        match found.await {
            Ok(base) => Ok(base.map(|base| base.id.as_uuid())),
            Err(error) => {
                tracing::warn!(%error, "the list of knowledge bases could not be read");
                Err(ToolError::new(ErrorCode::Upstream, "the knowledge bases cannot be read at the moment"))
            }
        }
    }
}
