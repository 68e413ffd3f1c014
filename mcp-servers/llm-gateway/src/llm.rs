//! The `llm` tool.

use crate::chat::{Chat, Task};
use crate::gateway::{Answered, Gateway};
use crate::{citations, passage, prompt, structured};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const KIND: &str = "llm";
const MAX_PROMPT: usize = 400_000;

/// Asks the tenant's model, or the offline one.
pub struct Llm {
    kind: Arc<NodeKind>,
    gateway: Gateway,
}

#[derive(Deserialize)]
struct Args {
    #[serde(deserialize_with = "args::text")]
    prompt: String,
    #[serde(default, deserialize_with = "args::text")]
    system: String,
    passages: Option<Value>,
    output: Option<Value>,
    #[serde(default)]
    stream_reply: bool,
    #[serde(default, deserialize_with = "args::text")]
    model: String,
    temperature: Option<f64>,
    max_tokens: Option<u32>,
}

impl Llm {
    pub fn new(kind: Arc<NodeKind>, gateway: Gateway) -> Self {
        Self { kind, gateway }
    }
}

#[async_trait]
impl Tool for Llm {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        if args.prompt.trim().is_empty() {
            return Err(ToolError::new(
                ErrorCode::Validation,
                "there is nothing to ask: the prompt is empty",
            ));
        }
        if args.prompt.len() + args.system.len() > MAX_PROMPT {
            return Err(ToolError::new(ErrorCode::Validation, "the prompt is longer than 400,000 bytes"));
        }
        let passages = passage::read(args.passages)?;
        let schema = args.output.filter(|s| s.as_object().is_some_and(|o| !o.is_empty()));
        let chat = Chat {
            messages: prompt::answer(&args.system, &args.prompt, &passages, schema.as_ref()),
            tools: Vec::new(),
            task: Task::Answer { question: args.prompt, passages: passages.clone() },
            stream: args.stream_reply && schema.is_none(),
            schema,
            model: args.model.trim().to_owned(),
            temperature: args.temperature,
            max_tokens: args.max_tokens,
            deadline: ctx.deadline,
            cancel: ctx.cancel.clone(),
        };
        if chat.schema.is_some() {
            let (value, answered) = structured::ask(&self.gateway, ctx, KIND, chat).await?;
            return Ok(Outcome::new(value).with_usage(answered.completion.usage));
        }
        ctx.progress.sources(passages.len());
        let answered = self.gateway.ask(ctx, KIND, &chat).await?;
        let Answered { completion, model, offline, fallback } = answered;
        if completion.text.trim().is_empty() {
            return Err(ToolError::new(ErrorCode::Upstream, format!("{model} answered with nothing")));
        }
        let mut output = json!({
            "text": completion.text,
            "citations": citations::output(&completion.text, &passages),
            "model": model,
            "offline": offline,
        });
        let confidence = completion.confidence.or_else(|| citations::grounding(&completion.text, &passages));
        if let Some(confidence) = confidence {
            metrics::histogram!("ai_confidence_score", "operation" => KIND).record(confidence);
            output["confidence"] = json!((confidence * 1000.0).round() / 1000.0);
        }
        if let Some(reason) = fallback {
            output["fallback"] = json!(reason);
        }
        Ok(Outcome::new(output).with_usage(completion.usage))
    }
}
