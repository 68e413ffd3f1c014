//! `llm`: messages become instructions and one prompt.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::foreign::jinja::Rendered;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value};

/// Stands in a prompt where the passages were written out; they go to the model beside it.
const PASSAGES: &str = "(the passages given)";

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(id) = at.node.clone() else { return };
    let mut config = Map::new();
    let passages = context(work, at, &mut config);
    let messages = match &at.data["prompt_template"] {
        Value::Array(messages) => messages.clone(),
        // A completion model has one text.
        other => vec![other.clone()],
    };
    let mut system = Vec::new();
    let mut turns: Vec<(&str, String)> = Vec::new();
    for message in &messages {
        let text = message_text(work, at, message, &passages);
        match message["role"].as_str() {
            _ if text.trim().is_empty() => {}
            Some("system") => system.push(text),
            Some("assistant") => turns.push(("Assistant", text)),
            _ => turns.push(("User", text)),
        }
    }
    if turns.len() > 1 {
        work.draft.approximated(
            &at.original(),
            &id,
            "Its messages are one prompt, with who says what before each.",
        );
    }
    let mut prompt = match turns.as_slice() {
        [(_, text)] => text.clone(),
        turns => turns.iter().map(|(who, text)| format!("{who}: {text}")).collect::<Vec<_>>().join("\n\n"),
    };
    prompt = remember(work, at, prompt);
    if prompt.trim().is_empty() {
        // Everything was in the system message, as with many of Dify's templates.
        prompt = std::mem::take(&mut system).join("\n\n");
    }
    config.insert("prompt".to_owned(), Value::String(prompt));
    if !system.is_empty() {
        config.insert("system".to_owned(), Value::String(system.join("\n\n")));
    }
    if at.data["structured_output_enabled"] == true && at.data["structured_output"]["schema"].is_object() {
        config.insert("output".to_owned(), at.data["structured_output"]["schema"].clone());
    }
    work.model_settings(at, &at.data["model"], &mut config, &["temperature", "max_tokens"]);
    if at.data["vision"]["enabled"] == true {
        work.draft.not_carried(
            &at.original(),
            Some(&id),
            "It looks at images, and models get only text here.",
        );
    }
    work.put(at, "llm", Value::Object(config), "It asks a model.");
}

/// What `context` is: a search's passages go to the model as such; anything else is a text.
fn context(work: &mut Work<'_, '_>, at: &Source<'_>, config: &mut Map<String, Value>) -> String {
    let context = &at.data["context"];
    if context["enabled"] != true {
        return String::new();
    }
    let selector = context["variable_selector"].as_array();
    let path: Vec<&str> = selector.into_iter().flatten().filter_map(Value::as_str).collect();
    let [node, field] = path.as_slice() else { return String::new() };
    let found = work.graph.find(node);
    let search = found.filter(|source| source.kind == "knowledge-retrieval" && *field == "result");
    let Some(search) = search.and_then(|search| search.node.clone()) else {
        return hole(&work.read(at, &path));
    };
    config.insert("passages".to_owned(), Value::String(hole(&format!("{search}.passages"))));
    if let Some(id) = &at.node {
        let what = "The passages go to the model beside the prompt, so that it names its sources.";
        work.draft.approximated(&at.original(), id, what);
    }
    PASSAGES.to_owned()
}

fn message_text(work: &mut Work<'_, '_>, at: &Source<'_>, message: &Value, passages: &str) -> String {
    // The marks for the context have no dot, so they are not references.
    const CONTEXT: &str = "{{#context#}}";
    const SENTINEL: &str = "\u{e000}context\u{e000}";
    if message["edition_type"] == "jinja2" {
        let template = message["jinja2_text"].as_str().or(message["text"].as_str()).unwrap_or_default();
        match work.jinja(at, template, &at.data["prompt_config"]["jinja2_variables"]) {
            Ok(Rendered::Text(text)) => return text,
            Ok(Rendered::Script(code)) => {
                let script =
                    work.put_before(at, "prompt", "script", "Prompt", serde_json::json!({ "code": code }));
                return hole(script.as_str());
            }
            Err(why) => {
                let what = format!(
                    "A message is a Jinja template with {why}, which was not translated; it stands as it was."
                );
                work.draft.not_carried(&at.original(), at.node.as_ref(), what);
                return crate::import::rhai_text::plain(template);
            }
        }
    }
    let text = message["text"].as_str().unwrap_or_default().replace(CONTEXT, SENTINEL);
    // Of completion models: what was said, and the question.
    let text = text.replace("{{#query#}}", "{{#sys.query#}}").replace("{{#histories#}}", "");
    work.text(at, &text).replace(SENTINEL, passages)
}

/// With a memory the conversation so far stands before the prompt, and the question after it.
fn remember(work: &mut Work<'_, '_>, at: &Source<'_>, prompt: String) -> String {
    let memory = &at.data["memory"];
    if !memory.is_object() || !work.graph.is_chat {
        return prompt;
    }
    let window = &memory["window"];
    let history = match window["size"].as_u64().filter(|_| window["enabled"] == true) {
        // A turn there is what was asked and what was answered.
        Some(size) => format!("(conversation.history + []).extract(-{})", size.saturating_mul(2)),
        None => "conversation.history".to_owned(),
    };
    let history = hole(&format!("{history}.map(|m| m.role + \": \" + m.content).join(\"\\n\")"));
    let question = memory["query_prompt_template"].as_str().filter(|text| !text.trim().is_empty());
    let question = work.text(at, question.unwrap_or("{{#sys.query#}}"));
    if let Some(id) = &at.node {
        let what = "Its memory is the conversation so far, written into the prompt; here it is the last 20 messages at most.";
        work.draft.approximated(&at.original(), id, what);
    }
    let mut parts = vec![prompt, history];
    if !parts[0].contains(&question) {
        parts.push(question);
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}
