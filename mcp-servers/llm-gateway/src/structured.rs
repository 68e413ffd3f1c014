//! Answers that must be JSON of a given shape: found in the text, checked, asked for once more.

use crate::chat::{Chat, Completion, Finish, Message, Role, Task};
use crate::gateway::{Answered, Gateway};
use flow_schema::ErrorCode;
use mcp_servers_kit::schema::Schema;
use mcp_servers_kit::{ToolContext, ToolError};
use serde_json::Value;

const SHOWN: usize = 200;

/// Asks until the answer fits the schema of the chat: at most twice.
pub(crate) async fn ask(
    gateway: &Gateway,
    ctx: &ToolContext,
    operation: &'static str,
    mut chat: Chat,
) -> Result<(Value, Answered), ToolError> {
    let schema = chat.schema.clone().unwrap_or(Value::Bool(true));
    let schema = Schema::compile(&schema).map_err(|e| {
        ToolError::new(ErrorCode::Validation, format!("the output schema is not a JSON Schema: {e}"))
    })?;
    let mut first = gateway.ask(ctx, operation, &chat).await?;
    // The offline model's own computation is of the right shape already, and has more to tell.
    if first.offline
        && !matches!(chat.task, Task::Answer { .. })
        && let Some(value) = find_json(&first.completion.text)
    {
        return Ok((value, first));
    }
    let wrong = match check(&schema, &first.completion) {
        Ok(value) => return Ok((value, first)),
        Err(wrong) => wrong,
    };
    if first.offline {
        // It would say the same again.
        return Err(misfit(&first, &wrong));
    }
    chat.messages.push(Message {
        role: Role::Assistant,
        content: first.completion.text.clone(),
        ..Message::default()
    });
    chat.messages.push(Message {
        role: Role::User,
        content: format!("That was not usable: {wrong}. Answer again, with the corrected JSON object only."),
        ..Message::default()
    });
    let mut second = gateway.ask(ctx, operation, &chat).await?;
    let spent = std::mem::take(&mut first.completion.usage);
    second.completion.usage.input_tokens += spent.input_tokens;
    second.completion.usage.output_tokens += spent.output_tokens;
    second.completion.usage.cost_micros += spent.cost_micros;
    match check(&schema, &second.completion) {
        Ok(value) => Ok((value, second)),
        Err(wrong) => Err(misfit(&second, &wrong)),
    }
}

fn misfit(answered: &Answered, wrong: &str) -> ToolError {
    let said: String = answered.completion.text.chars().take(SHOWN).collect();
    ToolError::new(
        ErrorCode::Validation,
        format!("the answer of {} does not fit: {wrong}; it said: {}", answered.model, said.trim()),
    )
}

fn check(schema: &Schema, completion: &Completion) -> Result<Value, String> {
    let Some(value) = find_json(&completion.text) else {
        return Err(match completion.finish {
            Finish::Length => {
                "it was cut off at the limit of tokens before the JSON was complete; allow more".into()
            }
            Finish::Complete if completion.text.trim().is_empty() => "it is empty".into(),
            Finish::Complete => "it is not JSON".into(),
        });
    };
    let complaints = schema.complaints(&value);
    if complaints.is_empty() { Ok(value) } else { Err(complaints.join("; ")) }
}

/// The JSON in an answer: all of it, or what is inside a code fence or between explanations.
pub(crate) fn find_json(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let start = text.find(['{', '['])?;
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
    values.next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_is_found_inside_fences_and_chatter() {
        for text in ["{\"a\":1}", "```json\n{\"a\": 1}\n```", "Sure! {\"a\":1} Anything else?"] {
            assert_eq!(find_json(text), Some(json!({"a": 1})), "{text}");
        }
        assert_eq!(find_json("no json {here"), None);
    }
}
