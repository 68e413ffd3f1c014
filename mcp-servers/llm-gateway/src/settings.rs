use async_trait::async_trait;
use mcp_servers_kit::ToolError;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Which model a tenant uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelSettings {
    pub provider: Provider,
    /// With the version, without the resource: `http://127.0.0.1:11434/v1`.
    pub base_url: String,
    pub model: String,
    pub api_key: Option<ApiKey>,
    pub max_tokens_field: MaxTokensField,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// The offline model: no connection, no key.
    #[default]
    Offline,
    /// Anything that speaks OpenAI's chat completions.
    OpenaiCompatible,
}

/// How the limit of an answer's length is called: OpenAI's reasoning models refuse the old name,
/// many compatible servers do not know the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaxTokensField {
    #[default]
    MaxTokens,
    MaxCompletionTokens,
}

impl MaxTokensField {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}

/// A key that does not show itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// The tenants' current settings; implemented by the control plane.
#[async_trait]
pub trait ModelSource: Send + Sync {
    async fn settings(&self, tenant: Uuid) -> Result<ModelSettings, ToolError>;
}
