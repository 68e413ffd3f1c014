//! Tickets, wherever they live: the back-end trait, the tools that flows use, and the conformance
//! suite that every back end passes.
//!
//! Knows no vendor yet and no database: the built-in desk implements [`TicketBackend`] in the
//! control plane. Start reading at [`backend`].

mod backend;
pub mod conformance;
mod create_ticket;
mod find_tickets;
mod read;
mod ticket;
mod update_ticket;

pub use backend::{BackendFor, TicketBackend};
pub use create_ticket::CreateTicket;
pub use find_tickets::FindTickets;
pub use ticket::{Change, Comment, NewTicket, Priority, Query, Requester, Status, Ticket};
pub use update_ticket::UpdateTicket;

use flow_schema::kind::KindRegistry;
use mcp_servers_kit::Tool;
use std::sync::Arc;

/// The tools of this crate whose kinds are known.
pub fn tools(kinds: &KindRegistry, backends: &Arc<dyn BackendFor>) -> Vec<Arc<dyn Tool>> {
    let mut tools: Vec<Arc<dyn Tool>> = Vec::new();
    if let Some(kind) = kinds.get(create_ticket::KIND) {
        tools.push(Arc::new(CreateTicket::new(kind.clone(), backends.clone())));
    }
    if let Some(kind) = kinds.get(update_ticket::KIND) {
        tools.push(Arc::new(UpdateTicket::new(kind.clone(), backends.clone())));
    }
    if let Some(kind) = kinds.get(find_tickets::KIND) {
        tools.push(Arc::new(FindTickets::new(kind.clone(), backends.clone())));
    }
    tools
}
