//! Node kinds, described as data: Studio draws palette, inspector and help from these, the checker
//! and the compiler read the same.
//!
//! Built-in kinds are one file each in this folder; the tools of external MCP servers become kinds
//! by the same route ([`external`], called by `mcp-servers/kit`).

mod agent;
mod approval;
mod ask_user;
mod classify;
mod condition;
mod create_ticket;
mod describe;
mod end;
pub mod external;
mod extract;
mod find_tickets;
mod handoff;
mod http_request;
mod kb_search;
mod llm;
mod loop_kind;
mod map;
mod mcp_tool;
mod notify;
mod ports;
mod registry;
mod reply;
mod script;
mod set_state;
mod start;
mod subflow;
mod switch;
mod template;
mod ticket_output;
mod update_ticket;
mod wait;

pub use describe::{Category, Effect, NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
pub use registry::KindRegistry;

/// Whether nodes of this kind have a body of other nodes.
pub fn is_container(kind: &str) -> bool {
    matches!(kind, "map" | "loop")
}
