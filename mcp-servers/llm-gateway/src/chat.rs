//! What is asked of a model, and what comes back. Every question says its [`Task`], so that a model
//! that is not a language model can do it its own way.

use crate::passage::Passage;
use async_trait::async_trait;
use mcp_servers_kit::{ToolError, Usage};
use serde_json::Value;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Takes an answer piece by piece.
pub type Delta<'a> = dyn Fn(&str) + Send + Sync + 'a;

/// Answers questions.
#[async_trait]
pub trait Model: Send + Sync {
    /// The name it is known by in metrics and outputs.
    fn name(&self) -> &str;

    /// Answers. With [`Chat::stream`], `delta` gets the text piece by piece before this returns
    /// all of it.
    async fn chat(&self, chat: &Chat, delta: &Delta<'_>) -> Result<Completion, ToolError>;
}

/// One question.
#[derive(Clone, Debug)]
pub struct Chat {
    pub messages: Vec<Message>,
    /// What the model may call instead of answering; none for an ordinary question.
    pub tools: Vec<ToolOffer>,
    pub task: Task,
    /// JSON Schema of the answer; `None` for text.
    pub schema: Option<Value>,
    /// Instead of the tenant's model; empty for that one.
    pub model: String,
    pub temperature: Option<f64>,
    pub max_tokens: Option<u32>,
    pub stream: bool,
    pub deadline: Instant,
    pub cancel: CancellationToken,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    pub role: Role,
    pub content: String,
    /// Of an assistant that called tools.
    pub tool_calls: Vec<ToolCall>,
    /// Of a tool's result: which call it answers.
    pub tool_call_id: String,
}

/// A function that a model may call.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct ToolOffer {
    pub name: String,
    #[serde(default)]
    pub description: String,
    /// JSON Schema of its arguments.
    #[serde(default)]
    pub parameters: Value,
}

/// A function that a model wants called.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    /// An object; text when the model wrote something that is no JSON.
    pub arguments: Value,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    System,
    #[default]
    User,
    Assistant,
    Tool,
}

/// What the question is about, in data.
#[derive(Clone, Debug)]
pub enum Task {
    /// Answer `question`, from the passages if there are some.
    Answer { question: String, passages: Vec<Passage> },
    /// Choose the class that `text` belongs to. The answer is `{class, confidence, scores}`.
    Classify { text: String, classes: Vec<Class> },
    /// Fill the fields from `text`. The answer is an object with what was found.
    Extract { text: String, fields: Vec<Sought> },
    /// Use the offered tools until there is an answer; `results` are what they said so far.
    Act { question: String, results: Vec<Value> },
}

/// One of the classes to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Class {
    pub name: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub examples: Vec<String>,
}

/// One field to fill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub name: String,
    pub label: String,
    pub kind: SoughtKind,
    pub description: String,
    /// Of a select: value and label of each option.
    pub options: Vec<(String, String)>,
    /// A regular expression that the value matches.
    pub pattern: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoughtKind {
    #[default]
    Text,
    Textarea,
    Number,
    Date,
    Boolean,
    Email,
    Select,
}

/// A model's whole answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    pub text: String,
    /// What it wants called before it goes on.
    pub tool_calls: Vec<ToolCall>,
    pub usage: Usage,
    pub finish: Finish,
    /// From the offline model: how far what it used covers what was asked, 0 to 1.
    pub confidence: Option<f64>,
}

/// Why a model stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Finish {
    #[default]
    Complete,
    /// The limit of tokens was reached.
    Length,
}
