//! The question an `agent` node puts to its model: messages and tools in, words or tool calls out.
//! What the calls do is the executor's business; nothing is called here.

use crate::chat::{Chat, Message, Role, Task, ToolCall, ToolOffer};
use crate::gateway::Gateway;
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role as Carrier};
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) const KIND: &str = "agent_model";
const MAX_MESSAGES: usize = 2 << 20;

/// Asks the tenant's model on behalf of an agent. Not a node of its own: it is in no palette.
pub struct AgentModel {
    kind: NodeKind,
    gateway: Gateway,
}

#[derive(Deserialize)]
struct Args {
    #[serde(default, deserialize_with = "args::text")]
    instructions: String,
    messages: Vec<Said>,
    #[serde(default)]
    tools: Vec<ToolOffer>,
    #[serde(default, deserialize_with = "args::text")]
    model: String,
    #[serde(default)]
    stream_reply: bool,
}

#[derive(Deserialize)]
struct Said {
    role: Role,
    #[serde(default, deserialize_with = "args::text")]
    content: String,
    #[serde(default)]
    tool_calls: Vec<ToolCall>,
    #[serde(default)]
    tool_call_id: String,
}

impl AgentModel {
    pub fn new(gateway: Gateway) -> Self {
        let kind = NodeKind {
            name: KIND.into(),
            title: "Agent's model".into(),
            summary: "One question of an agent to its model".into(),
            help: "Part of the Agent; not used by itself.".into(),
            icon: "bot".into(),
            category: Category::Think,
            config_schema: json!({ "type": "object" }),
            output: OutputSchema::Fixed(json!({ "type": "object" })),
            ports: vec![PortSource::Fixed(Port::out())],
            effect: Effect::Read,
            role: Carrier::Tool,
            card: String::new(),
            synonyms: Vec::new(),
        };
        Self { kind, gateway }
    }
}

#[async_trait]
impl Tool for AgentModel {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    fn is_internal(&self) -> bool {
        true
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        let size: usize = args.messages.iter().map(|said| said.content.len()).sum();
        if size > MAX_MESSAGES {
            return Err(ToolError::new(
                ErrorCode::BudgetExceeded,
                "what the agent has gathered is more than a model can read",
            ));
        }
        let question = args.messages.iter().find(|said| said.role == Role::User);
        let question = question.map(|said| said.content.clone()).unwrap_or_default();
        if question.trim().is_empty() {
            return Err(ToolError::new(ErrorCode::Validation, "there is nothing to do: the task is empty"));
        }
        let results = args.messages.iter().filter(|said| said.role == Role::Tool);
        let results =
            results.map(|said| serde_json::from_str(&said.content).unwrap_or(Value::Null)).collect();
        let mut messages = Vec::new();
        if !args.instructions.trim().is_empty() {
            let content = args.instructions.trim().to_owned();
            messages.push(Message { role: Role::System, content, ..Message::default() });
        }
        messages.extend(args.messages.into_iter().map(|said| Message {
            role: said.role,
            content: said.content,
            tool_calls: said.tool_calls,
            tool_call_id: said.tool_call_id,
        }));
        let chat = Chat {
            messages,
            tools: args.tools,
            task: Task::Act { question, results },
            schema: None,
            model: args.model.trim().to_owned(),
            temperature: None,
            max_tokens: None,
            stream: args.stream_reply,
            deadline: ctx.deadline,
            cancel: ctx.cancel.clone(),
        };
        let answered = self.gateway.ask(ctx, KIND, &chat).await?;
        let completion = answered.completion;
        if completion.text.trim().is_empty() && completion.tool_calls.is_empty() {
            let message = format!("{} answered with nothing", answered.model);
            return Err(ToolError::new(ErrorCode::Upstream, message));
        }
        let mut output = json!({
            "text": completion.text,
            "tool_calls": completion.tool_calls,
            "model": answered.model,
            "offline": answered.offline,
            "usage": completion.usage,
        });
        if let Some(reason) = answered.fallback {
            output["fallback"] = reason.into();
        }
        Ok(Outcome::new(output).with_usage(completion.usage))
    }
}
