//! Notifications inside the product. Where they are kept is the control plane's business.

use async_trait::async_trait;
use mcp_servers_kit::{ToolContext, ToolError};

/// One notification to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InAppNote {
    /// As the flow wrote it: an e-mail address, a user id, or a role such as `role:agent`.
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// Keeps notifications for the people they are for; implemented by the control plane.
#[async_trait]
pub trait InAppSink: Send + Sync {
    /// Stores it once per [`ToolContext::idempotency_key`] and returns its id; nobody of that name
    /// is `not_found`.
    async fn deliver(&self, ctx: &ToolContext, note: InAppNote) -> Result<String, ToolError>;
}
