//! Failures of model servers, in the shapes that OpenAI, vLLM and Ollama give them.

use async_openai::error::OpenAIError;
use flow_schema::ErrorCode;
use mcp_servers_kit::ToolError;
use mcp_servers_kit::egress::{Url, explain_http};
use mcp_servers_kit::http::HeaderMap;
use serde_json::Value;
use std::time::Duration;

pub(super) fn of(error: OpenAIError, url: &Url) -> ToolError {
    match error {
        OpenAIError::Boxed(inner) => match inner.downcast::<ToolError>() {
            Ok(error) => *error,
            Err(other) => match other.downcast::<reqwest::Error>() {
                Ok(http) => explain_http(&http, url),
                Err(other) => {
                    ToolError::new(ErrorCode::Upstream, format!("the model's server failed: {other}"))
                }
            },
        },
        OpenAIError::Reqwest(http) => explain_http(&http, url),
        OpenAIError::JSONDeserialize(why, said) => {
            let said: String = said.chars().take(200).collect();
            ToolError::new(
                ErrorCode::Upstream,
                format!("the model's server sent what is not JSON ({why}): {said}"),
            )
            .fatal()
        }
        OpenAIError::StreamError(why) => {
            ToolError::new(ErrorCode::Upstream, format!("the model's answer broke off: {why}"))
        }
        other => ToolError::new(ErrorCode::Upstream, format!("the model's server failed: {other}")),
    }
}

pub(super) fn of_status(status: u16, headers: &HeaderMap, body: &[u8]) -> ToolError {
    let parsed: Value = serde_json::from_slice(body).unwrap_or_default();
    let said = Said::read(&parsed).unwrap_or_else(|| Said {
        message: String::from_utf8_lossy(body).chars().take(300).collect::<String>().trim().to_owned(),
        ..Said::default()
    });
    let message = said.message.as_str();
    let error = |code, text: String| ToolError::new(code, text);
    match status {
        400 | 413 | 422 => {
            error(ErrorCode::Validation, format!("the model's server refused the request: {message}"))
        }
        401 => error(ErrorCode::Auth, format!("the model's server does not accept the API key: {message}")),
        402 => spent(message),
        403 => error(ErrorCode::Permission, format!("the API key may not use this model: {message}")),
        404 => error(ErrorCode::NotFound, format!("the model or the address is not known there: {message}")),
        408 => error(ErrorCode::Timeout, format!("the model's server timed out: {message}")),
        429 if said.is_about_money() => spent(message),
        429 => {
            let error =
                error(ErrorCode::RateLimited, format!("the model's server asks to slow down: {message}"));
            match wait(headers) {
                Some(wait) => error.retry_after(wait),
                None => error,
            }
        }
        300..400 => error(
            ErrorCode::Validation,
            format!("the address redirects (HTTP {status}); use the one it leads to"),
        ),
        409 | 500.. => {
            let error =
                error(ErrorCode::Upstream, format!("the model's server failed (HTTP {status}): {message}"));
            match wait(headers) {
                Some(wait) => error.retry_after(wait),
                None => error,
            }
        }
        _ => error(ErrorCode::Upstream, format!("the model's server answered HTTP {status}: {message}"))
            .fatal(),
    }
}

fn spent(message: &str) -> ToolError {
    ToolError::new(
        ErrorCode::BudgetExceeded,
        format!("the account of the model's server has no credit left: {message}"),
    )
}

/// An error object where an answer or a chunk was expected.
pub(super) fn in_body(body: &Value) -> Option<ToolError> {
    let is_error = !body["error"].is_null() || body["object"] == "error";
    if !is_error {
        return None;
    }
    let said = Said::read(body).unwrap_or_default();
    if let Ok(status @ 400..600) = said.code.parse::<u16>() {
        return Some(of_status(status, &HeaderMap::new(), body.to_string().as_bytes()));
    }
    Some(ToolError::new(
        ErrorCode::Upstream,
        format!("the model's server failed in mid-answer: {}", said.message),
    ))
}

/// Whether a refusal is about `response_format`, which older servers do not know.
pub(super) fn is_about_format(error: &ToolError) -> bool {
    let text = error.message.to_ascii_lowercase();
    error.code == ErrorCode::Validation
        && ["response_format", "json_schema", "structured", "guided", "schema"]
            .iter()
            .any(|w| text.contains(w))
}

#[derive(Default)]
struct Said {
    message: String,
    kind: String,
    code: String,
}

impl Said {
    /// `{"error": {message, type, code}}`, `{"error": "text"}`, `{"object": "error", message}`,
    /// `{"detail": …}`; codes are texts or numbers.
    fn read(body: &Value) -> Option<Self> {
        let text = |v: &Value| match v {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let of =
            |v: &Value| Self { message: text(&v["message"]), kind: text(&v["type"]), code: text(&v["code"]) };
        match &body["error"] {
            Value::String(message) => Some(Self { message: message.clone(), ..Self::default() }),
            error @ Value::Object(_) => Some(of(error)),
            _ if body["message"].is_string() => Some(of(body)),
            _ if !body["detail"].is_null() => {
                let detail = &body["detail"];
                Some(Self {
                    message: detail.as_str().map_or_else(|| detail.to_string(), str::to_owned),
                    ..Self::default()
                })
            }
            _ => None,
        }
    }

    fn is_about_money(&self) -> bool {
        [&self.code, &self.kind]
            .into_iter()
            .any(|s| s == "insufficient_quota" || s == "billing_hard_limit_reached")
    }
}

fn wait(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms").map(|ms| ms / 1000.0).or_else(|| number("retry-after"))?;
    Duration::try_from_secs_f64(seconds.clamp(0.0, 3600.0)).ok()
}
