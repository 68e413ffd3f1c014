//! Takes a question to the model that should answer it, and to the offline model when that one
//! cannot.

use crate::chat::{Chat, Completion, Model};
use crate::offline::{OFFLINE, Offline};
use crate::openai::OpenAi;
use crate::settings::{ModelSettings, ModelSource, Provider};
use flow_schema::ErrorCode;
use mcp_servers_kit::{Breaker, Egress, ToolContext, ToolError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::time::Instant;

/// Cheap to clone; one per process.
#[derive(Clone)]
pub struct Gateway {
    source: Arc<dyn ModelSource>,
    egress: Egress,
    /// Per tenant and server.
    breaker: Arc<Breaker>,
}

/// An answer and where it came from.
#[derive(Clone, Debug)]
pub struct Answered {
    pub completion: Completion,
    pub model: String,
    pub offline: bool,
    /// Why the configured model did not answer, when it should have.
    pub fallback: Option<String>,
}

impl Gateway {
    pub fn new(source: Arc<dyn ModelSource>, egress: Egress) -> Self {
        Self { source, egress, breaker: Arc::default() }
    }

    /// Asks. With [`Chat::stream`] the text goes to the context's progress as it comes.
    pub async fn ask(
        &self,
        ctx: &ToolContext,
        operation: &'static str,
        chat: &Chat,
    ) -> Result<Answered, ToolError> {
        let settings = self.source.settings(ctx.tenant).await?;
        if settings.provider == Provider::Offline {
            return self.ask_offline(ctx, operation, chat, None).await;
        }
        let said = AtomicBool::new(false);
        let failure = match self.ask_configured(ctx, operation, chat, &settings, &said).await {
            Ok(answered) => return Ok(answered),
            Err(error) => error,
        };
        if said.load(Ordering::Relaxed) || !can_fall_back(failure.code) {
            return Err(failure);
        }
        tracing::warn!(tenant = %ctx.tenant, operation, code = %failure.code, error = %failure.message, "the model did not answer; falling back to the offline model");
        ctx.progress.note(&format!("the model did not answer ({}); the offline model does", failure.message));
        // Not every question is one for the offline model; then the first failure is the news.
        self.ask_offline(ctx, operation, chat, Some(failure.message.clone())).await.map_err(|_| failure)
    }

    async fn ask_offline(
        &self,
        ctx: &ToolContext,
        operation: &'static str,
        chat: &Chat,
        fallback: Option<String>,
    ) -> Result<Answered, ToolError> {
        let begun = Instant::now();
        let answer = Offline.chat(chat, &|delta| ctx.progress.text(delta)).await;
        measure(operation, OFFLINE, begun, &answer);
        Ok(Answered { completion: answer?, model: OFFLINE.into(), offline: true, fallback })
    }

    async fn ask_configured(
        &self,
        ctx: &ToolContext,
        operation: &'static str,
        chat: &Chat,
        settings: &ModelSettings,
        said: &AtomicBool,
    ) -> Result<Answered, ToolError> {
        let server = settings.base_url.as_str();
        if let Err(left) = self.breaker.allows(ctx.tenant, server, Instant::now()) {
            let why = format!(
                "the model server {server} has failed several times in a row and is left alone for a moment"
            );
            return Err(ToolError::new(ErrorCode::Upstream, why).retry_after(left));
        }
        let model = OpenAi::new(settings, &self.egress)?;
        let name = if chat.model.is_empty() { model.name().to_owned() } else { chat.model.clone() };
        let begun = Instant::now();
        let answer = model
            .chat(chat, &|delta| {
                said.store(true, Ordering::Relaxed);
                ctx.progress.text(delta);
            })
            .await;
        measure(operation, &name, begun, &answer);
        let down = |e: &ToolError| matches!(e.code, ErrorCode::Upstream | ErrorCode::Timeout);
        let worked = !answer.as_ref().is_err_and(down);
        if !answer.as_ref().is_err_and(|e| e.code == ErrorCode::Cancelled) {
            self.breaker.record(ctx.tenant, server, worked, Instant::now());
        }
        let mut completion = answer?;
        let usage = &mut completion.usage;
        usage.cost_micros = settings.prices.cost_micros(usage.input_tokens, usage.output_tokens);
        Ok(Answered { completion, model: name, offline: false, fallback: None })
    }
}

/// What another model could do better. Wrong questions and cancelled ones stay failures.
fn can_fall_back(code: ErrorCode) -> bool {
    match code {
        ErrorCode::Timeout
        | ErrorCode::RateLimited
        | ErrorCode::Auth
        | ErrorCode::Permission
        | ErrorCode::NotFound
        | ErrorCode::Conflict
        | ErrorCode::Upstream
        | ErrorCode::PolicyDenied
        | ErrorCode::BudgetExceeded => true,
        ErrorCode::Validation | ErrorCode::Cancelled | ErrorCode::Internal => false,
    }
}

fn measure(operation: &'static str, model: &str, begun: Instant, answer: &Result<Completion, ToolError>) {
    let model = model.to_owned();
    let status = match answer {
        Ok(_) => "ok",
        Err(error) => error.code.as_str(),
    };
    metrics::counter!("ai_requests_total", "operation" => operation, "model" => model.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("ai_processing_duration_seconds", "operation" => operation, "model" => model.clone())
        .record(begun.elapsed().as_secs_f64());
    if let Ok(completion) = answer {
        metrics::counter!("ai_tokens_total", "model" => model.clone(), "direction" => "input")
            .increment(completion.usage.input_tokens);
        metrics::counter!("ai_tokens_total", "model" => model, "direction" => "output")
            .increment(completion.usage.output_tokens);
    }
}
