use crate::chat::{Chat, Message, Model, Role, Task};
use crate::openai::OpenAi;
use crate::settings::{ModelSettings, Provider};
use flow_schema::ErrorCode;
use mcp_servers_kit::{Egress, ToolError};
use serde::Serialize;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

const LIMIT: Duration = Duration::from_secs(60);
const SHOWN: usize = 8;

/// What a test of model settings found, in words for the person who entered them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConnectionTest {
    pub ok: bool,
    pub message: String,
    /// What the server offers, if it says.
    pub models: Vec<String>,
    pub latency_ms: u64,
}

/// Lists the server's models and has the chosen one say a word.
pub async fn connection_test(settings: &ModelSettings, egress: &Egress) -> ConnectionTest {
    if settings.provider == Provider::Offline {
        return ConnectionTest {
            ok: true,
            message:
                "The offline model needs no connection: it quotes passages, compares and reads by pattern."
                    .into(),
            models: Vec::new(),
            latency_ms: 0,
        };
    }
    let mut models = Vec::new();
    let begun = Instant::now();
    let result = try_it(settings, egress, &mut models).await;
    let latency_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    match result {
        Ok(()) => ConnectionTest {
            ok: true,
            message: format!(
                "Connected: {} answered in {:.1} s.",
                settings.model.trim(),
                begun.elapsed().as_secs_f64()
            ),
            models,
            latency_ms,
        },
        Err(error) => {
            ConnectionTest { ok: false, message: sentence(&error, settings, &models), models, latency_ms }
        }
    }
}

async fn try_it(
    settings: &ModelSettings,
    egress: &Egress,
    models: &mut Vec<String>,
) -> Result<(), ToolError> {
    let model = OpenAi::new(settings, egress)?;
    let deadline = Instant::now() + LIMIT;
    let late = |_| ToolError::new(ErrorCode::Timeout, "the server did not list its models in time");
    match tokio::time::timeout_at(deadline, model.models()).await.map_err(late)? {
        Ok(list) => *models = list,
        // Some gateways have no list; the chat below decides.
        Err(error) if error.code == ErrorCode::NotFound => {}
        Err(error) => return Err(error),
    }
    let prompt = "Reply with the word OK.";
    let chat = Chat {
        messages: vec![Message { role: Role::User, content: prompt.into(), ..Message::default() }],
        tools: Vec::new(),
        task: Task::Answer { question: prompt.into(), passages: Vec::new() },
        schema: None,
        model: String::new(),
        temperature: None,
        max_tokens: Some(16),
        stream: false,
        deadline,
        cancel: CancellationToken::new(),
    };
    model.chat(&chat, &|_| {}).await.map(drop)
}

fn sentence(error: &ToolError, settings: &ModelSettings, models: &[String]) -> String {
    let unknown = !models.is_empty() && !models.iter().any(|m| m == settings.model.trim());
    let mut text = if error.code == ErrorCode::NotFound && unknown {
        format!("Connected, but the server has no model named {}", settings.model.trim())
    } else {
        let mut text = error.message.clone();
        if let Some(first) = text.get(..1).map(str::to_uppercase) {
            text.replace_range(..1, &first);
        }
        text
    };
    if unknown {
        text +=
            &format!(". It offers: {}", models.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "));
        if models.len() > SHOWN {
            text += " …";
        }
    }
    text + "."
}
