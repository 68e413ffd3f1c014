//! The `classify` tool.

use crate::chat::{Chat, Class, Task};
use crate::gateway::Gateway;
use crate::{prompt, structured};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(crate) const KIND: &str = "classify";

/// Decides which class a text belongs to.
pub struct Classify {
    kind: Arc<NodeKind>,
    gateway: Gateway,
}

#[derive(Deserialize)]
struct Args {
    #[serde(deserialize_with = "args::text")]
    text: String,
    classes: Vec<Class>,
    #[serde(default = "half")]
    threshold: f64,
    #[serde(default = "other")]
    otherwise: String,
    #[serde(default, deserialize_with = "args::text")]
    model: String,
}

fn half() -> f64 {
    0.5
}

fn other() -> String {
    "other".into()
}

impl Classify {
    pub fn new(kind: Arc<NodeKind>, gateway: Gateway) -> Self {
        Self { kind, gateway }
    }
}

#[async_trait]
impl Tool for Classify {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        if args.classes.is_empty() {
            return Err(ToolError::new(ErrorCode::Validation, "there is no class to choose from"));
        }
        if args.text.trim().is_empty() {
            return Ok(json!({ "class": args.otherwise, "confidence": 0.0, "scores": {} }).into());
        }
        let (messages, schema) = prompt::classify(&args.text, &args.classes);
        let chat = Chat {
            messages,
            tools: Vec::new(),
            task: Task::Classify { text: args.text, classes: args.classes },
            schema: Some(schema),
            model: args.model.trim().to_owned(),
            temperature: Some(0.0),
            max_tokens: None,
            stream: false,
            deadline: ctx.deadline,
            cancel: ctx.cancel.clone(),
        };
        let (found, answered) = structured::ask(&self.gateway, ctx, KIND, chat).await?;
        let confidence = found["confidence"].as_f64().unwrap_or_default();
        metrics::histogram!("ai_confidence_score", "operation" => KIND).record(confidence);
        let best = found["class"].as_str().unwrap_or_default();
        // A language model gives one figure, for the class it chose; the offline model gives all.
        let scores = match found.get("scores") {
            Some(Value::Object(scores)) => scores.clone(),
            _ => Map::from_iter([(best.to_owned(), json!(confidence))]),
        };
        let class = if confidence >= args.threshold { best } else { args.otherwise.as_str() };
        let output = json!({ "class": class, "confidence": confidence, "scores": scores });
        Ok(Outcome::new(output).with_usage(answered.completion.usage))
    }
}
