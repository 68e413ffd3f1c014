use chrono::{DateTime, Utc};
use control_plane_store::tool_servers::{ServerTool, ToolServer};
use flow_schema::kind::{Effect, NodeKind, OutputSchema};
use mcp_servers_kit::mcp::{Probe, Step};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A server to add.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServer {
    /// `[a-z0-9][a-z0-9-]*`; its tools are called `mcp:<name>/<tool>`.
    pub name: String,
    /// Streamable HTTP.
    pub url: String,
    /// Bearer token; kept sealed, never shown.
    pub secret: Option<String>,
}

/// What to change; missing fields stay.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerChange {
    /// A new address forgets the tools of the old one.
    pub url: Option<String>,
    /// `null` takes it away.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub secret: Option<Option<String>>,
    pub enabled: Option<bool>,
}

/// Tells `null` from absent.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// An external MCP server.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServerView {
    pub id: Uuid,
    pub name: String,
    pub url: String,
    pub secret_set: bool,
    pub enabled: bool,
    /// When its tools were last asked for.
    pub checked_at: Option<DateTime<Utc>>,
    /// Why they could not be had.
    pub error: Option<String>,
    pub etag: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<ToolServer> for ServerView {
    fn from(row: ToolServer) -> Self {
        Self {
            id: row.id.as_uuid(),
            name: row.name.to_string(),
            url: row.url,
            secret_set: row.secret.is_some(),
            enabled: row.enabled,
            checked_at: row.checked_at,
            error: row.error,
            etag: row.etag.as_str().to_owned(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A server with its tools.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServerDetail {
    #[serde(flatten)]
    pub server: ServerView,
    pub tools: Vec<ServerToolView>,
}

/// A tool of a server.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServerToolView {
    pub name: String,
    /// Name of the node kind: `mcp:<server>/<tool>`.
    pub kind: String,
    pub title: String,
    pub summary: String,
    /// SHA-256 of its description; a tool whose description changes waits for approval.
    pub digest: String,
    pub approved: bool,
    pub seen_at: DateTime<Utc>,
}

impl ServerToolView {
    pub(super) fn new(stored: &ServerTool) -> Self {
        let kind = super::known::remote(stored).map(|tool| tool.kind);
        Self {
            name: stored.tool.name.clone(),
            kind: kind.as_ref().map(|kind| kind.name.clone()).unwrap_or_default(),
            title: kind.as_ref().map(|kind| kind.title.clone()).unwrap_or_default(),
            summary: kind.map(|kind| kind.summary).unwrap_or_default(),
            digest: stored.tool.digest.clone(),
            approved: stored.approved,
            seen_at: stored.seen_at,
        }
    }
}

/// What a test of a server found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Probed {
    pub ok: bool,
    pub steps: Vec<StepView>,
    pub tools: Vec<ServerToolView>,
    /// Tools that cannot be used, and why.
    pub unusable: Vec<UnusableView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnusableView {
    pub name: String,
    pub reason: String,
}

/// One step of a test.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// `dns`, `tcp`, `tls`, `http`, `initialise`, `list_tools`.
    pub step: String,
    pub ok: bool,
    pub ms: u64,
    pub detail: String,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        Self { step: step.step, ok: step.ok, ms: step.ms, detail: step.detail }
    }
}

impl Probed {
    pub(super) fn new(probe: Probe, tools: &[ServerTool]) -> Self {
        Self {
            ok: probe.ok,
            steps: probe.steps.into_iter().map(StepView::from).collect(),
            tools: tools.iter().map(ServerToolView::new).collect(),
            unusable: probe
                .unusable
                .into_iter()
                .map(|tool| UnusableView { name: tool.name, reason: tool.reason })
                .collect(),
        }
    }
}

/// Something a flow can call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToolView {
    /// Name of the node kind.
    pub name: String,
    pub title: String,
    pub summary: String,
    /// `null` for a built-in tool.
    pub server: Option<String>,
    pub effect: Effect,
    #[schema(value_type = Object)]
    pub input_schema: Value,
    #[schema(value_type = Option<Object>)]
    pub output_schema: Option<Value>,
}

impl ToolView {
    pub(super) fn of(kind: &NodeKind) -> Self {
        Self {
            name: kind.name.clone(),
            title: kind.title.clone(),
            summary: kind.summary.clone(),
            server: flow_schema::kind::external::split_name(&kind.name).map(|(server, _)| server.to_owned()),
            effect: kind.effect,
            input_schema: kind.config_schema.clone(),
            output_schema: match &kind.output {
                OutputSchema::Fixed(schema) => Some(schema.clone()),
                _ => None,
            },
        }
    }
}
