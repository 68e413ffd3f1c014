use crate::chat::{Chat, Role, ToolCall, ToolOffer};
use crate::settings::MaxTokensField;
use serde_json::{Map, Value, json};

/// The body of a chat completion. Only what every server knows is sent unless it was asked for.
pub(super) fn body(chat: &Chat, model: &str, limit: MaxTokensField, format: bool) -> Value {
    let messages: Vec<Value> = chat
        .messages
        .iter()
        .map(|message| {
            let role = match message.role {
                Role::System => "system",
                Role::User => "user",
                Role::Assistant => "assistant",
                Role::Tool => "tool",
            };
            let mut sent = json!({ "role": role, "content": message.content });
            if !message.tool_calls.is_empty() {
                sent["tool_calls"] = message.tool_calls.iter().map(tool_call).collect();
            }
            if message.role == Role::Tool {
                sent["tool_call_id"] = message.tool_call_id.clone().into();
            }
            sent
        })
        .collect();
    let mut body = Map::new();
    body.insert("model".into(), json!(if chat.model.is_empty() { model } else { &chat.model }));
    body.insert("messages".into(), messages.into());
    if !chat.tools.is_empty() {
        let function = |tool: &ToolOffer| {
            json!({ "type": "function", "function": {
                "name": tool.name, "description": tool.description, "parameters": tool.parameters,
            } })
        };
        body.insert("tools".into(), chat.tools.iter().map(function).collect());
    }
    if let Some(temperature) = chat.temperature {
        body.insert("temperature".into(), json!(temperature));
    }
    if let Some(most) = chat.max_tokens {
        body.insert(limit.as_str().into(), json!(most));
    }
    if let Some(schema) = chat.schema.as_ref().filter(|_| format) {
        body.insert(
            "response_format".into(),
            json!({ "type": "json_schema", "json_schema": { "name": "answer", "strict": is_strict(schema), "schema": schema } }),
        );
    }
    if chat.stream {
        // The library does not set this for raw requests; without it the stream is empty.
        body.insert("stream".into(), json!(true));
        body.insert("stream_options".into(), json!({ "include_usage": true }));
    }
    body.into()
}

fn tool_call(call: &ToolCall) -> Value {
    let arguments = match &call.arguments {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": arguments } })
}

/// Whether OpenAI's strict mode takes a schema: every object closed and all its keys required.
fn is_strict(schema: &Value) -> bool {
    let object = match schema {
        Value::Object(object) => object,
        Value::Array(items) => return items.iter().all(is_strict),
        _ => return true,
    };
    if let Some(Value::Object(properties)) = object.get("properties") {
        let required: Vec<&str> = object
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let closed = object.get("additionalProperties") == Some(&Value::Bool(false));
        if !closed || properties.keys().any(|key| !required.contains(&key.as_str())) {
            return false;
        }
    } else if object.get("type").and_then(Value::as_str) == Some("object") {
        return false;
    }
    object.values().all(is_strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_is_only_claimed_for_closed_objects() {
        let closed = json!({"type": "object", "additionalProperties": false, "required": ["a"],
            "properties": {"a": {"type": "string"}}});
        assert!(is_strict(&closed));
        assert!(!is_strict(&json!({"type": "object", "properties": {"a": {"type": "string"}}})));
        assert!(!is_strict(&json!({"type": "array", "items": {"type": "object"}})));
    }
}
