use super::failure;
use crate::chat::{Completion, Finish, ToolCall};
use flow_schema::ErrorCode;
use mcp_servers_kit::{ToolError, Usage};
use serde_json::Value;

/// Reads a whole chat completion.
pub(super) fn read(answer: &Value) -> Result<Completion, ToolError> {
    if let Some(error) = failure::in_body(answer) {
        return Err(error);
    }
    let Some(choice) = answer["choices"].get(0) else {
        return Err(
            ToolError::new(ErrorCode::Upstream, "the model's server answered without a choice").fatal()
        );
    };
    let message = &choice["message"];
    if let Some(refusal) = message["refusal"].as_str().filter(|r| !r.is_empty()) {
        return Err(refused(refusal));
    }
    Ok(Completion {
        tool_calls: tool_calls(&message["tool_calls"]),
        text: content(&message["content"]),
        usage: usage(answer),
        finish: finish(choice["finish_reason"].as_str())?,
        confidence: None,
    })
}

pub(super) fn refused(words: &str) -> ToolError {
    let words: String = words.chars().take(300).collect();
    ToolError::new(ErrorCode::PolicyDenied, format!("the model refused to answer: {words}"))
}

pub(super) fn finish(reason: Option<&str>) -> Result<Finish, ToolError> {
    match reason {
        Some("length") => Ok(Finish::Length),
        Some("content_filter") => Err(ToolError::new(
            ErrorCode::PolicyDenied,
            "the content filter of the model's server stopped the answer",
        )),
        _ => Ok(Finish::Complete),
    }
}

/// Text, or the text parts of a list of parts.
pub(super) fn content(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|p| p["text"].as_str()).collect(),
        _ => String::new(),
    }
}

/// The functions a model wants called.
fn tool_calls(value: &Value) -> Vec<ToolCall> {
    let calls = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let call = |call: &Value| ToolCall {
        id: text(&call["id"]),
        name: text(&call["function"]["name"]),
        arguments: arguments(&text(&call["function"]["arguments"])),
    };
    calls.iter().map(call).collect()
}

/// Arguments come as text that should be JSON. What is none stays text, for whoever judges the call.
pub(super) fn arguments(text: &str) -> Value {
    if text.trim().is_empty() {
        return Value::Object(serde_json::Map::new());
    }
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

pub(super) fn usage(answer: &Value) -> Usage {
    let count = |key: &str| answer["usage"][key].as_u64().unwrap_or_default();
    Usage {
        cost_micros: 0,
        input_tokens: count("prompt_tokens"),
        output_tokens: count("completion_tokens"),
        model: answer["model"].as_str().unwrap_or_default().to_owned(),
    }
}
