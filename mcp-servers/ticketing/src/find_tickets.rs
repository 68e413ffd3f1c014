//! The `find_tickets` tool.

use crate::backend::BackendFor;
use crate::read;
use crate::ticket::{Query, Ticket};
use async_trait::async_trait;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const KIND: &str = "find_tickets";
const MOST: u32 = 100;

/// Finds tickets by words, state and requester.
pub struct FindTickets {
    kind: Arc<NodeKind>,
    backends: Arc<dyn BackendFor>,
}

#[derive(Deserialize)]
struct Args {
    #[serde(default, deserialize_with = "args::text")]
    query: String,
    #[serde(default, deserialize_with = "args::text")]
    status: String,
    #[serde(default, deserialize_with = "args::text")]
    requester: String,
    #[serde(default = "ten")]
    limit: u32,
}

fn ten() -> u32 {
    10
}

impl FindTickets {
    pub fn new(kind: Arc<NodeKind>, backends: Arc<dyn BackendFor>) -> Self {
        Self { kind, backends }
    }
}

#[async_trait]
impl Tool for FindTickets {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        let query = Query {
            text: args.query.trim().to_owned(),
            status: read::status(&args.status)?,
            requester: args.requester.trim().to_owned(),
            limit: args.limit.clamp(1, MOST),
        };
        let found = self.backends.backend(ctx.tenant).await?.find(ctx, query).await?;
        let tickets: Vec<Value> = found.iter().map(Ticket::output).collect();
        Ok(json!({ "count": tickets.len(), "tickets": tickets }).into())
    }
}
