use crate::ticket::{Change, Comment, NewTicket, Query, Ticket};
use async_trait::async_trait;
use mcp_servers_kit::{ToolContext, ToolError};
use std::sync::Arc;
use uuid::Uuid;

/// Where tickets live. The context carries tenant, acting person, deadline and the idempotency key.
///
/// Every method that changes something does so at most once per
/// [`ToolContext::idempotency_key`] and gives the same answer for a repeated key. A back end that
/// has no keys of its own stores the key with the ticket and looks for it first.
#[async_trait]
pub trait TicketBackend: Send + Sync {
    /// `builtin`, or the vendor.
    fn name(&self) -> &str;

    async fn create(&self, ctx: &ToolContext, ticket: NewTicket) -> Result<Ticket, ToolError>;

    /// All parts of a change happen together or not at all. `id` is an id or a number; an unknown
    /// one is `not_found`, an illegal move of the status is `conflict`.
    async fn update(&self, ctx: &ToolContext, id: &str, change: Change) -> Result<Ticket, ToolError>;

    /// Newest first, at most [`Query::limit`].
    async fn find(&self, ctx: &ToolContext, query: Query) -> Result<Vec<Ticket>, ToolError>;

    /// By id or number.
    async fn get(&self, ctx: &ToolContext, id: &str) -> Result<Option<Ticket>, ToolError>;

    async fn comment(&self, ctx: &ToolContext, id: &str, comment: Comment) -> Result<Ticket, ToolError> {
        self.update(ctx, id, Change { comment: Some(comment), ..Change::default() }).await
    }

    /// Whether the back end answers and accepts us; the sentence says what was found.
    async fn test(&self, ctx: &ToolContext) -> Result<String, ToolError>;
}

/// Which back end a tenant uses.
#[async_trait]
pub trait BackendFor: Send + Sync {
    async fn backend(&self, tenant: Uuid) -> Result<Arc<dyn TicketBackend>, ToolError>;
}
