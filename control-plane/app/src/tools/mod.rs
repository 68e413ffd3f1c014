//! What flows can do: the built-in tools, and those of the tenant's MCP servers.

mod call;
mod known;
mod may_call;
mod servers;
mod toolbox;
mod view;

pub use call::{Call, Called, call};
pub use known::{find, kinds, known_kinds, list};
pub use may_call::may_call;
pub use servers::{approve, create, delete, get, list_servers, probe, update};
pub use toolbox::{Ports, toolbox};
pub use view::{
    NewServer, Probed, ServerChange, ServerDetail, ServerToolView, ServerView, StepView, ToolView,
};

use crate::app::App;
use control_plane_domain::TenantId;
use moka::future::Cache;

/// Tenants whose servers' tools are in the registry. Loaded when first asked for; a change of a
/// server loads them again.
pub type Loaded = Cache<TenantId, ()>;

/// Another process may have changed a server; its change is seen after this long.
pub fn loaded() -> Loaded {
    Cache::builder().max_capacity(100_000).time_to_live(std::time::Duration::from_secs(30)).build()
}

/// The tenant's tools are to be read again.
async fn forget(app: &App, tenant: TenantId) {
    app.loaded_tools.invalidate(&tenant).await;
}
