use crate::args;
use crate::registry::ExternalTools;
use crate::tool::{Outcome, Tool, ToolContext, ToolError};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::{NodeKind, external};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Kind name of this tool.
pub const MCP_TOOL: &str = "mcp_tool";

/// Calls a tool of one of the tenant's servers, both chosen in the config. For servers that are
/// registered by name on several tenants, where a kind of its own would differ between them.
pub struct McpTool {
    kind: Arc<NodeKind>,
    external: Arc<ExternalTools>,
}

#[derive(Deserialize)]
struct Args {
    #[serde(deserialize_with = "args::text")]
    server: String,
    #[serde(deserialize_with = "args::text")]
    tool: String,
    #[serde(default)]
    arguments: Map<String, Value>,
}

impl McpTool {
    pub fn new(kind: Arc<NodeKind>, external: Arc<ExternalTools>) -> Self {
        Self { kind, external }
    }
}

#[async_trait]
impl Tool for McpTool {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    fn target(&self, args: &Value) -> Option<String> {
        Some(external::kind_name(args["server"].as_str()?, args["tool"].as_str()?))
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(MCP_TOOL, args)?;
        let name = external::kind_name(&args.server, &args.tool);
        let tool = self.external.tool(ctx.tenant, &name).ok_or_else(|| {
            ToolError::new(
                ErrorCode::NotFound,
                format!(
                    "there is no server {} with a tool {}; see Tools in the settings",
                    args.server, args.tool
                ),
            )
        })?;
        tool.call(ctx, Value::Object(args.arguments)).await
    }
}
