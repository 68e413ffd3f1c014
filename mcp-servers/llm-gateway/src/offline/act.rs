//! The offline model among tools: it looks the question up once, where there is something to look it up
//! in, and quotes what it found. It decides nothing, so it calls nothing that writes.

use crate::chat::{Chat, Task, ToolCall, ToolOffer};
use crate::passage::{self, Passage};
use serde_json::{Value, json};

/// The one call it makes: a tool that takes nothing but a query, the first time.
pub(super) fn call(chat: &Chat) -> Option<ToolCall> {
    let Task::Act { question, results } = &chat.task else { return None };
    if !results.is_empty() {
        return None;
    }
    let searches = |tool: &&ToolOffer| {
        let required = tool.parameters["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        tool.parameters["properties"]["query"].is_object() && required.iter().all(|name| name == "query")
    };
    let tool = chat.tools.iter().find(searches)?;
    let arguments = json!({ "query": question });
    Some(ToolCall { id: "lookup".into(), name: tool.name.clone(), arguments })
}

/// What it may quote: passages among the results.
pub(super) fn passages(results: &[Value]) -> Vec<Passage> {
    let found = results.iter().filter_map(|result| passage::read(result.get("passages").cloned()).ok());
    found.flatten().collect()
}
