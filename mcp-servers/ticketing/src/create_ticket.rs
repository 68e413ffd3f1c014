//! The `create_ticket` tool.

use crate::backend::BackendFor;
use crate::read;
use crate::ticket::NewTicket;
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;

pub(crate) const KIND: &str = "create_ticket";
const MAX_TITLE: usize = 200;

/// Makes one ticket per key.
pub struct CreateTicket {
    kind: Arc<NodeKind>,
    backends: Arc<dyn BackendFor>,
}

#[derive(Deserialize)]
struct Args {
    #[serde(deserialize_with = "args::text")]
    title: String,
    #[serde(default, deserialize_with = "args::text")]
    description: String,
    #[serde(default, deserialize_with = "args::text")]
    category: String,
    #[serde(default, deserialize_with = "args::text")]
    priority: String,
    requester: Option<Value>,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    tags: Vec<String>,
}

impl CreateTicket {
    pub fn new(kind: Arc<NodeKind>, backends: Arc<dyn BackendFor>) -> Self {
        Self { kind, backends }
    }
}

#[async_trait]
impl Tool for CreateTicket {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        let title = title(&args.title);
        if title.is_empty() {
            return Err(ToolError::new(
                ErrorCode::Validation,
                "a ticket needs a title, and this one is empty",
            ));
        }
        let ticket = NewTicket {
            title,
            description: args.description,
            category: args.category.trim().to_owned(),
            priority: read::priority(&args.priority)?.unwrap_or_default(),
            requester: read::requester(args.requester, &ctx.principal)?,
            fields: args.fields,
            tags: args.tags,
        };
        let made = self.backends.backend(ctx.tenant).await?.create(ctx, ticket).await?;
        Ok(made.output().into())
    }
}

/// One line, of a length that lists can show; the description has the rest.
fn title(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_TITLE) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
