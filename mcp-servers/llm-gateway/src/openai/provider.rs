use super::wire::Wire;
use super::{failure, request, response, stream};
use crate::chat::{Chat, Completion, Delta, Model};
use crate::settings::{MaxTokensField, ModelSettings};
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_trait::async_trait;
use flow_schema::ErrorCode;
use mcp_servers_kit::egress::{Egress, Url};
use mcp_servers_kit::{ToolError, Usage};
use serde_json::Value;
use std::time::Duration;
use tokio::time::Instant;

/// A local server that has to load its model first takes minutes to say its first word.
const FIRST_BYTE: Duration = Duration::from_secs(120);
/// Left of the deadline for somebody else to answer when this server stays silent.
const RESERVE: Duration = Duration::from_secs(2);
/// A longer wait that the server asks for is the executor's to plan.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// A model behind an OpenAI-compatible URL.
pub struct OpenAi {
    client: Client<OpenAIConfig>,
    model: String,
    url: Url,
    max_tokens_field: MaxTokensField,
}

impl OpenAi {
    /// Checks the address; does not contact it yet.
    pub fn new(settings: &ModelSettings, egress: &Egress) -> Result<Self, ToolError> {
        let base = settings.base_url.trim().trim_end_matches('/');
        let wrong = |why: String| ToolError::new(ErrorCode::Validation, why);
        if settings.model.trim().is_empty() {
            return Err(wrong("no model is chosen; name one in the settings".into()));
        }
        let url =
            Url::parse(base).map_err(|e| wrong(format!("the model's address {base:?} is not one: {e}")))?;
        let http = egress.client_for(base)?;
        let key = settings.api_key.as_ref().map_or("", |key| key.expose());
        let config = OpenAIConfig::new().with_api_base(base).with_api_key(key);
        let client = Client::build(http.clone(), config).with_http_service(Wire::new(http, url.clone()));
        Ok(Self {
            client,
            model: settings.model.trim().to_owned(),
            url,
            max_tokens_field: settings.max_tokens_field,
        })
    }

    /// The ids of the models that the server offers.
    pub async fn models(&self) -> Result<Vec<String>, ToolError> {
        let list: Value = self.client.models().list_byot().await.map_err(|e| failure::of(e, &self.url))?;
        let data = list["data"].as_array().ok_or_else(|| {
            ToolError::new(ErrorCode::Upstream, format!("{} does not list models as OpenAI does", self.url))
                .fatal()
        })?;
        Ok(data.iter().filter_map(|m| m["id"].as_str().map(str::to_owned)).collect())
    }

    async fn once(&self, chat: &Chat, format: bool, delta: &Delta<'_>) -> Result<Completion, ToolError> {
        let body = request::body(chat, &self.model, self.max_tokens_field, format);
        let begun = Instant::now();
        let left = chat.deadline.saturating_duration_since(begun);
        let silent = begun + FIRST_BYTE.min(left - RESERVE.min(left / 4));
        let late = |_| {
            ToolError::new(
                ErrorCode::Timeout,
                format!("the model did not begin to answer within {} s", begun.elapsed().as_secs()),
            )
        };
        if chat.stream {
            let api = self.client.chat();
            let opening = api.create_stream_byot::<_, Value>(body);
            let events = tokio::time::timeout_at(silent, opening).await.map_err(late)?;
            let events = events.map_err(|e| failure::of(e, &self.url))?;
            return stream::read(events, silent, chat.deadline, &self.url, delta).await;
        }
        let api = self.client.chat();
        let asking = api.create_byot::<_, Value>(body);
        let answer = tokio::time::timeout_at(chat.deadline.min(silent), asking).await.map_err(late)?;
        response::read(&answer.map_err(|e| failure::of(e, &self.url))?)
    }

    async fn patiently(&self, chat: &Chat, delta: &Delta<'_>) -> Result<Completion, ToolError> {
        let said = std::sync::atomic::AtomicBool::new(false);
        let watched = |text: &str| {
            said.store(true, std::sync::atomic::Ordering::Relaxed);
            delta(text);
        };
        let mut format = true;
        let mut retried = false;
        loop {
            let error = match self.once(chat, format, &watched).await {
                Ok(completion) => return Ok(completion),
                Err(error) => error,
            };
            if said.load(std::sync::atomic::Ordering::Relaxed) {
                return Err(error);
            }
            // The schema is in the instructions as well, so an older server can still do it.
            if format && chat.schema.is_some() && failure::is_about_format(&error) {
                format = false;
                continue;
            }
            let quick = matches!(error.code, ErrorCode::Upstream | ErrorCode::RateLimited);
            let pause = Duration::from_millis(error.retry_after_ms.unwrap_or(400));
            let room = chat.deadline.saturating_duration_since(Instant::now()) > pause + RESERVE;
            if retried || !quick || !error.retryable || pause > LONGEST_PAUSE || !room {
                return Err(error);
            }
            retried = true;
            tokio::time::sleep(pause).await;
        }
    }
}

#[async_trait]
impl Model for OpenAi {
    fn name(&self) -> &str {
        &self.model
    }

    async fn chat(&self, chat: &Chat, delta: &Delta<'_>) -> Result<Completion, ToolError> {
        let mut completion = tokio::select! {
            done = self.patiently(chat, delta) => done?,
            () = chat.cancel.cancelled() => {
                return Err(ToolError::new(ErrorCode::Cancelled, "asking the model was cancelled"));
            }
        };
        if completion.usage.model.is_empty() {
            let model = if chat.model.is_empty() { &self.model } else { &chat.model };
            completion.usage = Usage { model: model.clone(), ..completion.usage };
        }
        Ok(completion)
    }
}
