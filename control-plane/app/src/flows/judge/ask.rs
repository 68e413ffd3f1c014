//! Asking a model for one verdict, twice at most.

use super::view::NotJudged;
use super::{answer, prompt};
use crate::app::App;
use crate::caller::Caller;
use async_trait::async_trait;
use flow_schema::ErrorCode;
use mcp_servers_kit::tool::Silent;
use mcp_servers_kit::{SecretResolver, ToolContext, ToolError, Usage};
use mcp_servers_llm_gateway::chat::{Message, Role};
use mcp_servers_llm_gateway::{Chat, Gateway, Task};
use std::sync::Arc;
use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

/// A verdict and one repair of it.
const MOST_ASKED: usize = 2;
/// Of one answer; models that think first count that too.
const MAX_TOKENS: u32 = 2_000;
const SHOWN: usize = 120;

/// A verdict that a model gave.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub answer: answer::Answer,
    pub model: String,
    pub usage: Usage,
}

/// Why there is none, and what it used up all the same.
pub(super) struct Failed {
    pub why: NotJudged,
    pub reason: String,
    pub usage: Usage,
}

/// All questions of one request.
pub(super) struct Asking<'a> {
    pub app: &'a App,
    gateway: Gateway,
    context: ToolContext,
    until: Instant,
    cancel: CancellationToken,
    /// Whoever goes away takes the questions with them.
    _dropped: DropGuard,
}

impl<'a> Asking<'a> {
    pub fn new(app: &'a App, caller: &Caller, until: Instant) -> Self {
        let cancel = CancellationToken::new();
        let context = ToolContext {
            tenant: caller.tenant.as_uuid(),
            run: Uuid::nil(),
            node: String::new(),
            conversation: None,
            idempotency_key: format!("judge/{}", app.new_id()),
            deadline: until,
            cancel: cancel.clone(),
            principal: caller.principal(),
            correlation_id: caller.correlation_id.clone(),
            secrets: Arc::new(NoSecrets),
            progress: Arc::new(Silent),
        };
        let gateway = Gateway::new(app.models.clone(), app.egress.clone());
        Self { app, gateway, context, until, cancel: cancel.clone(), _dropped: cancel.drop_guard() }
    }

    pub async fn ask(&self, messages: Vec<Message>, model: &str) -> Result<Found, Failed> {
        let mut usage = Usage::default();
        let no_time = |usage| Failed { why: NotJudged::NoTime, reason: String::new(), usage };
        let Ok(Ok(_place)) = tokio::time::timeout_at(self.until, self.app.judge.room.acquire()).await else {
            return Err(no_time(usage));
        };
        let now = Instant::now();
        if now >= self.until {
            return Err(no_time(usage));
        }
        let deadline = self.until.min(now + self.app.judge.patience);
        let mut chat = Chat {
            messages,
            tools: Vec::new(),
            task: Task::Answer { question: String::new(), passages: Vec::new() },
            schema: Some(prompt::schema()),
            model: model.to_owned(),
            temperature: None,
            max_tokens: Some(MAX_TOKENS),
            stream: false,
            deadline,
            cancel: self.cancel.clone(),
        };
        let mut wrong = String::new();
        for _ in 0..MOST_ASKED {
            let asking = tokio::time::timeout_at(deadline, self.gateway.ask(&self.context, "judge", &chat));
            let failed = |reason: String, usage| Failed { why: NotJudged::ModelFailed, reason, usage };
            let answered = match asking.await {
                Ok(Ok(answered)) if !answered.offline => answered,
                // What the offline model says is no verdict; why it was asked at all is.
                Ok(Ok(answered)) => return Err(failed(answered.fallback.unwrap_or_default(), usage)),
                Ok(Err(error)) => return Err(failed(error.message, usage)),
                Err(_) => {
                    let waited = deadline.saturating_duration_since(now).as_secs();
                    return Err(failed(format!("the model gave no verdict within {waited} s"), usage));
                }
            };
            let said = answered.completion.text;
            usage.input_tokens += answered.completion.usage.input_tokens;
            usage.output_tokens += answered.completion.usage.output_tokens;
            usage.cost_micros += answered.completion.usage.cost_micros;
            match answer::read(&said) {
                Ok(answer) => return Ok(Found { answer, model: answered.model, usage }),
                Err(why) => wrong = why,
            }
            let begins: String = said.chars().take(SHOWN).collect();
            chat.messages.push(Message { role: Role::Assistant, content: said, ..Message::default() });
            let content = prompt::repair(&wrong);
            chat.messages.push(Message { role: Role::User, content, ..Message::default() });
            wrong = format!("{wrong}; it said: {}", begins.trim());
        }
        let reason = format!("the model's verdict cannot be read: {wrong}");
        Err(Failed { why: NotJudged::ModelFailed, reason, usage })
    }
}

/// A judge needs none.
struct NoSecrets;

#[async_trait]
impl SecretResolver for NoSecrets {
    async fn resolve(&self, name: &str) -> Result<String, ToolError> {
        Err(ToolError::new(ErrorCode::Permission, format!("a judge gets no secret, nor {name}")).fatal())
    }
}
