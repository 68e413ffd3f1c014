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
use crate::remembered::Remembered;
use control_plane_domain::TenantId;
use std::time::Duration;

/// Tenants whose servers' tools are in the registry. Loaded when first asked for; a change of a
/// server loads them again.
pub type Loaded = Remembered<TenantId, ()>;

/// Another process may have changed a server; its change is seen after this long.
pub fn loaded() -> Loaded {
    Remembered::new(100_000, Duration::from_secs(30))
}

/// The tenant's tools are to be read again.
async fn forget(app: &App, tenant: TenantId) {
    app.loaded_tools.forget(&tenant).await;
}
