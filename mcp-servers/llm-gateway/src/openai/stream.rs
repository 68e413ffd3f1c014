use super::{failure, response};
use crate::chat::{Completion, Delta, Finish, ToolCall};
use async_openai::error::OpenAIError;
use flow_schema::ErrorCode;
use futures::{Stream, StreamExt};
use mcp_servers_kit::egress::Url;
use mcp_servers_kit::{ToolError, Usage};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

/// Between two pieces of an answer.
const IDLE: Duration = Duration::from_secs(30);
const MAX_TEXT: usize = 2 << 20;

/// Reads a streamed chat completion, tolerating what servers do differently: a usage chunk without
/// choices, chunks without content, unknown fields, an end without `[DONE]` (if a finish reason
/// was seen), an error object in the middle.
pub(super) async fn read(
    mut events: impl Stream<Item = Result<Value, OpenAIError>> + Unpin,
    first: Instant,
    deadline: Instant,
    url: &Url,
    delta: &Delta<'_>,
) -> Result<Completion, ToolError> {
    let mut done = Completion::default();
    let mut refusal = String::new();
    let mut calls = Calls::default();
    let mut finish: Option<Finish> = None;
    let mut wait_until = first;
    loop {
        let stalled = |_| {
            let what = if done.text.is_empty() {
                "did not begin to answer in time"
            } else {
                "stopped in mid-answer"
            };
            ToolError::new(ErrorCode::Timeout, format!("the model {what}"))
        };
        let Some(event) = tokio::time::timeout_at(wait_until, events.next()).await.map_err(stalled)? else {
            break;
        };
        wait_until = (Instant::now() + IDLE).min(deadline);
        let chunk = event.map_err(|e| failure::of(e, url))?;
        if let Some(error) = failure::in_body(&chunk) {
            return Err(error);
        }
        if chunk["usage"].is_object() {
            done.usage = response::usage(&chunk);
        } else if done.usage.model.is_empty() {
            done.usage =
                Usage { model: chunk["model"].as_str().unwrap_or_default().to_owned(), ..done.usage };
        }
        let Some(choice) = chunk["choices"].get(0) else { continue };
        refusal += choice["delta"]["refusal"].as_str().unwrap_or_default();
        let piece = response::content(&choice["delta"]["content"]);
        if !piece.is_empty() {
            if done.text.len() + piece.len() > MAX_TEXT {
                return Err(ToolError::new(ErrorCode::Upstream, "the model's answer does not end").fatal());
            }
            delta(&piece);
            done.text += &piece;
        }
        calls.add(&choice["delta"]["tool_calls"])?;
        if let Some(reason) = choice["finish_reason"].as_str() {
            finish = Some(response::finish(Some(reason))?);
        }
    }
    if !refusal.is_empty() {
        return Err(response::refused(&refusal));
    }
    match finish {
        Some(finish) => done.finish = finish,
        None => {
            let what =
                if done.text.is_empty() { "ended before it began" } else { "broke off before its end" };
            return Err(ToolError::new(ErrorCode::Upstream, format!("the model's answer {what}")));
        }
    }
    done.tool_calls = calls.finish();
    Ok(done)
}

/// Tool calls that come in pieces: the id and name with the first, the arguments bit by bit.
#[derive(Default)]
struct Calls(BTreeMap<u64, (ToolCall, String)>);

/// More than any model calls at once.
const MAX_CALLS: usize = 128;

impl Calls {
    fn add(&mut self, pieces: &Value) -> Result<(), ToolError> {
        for piece in pieces.as_array().into_iter().flatten() {
            // Some servers send whole calls without an index.
            let index = piece["index"].as_u64().unwrap_or(self.0.len() as u64);
            if self.0.len() >= MAX_CALLS && !self.0.contains_key(&index) {
                return Err(
                    ToolError::new(ErrorCode::Upstream, "the model calls too many tools at once").fatal()
                );
            }
            let (call, arguments) = self.0.entry(index).or_default();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            if call.id.is_empty() {
                call.id = text(&piece["id"]);
            }
            call.name += &text(&piece["function"]["name"]);
            *arguments += piece["function"]["arguments"].as_str().unwrap_or_default();
            if arguments.len() > MAX_TEXT {
                return Err(
                    ToolError::new(ErrorCode::Upstream, "the arguments of a tool call do not end").fatal()
                );
            }
        }
        Ok(())
    }

    fn finish(self) -> Vec<ToolCall> {
        let whole = |(mut call, arguments): (ToolCall, String)| {
            call.arguments = response::arguments(&arguments);
            call
        };
        self.0.into_values().map(whole).collect()
    }
}
