//! Models: what the `llm`, `classify` and `extract` nodes ask, and who answers.
//!
//! A [`Gateway`] takes a [`Chat`] to the tenant's configured model and, when that fails before it
//! has said anything, to the offline model, which is deterministic, quotes and computes, and never
//! pretends to be a language model. Knows no tenant's settings: they come from a [`ModelSource`].
//! Start reading at [`chat`], then [`gateway`].

mod agent;
pub mod chat;
mod citations;
mod classify;
mod connection_test;
mod extract;
pub mod gateway;
mod llm;
pub mod offline;
pub mod openai;
mod passage;
mod prompt;
mod settings;
mod structured;
mod words;

pub use agent::AgentModel;
pub use chat::{Chat, Class, Completion, Model, Sought, SoughtKind, Task, ToolCall, ToolOffer};
pub use classify::Classify;
pub use connection_test::{ConnectionTest, connection_test};
pub use extract::{Extract, FormSource};
pub use gateway::Gateway;
pub use llm::Llm;
pub use passage::Passage;
pub use settings::{ApiKey, MaxTokensField, ModelSettings, ModelSource, Prices, Provider};

use flow_schema::kind::KindRegistry;
use mcp_servers_kit::Tool;
use std::sync::Arc;

/// The tools of this crate whose kinds are known.
pub fn tools(kinds: &KindRegistry, gateway: &Gateway, forms: Arc<dyn FormSource>) -> Vec<Arc<dyn Tool>> {
    let mut tools: Vec<Arc<dyn Tool>> = vec![Arc::new(AgentModel::new(gateway.clone()))];
    if let Some(kind) = kinds.get(llm::KIND) {
        tools.push(Arc::new(Llm::new(kind.clone(), gateway.clone())));
    }
    if let Some(kind) = kinds.get(classify::KIND) {
        tools.push(Arc::new(Classify::new(kind.clone(), gateway.clone())));
    }
    if let Some(kind) = kinds.get(extract::KIND) {
        tools.push(Arc::new(Extract::new(kind.clone(), gateway.clone(), forms)));
    }
    tools
}
