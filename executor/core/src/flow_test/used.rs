//! What a played test asks of models, and what that is taken to use up: its mocks carry what was recorded.

use crate::event::Tokens;
use flow_schema::NodeId;
use serde_json::Value;

/// Kinds whose calls are questions to a model; `agent_model` is one of an agent's rounds.
const MODELS: &[&str] = &["llm", "classify", "extract", "agent_model"];

/// One question to a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub node: NodeId,
    pub args: Value,
}

/// Tokens and their cost, of all calls that came to an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub input_tokens: u64,
    pub output_tokens: u64,
    /// Millionths of the currency that the models' prices were in when it was recorded.
    pub cost_micros: u64,
    /// Questions to models whose outcome says nothing of tokens.
    pub uncounted: usize,
}

pub(super) fn asks_a_model(kind: &str) -> bool {
    MODELS.contains(&kind)
}

impl Used {
    /// Takes an outcome in; `is_model`: of a question to a model.
    pub(super) fn take(&mut self, usage: &Tokens, is_model: bool) {
        self.input_tokens += usage.input_tokens;
        self.output_tokens += usage.output_tokens;
        self.cost_micros += usage.cost_micros;
        self.uncounted += usize::from(is_model && usage.input_tokens + usage.output_tokens == 0);
    }
}
