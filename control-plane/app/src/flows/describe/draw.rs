//! Asking a model for a flow until the check is content, three times at most.

use super::answer::{self, Answer};
use super::{There, check, prompt};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::secrets::TenantSecrets;
use flow_schema::kind::KindRegistry;
use flow_schema::{Finding, Severity};
use mcp_servers_kit::tool::Silent;
use mcp_servers_kit::{ToolContext, Usage};
use mcp_servers_llm_gateway::chat::{Message, Role};
use mcp_servers_llm_gateway::{Chat, Gateway, Task};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A flow and two repairs.
const MOST_ASKED: u32 = 3;
/// All of it together; a request to us may take two minutes.
pub(super) const LIMIT: Duration = Duration::from_secs(100);
/// Of one answer.
const MAX_TOKENS: u32 = 8_000;
/// Of all of it: with so many used up there is no further repair.
const MOST_TOKENS: u64 = 120_000;
const SHOWN: usize = 200;

/// What came of it.
pub(super) struct Drawing {
    pub answer: Answer,
    pub asked: u32,
    pub usage: Usage,
    pub model: String,
}

/// Asks, and asks again with what is wrong. The best answer stands when time, tokens or patience end.
pub(super) async fn draw(
    app: &Arc<App>,
    caller: &Caller,
    text: &str,
    kinds: &KindRegistry,
    there: &There,
) -> AppResult<Drawing> {
    let cancel = CancellationToken::new();
    // Whoever goes away takes the question with them.
    let _dropped = cancel.clone().drop_guard();
    let deadline = Instant::now() + LIMIT;
    let gateway = Gateway::new(app.models.clone(), app.egress.clone());
    let context = ToolContext {
        tenant: caller.tenant.as_uuid(),
        run: Uuid::nil(),
        node: String::new(),
        conversation: None,
        idempotency_key: format!("describe/{}", app.new_id()),
        deadline,
        cancel: cancel.clone(),
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        secrets: TenantSecrets::of(app, caller.tenant),
        progress: Arc::new(Silent),
    };
    let mut chat = Chat {
        messages: prompt::messages(text, kinds, there),
        tools: Vec::new(),
        task: Task::Answer { question: text.to_owned(), passages: Vec::new() },
        schema: Some(prompt::schema()),
        model: String::new(),
        temperature: None,
        max_tokens: Some(MAX_TOKENS),
        stream: false,
        deadline,
        cancel,
    };
    let (mut usage, mut asked, mut model) = (Usage::default(), 0, String::new());
    let mut best: Option<(usize, Answer)> = None;
    let mut wrong = String::new();
    while asked < MOST_ASKED && usage.input_tokens + usage.output_tokens < MOST_TOKENS {
        let answered = match gateway.ask(&context, "describe", &chat).await {
            Ok(answered) if !answered.offline => answered,
            Ok(_) | Err(_) if best.is_some() => break,
            // The offline model stands in for nodes; what it says is no flow.
            Ok(answered) => {
                let why = answered.fallback.unwrap_or_default();
                return Err(AppError::Upstream { message: format!("the model did not draw a flow: {why}") });
            }
            Err(error) => return Err(error.into()),
        };
        asked += 1;
        model = answered.model;
        usage.input_tokens += answered.completion.usage.input_tokens;
        usage.output_tokens += answered.completion.usage.output_tokens;
        let said = answered.completion.text;
        wrong = match answer::read(&said) {
            Ok(answer) => {
                let findings = check::findings(app, caller.tenant, &answer.flow).await?;
                let errors: Vec<Finding> =
                    findings.into_iter().filter(|one| one.severity == Severity::Error).collect();
                let repair = prompt::findings(&errors);
                if best.as_ref().is_none_or(|(count, _)| errors.len() <= *count) {
                    best = Some((errors.len(), answer));
                }
                if errors.is_empty() {
                    break;
                }
                repair
            }
            Err(why) => format!("{why}; it began: {}", said.chars().take(SHOWN).collect::<String>().trim()),
        };
        chat.messages.push(Message { role: Role::Assistant, content: said, ..Message::default() });
        let repair = prompt::repair(&wrong);
        chat.messages.push(Message { role: Role::User, content: repair, ..Message::default() });
    }
    match best {
        Some((_, answer)) => Ok(Drawing { answer, asked, usage, model }),
        None => Err(AppError::Upstream { message: format!("{model} did not draw a flow: {wrong}") }),
    }
}
