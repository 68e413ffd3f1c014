//! The built-in tools, with the control plane's side of their ports.

use crate::app::Clock;
use crate::desk::Desk;
use crate::forms::StoredForms;
use crate::kb::StoredBases;
use crate::notifications::StoredNotes;
use control_plane_store::Db;
use flow_schema::kind::KindRegistry;
use mcp_servers_kb_search::{KbSearch, KnowledgeBases};
use mcp_servers_kit::egress::Egress;
use mcp_servers_kit::http_request::{HTTP_REQUEST, HttpRequest};
use mcp_servers_kit::mcp::{MCP_TOOL, McpTool};
use mcp_servers_kit::registry::ExternalTools;
use mcp_servers_kit::{Tool, ToolRegistry};
use mcp_servers_llm_gateway::Gateway;
use mcp_servers_notify::{Channels, Mailer, WebhookSender};
use mcp_servers_ticketing::BackendFor;
use std::sync::Arc;

/// What the tools stand on.
pub struct Ports {
    pub db: Db,
    pub clock: Clock,
    pub egress: Egress,
    pub gateway: Gateway,
    pub knowledge: Arc<KnowledgeBases>,
    /// `None` without a mail server.
    pub mailer: Option<Arc<Mailer>>,
    pub webhook: WebhookSender,
}

/// Every built-in tool.
pub fn toolbox(ports: Ports) -> Arc<ToolRegistry> {
    let Ports { db, clock, egress, gateway, knowledge, mailer, webhook } = ports;
    let kinds = KindRegistry::builtin();
    let external = Arc::new(ExternalTools::default());
    let desk: Arc<dyn BackendFor> = Arc::new(Desk::new(db.clone(), clock.clone()));
    let in_app = Arc::new(StoredNotes::new(db.clone(), clock));
    let channels = Channels { in_app, email: mailer, webhook };

    let mut tools: Vec<Arc<dyn Tool>> = Vec::new();
    tools.extend(mcp_servers_llm_gateway::tools(&kinds, &gateway, Arc::new(StoredForms(db.clone()))));
    tools.extend(mcp_servers_ticketing::tools(&kinds, &desk));
    tools.extend(mcp_servers_notify::tools(&kinds, channels));
    if let Some(kind) = kinds.get(KbSearch::NAME) {
        tools.push(Arc::new(KbSearch::new(kind.clone(), knowledge, Arc::new(StoredBases(db)))));
    }
    if let Some(kind) = kinds.get(HTTP_REQUEST) {
        tools.push(Arc::new(HttpRequest::new(kind.clone(), egress)));
    }
    if let Some(kind) = kinds.get(MCP_TOOL) {
        tools.push(Arc::new(McpTool::new(kind.clone(), external.clone())));
    }
    Arc::new(ToolRegistry::new(tools, external))
}
