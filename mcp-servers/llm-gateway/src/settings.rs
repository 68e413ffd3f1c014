use async_trait::async_trait;
use mcp_servers_kit::ToolError;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Which model a tenant uses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelSettings {
    pub provider: Provider,
    /// With the version, without the resource: `http://127.0.0.1:11434/v1`.
    pub base_url: String,
    pub model: String,
    pub api_key: Option<ApiKey>,
    pub max_tokens_field: MaxTokensField,
    pub prices: Prices,
}

/// What a model costs, for a million tokens, in whatever currency the tenant counts in. Zero: nothing
/// is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prices {
    pub input: f64,
    pub output: f64,
}

impl Prices {
    /// The cost of so many tokens in millionths: a price for a million tokens is millionths a token.
    #[expect(clippy::cast_precision_loss, reason = "nobody counts 2^53 tokens")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
    pub fn cost_micros(&self, input_tokens: u64, output_tokens: u64) -> u64 {
        let cost = self.input * input_tokens as f64 + self.output * output_tokens as f64;
        if cost.is_finite() { cost.round().clamp(0.0, 9.0e18) as u64 } else { 0 }
    }
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
