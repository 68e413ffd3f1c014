use super::connection::Connection;
use super::remote::RemoteTool;
use crate::schema::Schema;
use crate::tool::{Outcome, Tool, ToolContext, ToolError};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A tool of an external server, as a node kind of its own: the config is the arguments.
pub struct ExternalTool {
    tool: RemoteTool,
    input: Schema,
    connection: Arc<Connection>,
}

impl ExternalTool {
    /// From a stored or fresh description; the server is not contacted.
    pub fn new(tool: RemoteTool, connection: Arc<Connection>) -> Result<Self, ToolError> {
        let input = Schema::compile(&tool.kind.config_schema).map_err(|e| {
            ToolError::new(ErrorCode::Validation, format!("the input schema of {} is wrong: {e}", tool.name))
        })?;
        Ok(Self { tool, input, connection })
    }
}

#[async_trait]
impl Tool for ExternalTool {
    fn kind(&self) -> &NodeKind {
        &self.tool.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        // A template over a missing value yields null; the server never asked for a null.
        let args: Map<String, Value> = match args {
            Value::Object(map) => map.into_iter().filter(|(_, v)| !v.is_null()).collect(),
            _ => Map::new(),
        };
        let args = Value::Object(args);
        self.input.check(&format!("the arguments of {}", self.tool.name), &args)?;
        let Value::Object(args) = args else {
            return Err(ToolError::new(ErrorCode::Internal, "arguments changed"));
        };
        self.connection.call(ctx, &self.tool.name, args).await
    }
}
