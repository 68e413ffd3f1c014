use super::view::ToolView;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::TenantId;
use control_plane_store::tool_servers::{self, ServerTool, ToolServer};
use control_plane_store::{StoreError, Tx};
use flow_schema::kind::KindRegistry;
use mcp_servers_kit::Tool;
use mcp_servers_kit::mcp::{Connection, ExternalTool, RemoteTool, Server};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tool behind a node kind, for this tenant.
///
/// # Errors
/// What the store answers.
pub async fn find(app: &App, tenant: TenantId, kind: &str) -> AppResult<Option<Arc<dyn Tool>>> {
    ensure(app, tenant).await?;
    Ok(app.tools.tool(tenant.as_uuid(), kind))
}

/// The node kinds the tenant's flows may use.
///
/// # Errors
/// What the store answers.
pub async fn kinds(app: &App, tx: &Tx) -> Result<KindRegistry, StoreError> {
    let tenant = tx.tenant();
    app.loaded_tools.get_or_read(tenant, load(app, tx)).await?;
    Ok(app.tools.kinds(tenant.as_uuid(), KindRegistry::builtin()))
}

/// The kinds that stored documents may use: those of [`kinds`], and those of tools that are held
/// back or switched off. A running version still compiles then; calling such a tool says why it
/// cannot be called.
///
/// # Errors
/// What the store answers.
pub async fn known_kinds(_app: &App, tx: &Tx) -> Result<KindRegistry, StoreError> {
    let mut kinds = KindRegistry::builtin();
    for server in tool_servers::all(tx).await? {
        for stored in tool_servers::tools_of(tx, server.id).await? {
            if let Some(tool) = remote(&stored) {
                kinds.insert(tool.kind);
            }
        }
    }
    Ok(kinds)
}

/// Everything the tenant's flows can call.
///
/// # Errors
/// What the store answers.
pub async fn list(app: &App, caller: &Caller) -> AppResult<Vec<ToolView>> {
    ensure(app, caller.tenant).await?;
    Ok(app.tools.tools(caller.tenant.as_uuid()).iter().map(|tool| ToolView::of(tool.kind())).collect())
}

async fn ensure(app: &App, tenant: TenantId) -> AppResult<()> {
    let read = async {
        let tx = app.db.read(tenant).await?;
        load(app, &tx).await
    };
    Ok(app.loaded_tools.get_or_read(tenant, read).await?)
}

/// Brings the approved tools of the tenant's servers into the registry.
async fn load(app: &App, tx: &Tx) -> Result<(), StoreError> {
    let tenant = tx.tenant();
    let servers = tool_servers::all(tx).await?;
    let usable = tool_servers::usable_tools(tx).await?;
    let mut by_server: BTreeMap<_, Vec<ServerTool>> = BTreeMap::new();
    for tool in usable {
        by_server.entry(tool.server).or_default().push(tool);
    }
    let external = app.tools.external();
    let id = tenant.as_uuid();
    let mut present = BTreeSet::new();
    for server in &servers {
        let tools = by_server.remove(&server.id).unwrap_or_default();
        let connection = Connection::new(address(server), app.egress.clone());
        let tools = tools.iter().filter_map(remote).filter_map(|tool| {
            let name = tool.name.clone();
            match ExternalTool::new(tool, connection.clone()) {
                Ok(tool) => Some(Arc::new(tool) as Arc<dyn Tool>),
                Err(error) => {
                    tracing::warn!(server = %server.name, tool = name, %error, "a stored tool cannot be used");
                    None
                }
            }
        });
        external.set(id, server.name.as_str(), tools.collect::<Vec<_>>());
        present.insert(server.name.to_string());
    }
    for tool in external.tools(id) {
        if let Some((server, _)) = flow_schema::kind::external::split_name(&tool.kind().name)
            && !present.contains(server)
        {
            external.remove(id, server);
        }
    }
    Ok(())
}

/// How the server is reached.
pub(super) fn address(server: &ToolServer) -> Server {
    Server { name: server.name.to_string(), url: server.url.clone(), secret: server.secret.clone() }
}

/// A tool as it was stored; one that a newer version stored differently is left out.
pub(super) fn remote(stored: &ServerTool) -> Option<RemoteTool> {
    match serde_json::from_value(stored.tool.description.clone()) {
        Ok(tool) => Some(tool),
        Err(error) => {
            tracing::warn!(tool = stored.tool.name, %error, "a stored tool cannot be read");
            None
        }
    }
}

/// The tool of this name.
pub(super) async fn existing(app: &App, caller: &Caller, name: &str) -> AppResult<Arc<dyn Tool>> {
    find(app, caller.tenant, name).await?.ok_or_else(|| AppError::not_found("the tool"))
}
