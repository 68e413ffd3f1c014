//! The node kinds a tenant's flows may use.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_store::Tx;
use flow_schema::kind::{KindRegistry, NodeKind};

/// Built-in kinds and those of the tenant's MCP servers.
///
/// # Errors
/// When the servers' tools cannot be read.
pub async fn registry(app: &App, tx: &Tx) -> AppResult<KindRegistry> {
    Ok(crate::tools::kinds(app, tx).await?)
}

/// The same, for the palette.
///
/// # Errors
/// When they cannot be read.
pub async fn list(app: &App, caller: &Caller) -> AppResult<Vec<NodeKind>> {
    let tx = app.db.read(caller.tenant).await?;
    Ok(registry(app, &tx).await?.iter().map(|kind| (**kind).clone()).collect())
}
