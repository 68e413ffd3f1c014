//! The `update_ticket` tool.

use crate::backend::BackendFor;
use crate::read;
use crate::ticket::{Change, Comment};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;

pub(crate) const KIND: &str = "update_ticket";

/// Changes state, priority or fields of a ticket and comments on it, together.
pub struct UpdateTicket {
    kind: Arc<NodeKind>,
    backends: Arc<dyn BackendFor>,
}

#[derive(Deserialize)]
struct Args {
    /// Id or number.
    #[serde(deserialize_with = "args::text")]
    ticket: String,
    #[serde(default, deserialize_with = "args::text")]
    status: String,
    #[serde(default, deserialize_with = "args::text")]
    priority: String,
    #[serde(default, deserialize_with = "args::text")]
    comment: String,
    #[serde(default)]
    internal: bool,
    #[serde(default)]
    fields: Map<String, Value>,
}

impl UpdateTicket {
    pub fn new(kind: Arc<NodeKind>, backends: Arc<dyn BackendFor>) -> Self {
        Self { kind, backends }
    }
}

#[async_trait]
impl Tool for UpdateTicket {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        let change = Change {
            status: read::status(&args.status)?,
            priority: read::priority(&args.priority)?,
            comment: (!args.comment.trim().is_empty())
                .then(|| Comment { body: args.comment.trim().to_owned(), internal: args.internal }),
            fields: args.fields,
        };
        if change == Change::default() {
            return Err(ToolError::new(
                ErrorCode::Validation,
                "there is nothing to change: give a status, a priority, a comment or fields",
            ));
        }
        let backend = self.backends.backend(ctx.tenant).await?;
        Ok(backend.update(ctx, args.ticket.trim(), change).await?.output().into())
    }
}
