//! Which tools there are: the built-in ones, the same for everybody, and those of each tenant's
//! MCP servers.

use crate::tool::Tool;
use flow_schema::kind::KindRegistry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Finds a tool by tenant and kind name. Cheap to share.
#[derive(Default)]
pub struct ToolRegistry {
    builtin: BTreeMap<String, Arc<dyn Tool>>,
    external: Arc<ExternalTools>,
}

impl ToolRegistry {
    /// `external` is shared with the `mcp_tool` tool, which is itself a built-in one.
    pub fn new(builtin: impl IntoIterator<Item = Arc<dyn Tool>>, external: Arc<ExternalTools>) -> Self {
        let builtin = builtin.into_iter().map(|tool| (tool.kind().name.clone(), tool)).collect();
        Self { builtin, external }
    }

    pub fn tool(&self, tenant: Uuid, kind: &str) -> Option<Arc<dyn Tool>> {
        self.builtin.get(kind).cloned().or_else(|| self.external.tool(tenant, kind))
    }

    /// The built-in tools that may be listed and served, in name order.
    pub fn builtin(&self) -> impl Iterator<Item = &Arc<dyn Tool>> {
        self.builtin.values().filter(|tool| !tool.is_internal())
    }

    /// Everything a tenant can use: the built-in tools, then those of its servers.
    pub fn tools(&self, tenant: Uuid) -> Vec<Arc<dyn Tool>> {
        let mut all: Vec<_> = self.builtin().cloned().collect();
        all.extend(self.external.tools(tenant));
        all
    }

    pub fn external(&self) -> &Arc<ExternalTools> {
        &self.external
    }

    /// Adds the kinds of a tenant's servers to the built-in kinds.
    pub fn kinds(&self, tenant: Uuid, mut builtin: KindRegistry) -> KindRegistry {
        for tool in self.external.tools(tenant) {
            builtin.insert(tool.kind().clone());
        }
        builtin
    }
}

type Servers = BTreeMap<String, BTreeMap<String, Arc<dyn Tool>>>;

/// The tools of the tenants' MCP servers, by tenant, server and kind name.
#[derive(Default)]
pub struct ExternalTools(RwLock<HashMap<Uuid, Servers>>);

impl ExternalTools {
    /// Puts a server's tools in the place of those it had.
    pub fn set(&self, tenant: Uuid, server: &str, tools: impl IntoIterator<Item = Arc<dyn Tool>>) {
        let tools = tools.into_iter().map(|tool| (tool.kind().name.clone(), tool)).collect();
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(tenant).or_default().insert(server.to_owned(), tools);
    }

    pub fn remove(&self, tenant: Uuid, server: &str) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(servers) = all.get_mut(&tenant) {
            servers.remove(server);
        }
    }

    pub fn tool(&self, tenant: Uuid, kind: &str) -> Option<Arc<dyn Tool>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(&tenant)?.values().find_map(|tools| tools.get(kind).cloned())
    }

    pub fn tools(&self, tenant: Uuid) -> Vec<Arc<dyn Tool>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let Some(servers) = all.get(&tenant) else { return Vec::new() };
        servers.values().flat_map(BTreeMap::values).cloned().collect()
    }
}
