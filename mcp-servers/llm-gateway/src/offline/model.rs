use super::{act, answer, classify, extract};
use crate::chat::{Chat, Completion, Delta, Finish, Model, Sought, SoughtKind, Task};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use mcp_servers_kit::{ToolError, Usage};
use serde_json::Value;

/// The name under which it appears in outputs and metrics.
pub const OFFLINE: &str = "offline";

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

#[async_trait]
impl Model for Offline {
    fn name(&self) -> &str {
        OFFLINE
    }

    async fn chat(&self, chat: &Chat, delta: &Delta<'_>) -> Result<Completion, ToolError> {
        if let (Task::Act { question, results }, Some(call)) = (&chat.task, act::call(chat)) {
            let usage = Usage { model: OFFLINE.into(), ..Usage::default() };
            tracing::debug!(
                question,
                results = results.len(),
                tool = call.name,
                "the offline model looks something up"
            );
            return Ok(Completion { tool_calls: vec![call], usage, ..Completion::default() });
        }
        let (text, confidence) = match (&chat.task, &chat.schema) {
            (Task::Act { question, results }, _) => {
                let found = answer::answer(question, &act::passages(results));
                (found.text, Some(found.confidence))
            }
            (Task::Answer { question, passages }, None) => {
                let found = answer::answer(question, passages);
                (found.text, Some(found.confidence))
            }
            (Task::Answer { question, .. }, Some(schema)) => (filled(question, schema)?, None),
            (Task::Classify { text, classes }, _) => (classify::classify(text, classes).to_string(), None),
            (Task::Extract { text, fields }, _) => (extract::extract(text, fields).to_string(), None),
        };
        if chat.stream {
            for word in text.split_inclusive(char::is_whitespace) {
                delta(word);
            }
        }
        let usage = Usage { model: OFFLINE.into(), ..Usage::default() };
        Ok(Completion { text, usage, finish: Finish::Complete, confidence, tool_calls: Vec::new() })
    }
}

/// An object of the asked shape, as far as its fields can be read out of the question by pattern.
fn filled(question: &str, schema: &Value) -> Result<String, ToolError> {
    let cannot = |what: String| {
        ToolError::new(
            ErrorCode::Validation,
            format!(
                "no language model is connected, and the offline model cannot {what}; connect a model in the settings"
            ),
        )
    };
    let Some(properties) = schema["properties"].as_object() else {
        return Err(cannot("make an answer of this shape".into()));
    };
    let fields: Vec<Sought> = properties.iter().map(|(name, property)| sought(name, property)).collect();
    let values = extract::extract(question, &fields);
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing: Vec<&str> = required.filter(|name| values[*name].is_null()).collect();
    if missing.is_empty() {
        Ok(values.to_string())
    } else {
        Err(cannot(format!("fill {}", missing.join(", "))))
    }
}

fn sought(name: &str, property: &Value) -> Sought {
    let text = |key: &str| property[key].as_str().unwrap_or_default().to_owned();
    let options: Vec<(String, String)> = property["enum"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|v| v.as_str().map(|s| (s.to_owned(), s.to_owned())))
        .collect();
    let kind = match (property["type"].as_str(), property["format"].as_str()) {
        _ if !options.is_empty() => SoughtKind::Select,
        (Some("number" | "integer"), _) => SoughtKind::Number,
        (Some("boolean"), _) => SoughtKind::Boolean,
        (_, Some("date")) => SoughtKind::Date,
        (_, Some("email")) => SoughtKind::Email,
        _ => SoughtKind::Text,
    };
    Sought {
        name: name.into(),
        label: text("title"),
        kind,
        description: text("description"),
        options,
        pattern: text("pattern"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_shape_is_filled_from_the_text_or_refused_by_name() {
        let schema = json!({"type": "object", "required": ["email", "title"], "properties": {
            "email": {"type": "string", "format": "email"}, "title": {"type": "string"}}});
        let text = filled("The printer jams. Write to jo@example.test.", &schema).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, json!({"email": "jo@example.test", "title": "The printer jams"}));
        let error = filled("The printer jams.", &schema).unwrap_err();
        assert!(error.message.contains("fill email"), "{}", error.message);
    }
}
