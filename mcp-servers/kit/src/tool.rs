//! The contract between a flow and everything it can do.

use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// One capability. Built-in and external MCP tools share the trait; built-in ones are called in
/// process, and the very same objects are served over MCP to others.
#[async_trait]
pub trait Tool: Send + Sync {
    /// Name, schemas, ports, effect and help; the tool is called under [`NodeKind::name`].
    fn kind(&self) -> &NodeKind;

    /// Whether it is part of how another kind works: called by the executor only, never listed or served.
    fn is_internal(&self) -> bool {
        false
    }

    /// What of the world outside a call with these arguments would touch, when that differs from
    /// call to call: one that is down must not count against the others.
    fn target(&self, _args: &Value) -> Option<String> {
        None
    }

    /// Calls it. `args` is the node's resolved config.
    ///
    /// A tool with effect `write` must do its work at most once per
    /// [`ToolContext::idempotency_key`] and give the same outcome for a repeated key.
    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError>;
}

/// What a successful call gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The node's output, of the shape the kind's output schema says.
    pub output: Value,
    /// What the call used up of a model; zero for most tools.
    #[serde(default, skip_serializing_if = "Usage::is_zero")]
    pub usage: Usage,
}

impl Outcome {
    pub fn new(output: Value) -> Self {
        Self { output, usage: Usage::default() }
    }

    #[must_use]
    pub fn with_usage(mut self, usage: Usage) -> Self {
        self.usage = usage;
        self
    }
}

impl From<Value> for Outcome {
    fn from(output: Value) -> Self {
        Self::new(output)
    }
}

/// Tokens spent, as the model's own server counted them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    #[serde(default)]
    pub input_tokens: u64,
    #[serde(default)]
    pub output_tokens: u64,
    /// The model that answered; empty when none was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// What it cost, in millionths of the currency of the model's prices; zero when it has none.
    #[serde(default)]
    pub cost_micros: u64,
}

impl Usage {
    /// Whether nothing was used and nobody asked.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything a tool may know about its caller; it sees nothing else.
#[derive(Clone)]
pub struct ToolContext {
    pub tenant: Uuid,
    /// Nil when called outside a run (try-it form, MCP).
    pub run: Uuid,
    pub node: String,
    pub conversation: Option<Uuid>,
    /// The same for every attempt at one step.
    pub idempotency_key: String,
    pub deadline: Instant,
    pub cancel: CancellationToken,
    /// On whose behalf the run acts.
    pub principal: Principal,
    pub correlation_id: String,
    pub secrets: Arc<dyn SecretResolver>,
    pub progress: Arc<dyn Progress>,
}

impl ToolContext {
    /// A context for tests; see [`crate::testing`].
    pub fn for_test() -> Self {
        crate::testing::context()
    }

    /// Time left until the deadline; zero when it has passed.
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

/// The person or service a run acts for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    pub user: Option<Uuid>,
    pub name: String,
    pub email: String,
    /// Of the person, as the control plane names it; empty for a service.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// Where a tool reports on the way to its outcome; nothing here is durable.
pub trait Progress: Send + Sync {
    /// Text for the user as it is made (tokens of a reply).
    fn text(&self, delta: &str);
    /// What is said from now on may cite this many sources, as `[1]` to `[count]`. Said before the text; whoever reads it
    /// as it comes then knows which of these marks are none.
    fn sources(&self, _count: usize) {}
    /// A line for the timeline.
    fn note(&self, line: &str);
}

/// Progress that goes nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn text(&self, _delta: &str) {}
    fn note(&self, _line: &str) {}
}

/// Gives a tool the secrets its config names. Values never enter expressions, events or logs.
#[async_trait]
pub trait SecretResolver: Send + Sync {
    async fn resolve(&self, name: &str) -> Result<String, ToolError>;
}

/// A call that did not work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ToolError {
    pub code: ErrorCode,
    /// For a person: what failed and, where it can be said, what to do.
    pub message: String,
    /// Overrides [`ErrorCode::is_retryable`].
    pub retryable: bool,
    /// How long the target asked us to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl ToolError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retryable: code.is_retryable(), retry_after_ms: None }
    }

    /// Trying again cannot help.
    #[must_use]
    pub fn fatal(mut self) -> Self {
        self.retryable = false;
        self
    }

    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after_ms = Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        self
    }
}
